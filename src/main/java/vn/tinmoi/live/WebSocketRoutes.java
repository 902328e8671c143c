package vn.tinmoi.live;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.VertxConnection;
import io.vertx.ext.web.Router;
import java.util.Set;
import java.util.function.Supplier;
import vn.tinmoi.web.Routes;

/**
 * {@code GET /ws}: the same events on a WebSocket. Browsers send where their page comes from, and only pages of the site
 * itself and of allowed ones are served; a program sends no Origin and is.
 */
public final class WebSocketRoutes implements Routes {
    private static final String VERSION = "Sec-WebSocket-Version";

    private final Hub hub;
    private final StreamLimits limits;
    private final Audience audience;
    private final Supplier<Set<String>> allowedOrigins;

    /** {@code allowedOrigins}: such as {@code https://tinmoi.vn}, lower case, without a slash at the end. */
    public WebSocketRoutes(Hub hub, StreamLimits limits, Audience audience, Supplier<Set<String>> allowedOrigins) {
        this.hub = hub;
        this.limits = limits;
        this.audience = audience;
        this.allowedOrigins = allowedOrigins;
    }

    @Override
    public void mount(Router router) {
        router.get("/ws").handler(ctx -> upgrade(ctx.request()));
    }

    private void upgrade(HttpServerRequest request) {
        var asked = Asked.of(request);
        if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            end(request.response().setStatusCode(426).putHeader(HttpHeaders.UPGRADE, "websocket"));
        } else if (!"13".equals(request.getHeader(VERSION))) {
            end(request.response().setStatusCode(426).putHeader(VERSION, "13"));
        } else if (!allowed(request.getHeader(HttpHeaders.ORIGIN))) {
            end(request.response().setStatusCode(403));
        } else {
            admit(request, asked);
        }
    }

    private boolean allowed(@org.jspecify.annotations.Nullable String origin) {
        return origin == null || allowedOrigins.get().contains(origin.toLowerCase(java.util.Locale.ROOT));
    }

    private void admit(HttpServerRequest request, Asked asked) {
        var place = hub.draining() ? null : limits.admit(request);
        if (place == null) {
            var retry = Integer.toString(hub.between(30, 60));
            end(request.response().setStatusCode(503).putHeader(HttpHeaders.RETRY_AFTER, retry));
            return;
        }
        var channel = ((VertxConnection) request.connection()).channel();
        FirstWords.keep(channel);
        request.toWebSocket()
                .onSuccess(socket -> open(request, socket, asked, place))
                .onFailure(refused -> {
                    FirstWords.letGo(channel);
                    place.run();
                });
    }

    private void open(HttpServerRequest request, ServerWebSocket socket, Asked asked, Runnable place) {
        var seat = audience.arrived(request, "websocket");
        var wire = DetachedSocket.of(socket, (VertxConnection) request.connection());
        wire.hear(new Inbox(hub, wire, asked, () -> {
            place.run();
            seat.left();
        }));
    }

    private static void end(HttpServerResponse response) {
        response.end().onFailure(gone -> {});
    }
}
