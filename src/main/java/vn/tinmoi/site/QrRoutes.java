package vn.tinmoi.site;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Headline;
import vn.tinmoi.news.Problem;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Representation;

/** QR codes of stories that readers may read, and of the site. */
final class QrRoutes {
    private static final int SMALLEST = 120;
    private static final int LARGEST = 1024;
    private static final String USUAL = "360";
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{2,3}");

    /** A day: the address of a story never changes, only the site may move. */
    private static final Map<String, String> HEADERS = Map.of("Cache-Control", "public, max-age=86400");

    private final PageCache cache;
    private final Site site;

    QrRoutes(PageCache cache, Site site) {
        this.cache = cache;
        this.site = site;
    }

    Future<Reply> ofSite(RoutingContext ctx) {
        return Future.succeededFuture(svg(ctx, site.url().get() + "/"));
    }

    Future<Reply> svg(RoutingContext ctx) {
        return permalink(ctx).map(permalink -> svg(ctx, permalink));
    }

    Future<Reply> png(RoutingContext ctx) {
        int size = size(ctx);
        return permalink(ctx).map(permalink -> {
            var png = QrPng.of(QrCode.of(permalink), size);
            return Representation.of("image/png", png, HEADERS).reply(ctx.request());
        });
    }

    private static Reply svg(RoutingContext ctx, String address) {
        var svg = QrSvg.of(QrCode.of(address), "QR: " + address).getBytes(StandardCharsets.UTF_8);
        return Representation.of("image/svg+xml; charset=utf-8", svg, HEADERS).reply(ctx.request());
    }

    private static int size(RoutingContext ctx) {
        var size = ctx.request().getParam("size", USUAL);
        int pixels = NUMBER.matcher(size).matches() ? Integer.parseInt(size) : 0;
        if (pixels < SMALLEST || pixels > LARGEST) {
            throw Problem.invalid("size", "qr.size", SMALLEST, LARGEST);
        }
        return pixels;
    }

    /** Asks for the page, which is kept, so that only what can be read has a code. */
    private Future<String> permalink(RoutingContext ctx) {
        var id = ArticleId.parse(ctx.pathParam("id"));
        return cache.story(Language.of(ctx.request()), id)
                .map(given -> site.url().get() + Headline.permalink(id));
    }
}
