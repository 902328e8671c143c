package vn.tinmoi.web;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.VertxConnection;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Lets a WebSocket open whatever its query is. Vert.x reads the address of one with {@link URI}, by itself, and answers 400
 * to what that refuses; so it gets the address without such a query, which stays with the connection until it is asked for.
 * On the connection's loop.
 */
public final class AnyQuery {
    private static final String WEB_SOCKET = "/ws?";
    private static final AttributeKey<String> KEPT = AttributeKey.valueOf(AnyQuery.class, "kept");

    private AnyQuery() {}

    /** Before Vert.x has the request. */
    static void keep(Channel channel, HttpRequest request) {
        var target = request.uri();
        if (!target.startsWith(WEB_SOCKET) || isUri(target)) return;
        channel.attr(KEPT).set(target.substring(WEB_SOCKET.length()));
        request.setUri("/ws");
    }

    private static boolean isUri(String target) {
        try {
            new URI(target);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The query as it came, once; null when there is none. */
    public static @Nullable String take(HttpServerRequest request) {
        var kept = request.connection() instanceof VertxConnection one ? taken(one.channel()) : null;
        return kept == null ? request.query() : kept;
    }

    /** Asking for an attribute makes one, and a stream has its connection for long. */
    private static @Nullable String taken(Channel channel) {
        return channel.hasAttr(KEPT) ? channel.attr(KEPT).getAndSet(null) : null;
    }
}
