package vn.tinmoi.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
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
        var turns = new ArrayList<Long>();
        for (int pause : pauses) {
            millis += pause;
            passed += Math.max(0, pause);
            int wait = inflow.admit();
            if (wait <= Inflow.PATIENCE) turns.add(passed + wait);
            else assertThat(wait).isBetween(Inflow.PATIENCE + 1, 60_000);
        }
        assertThat(turns).as("first come, first served").isSorted();
        for (int i = 0; i < turns.size(); i++)
            assertThat(i + 1.0).isLessThanOrEqualTo(burst + turns.get(i) * perSecond / 1_000.0 + 1e-6);
    }

    @Property
    void afterARestAsManyAtOnceAsTheBurst(
            @ForAll @IntRange(min = 1, max = 100) int burst, @ForAll @IntRange(min = 1, max = 1_000) int perSecond) {
        var inflow = inflow(burst, perSecond);
        for (int i = 0; i < 3 * burst; i++) inflow.admit();
        millis += Inflow.PATIENCE + 1_000L * burst / perSecond + 2;

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

    /** 15,000 at once, with what is preset: nobody is sent away. */
    @Test
    void fifteenThousandAreInWithinTwoSeconds() {
        assertThat(secondsUntilAllAreIn(15_000, 5_000, 5_000)).isEqualTo(2.0);
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
        long last = 0;
        while (!comes.isEmpty()) {
            millis = comes.remove();
            int wait = inflow.admit();
            if (wait > Inflow.PATIENCE) comes.add(millis + random.nextInt(wait, wait + SPREAD + 1));
            else last = Math.max(last, millis + wait);
        }
        return last / 1_000.0;
    }
}
