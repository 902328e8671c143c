package vn.tinmoi.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Many readers of {@code news}, each checking that every event comes once and in order. Blocks; one thread at a time. */
interface Crowd extends AutoCloseable {
    /** Opens that many more streams; returns when each had its first event. */
    void open(int streams);

    Tally tally();

    /** Number of the last event of the reader who is furthest behind. */
    long furthestBehind();

    /** Latencies so far do not count. */
    void forgetLatencies();

    @Override
    void close();

    /** Waits until every reader had this event; false when some had not in that time. */
    default boolean reached(long seq, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (furthestBehind() < seq) {
            if (System.nanoTime() > end) return false;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return true;
    }
}
