package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import vn.tinmoi.desk.Flow;
import vn.tinmoi.desk.WorkingCopies;
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
 * {@code /toa-soan/bai/{id}/xem}: a story the way readers would find it, as its person is writing it, or as it was saved last, which
 * {@code ?ban=da-luu} asks for. {@code /toa-soan/bai/moi/xem?khoa=}: one that was never saved, by the key of its copy. The page
 * follows what its person types elsewhere, on other devices too: {@code xem-luc} says when that was.
 */
final class StoryPreviewRoutes implements Routes {
    private static final String SEEN = StoryRoutes.STORIES + "/:id/xem";
    private static final String STORED = "?ban=da-luu";
    private static final String FRESH = "moi"; // in place of the number
    private static final Map<String, String> NOT_KEPT = Map.of("Cache-Control", "no-store");
    private static final String FOLLOWING = "newsroom/following.js";
    private static final int SMALL = 480; // pixels of a shared card's picture

    private final Newsroom newsroom;
    private final Frames frames;
    private final Site site;
    private final Flow flow;
    private final Unsaved unsaved;
    private final WorkingCopies copies;
    private final VnDates dates;
    private final BiFunction<Language, Article, Future<byte[]>> page;

    /** {@code page}: the reader's own page of an article, whatever its state. */
    StoryPreviewRoutes(
            Newsroom newsroom,
            Frames frames,
            Site site,
            Flow flow,
            Unsaved unsaved,
            WorkingCopies copies,
            BiFunction<Language, Article, Future<byte[]>> page) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.site = site;
        this.flow = flow;
        this.unsaved = unsaved;
        this.copies = copies;
        this.dates = new VnDates(site::zone);
        this.page = page;
    }

    @Override
    public void mount(Router router) {
        newsroom.page(
                router,
                SEEN,
                orSaved((ctx, language, visitor) ->
                        story(ctx, visitor).map(one -> shown(ctx, language, visitor, one))));
        newsroom.page(
                router,
                SEEN + "-truoc",
                orSaved((ctx, language, visitor) -> story(ctx, visitor)
                        .compose(one -> page.apply(language, isStored(ctx) ? one.stored() : one.article()))
                        .compose(html -> ctx.vertx()
                                .executeBlocking(() -> PreviewRoutes.still(html, frames.asset(FOLLOWING)), false))
                        .map(html -> new Reply.Bytes(200, "text/html; charset=utf-8", Buffer.buffer(html), NOT_KEPT))));
        newsroom.page(router, SEEN + "-luc", this::moment);
    }

    private static boolean isFresh(RoutingContext ctx) {
        return FRESH.equals(ctx.pathParam("id"));
    }

    private static boolean isStored(RoutingContext ctx) {
        return "da-luu".equals(ctx.request().getParam("ban"));
    }

    private static String key(RoutingContext ctx) {
        return ctx.request().getParam("khoa", "");
    }

    /** A story that has got its number meanwhile is shown under it; without a key it is the one that this person began last. */
    private Newsroom.Page orSaved(Newsroom.Page page) {
        return (ctx, language, visitor) -> elsewhere(ctx, visitor)
                .compose(path -> path.isEmpty()
                        ? page.of(ctx, language, visitor)
                        : Future.succeededFuture(new Reply.Redirect(303, path.get())));
    }

    private Future<Optional<String>> elsewhere(RoutingContext ctx, Newsroom.Visitor visitor) {
        if (!isFresh(ctx)) return Future.succeededFuture(Optional.empty());
        var path = ctx.request().path();
        if (key(ctx).isEmpty()) {
            return copies.begun(visitor.session().person().actor())
                    .map(found -> found.map(copy -> path + "?khoa=" + copy.id()));
        }
        return saved(ctx, visitor)
                .map(found -> found.map(id -> path.replace("/" + FRESH + "/", "/" + id.value() + "/")));
    }

    private Future<Optional<ArticleId>> saved(RoutingContext ctx, Newsroom.Visitor visitor) {
        return copies.saved(key(ctx), visitor.session().person().actor());
    }

    /**
     * When it was typed at last and which version stands there, or which story it is since it has a number; to be compared. It is
     * asked all the time, and so reads no text.
     */
    private Future<Reply> moment(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        var id = isFresh(ctx) ? null : ArticleId.parse(ctx.pathParam("id"));
        var said = new JsonObject();
        var standing = id == null
                ? saved(ctx, visitor).onSuccess(found -> found.ifPresent(story -> said.put("story", story.value())))
                : flow.glance(id).onSuccess(found -> found.ifPresent(one -> said.put("version", one.version())));
        return standing.compose(known -> copies.savedAt(id == null ? key(ctx) : "", id, actor))
                .map(at -> new Reply.Json(
                        200, said.put("typedAt", at.map(Instant::toString).orElse("")), NOT_KEPT));
    }

    private Future<Unsaved.Story> story(RoutingContext ctx, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        if (isFresh(ctx)) return unsaved.begun(key(ctx), actor, ctx.vertx());
        var id = ArticleId.parse(ctx.pathParam("id"));
        return flow.standing(id)
                .map(found -> found.orElseThrow(() -> Problem.notFound("article.unknown", id)))
                .compose(standing -> unsaved.over(standing.article(), actor, ctx.vertx()));
    }

    private Reply shown(RoutingContext ctx, Language language, Newsroom.Visitor visitor, Unsaved.Story story) {
        boolean stored = isStored(ctx);
        var article = stored ? story.stored() : story.article();
        var path = StoryRoutes.STORIES + "/" + (story.hasNumber() ? article.id() : FRESH);
        var query = story.hasNumber() ? (stored ? STORED : "") : "?khoa=" + encoded(key(ctx));
        var frame = frames.frame(ctx, language, "newsroom.see", path + "/xem", visitor);
        var id = story.hasNumber() ? article.id() : null;
        var found = Found.of(site, article.slug(), id, article.lead(), article.bodyHtml());
        boolean both = story.hasNumber() && story.typedAt() != null;
        return frames.shown(
                200,
                "seen",
                new StoryPreviewPage(
                        frame,
                        frame.link(path),
                        query,
                        article.title(),
                        found.lead(),
                        found.host(),
                        found.address(),
                        story.typedAt() == null || stored ? "" : dates.moment(story.typedAt(), language.locale()),
                        both ? frame.link(path) + "/xem" + (stored ? "" : STORED) : "",
                        ReadingTime.minutes(article.bodyHtml()),
                        article.picture() == null ? null : article.picture().atLeast(SMALL)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
