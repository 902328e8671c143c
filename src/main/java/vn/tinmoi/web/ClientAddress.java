package vn.tinmoi.web;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who really sent a request. {@code X-Forwarded-For} is believed only when the connection comes from a trusted proxy, and
 * then from its right end leftwards: the first address that is not itself a trusted proxy, since everything left of it is
 * the sender's own claim. Any thread.
 */
public final class ClientAddress {
    private final Set<String> trustedProxies;

    /** {@code trustedProxies}: addresses as they appear on connections, such as {@code 127.0.0.1}. */
    public ClientAddress(Set<String> trustedProxies) {
        this.trustedProxies = trustedProxies;
    }

    /** An IPv4 or IPv6 address; empty when the connection is gone or is no IP connection. */
    public String of(HttpServerRequest request) {
        var remote = request.remoteAddress();
        var peer = remote == null || remote.hostAddress() == null ? "" : remote.hostAddress();
        if (!trustedProxies.contains(peer)) return peer;
        return behindProxy(peer, request.headers().getAll("X-Forwarded-For"));
    }

    String behindProxy(String peer, List<String> forwardedFor) {
        var hops = String.join(",", forwardedFor).split(",");
        var nearest = peer;
        for (int i = hops.length - 1; i >= 0; i--) {
            var hop = address(hops[i].strip());
            if (hop == null) return nearest;
            nearest = hop;
            if (!trustedProxies.contains(hop)) return hop;
        }
        return nearest;
    }

    /** The address without a port and brackets; null for anything else. */
    private static @Nullable String address(String hop) {
        var bare =
                hop.replaceFirst("^\\[(.*)](:\\d+)?$", "$1").replaceFirst("^(\\d+\\.\\d+\\.\\d+\\.\\d+):\\d+$", "$1");
        return bare.length() <= 45 && bare.matches("[0-9a-fA-F.:]{3,}") ? bare : null;
    }
}
