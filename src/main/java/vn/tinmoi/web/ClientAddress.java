package vn.tinmoi.web;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.conf.AddressRange;

/**
 * Who really sent a request. {@code X-Forwarded-For} is believed only when the connection comes from a trusted proxy, and
 * then from its right end leftwards: the first address that is not itself a trusted proxy, since everything left of it is
 * the sender's own claim. One address has one text, however it was written. Nothing is ever looked up. Any thread.
 */
public final class ClientAddress {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final int LONGEST = 64; // characters; an IPv6 address with zone, brackets and port has fewer
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1}; // ::ffff:0:0/96, RFC 4291

    private final List<AddressRange> trustedProxies;
    private final List<AddressRange> lifted;
    private final Runnable unbelieved;

    /** {@code trustedProxies}: none, and every connection's own address is the client's. */
    public ClientAddress(Collection<AddressRange> trustedProxies) {
        this(trustedProxies, List.of(), () -> {});
    }

    /**
     * {@code lifted}: networks that no limit by address or token holds; {@code unbelieved}: run for each request that came
     * through a proxy while none is trusted; any thread.
     */
    public ClientAddress(
            Collection<AddressRange> trustedProxies, Collection<AddressRange> lifted, Runnable unbelieved) {
        this.trustedProxies = List.copyOf(trustedProxies);
        this.lifted = List.copyOf(lifted);
        this.unbelieved = unbelieved;
    }

    /**
     * An IPv4 or IPv6 address; empty when the connection is gone. Who comes by the file of {@code http.socket} is a proxy on
     * this machine and believed; empty when it does not say whose the request is.
     */
    public String of(HttpServerRequest request) {
        var remote = request.remoteAddress();
        if (remote == null) return "";
        var peer = remote.hostAddress() == null ? "" : remote.hostAddress();
        if (!peer.isEmpty() && trustedProxies.isEmpty() && request.headers().contains(FORWARDED_FOR)) unbelieved.run();
        return of(peer, request.headers().getAll(FORWARDED_FOR));
    }

    /** Of a request that came from there with these values of {@code X-Forwarded-For}. */
    String of(String peer, List<String> forwardedFor) {
        var bytes = bytes(peer);
        return bytes == null || isTrusted(bytes) ? behindProxy(peer, forwardedFor) : text(bytes);
    }

    String behindProxy(String peer, List<String> forwardedFor) {
        var hops = String.join(",", forwardedFor).split(",");
        var nearest = bytes(peer);
        for (int i = hops.length - 1; i >= 0; i--) {
            var hop = bytes(hops[i].strip());
            if (hop == null) break;
            nearest = hop;
            if (!isTrusted(hop)) break;
        }
        return nearest == null ? peer : text(nearest);
    }

    /** Whether a connection from there speaks for many: a trusted proxy, or no IP connection at all. */
    public boolean isTrusted(String address) {
        var bytes = bytes(address);
        return bytes == null || isTrusted(bytes);
    }

    /** Whether a connection from there is one of any number: it speaks for many, or its limits are lifted. */
    public boolean isExempt(String address) {
        return isTrusted(address) || isLifted(address);
    }

    /** Whether limits by address and token are lifted for who has that address, as {@link #of} tells it. */
    public boolean isLifted(String address) {
        var bytes = lifted.isEmpty() ? null : bytes(address);
        return bytes != null && isIn(lifted, bytes);
    }

    /** The same for who sent it. */
    public boolean isLifted(HttpServerRequest request) {
        return !lifted.isEmpty() && isLifted(of(request));
    }

    private boolean isTrusted(byte[] address) {
        return isIn(trustedProxies, address);
    }

    private static boolean isIn(List<AddressRange> ranges, byte[] address) {
        for (var range : ranges) if (range.contains(address)) return true;
        return false;
    }

    /** The address' 4 or 16 bytes, without port, brackets and zone, IPv4 inside IPv6 as its 4; null for anything else. */
    public static byte @Nullable [] bytes(String text) {
        if (text.length() > LONGEST) return null;
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(bare(text));
        if (bytes == null || bytes.length == 4) return bytes;
        return Arrays.equals(bytes, 0, 12, MAPPED, 0, 12) ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
    }

    /** What one household or office has: its /24, its /64, such as {@code 203.0.113.0/24}; as it came where it is no address. */
    public static String network(String address) {
        var bytes = bytes(address);
        if (bytes == null) return address.substring(0, Math.min(LONGEST, address.length()));
        int kept = bytes.length == 4 ? 3 : 8;
        Arrays.fill(bytes, kept, bytes.length, (byte) 0);
        return text(bytes) + "/" + 8 * kept;
    }

    private static String bare(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end > 0 && isPort(text.substring(end + 1)) ? text.substring(1, end) : "";
        }
        int colon = text.indexOf(':');
        boolean onlyOne = colon >= 0 && colon == text.lastIndexOf(':');
        return onlyOne && isPort(text.substring(colon)) ? text.substring(0, colon) : text;
    }

    private static boolean isPort(String text) {
        return text.isEmpty() || (text.length() > 1 && text.length() <= 6 && text.charAt(0) == ':' && isDigits(text));
    }

    private static boolean isDigits(String port) {
        return port.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
    }

    private static String text(byte[] address) {
        return NetUtil.bytesToIpAddress(address);
    }
}
