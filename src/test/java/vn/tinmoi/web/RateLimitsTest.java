package vn.tinmoi.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.tinmoi.news.Problem;

final class RateLimitsTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final RateLimits limits = new RateLimits(50, () -> now);

    @Test
    void fiftyAtOnceAndThenOneEveryTwentyMilliseconds() {
        assertThat(allowed("a", 60)).isEqualTo(50);

        now = now.plusMillis(20);
        assertThat(allowed("a", 5)).isEqualTo(1);
        now = now.plusSeconds(60);
        assertThat(allowed("a", 60)).isEqualTo(50);
    }

    @Test
    void keysDoNotShare() {
        assertThat(allowed("a", 50)).isEqualTo(50);
        assertThat(allowed("b", 50)).isEqualTo(50);
    }

    @Test
    void aClockPutBackNeitherGivesNorTakes() {
        assertThat(allowed("a", 50)).isEqualTo(50);

        now = now.minusSeconds(3_600);
        assertThat(allowed("a", 1)).isZero();
        now = now.plusMillis(20);
        assertThat(allowed("a", 2)).isEqualTo(1);
    }

    @Test
    void noLimitIsNone() {
        var none = new RateLimits(0, () -> now);

        for (int i = 0; i < 10_000; i++) none.take("a");
    }

    private long allowed(String key, int tries) {
        return IntStream.range(0, tries).filter(i -> allowed(key)).count();
    }

    private boolean allowed(String key) {
        try {
            limits.take(key);
            return true;
        } catch (Problem tooMany) {
            return false;
        }
    }
}
