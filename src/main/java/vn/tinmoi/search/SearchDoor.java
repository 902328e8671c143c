package vn.tinmoi.search;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Problem;

/**
 * Puts searches off, before anything else suffers: while what readers ask waits for PostgreSQL, and while the loop that the
 * search is on comes late. How late is found by one turn of the loop for each search, so a rest costs nothing; one late turn
 * is no lag, two in a row are. Any thread.
 */
final class SearchDoor {
    private static final long LATE = TimeUnit.MILLISECONDS.toNanos(300); // a broadcast holds a loop for 5 ms
    private static final long IN_A_ROW = TimeUnit.SECONDS.toNanos(5);

    private final Vertx vertx;
    private final BooleanSupplier crowded;
    private final Metrics metrics;
    private final LongSupplier nanos;
    private boolean wasLate;
    private long lateAt;

    /** {@code crowded}: whether readers wait for the store; {@code nanos}: as {@link System#nanoTime}. */
    SearchDoor(Vertx vertx, BooleanSupplier crowded, Metrics metrics, LongSupplier nanos) {
        this.vertx = vertx;
        this.crowded = crowded;
        this.metrics = metrics;
        this.nanos = nanos;
    }

    /** What the search gives; UNAVAILABLE {@code search.busy} where it is put off. */
    <T> Future<T> enter(Supplier<Future<T>> search) {
        if (crowded.getAsBoolean()) return putOff("store");
        Promise<T> found = Promise.promise();
        long asked = nanos.getAsLong();
        vertx.getOrCreateContext().runOnContext(turn -> {
            long now = nanos.getAsLong();
            var answer = lags(now - asked, now) ? SearchDoor.this.<T>putOff("loop") : search.get();
            answer.onComplete(found);
        });
        return found.future();
    }

    /** {@code late}: by how many ns a turn of the loop came, {@code now}. */
    synchronized boolean lags(long late, long now) {
        boolean before = wasLate && now - lateAt < IN_A_ROW;
        wasLate = late > LATE;
        lateAt = now;
        return wasLate && before;
    }

    private <T> Future<T> putOff(String reason) {
        metrics.stores().searchPutOff(reason);
        return Future.failedFuture(Problem.unavailable("search.busy"));
    }
}
