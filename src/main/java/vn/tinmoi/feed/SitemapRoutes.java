package vn.tinmoi.feed;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import vn.tinmoi.article.ArticleReads;
import vn.tinmoi.news.Problem;
import vn.tinmoi.page.Content;
import vn.tinmoi.page.PageCache;
import vn.tinmoi.portal.Site;
import vn.tinmoi.store.Database;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Representation;
import vn.tinmoi.web.Routes;

/** What crawlers ask for first: where they may go, and every address there is. */
public final class SitemapRoutes implements Routes {
    private static final Pattern PART = Pattern.compile("[1-9][0-9]{0,8}");
    private static final int AT_ONCE = 4; // parts being written, on this node; one is up to 10 MB on its way

    private static final String ROBOTS = """
            User-agent: *
            Disallow: /api/
            Disallow: /en/tim-kiem
            Disallow: /stream
            Disallow: /tim-kiem
            Disallow: /toa-soan
            Disallow: /visit

            Sitemap: %1$s/sitemap.xml
            Sitemap: %1$s/sitemap-news.xml
            """;

    private final Answers answers;
    private final PageCache cache;
    private final SitemapReads addresses;
    private final Site site;
    private final Sitemaps sitemaps;
    private final Semaphore places = new Semaphore(AT_ONCE);

    public SitemapRoutes(
            Answers answers, PageCache cache, ArticleReads reads, Database database, Site site, InstantSource clock) {
        this.answers = answers;
        this.cache = cache;
        this.addresses = new SitemapReads(database);
        this.site = site;
        this.sitemaps = new Sitemaps(reads, addresses, site, clock);
    }

    @Override
    public void mount(Router router) {
        answers.get(router, "/robots.txt", ctx -> robots());
        keep(router, "/sitemap.xml", sitemaps::index);
        keep(router, "/sitemap-news.xml", sitemaps::news);
        keep(router, "/sitemap-pages.xml", sitemaps::pages);
        answers.get(router, "/sitemap-:part.xml", this::part);
    }

    private Future<Reply> robots() {
        var headers = Map.of("Cache-Control", "public, max-age=3600");
        var text = Buffer.buffer(ROBOTS.formatted(site.url().get()));
        return Future.succeededFuture(new Reply.Bytes(200, "text/plain; charset=utf-8", text, headers));
    }

    private void keep(Router router, String path, Supplier<Future<Content>> read) {
        answers.get(
                router,
                path,
                ctx -> cache.page("sitemap", path, read)
                        .map(given -> given.value().representation().reply(ctx.request(), cache.staleness(given))));
    }

    /** Not kept: it is large and seldom asked for. Its tag comes from how many stories there are and the last change. */
    private Future<Reply> part(RoutingContext ctx) {
        var number = ctx.pathParam("part");
        if (!PART.matcher(number).matches())
            throw Problem.notFound("page.unknown", ctx.request().path());
        long part = Long.parseLong(number) - 1;
        return addresses
                .span(Sitemaps.SPAN, part)
                .map(found -> found.orElseThrow(
                        () -> Problem.notFound("page.unknown", ctx.request().path())))
                .map(span -> part(ctx, span));
    }

    private Reply part(RoutingContext ctx, SitemapReads.Span span) {
        var tag = "W/\"" + span.stories() + "-" + span.changedAt().toEpochMilli() + "\"";
        var headers = Map.of("ETag", tag, "Cache-Control", "public, max-age=0, must-revalidate");
        if (Representation.has(ctx.request().getHeader("If-None-Match"), tag.substring(2))) {
            return new Reply.Empty(304, headers);
        }
        if (!places.tryAcquire()) throw new Problem(Problem.Kind.TOO_MANY, "sitemap.busy", null);
        var body = new SitemapPart(addresses, site, span.part(), places::release);
        return new Reply.Pieced(200, Sitemaps.TYPE, body, headers);
    }
}
