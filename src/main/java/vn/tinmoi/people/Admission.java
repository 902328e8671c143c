package vn.tinmoi.people;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import vn.tinmoi.web.OwnLoop;
import vn.tinmoi.web.RateLimits;

/** The door of the writing calls: who calls, and whether they call too often, is known before a body is read. */
public final class Admission implements Handler<RoutingContext> {
    private static final String ACTOR = "newsroom.actor";

    private final Tokens tokens;
    private final RateLimits writes;

    /** {@code writes}: of one token, by its name. */
    public Admission(Tokens tokens, RateLimits writes) {
        this.tokens = tokens;
        this.writes = writes;
    }

    @Override
    public void handle(RoutingContext ctx) {
        ctx.request().pause();
        OwnLoop.of(ctx, tokens.actor(ctx.request().getHeader(HttpHeaders.AUTHORIZATION)))
                .map(actor -> counted(actor, ctx))
                .onComplete(admitted -> {
                    ctx.request().resume();
                    if (admitted.failed()) ctx.fail(admitted.cause());
                    else ctx.put(ACTOR, admitted.result()).next();
                });
    }

    private Actor counted(Actor actor, RoutingContext ctx) {
        writes.take(actor.name(), ctx.request());
        return actor;
    }

    /** Who was let in. */
    public static Actor actor(RoutingContext ctx) {
        return ctx.get(ACTOR);
    }
}
