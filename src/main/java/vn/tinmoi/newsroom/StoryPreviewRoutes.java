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
import vn.tinmoi.text.VnDates;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/**
 * {@code /toa-soan/bai/{id}/xem}: a story the way readers would find it, as it was saved last, or as its person is writing it:
 * their page follows what they type at it elsewhere.
 */
final class StoryPreviewRoutes implements Routes {
    private static final String SEEN = StoryRoutes.STORIES + "/:id/xem";
    private static final String FOLLOWING = "newsroom/following.js";
    private static final int SMALL = 480; // pixels of a shared card's picture

    private final Newsroom newsroom;
    private final Frames frames;
    private final Site site;
    private final Flow flow;
    private final Unsaved unsaved;
    private final VnDates dates;
    private final BiFunction<Language, Article, Future<byte[]>> page;

    /** {@code page}: the reader's own page of an article, whatever its state. */
    StoryPreviewRoutes(
            Newsroom newsroom,
            Frames frames,
            Site site,
            Flow flow,
            Unsaved unsaved,
            BiFunction<Language, Article, Future<byte[]>> page) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.site = site;
        this.flow = flow;
        this.unsaved = unsaved;
        this.dates = new VnDates(site::zone);
        this.page = page;
    }

    @Override
    public void mount(Router router) {
        newsroom.page(
                router,
                SEEN,
                (ctx, language, visitor) -> story(ctx, visitor).map(one -> shown(ctx, language, visitor, one)));
        newsroom.page(
                router,
                SEEN + "-truoc",
                (ctx, language, visitor) -> story(ctx, visitor)
                        .compose(one -> page.apply(language, one.article()))
                        .compose(html -> ctx.vertx()
                                .executeBlocking(() -> PreviewRoutes.still(html, frames.asset(FOLLOWING)), false))
                        .map(html -> new Reply.Bytes(
                                200,
                                "text/html; charset=utf-8",
                                Buffer.buffer(html),
                                Map.of("Cache-Control", "no-store"))));
    }

    private Future<Unsaved.Story> story(RoutingContext ctx, Newsroom.Visitor visitor) {
        var id = ArticleId.parse(ctx.pathParam("id"));
        return flow.standing(id)
                .map(found -> found.orElseThrow(() -> Problem.notFound("article.unknown", id)))
                .compose(standing -> unsaved.over(
                        standing.article(), visitor.session().person().actor(), ctx.vertx()));
    }

    private Reply shown(RoutingContext ctx, Language language, Newsroom.Visitor visitor, Unsaved.Story story) {
        var article = story.article();
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
                        story.typedAt() == null ? "" : dates.moment(story.typedAt(), language.locale()),
                        ReadingTime.minutes(article.bodyHtml()),
                        article.picture() == null ? null : article.picture().atLeast(SMALL)));
    }
}
