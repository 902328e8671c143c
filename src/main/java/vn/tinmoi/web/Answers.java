package vn.tinmoi.web;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import vn.tinmoi.news.Problem;

/**
 * Joins handlers that return values to routes: sends the {@link Reply}, and turns a failure into the problem document or
 * page that {@link Problems} makes of it. No handler writes to a response itself, except the live stream.
 */
public final class Answers {
    /** Who serves these reads any query: an EventSource never comes back after a 4xx. */
    private static final Set<String> READ_ANY_QUERY = Set.of("/stream", "/ws");

    private final Problems problems;
    private final OldAddresses oldAddresses;

    public Answers(Problems problems) {
        this(problems, OldAddresses.NONE);
    }

    /** {@code oldAddresses}: asked before a reader is told that there is no such page. */
    public Answers(Problems problems, OldAddresses oldAddresses) {
        this.problems = problems;
        this.oldAddresses = oldAddresses;
    }

    /** Answers GET and HEAD at that path, as {@link #answer} does. */
    public void get(Router router, String path, Function<RoutingContext, Future<? extends Reply>> handler) {
        answer(router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD), handler);
    }

    /** Answers the route with what the handler's future gives. The handler runs on the request's event loop. */
    public void answer(Route route, Function<RoutingContext, Future<? extends Reply>> handler) {
        route.handler(ctx -> {
            var loop = ctx.vertx().getOrCreateContext();
            reply(ctx, handler).onComplete(result -> {
                // a connection belongs to one loop, which must write to it; a handler's future may complete anywhere
                if (Vertx.currentContext() == loop) finish(ctx, result);
                else loop.runOnContext(on -> finish(ctx, result));
            });
        });
    }

    /** As {@link #answer}, where the handler has something to say; else the next route is asked. */
    public void offer(Route route, Function<RoutingContext, Future<Optional<Reply>>> handler) {
        route.handler(ctx -> OwnLoop.of(ctx, handler.apply(ctx)).onComplete(said -> {
            if (said.failed()) send(ctx, problems.reply(ctx, said.cause()));
            else said.result().ifPresentOrElse(reply -> send(ctx, reply), ctx::next);
        }));
    }

    /**
     * Answers 400 to a path or query that cannot be decoded: routes would fail on it with 500. Mount it first. The queries of
     * streams are theirs to read.
     */
    public void refuseUnreadable(Route route) {
        var unreadable = new Problem(Problem.Kind.MALFORMED, "request.unreadable", null);
        route.handler(ctx -> {
            if (isReadable(ctx)) ctx.next();
            else send(ctx, problems.reply(ctx, unreadable));
        });
    }

    private static boolean isReadable(RoutingContext ctx) {
        try {
            return READ_ANY_QUERY.contains(ctx.normalizedPath())
                    || ctx.request().query() == null
                    || ctx.request().params() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Answers whatever no route wanted, by what the routes say of themselves, and whatever failed in Vert.x itself (400, 413,
     * 500). From here on each route that takes GET takes HEAD. Mount it last.
     */
    public void answerTheRest(Router router) {
        var methods = Methods.of(router);
        router.route().failureHandler(ctx -> send(ctx, isPath(ctx) ? problems.ofVertx(ctx) : noPath(ctx, methods)));
        answer(router.route(), ctx -> unwanted(ctx, methods));
    }

    private static boolean isPath(RoutingContext ctx) {
        return String.valueOf(ctx.request().path()).startsWith("/");
    }

    /** No route took it: there is nothing, or something that is asked in another way. */
    private Future<Reply> unwanted(RoutingContext ctx, Methods methods) {
        var method = ctx.request().method();
        if (!Methods.isKnown(method)) return Future.succeededFuture(problems.notImplemented(ctx));
        var path = String.valueOf(ctx.request().path());
        var allowed = methods.at(path);
        if (allowed.isEmpty() || (allowed.contains(method.name()) && !method.equals(HttpMethod.OPTIONS)))
            return Future.failedFuture(problems.nothingHere(ctx));
        return Future.succeededFuture(
                method.equals(HttpMethod.OPTIONS) ? options(path, allowed) : problems.notAllowed(ctx, allowed));
    }

    /** Also the answer to a browser that asks before its script may read from another site. */
    private static Reply options(String path, Set<String> allowed) {
        var headers = new HashMap<>(SecurityHeaders.preflight(path));
        headers.put("Allow", String.join(", ", allowed));
        return new Reply.Empty(204, headers);
    }

    /** The router gives up on a target that is no path: {@code *}, or the address of another server. */
    private Reply noPath(RoutingContext ctx, Methods methods) {
        if (ctx.request().method().equals(HttpMethod.OPTIONS)) return options("*", methods.all());
        return Methods.isKnown(ctx.request().method()) ? problems.ofVertx(ctx) : problems.notImplemented(ctx);
    }

    private static Future<? extends Reply> reply(
            RoutingContext ctx, Function<RoutingContext, Future<? extends Reply>> handler) {
        try {
            return handler.apply(ctx);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void finish(RoutingContext ctx, AsyncResult<? extends Reply> result) {
        if (result.succeeded()) send(ctx, result.result());
        else if (mayHaveMoved(ctx, result.cause())) askOldAddresses(ctx, result.cause());
        else send(ctx, problems.reply(ctx, result.cause()));
    }

    private static boolean mayHaveMoved(RoutingContext ctx, Throwable failure) {
        var method = ctx.request().method();
        return failure instanceof Problem problem
                && problem.kind() == Problem.Kind.NOT_FOUND
                && (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))
                && !ctx.request().path().startsWith("/api/");
    }

    private void askOldAddresses(RoutingContext ctx, Throwable nothing) {
        var request = ctx.request();
        var loop = ctx.vertx().getOrCreateContext();
        oldAddresses
                .newAddress(request.path(), request.query())
                .map(found -> found.<Reply>map(address -> new Reply.Redirect(301, address))
                        .orElseGet(() -> problems.reply(ctx, nothing)))
                .otherwise(failure -> problems.reply(ctx, failure))
                .onSuccess(reply -> loop.runOnContext(on -> send(ctx, reply)));
    }

    /** Where the address asked for led in former times; empty: nowhere, or that cannot be told now. On the caller's loop. */
    public Future<Optional<Reply>> formerly(RoutingContext ctx) {
        var request = ctx.request();
        var answer = Promise.<Optional<Reply>>promise();
        var loop = ctx.vertx().getOrCreateContext();
        oldAddresses
                .newAddress(request.path(), request.query())
                .map(found -> found.<Reply>map(address -> new Reply.Redirect(301, address)))
                .otherwise(Optional.empty())
                .onSuccess(reply -> loop.runOnContext(on -> answer.complete(reply)));
        return answer.future();
    }

    private static void send(RoutingContext ctx, Reply reply) {
        var response = ctx.response();
        if (response.closed() || response.ended()) { // the caller is gone
            if (reply instanceof Reply.Pieced pieced) pieced.body().close();
            return;
        }
        switch (reply) {
            case Reply.Bytes(var status, var contentType, var body, var headers) -> {
                response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, contentType);
                Reply.copy(headers, response.headers());
                end(ctx, body);
            }
            case Reply.Json(var status, var body, var headers) -> {
                response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
                Reply.copy(headers, response.headers());
                end(ctx, body.toBuffer());
            }
            case Reply.Pieced(var status, var contentType, var body, var headers) -> {
                response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, contentType);
                Reply.copy(headers, response.headers());
                pieces(ctx, body);
            }
            case Reply.Redirect(var status, var location) ->
                end(response.setStatusCode(status)
                        .putHeader(HttpHeaders.LOCATION, location)
                        .end());
            case Reply.Empty(var status, var headers) -> {
                response.setStatusCode(status);
                Reply.copy(headers, response.headers());
                end(response.end());
            }
        }
    }

    /** HEAD gets the length alone: over HTTP/2 Vert.x would send the body too. */
    private static void end(RoutingContext ctx, Buffer body) {
        var response = ctx.response();
        if (!ctx.request().method().equals(HttpMethod.HEAD)) {
            end(response.end(body));
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()));
        end(response.end());
    }

    private static void pieces(RoutingContext ctx, Reply.Pieces body) {
        if (!ctx.request().method().equals(HttpMethod.HEAD)) {
            var loop = ctx.vertx().getOrCreateContext();
            next(loop, ctx.response().setChunked(true), body);
            return;
        }
        body.close();
        end(ctx.response().end());
    }

    /** The next piece is asked for when the socket took the last, and written on the connection's loop. */
    private static void next(Context loop, HttpServerResponse response, Reply.Pieces body) {
        body.next()
                .onComplete(piece -> loop.runOnContext(on -> {
                    if (piece.succeeded() && piece.result().isPresent()) {
                        response.write(piece.result().get())
                                .onSuccess(written -> next(loop, response, body))
                                .onFailure(gone -> body.close());
                        return;
                    }
                    body.close();
                    end(piece.succeeded() ? response.end() : response.reset());
                }));
    }

    /** A failed send means that the caller went away; there is nobody to tell. */
    private static void end(Future<Void> sent) {
        sent.onFailure(gone -> {});
    }
}
