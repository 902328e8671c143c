package vn.tinmoi.visit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a task at an interval, never while the last one still runs, and only each fifth time where there is nothing to
 * tell. Start and stop it on one thread.
 */
final class Beat {
    private static final Logger LOG = LoggerFactory.getLogger(Beat.class);

    private static final int SKIPPED = 4;

    private final Vertx vertx;
    private final long everyMillis;
    private final Supplier<Future<Void>> task;
    private final BooleanSupplier quiet;
    private int skipped;
    private volatile Future<Void> running = Future.succeededFuture();
    private long timer = -1;

    Beat(Vertx vertx, long everyMillis, Supplier<Future<Void>> task) {
        this(vertx, everyMillis, task, () -> false);
    }

    /** {@code quiet}: whether this node has nothing to tell, and asks only for what others do. */
    Beat(Vertx vertx, long everyMillis, Supplier<Future<Void>> task, BooleanSupplier quiet) {
        this.quiet = quiet;
        this.vertx = vertx;
        this.everyMillis = everyMillis;
        this.task = task;
    }

    void start() {
        timer = vertx.setPeriodic(everyMillis, tick -> {
            if (running.isComplete() && isDue()) running = run();
        });
    }

    /** Ends the repeating; done when the task that may still run is. */
    Future<Void> stop() {
        vertx.cancelTimer(timer);
        return running.otherwiseEmpty();
    }

    private boolean isDue() {
        skipped = quiet.getAsBoolean() && skipped < SKIPPED ? skipped + 1 : 0;
        return skipped == 0;
    }

    private Future<Void> run() {
        try {
            return task.get().onFailure(this::report);
        } catch (RuntimeException e) {
            report(e);
            return Future.succeededFuture();
        }
    }

    private void report(Throwable failure) {
        LOG.error("a repeated task failed every_ms={}", everyMillis, failure);
    }
}
