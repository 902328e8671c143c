package vn.tinmoi.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says to browsers what this site never does, so that they refuse it when someone else makes it: inline script, foreign
 * script, framing, guessing of types. One handler for every route, mounted first; the headers are constants. What programs
 * on other sites may use (the reading API and its description, the streams, their script, the feeds and the pictures that
 * they name) is open to every origin, without credentials. Any thread.
 */
public final class SecurityHeaders implements Handler<RoutingContext> {
    /** 'self' covers wss: of the own host in every browser that knows modules (CSP 3, section 6.7.2.8). */
    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data: https:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            // the one policy, in js/reading.js, names the service worker; no text ever becomes HTML or script
            "require-trusted-types-for 'script'",
            "trusted-types tinmoi");

    private static final Map<String, String> EVERYWHERE = Map.of(
            "Content-Security-Policy", CONTENT_SECURITY_POLICY,
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "strict-origin-when-cross-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()");

    private static final Set<String> OPEN =
            Set.of("/stream", "/static/tinmoi-live.js", "/openapi.json", "/asyncapi.json");

    private static final List<String> FEEDS = List.of("/rss.xml", "/atom.xml", "/feed.json");

    /** Two years, the figure that browsers' own lists ask for. Without subdomains: they are not ours to decide about. */
    private static final String ONLY_TLS = "max-age=63072000";

    private final Map<String, String> own; // what is for this site's pages alone
    private final Map<String, String> shared; // what programs on other sites may read

    /** {@code behindTls}: readers reach the site by https, so browsers are told never to try http again. */
    public SecurityHeaders(boolean behindTls) {
        var everywhere = new HashMap<>(EVERYWHERE);
        if (behindTls) everywhere.put("Strict-Transport-Security", ONLY_TLS);
        own = and(everywhere, Map.of("Cross-Origin-Resource-Policy", "same-origin"));
        shared = and(
                everywhere, Map.of("Cross-Origin-Resource-Policy", "cross-origin", "Access-Control-Allow-Origin", "*"));
    }

    private static Map<String, String> and(Map<String, String> some, Map<String, String> more) {
        var all = new HashMap<>(some);
        all.putAll(more);
        return Map.copyOf(all);
    }

    @Override
    public void handle(RoutingContext ctx) {
        var headers = ctx.response().headers();
        Reply.copy(of(String.valueOf(ctx.request().path())), headers);
        if (!isReading(ctx.request().method())) headers.remove("Access-Control-Allow-Origin");
        ctx.next();
    }

    /** What an answer to a GET of that path says. */
    Map<String, String> of(String path) {
        return isOpen(path) ? shared : own;
    }

    private static boolean isOpen(String path) {
        return path.startsWith("/api/")
                || path.startsWith("/media/")
                || OPEN.contains(path)
                || FEEDS.stream().anyMatch(path::endsWith);
    }

    private static boolean isReading(HttpMethod method) {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }
}
