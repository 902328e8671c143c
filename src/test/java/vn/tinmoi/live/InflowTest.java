package vn.tinmoi.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class InflowTest {
    private static final Instant START = Instant.parse("2026-11-28T08:00:00Z");
    private static final int SPREAD = 2_000; // ms, as StreamLimits adds

    private long millis;

    private Inflow inflow(int burst, int perSecond) {
        millis = 0;
        return new Inflow(burst, perSecond, () -> START.plusMillis(millis));
    }

    /** {@code pauses}: between one that comes and the next, in ms; a clock may be put back. */
    @Property
    void neverMoreThanTheBurstAndWhatTimeHasBrought(
            @ForAll @Size(max = 300) List<@IntRange(min = -50, max = 200) Integer> pauses,
            @ForAll @IntRange(min = 1, max = 20) int burst,
            @ForAll @IntRange(min = 1, max = 200) int perSecond) {
        var inflow = inflow(burst, perSecond);
        long passed = 0;
        int admitted = 0;
        for (int pause : pauses) {
            millis += pause;
            passed += Math.max(0, pause);
            int wait = inflow.admit();
            if (wait == 0) admitted++;
            else assertThat(wait).isBetween(1_000, 60_000);
            assertThat((double) admitted).isLessThanOrEqualTo(burst + passed * perSecond / 1_000.0 + 1e-6);
        }
    }

    @Property
    void afterARestAsManyAtOnceAsTheBurst(
            @ForAll @IntRange(min = 1, max = 100) int burst, @ForAll @IntRange(min = 1, max = 1_000) int perSecond) {
        var inflow = inflow(burst, perSecond);
        for (int i = 0; i < 3 * burst; i++) inflow.admit();
        millis += 1_000L * burst / perSecond + 1;

        for (int i = 0; i < burst; i++) assertThat(inflow.admit()).isZero();
        assertThat(inflow.admit()).isPositive();
    }

    /** Who is told to come back does so, somewhere in the time that is given: all are in about as fast as it lets them. */
    @Property(tries = 50)
    void aFloodIsInAsFastAsItIsLetIn(
            @ForAll @IntRange(min = 1, max = 20_000) int readers,
            @ForAll @IntRange(min = 400, max = 4_000) int perSecond) {
        assertThat(secondsUntilAllAreIn(readers, 2 * perSecond, perSecond))
                .isLessThan((double) readers / perSecond + 12);
    }

    /** 15,000 at once, with what is preset: the measured flood after a node's death has to be over within 20 s. */
    @Test
    void fifteenThousandAreBackInTime() {
        assertThat(secondsUntilAllAreIn(15_000, 4_000, 2_000)).isBetween(5.0, 12.0);
    }

    @Test
    void noLimitIsNone() {
        var inflow = inflow(1, 0);

        for (int i = 0; i < 100_000; i++) assertThat(inflow.admit()).isZero();
    }

    private double secondsUntilAllAreIn(int readers, int burst, int perSecond) {
        var inflow = inflow(burst, perSecond);
        var random = new Random(7);
        var comes = new PriorityQueue<Long>();
        for (int i = 0; i < readers; i++) comes.add(0L);
        while (!comes.isEmpty()) {
            millis = comes.remove();
            int wait = inflow.admit();
            if (wait > 0) comes.add(millis + random.nextInt(wait, wait + SPREAD + 1));
        }
        return millis / 1_000.0;
    }
}
