package vn.tinmoi.serve;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.ClientAddress;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/**
 * Tells whoever asks through the site's address how the request came: whether a proxy added whose it is, and whether that is
 * believed. No address is told, so nothing of the network behind the proxy is seen. For {@code doctor}. Any thread.
 */
public final class WayHere implements Routes {
    public static final String PATH = "/health/way";

    /** What the asker claims to be forwarded for: an address of TEST-NET-1 (RFC 5737), which nobody has. */
    public static final String MARK = "192.0.2.1";

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final Map<String, String> UNCACHED = Map.of("Cache-Control", "no-store");

    private final Answers answers;
    private final ClientAddress addresses;

    WayHere(Answers answers, ClientAddress addresses) {
        this.answers = answers;
        this.addresses = addresses;
    }

    @Override
    public void mount(Router router) {
        answers.get(router, PATH, this::way);
    }

    /**
     * {@code forwarded}: {@code no} header came, it is as the asker {@code sent} it, or a proxy {@code changed} it; {@code
     * believed}: whether who brought the request is trusted.
     */
    private Future<Reply> way(RoutingContext ctx) {
        var request = ctx.request();
        var said = String.join(",", request.headers().getAll(FORWARDED_FOR));
        var peer =
                request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
        var body = new JsonObject()
                .put("forwarded", said.isEmpty() ? "no" : said.equals(MARK) ? "sent" : "changed")
                .put("believed", peer == null || addresses.isTrusted(peer));
        return Future.succeededFuture(new Reply.Json(200, body, UNCACHED));
    }
}
