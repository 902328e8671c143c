package vn.tinmoi.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

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
            "media-src 'self' https:",
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

    /** The newsroom shows the reader's own page in a frame of its own. */
    private static final String FRAMING = CONTENT_SECURITY_POLICY + "; frame-src 'self'";

    private static final String FRAMED =
            CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'");

    /** Where stories are written: the editor's policy for what is pasted stands beside ours. */
    private static final String WRITING =
            FRAMING.replace("trusted-types tinmoi", "trusted-types tinmoi ProseMirrorClipboard");

    private static final Pattern STORY = Pattern.compile("(/en)?/toa-soan/(bai/.+|go-thu)");
    private static final Pattern NEWSROOM = Pattern.compile("(/en)?/toa-soan(/.*)?");
    private static final String PREVIEW = "/xem-truoc";

    private static final Map<String, String> EVERYWHERE = Map.of(
            "Content-Security-Policy", CONTENT_SECURITY_POLICY,
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "strict-origin-when-cross-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()");

    private static final Set<String> OPEN =
            Set.of("/stream", "/static/tinmoi-live.js", "/openapi.json", "/asyncapi.json");

    /** What an answer says that other sites' scripts may read beside its body (contract). */
    private static final String EXPOSED = "ETag, Retry-After, X-Tinmoi-Stale, Link";

    /** What a script elsewhere may send: what GET needs, and what polyfills and load testers add. */
    private static final Map<String, String> PREFLIGHT = Map.of(
            "Access-Control-Allow-Methods", "GET, HEAD, OPTIONS",
            "Access-Control-Allow-Headers",
                    "Accept, Accept-Language, Content-Language, Content-Type, Range, If-None-Match, If-Modified-Since,"
                            + " Cache-Control, Last-Event-ID, X-Requested-With, Tinmoi-Load-Test",
            "Access-Control-Max-Age", "86400"); // a day, in seconds; browsers cut it to two hours or less

    private static final List<String> FEEDS = List.of("/rss.xml", "/atom.xml", "/feed.json");

    /** A stream is no document, and each of its headers is bytes for every reader. */
    private static final Map<String, String> OF_STREAMS =
            Map.of("X-Content-Type-Options", "nosniff", "Cross-Origin-Resource-Policy", "cross-origin");

    /** Two years, the figure that browsers' own lists ask for. Without subdomains: they are not ours to decide about. */
    private static final String ONLY_TLS = "max-age=63072000";

    private final Map<String, String> own; // what is for this site's pages alone
    private final Map<String, String> framing; // the newsroom's pages
    private final Map<String, String> writing; // those of them where stories are written
    private final Map<String, String> framed; // what they show in a frame
    private final Map<String, String> shown; // what other sites' pages may show
    private final Map<String, String> shared; // what programs on other sites may read

    /** {@code behindTls}: readers reach the site by https, so browsers are told never to try http again. */
    public SecurityHeaders(boolean behindTls) {
        var everywhere = new HashMap<>(EVERYWHERE);
        if (behindTls) everywhere.put("Strict-Transport-Security", ONLY_TLS);
        own = and(everywhere, Map.of("Cross-Origin-Resource-Policy", "same-origin"));
        framing = and(own, Map.of("Content-Security-Policy", FRAMING));
        writing = and(own, Map.of("Content-Security-Policy", WRITING));
        framed = and(own, Map.of("Content-Security-Policy", FRAMED));
        shown = and(everywhere, Map.of("Cross-Origin-Resource-Policy", "cross-origin"));
        shared = and(shown, Map.of("Access-Control-Allow-Origin", "*", "Access-Control-Expose-Headers", EXPOSED));
    }

    private static Map<String, String> and(Map<String, String> some, Map<String, String> more) {
        var all = new HashMap<>(some);
        all.putAll(more);
        return Map.copyOf(all);
    }

    @Override
    public void handle(RoutingContext ctx) {
        put(ctx.request());
        ctx.next();
    }

    /** Gives the answer to this request its headers, before anything else is known of it. */
    public void put(HttpServerRequest request) {
        var path = String.valueOf(request.path());
        var headers = request.response().headers();
        if (path.equals("/stream")) {
            Reply.copy(OF_STREAMS, headers);
            return;
        }
        Reply.copy(of(path), headers);
        if (!isReading(request.method())) headers.remove("Access-Control-Allow-Origin");
    }

    /** What an answer to a GET of that path says. */
    Map<String, String> of(String path) {
        if (isOpen(path)) return shared;
        if (NEWSROOM.matcher(path).matches()) {
            if (path.endsWith(PREVIEW)) return framed;
            return STORY.matcher(path).matches() ? writing : framing;
        }
        return isShown(path) ? shown : own;
    }

    /** What the answer to a preflight says beside the headers of its path; empty where no other site may read. */
    static Map<String, String> preflight(String path) {
        if (!isOpen(path)) return Map.of();
        return and(PREFLIGHT, Map.of("Access-Control-Allow-Origin", "*"));
    }

    private static boolean isOpen(String path) {
        return path.startsWith("/api/")
                || path.startsWith("/media/")
                || OPEN.contains(path)
                || FEEDS.stream().anyMatch(path::endsWith);
    }

    /** QR codes and the pictures of stories. */
    private static boolean isShown(String path) {
        return path.startsWith("/static/sample/") || path.contains("/qr.svg") || path.contains("/qr.png");
    }

    private static boolean isReading(HttpMethod method) {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }
}
