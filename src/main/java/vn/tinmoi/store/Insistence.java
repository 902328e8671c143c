package vn.tinmoi.store;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A question of a start or of a command that is asked again while waiting may help: on a machine under load an answer is late
 * although its store is well. For one question. Blocking.
 */
final class Insistence {
    private static final Logger LOG = LoggerFactory.getLogger(Insistence.class);
    private static final long BETWEEN = 500; // ms

    private final long seconds;
    private final Predicate<RuntimeException> hope;
    private final LongSupplier nanos;

    Insistence(long seconds, Predicate<RuntimeException> hope) {
        this(seconds, hope, System::nanoTime);
    }

    /**
     * {@code seconds}: after which it is not asked again; {@code hope}: whether that failure may pass; {@code nanos}: as
     * {@link System#nanoTime}.
     */
    Insistence(long seconds, Predicate<RuntimeException> hope, LongSupplier nanos) {
        this.seconds = seconds;
        this.hope = hope;
        this.nanos = nanos;
    }

    /** The answer, or the last failure; {@code what}: is waited for, in the log. */
    <T> T ask(String what, Supplier<T> question) {
        long until = nanos.getAsLong() + TimeUnit.SECONDS.toNanos(seconds);
        while (true) {
            try {
                return question.get();
            } catch (RuntimeException failure) {
                if (!hope.test(failure) || nanos.getAsLong() - until > 0) throw failure;
                LOG.warn("no answer yet, asking again what={} reason={}", what, failure.getMessage());
                pause();
            }
        }
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
