package vn.tinmoi.live;

import java.util.function.LongSupplier;
import vn.tinmoi.metric.Metrics;

/**
 * How often a loop sends counts to everyone: its streams × what one of them costs / 5 % of its time. What counts may not
 * cost more than what matters: at 9.4 µs a frame, a frame each second to 19,000 streams takes a fifth of a loop. The cost
 * is the hub's own measurement, smoothed over 8 rounds, and one round moves it at most to 4 times itself, so that a process
 * that was suspended does not keep its counts back for long. Owned by the hub's loop.
 */
final class Pace {
    /** Of a loop's time. */
    static final double SHARE = 0.05;

    static final long SECOND = 1_000_000_000;
    private static final double FIRST_GUESS = 10_000; // ns for a frame to one of 8,000 streams, measured 2026-11-23
    private static final double SMOOTHING = 1.0 / 8;
    private static final double LEAP = 4;

    private final String loop;
    private final Metrics metrics;
    private final LongSupplier nanoTime;
    private double cost = FIRST_GUESS; // ns a stream
    private long last;
    private boolean begun;

    /** {@code loop}: its name in the metrics; {@code nanoTime}: as {@link System#nanoTime}. */
    Pace(String loop, Metrics metrics, LongSupplier nanoTime) {
        this.loop = loop;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    /** Nanoseconds from one round to the next; counts come no more often than each second, so at that there is no waiting. */
    long interval(int streams) {
        return Math.max(SECOND, (long) (streams * cost / SHARE));
    }

    /** Whether so many streams may be sent counts now. */
    boolean allows(int streams) {
        long interval = interval(streams);
        return !begun || interval == SECOND || nanoTime() - last >= interval;
    }

    /** They are sent now. */
    void begin(int streams) {
        last = nanoTime();
        begun = true;
        metrics.statsInterval(loop, interval(streams) / (double) SECOND);
    }

    /** So long the loop was busy with counts. */
    void spent(long nanos) {
        metrics.statsSent(loop, nanos / (double) SECOND);
    }

    /** A round of counts and nothing else to so many streams took so long. */
    void took(long nanos, int streams) {
        if (streams == 0) return;
        double one = Math.min(nanos / (double) streams, LEAP * cost);
        cost += SMOOTHING * (one - cost);
    }
}
