package vn.tinmoi.web;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

/**
 * Brings answers back to a request's event loop. Those of the stores come on threads of their own; whoever goes on with the
 * request there, and lets its body come, may lose it: the loop delivers it before anyone listens.
 */
public final class OwnLoop {
    private OwnLoop() {}

    /** Completes on the request's loop with what {@code answer} gives. Call it there. */
    public static <T> Future<T> of(RoutingContext ctx, Future<T> answer) {
        var loop = ctx.vertx().getOrCreateContext();
        Promise<T> here = Promise.promise();
        answer.onComplete(result -> {
            if (Vertx.currentContext() == loop) here.handle(result);
            else loop.runOnContext(on -> here.handle(result));
        });
        return here.future();
    }
}
