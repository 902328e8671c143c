package vn.tinmoi.store;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether the loop that waits for a store's answer could work at all. A loop that was kept from it for a second meets its own
 * time-out, and nobody who was asked is to blame. Begun on the thread that asks, so that both are on one loop.
 */
final class LoopWatch {
    private static final long TICK_MS = 100;
    private static final long HELD_UP = TimeUnit.SECONDS.toNanos(1);

    private final Vertx vertx;
    private final LongSupplier nanos;
    private volatile long due;
    private volatile long longest;
    private volatile boolean ended;

    private LoopWatch(Vertx vertx, LongSupplier nanos) {
        this.vertx = vertx;
        this.nanos = nanos;
    }

    static LoopWatch begin(Vertx vertx) {
        return begin(vertx, System::nanoTime);
    }

    /** {@code nanos}: as {@link System#nanoTime}. */
    static LoopWatch begin(Vertx vertx, LongSupplier nanos) {
        var watch = new LoopWatch(vertx, nanos);
        watch.due = nanos.getAsLong();
        Context home = vertx.getOrCreateContext();
        home.runOnContext(now -> watch.tick());
        return watch;
    }

    private void tick() {
        if (ended) return;
        longest = heldUp();
        due = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(TICK_MS);
        vertx.setTimer(TICK_MS, timer -> tick());
    }

    /** The longest time in ns by which a tick was late, the one that is to come among them. */
    private long heldUp() {
        return Math.max(longest, nanos.getAsLong() - due);
    }

    /** Ends it; whom to blame when {@code server} did not answer: this machine, or who is blamed {@code otherwise}. */
    BackendFailed blame(String server, Throwable failure, Supplier<BackendFailed> otherwise) {
        ended = true;
        long heldUp = heldUp();
        if (!(failure instanceof TimeoutException) || heldUp < HELD_UP) return otherwise.get();
        return new BackendFailed(
                String.format(
                        Locale.ROOT,
                        "%s does not answer in time, but this program itself was held up for %.1f s of it: the machine is"
                                + " too busy, start it again when it is quieter",
                        server,
                        heldUp / 1e9),
                failure);
    }

    /** After an answer. */
    void end() {
        ended = true;
    }
}
