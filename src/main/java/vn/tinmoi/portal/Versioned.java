package vn.tinmoi.portal;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Representation;

/** How the portal's version travels: out as an entity tag, back in If-Match. */
final class Versioned {
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([0-9]{1,9})\"");

    private Versioned() {}

    /** What everyone may read, as of that portal; 304 to who has it. */
    static Reply told(RoutingContext ctx, JsonObject body, Portal portal) {
        var headers =
                Map.of(HttpHeaders.ETAG.toString(), tag(portal), "Cache-Control", "public, max-age=0, must-revalidate");
        boolean known = Representation.has(ctx.request().getHeader(HttpHeaders.IF_NONE_MATCH), tag(portal));
        return known ? new Reply.Empty(304, headers) : new Reply.Json(200, body, headers);
    }

    /** What came of a change. */
    static Reply changed(int status, JsonObject body, Portal portal, Map<String, String> more) {
        var headers = new HashMap<>(more);
        headers.put("ETag", tag(portal));
        headers.put("Cache-Control", "no-store");
        return new Reply.Json(status, body, headers);
    }

    private static String tag(Portal portal) {
        return "\"" + portal.version() + "\"";
    }

    /** The version that the caller saw; null: whichever it is now. */
    static @Nullable Integer seen(RoutingContext ctx) {
        var given = ctx.request().getHeader(HttpHeaders.IF_MATCH);
        if (given == null || given.strip().equals("*")) return null;
        var version = TAG.matcher(given.strip());
        if (version.matches()) return Integer.valueOf(version.group(1));
        throw new Problem(
                Problem.Kind.MALFORMED, "if-match.form", "If-Match", given.substring(0, Math.min(80, given.length())));
    }
}
