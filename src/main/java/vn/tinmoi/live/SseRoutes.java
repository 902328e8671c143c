package vn.tinmoi.live;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import java.util.List;
import vn.tinmoi.web.Routes;

/**
 * {@code GET /stream}: Server-Sent Events. Answers 200 whatever is asked: a browser's EventSource gives up for good on
 * anything else. Mount it before the handlers of ordinary requests, so that none of them is kept alive by a stream.
 */
public final class SseRoutes implements Routes {
    private final Hub hub;
    private final StreamLimits limits;
    private final Audience audience;

    /** {@code hub}: the one of the event loop whose router this is mounted on. */
    public SseRoutes(Hub hub, StreamLimits limits, Audience audience) {
        this.hub = hub;
        this.limits = limits;
        this.audience = audience;
    }

    @Override
    public void mount(Router router) {
        router.get("/stream").handler(ctx -> stream(ctx.request(), Asked.of(ctx.request())));
        router.head("/stream").handler(ctx -> end(head(ctx.response())));
        router.options("/stream").handler(ctx -> preflight(ctx.response()));
    }

    /**
     * For {@code HttpServer.invalidRequestHandler}: a stream asked for with a header that HTTP does not allow, such as a NUL
     * in the cursor, begins with a reset; everything else is answered as Vert.x does.
     */
    public void unreadable(HttpServerRequest request) {
        if (request.method() == HttpMethod.GET && "/stream".equals(request.path())) {
            stream(request, new Asked(null, "unreadable", List.of()));
        } else {
            HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
        }
    }

    private void stream(HttpServerRequest request, Asked asked) {
        var place = hub.draining() ? null : limits.admit(request);
        if (place == null) {
            turnAway(request);
            return;
        }
        var seat = audience.arrived(request, "sse");
        head(request.response()).setChunked(true);
        hub.subscribe(DetachedWire.of(request), "sse", asked, () -> {
            place.run();
            seat.left();
        });
    }

    /** The browser comes back by itself, much later, each at a time of its own. */
    private void turnAway(HttpServerRequest request) {
        head(request.response())
                .end("retry: " + hub.between(30_000, 60_000) + "\n: full, please come back later\n\n")
                .onComplete(sent -> letGo(request));
    }

    /** A full node has no descriptor to keep alive for it; of HTTP/2 the connection carries the page, too. */
    private static void letGo(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2)
            request.connection().close().onFailure(gone -> {});
    }

    private static HttpServerResponse head(HttpServerResponse response) {
        return response.putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store, no-transform")
                .putHeader("X-Accel-Buffering", "no")
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    }

    private static void preflight(HttpServerResponse response) {
        end(response.setStatusCode(204)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS")
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Last-Event-ID, Cache-Control")
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "86400"));
    }

    private static void end(HttpServerResponse response) {
        response.end().onFailure(gone -> {});
    }
}
