package vn.tinmoi.live;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.VertxConnection;
import io.vertx.ext.web.Router;
import vn.tinmoi.live.StreamLimits.Admission;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;
import vn.tinmoi.web.Routes;

/**
 * {@code GET /ws}: the same events on a WebSocket. What is refused is refused before the upgrade, with a sentence in the
 * caller's language.
 */
public final class WebSocketRoutes implements Routes {
    private static final String VERSION = "Sec-WebSocket-Version";

    private final Hub hub;
    private final StreamLimits limits;
    private final Audience audience;
    private final Origins origins;
    private final Messages messages;

    /** {@code hub}: the one of the event loop whose router this is mounted on. */
    public WebSocketRoutes(Hub hub, StreamLimits limits, Audience audience, Origins origins, Messages messages) {
        this.hub = hub;
        this.limits = limits;
        this.audience = audience;
        this.origins = origins;
        this.messages = messages;
    }

    @Override
    public void mount(Router router) {
        router.get("/ws").handler(ctx -> upgrade(ctx.request()));
    }

    private void upgrade(HttpServerRequest request) {
        var asked = Asked.of(request);
        if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            request.response().putHeader(HttpHeaders.UPGRADE, "websocket");
            refuse(request, 426, "stream.upgrade");
        } else if (!"13".equals(request.getHeader(VERSION))) {
            request.response().putHeader(VERSION, "13");
            refuse(request, 426, "stream.upgrade");
        } else if (!origins.allow(request)) {
            refuse(request, 403, "stream.origin");
        } else if (hub.draining()) {
            refuseFor(hub.between(1, 5), request, 503, "stream.draining");
        } else {
            admit(request, asked);
        }
    }

    private void admit(HttpServerRequest request, Asked asked) {
        switch (limits.admit(request)) {
            case Admission.Place place -> place.whenItsTurn(request, () -> accept(request, asked, place.leave()));
            case Admission.Refused refused ->
                refuseFor(
                        hub.between(refused.soonest(), refused.latest()) / 1_000,
                        request,
                        refused.isForAddress() ? 429 : 503,
                        "stream.refused." + refused.reason(),
                        refused.limit());
        }
    }

    private void refuseFor(int seconds, HttpServerRequest request, int status, String code, Object... arguments) {
        request.response().putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(seconds));
        refuse(request, status, code, arguments);
    }

    /** Browsers show no script what it says; programs do. */
    private void refuse(HttpServerRequest request, int status, String code, Object... arguments) {
        var language = Language.of(request);
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .putHeader(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(messages.say(language, code, arguments) + "\n")
                .onFailure(gone -> {});
    }

    private void accept(HttpServerRequest request, Asked asked, Runnable leave) {
        if (hub.draining()) { // since it began to wait
            leave.run();
            refuseFor(hub.between(1, 5), request, 503, "stream.draining");
            return;
        }
        var channel = ((VertxConnection) request.connection()).channel();
        FirstWords.keep(channel);
        request.toWebSocket()
                .onSuccess(socket -> open(request, socket, asked, leave))
                .onFailure(refused -> {
                    FirstWords.letGo(channel);
                    leave.run();
                });
    }

    private void open(HttpServerRequest request, ServerWebSocket socket, Asked asked, Runnable leave) {
        var seat = audience.arrived(request, "websocket");
        var wire = DetachedSocket.of(socket, (VertxConnection) request.connection());
        wire.hear(new Inbox(hub, wire, asked, () -> {
            leave.run();
            seat.left();
        })::frame);
    }
}
