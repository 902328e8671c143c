package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import vn.tinmoi.article.ArticleJson;
import vn.tinmoi.media.MediaApi;
import vn.tinmoi.media.MediaList;
import vn.tinmoi.media.PicturePlace;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.people.Right;
import vn.tinmoi.portal.Site;
import vn.tinmoi.text.VnDates;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** {@code /toa-soan/anh}: the pictures of the house, and bringing more, as a page and for the script of a story's form. */
final class GalleryRoutes implements Routes {
    static final String GALLERY = Newsroom.HOME + "/anh";

    private static final int EACH = 40;
    private static final int SMALL = 320; // pixels
    private static final Map<String, String> NOT_KEPT = Map.of("Cache-Control", "no-store");

    private final Newsroom newsroom;
    private final Frames frames;
    private final MediaList pictures;
    private final MediaApi media;
    private final Site site;
    private final VnDates dates;

    GalleryRoutes(Newsroom newsroom, Frames frames, Site site, MediaList pictures, MediaApi media) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.pictures = pictures;
        this.media = media;
        this.site = site;
        this.dates = new VnDates(site::zone);
    }

    @Override
    public void mount(Router router) {
        newsroom.page(router, GALLERY, (ctx, language, visitor) -> {
            if (isScript(ctx)) return found(ctx);
            var frame = frame(ctx, language, visitor);
            boolean saved = ctx.request().getParam("da-luu") != null;
            return page(
                    200, ctx, saved ? frame.saying(frames.say(language, "newsroom.gallery.saved")) : frame, Map.of());
        });
        newsroom.upload(router, GALLERY, this::bring);
    }

    private static boolean isScript(RoutingContext ctx) {
        return "application/json".equals(ctx.request().getHeader(HttpHeaders.ACCEPT));
    }

    private Frame frame(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        return frames.frame(ctx, language, "newsroom.gallery", GALLERY, visitor);
    }

    private Future<Reply> page(int status, RoutingContext ctx, Frame frame, Map<String, String> values) {
        var search = ListSearch.of(ctx.request());
        var after = PicturePlace.parse(ctx.request().getParam("sau", "")).orElse(null);
        return pictures.page(search.wanted(site.zone()), after, EACH + 1).map(found -> {
            var shown = found.stream().limit(EACH).toList();
            var next = found.size() <= EACH
                    ? null
                    : frame.link(GALLERY) + "?" + search.query() + "&sau="
                            + shown.getLast().place();
            var entries =
                    shown.stream().map(one -> entry(frame.language(), one)).toList();
            return frames.shown(status, "gallery", new GalleryPage(frame, search, entries, next, values));
        });
    }

    private GalleryPage.Entry entry(Language language, MediaList.Entry one) {
        return new GalleryPage.Entry(
                one.picture(),
                one.picture().atLeast(SMALL),
                dates.moment(one.at(), language.locale()),
                Actor.shown(Objects.requireNonNullElse(one.by(), "")),
                one.stories(),
                one.dropAt() == null ? "" : dates.moment(one.dropAt(), language.locale()));
    }

    private Future<Reply> found(RoutingContext ctx) {
        return pictures.page(ListSearch.of(ctx.request()).wanted(site.zone()), null, EACH)
                .map(found -> {
                    var items = new JsonArray();
                    found.stream().filter(one -> one.dropAt() == null).forEach(one -> items.add(json(one.picture())));
                    return new Reply.Json(200, new JsonObject().put("items", items), NOT_KEPT);
                });
    }

    /** As the scripts of the newsroom are told of it. */
    static JsonObject json(Picture picture) {
        return new JsonObject()
                .put("id", picture.id())
                .put("url", picture.url())
                .put("small", picture.atLeast(SMALL).url())
                .put("width", picture.width())
                .put("height", picture.height())
                .put("alt", picture.alt())
                .put("caption", picture.caption())
                .put("credit", picture.credit())
                .put("motion", picture.motion())
                .put("focus", ArticleJson.focus(picture.focus()));
    }

    private Future<Reply> bring(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        actor.require(Right.MEDIA);
        return media.receive(ctx, actor, "", Set.of(Newsroom.TOKEN), form -> {
                    if (!visitor.formToken().equals(form.get(Newsroom.TOKEN))) {
                        throw new Problem(Problem.Kind.FORBIDDEN, "form.old", null);
                    }
                })
                .<Reply>map(picture -> isScript(ctx)
                        ? new Reply.Json(201, json(picture), NOT_KEPT)
                        : new Reply.Redirect(303, language.prefix() + GALLERY + "?da-luu=1"))
                .recover(failure -> {
                    if (!(failure instanceof Problem problem) || isScript(ctx)) return Future.failedFuture(failure);
                    return page(
                            Frames.status(problem),
                            ctx,
                            frames.refusing(frame(ctx, language, visitor), problem),
                            typed(ctx));
                });
    }

    private static Map<String, String> typed(RoutingContext ctx) {
        var typed = new LinkedHashMap<String, String>();
        for (var name : List.of("alt", "caption", "credit")) typed.put(name, Newsroom.field(ctx, name));
        return typed;
    }
}
