package vn.tinmoi.web;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * Hangs up on who was answered and goes on sending the body of the request: Vert.x would read and drop it for as long as it
 * comes. The sender gets a while to finish and read its answer, because a socket that is closed with unread bytes in it
 * sends a reset, which can overtake the answer (RFC 9112, 9.6). On the connection's event loop.
 */
public final class Hangup implements Handler<RoutingContext> {
    private static final long LEFT_BYTES = 4L << 20; // four of the largest bodies there are
    private static final long LEFT_MILLIS = 5_000;

    private final Vertx vertx;

    public Hangup(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public void handle(RoutingContext ctx) {
        var request = ctx.request();
        if (mayGoOn(request)) {
            ctx.addEndHandler(answered -> {
                if (answered.succeeded())
                    drain(request); // else the connection is gone, which whoever reads the body must hear
            });
        }
        ctx.next();
    }

    private static boolean mayGoOn(HttpServerRequest request) {
        var headers = request.headers();
        return request.version() != HttpVersion.HTTP_2
                && (headers.contains(HttpHeaders.TRANSFER_ENCODING) || headers.contains(HttpHeaders.CONTENT_LENGTH));
    }

    /** Once the request is answered. A body that is complete already keeps its connection. */
    public void drain(HttpServerRequest request) {
        if (request.isEnded()) return;
        long read = request.bytesRead();
        long late = vertx.setTimer(LEFT_MILLIS, timer -> close(request));
        request.handler(bytes -> {
            if (request.bytesRead() - read > LEFT_BYTES) close(request);
        });
        request.endHandler(complete -> vertx.cancelTimer(late));
        request.exceptionHandler(gone -> vertx.cancelTimer(late));
        request.resume();
    }

    private static void close(HttpServerRequest request) {
        request.connection().close().onFailure(gone -> {});
    }
}
