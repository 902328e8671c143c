package vn.tinmoi.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A question of a start or of a command that is asked again while waiting may help: on a machine under load an answer is late
 * although its store is well. For one question.
 */
final class Insistence {
    private static final Logger LOG = LoggerFactory.getLogger(Insistence.class);
    private static final long BETWEEN = 500; // ms

    private final long seconds;
    private final Predicate<Throwable> hope;
    private final LongSupplier nanos;

    Insistence(long seconds, Predicate<Throwable> hope) {
        this(seconds, hope, System::nanoTime);
    }

    /**
     * {@code seconds}: after which it is not asked again; {@code hope}: whether that failure may pass; {@code nanos}: as
     * {@link System#nanoTime}.
     */
    Insistence(long seconds, Predicate<Throwable> hope, LongSupplier nanos) {
        this.seconds = seconds;
        this.hope = hope;
        this.nanos = nanos;
    }

    /** The answer, or the last failure; {@code what}: is waited for, in the log. Blocking. */
    <T> T ask(String what, Supplier<T> question) {
        long until = until();
        while (true) {
            try {
                return question.get();
            } catch (RuntimeException failure) {
                if (!goesOn(what, failure, until)) throw failure;
                pause();
            }
        }
    }

    /** The same without blocking. */
    <T> Future<T> ask(Vertx vertx, String what, Supplier<Future<T>> question) {
        return ask(vertx, what, question, until());
    }

    private <T> Future<T> ask(Vertx vertx, String what, Supplier<Future<T>> question, long until) {
        return question.get()
                .recover(failure -> goesOn(what, failure, until)
                        ? vertx.timer(BETWEEN, TimeUnit.MILLISECONDS)
                                .compose(later -> ask(vertx, what, question, until))
                        : Future.failedFuture(failure));
    }

    private long until() {
        return nanos.getAsLong() + TimeUnit.SECONDS.toNanos(seconds);
    }

    private boolean goesOn(String what, Throwable failure, long until) {
        if (!hope.test(failure) || nanos.getAsLong() - until > 0) return false;
        LOG.warn("no answer yet, asking again what={} reason={}", what, failure.getMessage());
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
