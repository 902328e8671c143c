package vn.tinmoi.live;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.List;
import vn.tinmoi.live.StreamLimits.Admission;
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
        if (hub.draining()) {
            turnAway(request, "goodbye", new JsonObject(), hub.between(1000, 5000));
            return;
        }
        switch (limits.admit(request)) {
            case Admission.Place place -> place.whenItsTurn(request, () -> open(request, asked, place.leave()));
            case Admission.Refused refused ->
                turnAway(request, "refused", said(refused), hub.between(refused.soonest(), refused.latest()));
        }
    }

    private void open(HttpServerRequest request, Asked asked, Runnable leave) {
        if (hub.draining()) { // since it began to wait
            leave.run();
            turnAway(request, "goodbye", new JsonObject(), hub.between(1000, 5000));
            return;
        }
        var seat = audience.arrived(request, "sse");
        head(request.response()).setChunked(true);
        hub.subscribe(DetachedWire.of(request), "sse", asked, () -> {
            leave.run();
            seat.left();
        });
    }

    private static JsonObject said(Admission.Refused refused) {
        return new JsonObject()
                .put("reason", refused.reason())
                .put("limit", refused.limit())
                .put("setting", refused.setting());
    }

    /** One event says why, and a browser comes back by itself, each at a time of its own. */
    private void turnAway(HttpServerRequest request, String event, JsonObject data, int retryMillis) {
        head(request.response())
                .end("retry: " + retryMillis + "\nevent: " + event + "\ndata: " + data.put("retryMs", retryMillis)
                        + "\n\n")
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

    private static void end(HttpServerResponse response) {
        response.end().onFailure(gone -> {});
    }
}
