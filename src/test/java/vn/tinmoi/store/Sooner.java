package vn.tinmoi.store;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Promises of time, held on a machine of any load: what comes first on one event loop, an answer or a timer. */
final class Sooner {
    private Sooner() {}

    /** The answer, asked for on an event loop; fails where a timer that was set there right before is first. */
    static <T> Future<T> than(long milliseconds, Vertx vertx, Supplier<Future<T>> question) {
        var first = Promise.<T>promise();
        vertx.getOrCreateContext().runOnContext(now -> {
            vertx.setTimer(milliseconds, late -> first.tryFail("a timer of " + milliseconds + " ms was first"));
            question.get().onSuccess(first::tryComplete).onFailure(first::tryFail);
        });
        return first.future();
    }
}
