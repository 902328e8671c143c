package vn.tinmoi.web;

import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.conf.Settings.AccessFormat;

/**
 * One line for each answer, as web servers write it; a stream has its line when it begins. Of an address only its network is
 * written, of the newsroom's addresses only their form: invitations are secrets. Writing waits for nobody: {@link AccessQueue}
 * drops what the disk does not take. Any thread.
 */
public final class AccessLog implements Handler<RoutingContext> {
    private static final Logger OUT = LoggerFactory.getLogger("access"); // its appender is in logback.xml
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern NEWSROOM = Pattern.compile("(/en)?/toa-soan(/.*)?");
    private static final Pattern REFERRING_NEWSROOM = Pattern.compile("^([^?#]*?/toa-soan)/.*", Pattern.DOTALL);
    private static final int LONGEST = 1_000; // characters of what a caller may choose

    private final AccessFormat format;
    private final ClientAddress addresses;
    private final InstantSource clock;

    public AccessLog(AccessFormat format, ClientAddress addresses, InstantSource clock) {
        this.format = format;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** {@code bytes}: of the body, or of the whole answer where that is what is known. */
    record Line(
            String address,
            String method,
            String target,
            String protocol,
            int status,
            long bytes,
            @Nullable String referer,
            @Nullable String agent,
            double seconds,
            @Nullable String request) {}

    /** How many lines were dropped since the start. */
    public static long dropped() {
        return OUT instanceof ch.qos.logback.classic.Logger logger
                        && logger.getAppender("queue") instanceof AccessQueue queue
                ? queue.dropped()
                : 0;
    }

    public boolean isOn() {
        return format != AccessFormat.OFF;
    }

    /** A stream or WebSocket begins. */
    @Override
    public void handle(RoutingContext ctx) {
        int status = "websocket".equalsIgnoreCase(ctx.request().getHeader("Upgrade")) ? 101 : 200;
        write(line(ctx.request(), ctx.request().uri(), status, 0, 0, null));
        ctx.next();
    }

    /** {@code route}: the template of the one that answered. */
    void answered(RoutingContext ctx, String route, long nanos) {
        if (!isOn()) return;
        var target = NEWSROOM.matcher(String.valueOf(ctx.request().path())).matches()
                ? route
                : ctx.request().uri();
        var response = ctx.response();
        write(line(
                ctx.request(), target, response.getStatusCode(), response.bytesWritten(), nanos, RequestIds.of(ctx)));
    }

    private Line line(
            HttpServerRequest request, String target, int status, long bytes, long nanos, @Nullable String id) {
        return new Line(
                addresses.of(request),
                request.method().name(),
                target,
                request.version() == HttpVersion.HTTP_1_0 ? "HTTP/1.0" : "HTTP/1.1",
                status,
                bytes,
                request.getHeader("Referer"),
                request.getHeader("User-Agent"),
                nanos / 1e9,
                id);
    }

    /** A plain GET was answered with what was ready. */
    void answered(
            @Nullable SocketAddress peer,
            String uri,
            HttpHeaders headers,
            int status,
            long bytes,
            long nanos,
            String id) {
        if (!isOn()) return;
        var address = peer instanceof InetSocketAddress one && one.getAddress() != null
                ? one.getAddress().getHostAddress()
                : "";
        write(new Line(
                addresses.of(address, headers.getAll("X-Forwarded-For")),
                "GET",
                uri,
                "HTTP/1.1",
                status,
                bytes,
                headers.get("Referer"),
                headers.get("User-Agent"),
                nanos / 1e9,
                id));
    }

    /** Of a page of the newsroom only that it was one: what it asks for brings its address along, and an invitation's is a secret. */
    private static @Nullable String bare(@Nullable String referer) {
        return referer == null ? null : REFERRING_NEWSROOM.matcher(referer).replaceFirst("$1");
    }

    private void write(Line line) {
        OUT.info(text(line));
    }

    String text(Line line) {
        return switch (format) {
            case OFF -> "";
            case COMMON -> common(line);
            case COMBINED -> common(line) + " " + quoted(bare(line.referer)) + " " + quoted(line.agent);
            case JSON -> json(line);
        };
    }

    private String common(Line line) {
        var network = network(line).replaceFirst("/\\d+$", "");
        return "%s - - [%s] %s %d %s"
                .formatted(
                        network.isEmpty() ? "-" : network,
                        WHEN.format(clock.instant()),
                        quoted(line.method + " " + line.target + " " + line.protocol),
                        line.status,
                        line.bytes == 0 ? "-" : Long.toString(line.bytes));
    }

    private String json(Line line) {
        return new JsonObject()
                .put("time", clock.instant().toString())
                .put("network", network(line))
                .put("method", line.method)
                .put("target", cut(line.target))
                .put("protocol", line.protocol)
                .put("status", line.status)
                .put("bytes", line.bytes)
                .put("seconds", line.seconds)
                .put("referer", cut(bare(line.referer)))
                .put("agent", cut(line.agent))
                .put("request", line.request)
                .encode();
    }

    private static String network(Line line) {
        return ClientAddress.network(line.address);
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    /** As Apache does: what would end the field, or the line, is written in another way. */
    private static String quoted(@Nullable String text) {
        if (text == null) return "\"-\"";
        var quoted = new StringBuilder("\"");
        for (char c : String.valueOf(cut(text)).toCharArray()) {
            if (c == '"' || c == '\\') quoted.append('\\').append(c);
            else if (c < ' ' || c > '~') quoted.append("\\u%04x".formatted((int) c));
            else quoted.append(c);
        }
        return quoted.append('"').toString();
    }

    /** Writes nothing. */
    public static AccessLog off() {
        return new AccessLog(AccessFormat.OFF, new ClientAddress(List.of()), InstantSource.system());
    }
}
