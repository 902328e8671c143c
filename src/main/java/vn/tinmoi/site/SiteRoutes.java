package vn.tinmoi.site;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Pattern;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Problem;
import vn.tinmoi.page.PageCache;
import vn.tinmoi.portal.IconSize;
import vn.tinmoi.portal.Site;
import vn.tinmoi.redirect.OldAddress;
import vn.tinmoi.store.LastGood;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;
import vn.tinmoi.web.StaticAssets;

/** What readers read. */
final class SiteRoutes implements Routes {
    private static final Pattern STORY = Pattern.compile("(?:.*-)?([1-9][0-9]{0,17})", Pattern.DOTALL);

    private final Answers answers;
    private final KeptPages pages;
    private final Site site;
    private final StaticAssets assets;
    private final QrRoutes codes;

    SiteRoutes(Answers answers, PageCache cache, KeptPages pages, StaticAssets assets, Site site, InstantSource clock) {
        this.answers = answers;
        this.pages = pages;
        this.site = site;
        this.assets = assets;
        this.codes = new QrRoutes(cache, pages, site, clock);
    }

    @Override
    public void mount(Router router) {
        for (var language : Language.values()) {
            var prefix = language.prefix();
            answers.get(router, prefix.isEmpty() ? "/" : prefix, ctx -> front(ctx, language));
            answers.get(router, prefix + "/bai-viet/:story", ctx -> story(ctx, language));
            answers.get(router, prefix + "/bang-theo-doi", ctx -> page(ctx, pages.board(language)));
            answers.get(router, prefix + "/chuyen-muc/:category", ctx -> category(ctx, language));
            for (var permalink : new String[] {"/a/:id", "/A/:id"}) {
                answers.get(router, prefix + permalink, ctx -> permalink(ctx, language));
                answers.get(router, prefix + permalink + "/qr.svg", codes::svg);
                answers.get(router, prefix + permalink + "/qr.png", codes::png);
            }
        }
        answers.get(router, "/qr.svg", codes::ofSite);
        answers.get(
                router,
                "/site.webmanifest",
                ctx -> Future.succeededFuture(
                        Manifest.of(site.portal().get(), assets::hashed).reply(ctx.request())));
        answers.get(
                router, "/favicon.ico", ctx -> Future.succeededFuture(icon(ctx, "favicon.ico", IconSize.TAB_SHARP)));
        answers.get(
                router,
                "/apple-touch-icon.png",
                ctx -> Future.succeededFuture(icon(ctx, "apple-touch-icon.png", IconSize.APPLE)));
    }

    /** Where browsers look that were told of none. */
    private Reply icon(RoutingContext ctx, String house, IconSize size) {
        var own = site.portal().get().icon();
        return own == null ? assets.file(ctx, house) : new Reply.Redirect(302, size.address(own));
    }

    private Future<Reply> front(RoutingContext ctx, Language language) {
        var query = ctx.request().query();
        if (query == null || OldAddress.parameters(query).isEmpty()) return page(ctx, pages.front(language));
        return answers.formerly(ctx)
                .compose(moved ->
                        moved.isPresent() ? Future.succeededFuture(moved.get()) : page(ctx, pages.front(language)));
    }

    /** The number at the end alone names the story. */
    private Future<Reply> story(RoutingContext ctx, Language language) {
        var story = STORY.matcher(ctx.pathParam("story"));
        if (!story.matches())
            throw Problem.notFound("page.unknown", ctx.request().path());
        return page(ctx, pages.story(language, ArticleId.parse(story.group(1))));
    }

    private Future<Reply> category(RoutingContext ctx, Language language) {
        int number = PageNumber.of(ctx.request(), "category.page");
        var slug = ctx.pathParam("category");
        var now = site.portal().get().current(slug);
        if (!now.equals(slug)) {
            return Future.succeededFuture(
                    new Reply.Redirect(301, language.prefix() + "/chuyen-muc/" + now + PageNumber.query(number)));
        }
        return page(ctx, pages.category(language, ctx.pathParam("category"), number));
    }

    private Future<Reply> permalink(RoutingContext ctx, Language language) {
        return pages.story(language, ArticleId.parse(ctx.pathParam("id")))
                .map(given -> new Reply.Redirect(302, given.value().path()));
    }

    private Future<Reply> page(RoutingContext ctx, Future<LastGood.Given<PageCache.Page>> page) {
        return page.map(given -> page(ctx.request(), given, pages.staleness(given)));
    }

    /** The page at its one address, and from every other the way there. */
    static Reply page(HttpServerRequest request, LastGood.Given<PageCache.Page> given, Map<String, String> staleness) {
        var page = given.value();
        if (!isAt(request, page.path())) return new Reply.Redirect(301, page.path());
        return page.representation().reply(request, staleness);
    }

    private static boolean isAt(HttpServerRequest request, String canonical) {
        int query = canonical.indexOf('?');
        var path = query < 0 ? canonical : canonical.substring(0, query);
        // the first page of a category has no number; other parameters are the reader's own
        boolean sameNumber = query >= 0 || request.getParam(PageNumber.NAME) == null;
        return path.equals(request.path()) && sameNumber;
    }
}
