package vn.tinmoi.site;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Headline;
import vn.tinmoi.news.Problem;
import vn.tinmoi.page.Content;
import vn.tinmoi.page.PageCache;
import vn.tinmoi.portal.Site;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;

/**
 * QR codes of stories that readers may read, and of the site. Each is drawn once, on a worker, and kept by the page cache
 * under its address; a picture comes in four sizes, so that nobody can have 905 of each drawn.
 */
final class QrRoutes {
    private static final int SMALLEST = 120;
    private static final int LARGEST = 1024;
    private static final int[] SIZES = {SMALLEST, 240, 480, LARGEST};
    private static final int USUAL = 480;
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{2,3}");

    /** A day: the address of a story never changes, only the site may move. */
    private static final String A_DAY = "public, max-age=86400";

    private static final Content.Form SVG = new Content.Form("image/svg+xml; charset=utf-8", false, null, A_DAY, true);
    private static final Content.Form PNG = new Content.Form("image/png", false, null, A_DAY, true);

    private final PageCache cache;
    private final KeptPages pages;
    private final Site site;
    private final InstantSource clock;

    QrRoutes(PageCache cache, KeptPages pages, Site site, InstantSource clock) {
        this.cache = cache;
        this.pages = pages;
        this.site = site;
        this.clock = clock;
    }

    Future<Reply> ofSite(RoutingContext ctx) {
        var path = "/qr.svg";
        return kept(ctx, path, () -> Future.succeededFuture(drawn(path, Set.of(), SVG, "/", QrRoutes::svg)));
    }

    Future<Reply> svg(RoutingContext ctx) {
        return ofStory(ctx, "/qr.svg", SVG, QrRoutes::svg);
    }

    /** The smallest of the sizes that is at least what is asked for. */
    Future<Reply> png(RoutingContext ctx) {
        var asked = ctx.request().getParam("size");
        int size = asked == null ? USUAL : size(asked);
        var file = "/qr.png" + (asked == null ? "" : "?size=" + size);
        return ofStory(ctx, file, PNG, address -> QrPng.of(QrCode.of(address), size));
    }

    private static int size(String asked) {
        int pixels = NUMBER.matcher(asked).matches() ? Integer.parseInt(asked) : 0;
        if (pixels < SMALLEST || pixels > LARGEST) throw Problem.invalid("size", "qr.size", SMALLEST, LARGEST);
        return Arrays.stream(SIZES).filter(size -> size >= pixels).findFirst().orElse(LARGEST);
    }

    private static byte[] svg(String address) {
        return QrSvg.of(QrCode.of(address), "QR: " + address).getBytes(StandardCharsets.UTF_8);
    }

    /** Asks for the page, which is kept, so that only what can be read has a code. */
    private Future<Reply> ofStory(RoutingContext ctx, String file, Content.Form form, Function<String, byte[]> draw) {
        var id = ArticleId.parse(ctx.pathParam("id"));
        var permalink = Headline.permalink(id);
        var path = permalink + file;
        return kept(
                ctx,
                path,
                () -> pages.story(Language.of(ctx.request()), id)
                        .map(readable -> drawn(path, Set.of(id), form, permalink, draw)));
    }

    private Future<Reply> kept(RoutingContext ctx, String path, Supplier<Future<Content>> draw) {
        return cache.page("qr", path, draw)
                .map(given -> given.value().representation().reply(ctx.request()));
    }

    /** {@code address}: what the code leads to, a path. */
    private Content drawn(
            String path, Set<ArticleId> shows, Content.Form form, String address, Function<String, byte[]> draw) {
        var absolute = site.url().get() + address;
        return new Content(path, shows, Set.of(), clock.instant(), form, counts -> draw.apply(absolute));
    }
}
