package vn.tinmoi.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.web.ClientAddress;

final class StreamLimitsTest {
    private Instant now = Instant.parse("2026-11-26T08:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "10000, -1, 1000",
        "95000, -1, 9500",
        "2009, -1, 200",
        "1000, -1, 200",
        "50, -1, 200",
        "10000, 0, 0",
        "10000, 7, 7"
    })
    void anAddressMayHaveATenthOfTheNodesStreamsUnlessItIsSaid(int perNode, int perAddress, int allowed) {
        assertThat(limits(perNode, perAddress).perAddress()).isEqualTo(allowed);
    }

    @Test
    void theLogHearsOfRefusalsOnceAMinuteAndOfAllOfThem() {
        var limits = limits(1, 1);

        assertThat(limits.toBeSaid()).isEqualTo(1);
        for (int i = 0; i < 999; i++) assertThat(limits.toBeSaid()).isZero();
        now = now.plusSeconds(60);
        assertThat(limits.toBeSaid()).isEqualTo(1000);
        assertThat(limits.toBeSaid()).isZero();
    }

    private StreamLimits limits(int perNode, int perAddress) {
        return new StreamLimits(
                perNode,
                perAddress,
                new Inflow(1, 0, () -> now),
                new ClientAddress(Set.of()),
                new Metrics(),
                () -> now);
    }
}
