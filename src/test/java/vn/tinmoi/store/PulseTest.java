package vn.tinmoi.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What makes an outage, by a clock that the test moves. */
final class PulseTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // it may wrap
    private final Pulse pulse = new Pulse(now::get);

    @Test
    void threeMissesInARowAreAnOutageAndAnAnswerEndsIt() {
        miss(2);
        assertThat(pulse.up()).isTrue();

        miss(1);
        assertThat(pulse.up()).isFalse();

        pulse.answered();
        assertThat(pulse.up()).isTrue();
        miss(2);
        assertThat(pulse.up()).isTrue();
    }

    @Test
    void aHundredStatementsThatStarvedTogetherAreOneMiss() {
        for (int i = 0; i < 100; i++) pulse.missed();

        assertThat(pulse.up()).isTrue();
    }

    @Test
    void tenSecondsWithoutAnAnswerSinceAMissAreAnOutage() {
        miss(1);
        pass(8_900);
        assertThat(pulse.up()).isTrue();

        pass(200);

        assertThat(pulse.up()).isFalse();
    }

    @Test
    void aStoreThatIsNotAskedIsUp() {
        pulse.answered();
        assertThat(pulse.answeredLately()).isTrue();

        pass(3_600_000);

        assertThat(pulse.up()).isTrue();
        assertThat(pulse.answeredLately()).isFalse();
    }

    private void miss(int times) {
        for (int i = 0; i < times; i++) {
            pulse.missed();
            pass(1_000);
        }
    }

    private void pass(long millis) {
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
