package vn.tinmoi.visit;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is read again when someone asks and it has become too old. One reading at a time: whoever asks meanwhile
 * waits for it. While the store is away the last good value is given at once, and one try a second is made behind it. Any
 * thread; waiters are told on the reader's.
 */
final class Recent<T> {
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    /** {@code stale}: the store is away; this was the last good one. */
    record Given<T>(T value, boolean stale) {}

    private final Supplier<Future<T>> read;
    private final Duration age;
    private final InstantSource clock;
    private @Nullable T last;
    private boolean away;
    private Instant at = Instant.MIN; // of the last reading, good or not
    private @Nullable Future<Given<T>> running;

    Recent(Supplier<Future<T>> read, Duration age, InstantSource clock) {
        this.read = read;
        this.age = age;
        this.clock = clock;
    }

    /** The value, at most as old as it may be; fails as the reading does when there is no last good one. */
    Future<Given<T>> get() {
        Promise<Given<T>> begun = null;
        Future<Given<T>> answer;
        synchronized (this) {
            if (last != null && isWithin(away ? BETWEEN_TRIES : age)) return given(last, away);
            if (running == null) {
                begun = Promise.promise();
                running = begun.future();
            }
            answer = last != null && away ? given(last, true) : running;
        }
        if (begun != null) begin(begun);
        return answer;
    }

    private boolean isWithin(Duration limit) {
        return clock.instant().isBefore(at.plus(limit));
    }

    private static <T> Future<Given<T>> given(T value, boolean stale) {
        return Future.succeededFuture(new Given<>(value, stale));
    }

    private void begin(Promise<Given<T>> promise) {
        Future<T> value;
        try {
            value = read.get();
        } catch (RuntimeException e) {
            value = Future.failedFuture(e);
        }
        value.onComplete(result -> {
            var answer = land(result);
            if (answer != null) promise.complete(answer);
            else promise.fail(result.cause());
        });
    }

    private synchronized @Nullable Given<T> land(AsyncResult<T> result) {
        running = null;
        at = clock.instant();
        away = result.failed();
        if (!away) last = result.result();
        return last == null ? null : new Given<>(last, away);
    }
}
