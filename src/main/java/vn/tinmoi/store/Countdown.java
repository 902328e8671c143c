package vn.tinmoi.store;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The 30 seconds of a stop (contract), shared out: every step has until a mark that counts from the signal, so that the
 * last ones keep their time whatever the first ones met, and the first ones have it all while nothing hangs. What is not
 * over at its mark is reported and left. One step after the other, on a thread that may wait.
 */
public final class Countdown {
    private static final Logger LOG = LoggerFactory.getLogger(Countdown.class);

    /** In their order, each with its mark. */
    public enum Step {
        STREAMS(14, "streams did not all end"),
        REQUESTS(18, "requests did not all end"),
        COUNTS(22, "the node did not let go of everything"), // a batch of visits takes milliseconds
        CONNECTIONS(23, "a store did not let go"),
        SERVERS(26, "an embedded store did not end"),
        REST(28, "Vert.x did not close cleanly");

        private final Duration mark;
        private final String otherwise;

        Step(int seconds, String otherwise) {
            this.mark = Duration.ofSeconds(seconds);
            this.otherwise = otherwise;
        }
    }

    private final long began = System.nanoTime();

    /** What is left until the step's mark; never negative. */
    public Duration left(Step step) {
        var left = step.mark.minusNanos(System.nanoTime() - began);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Waits for the step to end, until its mark; a failure is reported and passed over. */
    public void settle(Step step, Future<?> ending) {
        var ended = new CountDownLatch(1);
        ending.onFailure(failure -> report(step, failure)).onComplete(any -> ended.countDown());
        var patience = left(step);
        try {
            if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                report(step, new TimeoutException("not done after " + patience.toMillis() + " ms"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void report(Step step, Throwable failure) {
        LOG.warn("{}: {}", step.otherwise, failure.toString());
    }
}
