package vn.tinmoi.store;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether a store is away. One late answer is none: it takes three misses in a row, a second apart at least, or ten seconds
 * without an answer since the first; any answer ends it. Any thread.
 */
final class Pulse {
    private static final int MISSES = 3;
    private static final long APART = TimeUnit.SECONDS.toNanos(1); // what starved together is one miss
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(10);
    private static final long LATELY = TimeUnit.SECONDS.toNanos(2);

    private final LongSupplier nanos;
    private volatile long lastAnswer;
    private volatile boolean well = true;
    private int misses;
    private long firstMiss;
    private long lastMiss;

    /** {@code nanos}: a clock that only goes forward. */
    Pulse(LongSupplier nanos) {
        this.nanos = nanos;
        this.lastAnswer = nanos.getAsLong() - LATELY;
    }

    void answered() {
        lastAnswer = nanos.getAsLong();
        if (!well) recover();
    }

    private synchronized void recover() {
        well = true;
        misses = 0;
    }

    synchronized void missed() {
        long now = nanos.getAsLong();
        if (misses > 0 && now - lastMiss < APART) return;
        if (misses++ == 0) firstMiss = now;
        lastMiss = now;
        well = false;
    }

    /** Whether it gave an answer within the last two seconds: then a wait is our own queue's. */
    boolean answeredLately() {
        return nanos.getAsLong() - lastAnswer < LATELY;
    }

    /** False while it is away. */
    boolean up() {
        return well || !isAway();
    }

    private synchronized boolean isAway() {
        return misses >= MISSES || (misses > 0 && nanos.getAsLong() - firstMiss >= LONGEST);
    }
}
