package vn.tinmoi.store;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.news.Problem;

/**
 * A value that is read once and kept until it is touched or too old. Whoever asks while it is being read waits for that
 * reading. One that had begun before a touch may have missed the change: when its value is one that the touch reaches it is
 * not kept, and who asked after the touch gets the next one. So at most one reading runs and one waits, however many ask and however often it is touched. While the store is
 * away the last good value is given at once, and one try a second is made behind it. Any thread; waiters are told on the
 * reader's.
 */
public final class LastGood<T> {
    private static final Logger LOG = LoggerFactory.getLogger(LastGood.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private static final int TOUCHES = 64; // that are looked at one by one; above, whatever was read is read again

    private final Function<Supplier<@Nullable T>, Future<T>> read;
    private final Predicate<T> good;
    private final InstantSource clock;

    private @Nullable T last;
    private boolean current;
    private @Nullable Reading<T> running;
    private @Nullable Reading<T> waiting;
    private Instant readAt = Instant.MIN;
    private @Nullable Instant failedAt;

    /** What a caller gets. */
    public record Given<T>(T value, How how) {
        /** Whether the store is away and this the last good one. */
        public boolean isStale() {
            return how == How.STALE;
        }
    }

    public enum How {
        KEPT,
        READ,
        /** The store is away; this was the last good one. */
        STALE
    }

    private static final class Reading<T> {
        private final Promise<Given<T>> promise = Promise.promise();
        private final List<Predicate<T>> touches = new ArrayList<>();

        private boolean isMissing(T value) {
            return touches.size() > TOUCHES || touches.stream().anyMatch(reached -> reached.test(value));
        }
    }

    /**
     * @param read reads the value; may make it of the one before, which it is given if nothing has touched that
     * @param good whether a value that nothing touched may still be given
     */
    public LastGood(Function<Supplier<@Nullable T>, Future<T>> read, Predicate<T> good, InstantSource clock) {
        this.read = read;
        this.good = good;
        this.clock = clock;
    }

    /** One that may be given until it was read so long ago. */
    public LastGood(Supplier<Future<T>> read, Duration age, InstantSource clock) {
        this.read = before -> read.get();
        this.good = kept -> clock.instant().isBefore(readAt.plus(age));
        this.clock = clock;
    }

    /** The value. Fails as the reading does when there is no last good one, and always when the failure is the caller's. */
    public Future<Given<T>> get() {
        Reading<T> begun = null;
        Future<Given<T>> answer;
        synchronized (this) {
            var kept = kept();
            if (kept != null) return Future.succeededFuture(new Given<>(kept, How.KEPT));
            boolean away = last != null && failedAt != null;
            if (running == null && !(away && justFailed())) running = begun = new Reading<>();
            if (last != null && away) answer = Future.succeededFuture(new Given<>(last, How.STALE));
            else answer = joined();
        }
        if (begun != null) begin(begun);
        return answer;
    }

    /** The value if {@link #get} would give it as it is kept. */
    public synchronized @Nullable T kept() {
        return last != null && current && good.test(last) ? last : null;
    }

    /** The value as it is now: waits where {@link #get} would give the last good one, and fails when the store is away. */
    public Future<T> sure() {
        Reading<T> begun = null;
        Future<Given<T>> answer;
        synchronized (this) {
            var kept = kept();
            if (kept != null) return Future.succeededFuture(kept);
            if (running == null) running = begun = new Reading<>();
            answer = joined();
        }
        if (begun != null) begin(begun);
        return answer.compose(given -> switch (given.how()) {
            case KEPT, READ -> Future.succeededFuture(given.value());
            case STALE -> Future.failedFuture(Problem.unavailable("store.away"));
        });
    }

    private boolean justFailed() {
        return failedAt != null && clock.instant().isBefore(failedAt.plus(BETWEEN_TRIES));
    }

    private Future<Given<T>> joined() {
        var reading = running;
        if (reading == null) throw new IllegalStateException("nothing runs");
        if (reading.touches.isEmpty()) return reading.promise.future();
        if (waiting == null) waiting = new Reading<>();
        return waiting.promise.future();
    }

    private void begin(Reading<T> reading) {
        Future<T> value;
        try {
            value = read.apply(this::untouched);
        } catch (RuntimeException e) {
            value = Future.failedFuture(e);
        }
        value.onComplete(result -> land(reading, result));
    }

    private synchronized @Nullable T untouched() {
        return current ? last : null;
    }

    private void land(Reading<T> reading, AsyncResult<T> result) {
        Reading<T> next;
        Given<T> given;
        boolean sure;
        synchronized (this) {
            sure = result.succeeded() && !reading.isMissing(result.result());
            given = result.succeeded() ? keep(result.result(), sure) : fallBack(result.cause());
            next = waiting;
            running = sure ? null : next;
            waiting = null;
        }
        if (given != null) reading.promise.complete(given);
        else reading.promise.fail(result.cause());
        if (next == null) return;
        if (sure) next.promise.complete(given);
        else begin(next);
    }

    private Given<T> keep(T value, boolean sure) {
        failedAt = null;
        if (sure) {
            last = value;
            readAt = clock.instant();
            current = true;
        }
        return new Given<>(value, How.READ);
    }

    /** A problem of the caller's is an answer: the value is gone or never was. All else leaves the last good one standing. */
    private @Nullable Given<T> fallBack(Throwable failure) {
        boolean away = Problem.isAway(failure);
        if (failure instanceof Problem && !away) {
            forget();
            return null;
        }
        if (last == null) return null;
        if (!away) LOG.error("reading failed, the last good value is shown", failure);
        failedAt = clock.instant();
        return new Given<>(last, How.STALE);
    }

    /** Something changed: what is running may have missed it, and what is kept goes when it is reached. */
    public synchronized void touch(Predicate<T> reached) {
        if (running != null && running.touches.size() <= TOUCHES) running.touches.add(reached);
        if (last != null && reached.test(last)) current = false;
    }

    /** Leaves no last good value either. */
    synchronized void forget() {
        last = null;
        current = false;
        failedAt = null;
    }

    /** Changes the kept value in place of a reading. */
    public synchronized void amend(UnaryOperator<T> change) {
        if (last != null) last = change.apply(last);
    }

    /** The value that is kept, good or not. */
    public synchronized @Nullable T last() {
        return last;
    }
}
