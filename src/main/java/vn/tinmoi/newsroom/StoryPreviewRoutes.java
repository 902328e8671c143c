package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.function.BiFunction;
import vn.tinmoi.desk.Flow;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Problem;
import vn.tinmoi.portal.Site;
import vn.tinmoi.text.ReadingTime;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** {@code /toa-soan/bai/{id}/xem}: a story as it was saved last, the way readers would find it. */
final class StoryPreviewRoutes implements Routes {
    private static final String SEEN = StoryRoutes.STORIES + "/:id/xem";
    private static final int SMALL = 480; // pixels of a shared card's picture

    private final Newsroom newsroom;
    private final Frames frames;
    private final Site site;
    private final Flow flow;
    private final BiFunction<Language, Article, Future<byte[]>> page;

    /** {@code page}: the reader's own page of an article, whatever its state. */
    StoryPreviewRoutes(
            Newsroom newsroom,
            Frames frames,
            Site site,
            Flow flow,
            BiFunction<Language, Article, Future<byte[]>> page) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.site = site;
        this.flow = flow;
        this.page = page;
    }

    @Override
    public void mount(Router router) {
        newsroom.page(
                router, SEEN, (ctx, language, visitor) -> article(ctx).map(one -> shown(ctx, language, visitor, one)));
        newsroom.page(
                router,
                SEEN + "-truoc",
                (ctx, language, visitor) -> article(ctx)
                        .compose(one -> page.apply(language, one))
                        .compose(html -> ctx.vertx().executeBlocking(() -> PreviewRoutes.still(html), false))
                        .map(html -> new Reply.Bytes(
                                200,
                                "text/html; charset=utf-8",
                                Buffer.buffer(html),
                                Map.of("Cache-Control", "no-store"))));
    }

    private Future<Article> article(RoutingContext ctx) {
        var id = ArticleId.parse(ctx.pathParam("id"));
        return flow.standing(id)
                .map(found -> found.orElseThrow(() -> Problem.notFound("article.unknown", id))
                        .article());
    }

    private Reply shown(RoutingContext ctx, Language language, Newsroom.Visitor visitor, Article article) {
        var path = StoryRoutes.STORIES + "/" + article.id() + "/xem";
        var frame = frames.frame(ctx, language, "newsroom.see", path, visitor);
        var found = Found.of(site, article.slug(), article.id(), article.lead(), article.bodyHtml());
        return frames.shown(
                200,
                "seen",
                new StoryPreviewPage(
                        frame,
                        article.id().value(),
                        article.title(),
                        found.lead(),
                        found.host(),
                        found.address(),
                        ReadingTime.minutes(article.bodyHtml()),
                        article.picture() == null ? null : article.picture().atLeast(SMALL)));
    }
}
