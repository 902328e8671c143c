package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import vn.tinmoi.media.MediaList;
import vn.tinmoi.media.PictureCare;
import vn.tinmoi.media.PictureUse;
import vn.tinmoi.media.Removals;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.people.Right;
import vn.tinmoi.portal.Site;
import vn.tinmoi.text.VnDates;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** {@code /toa-soan/anh/{id}}: one picture of the house. */
final class OnePictureRoutes implements Routes {
    private static final Set<String> DONE = Set.of("focus", "words", "drop", "keep");
    private static final String ONE = GalleryRoutes.GALLERY + "/:id";

    private final Newsroom newsroom;
    private final Frames frames;
    private final MediaList pictures;
    private final PictureUse use;
    private final PictureCare care;
    private final Removals removals;
    private final VnDates dates;

    OnePictureRoutes(
            Newsroom newsroom,
            Frames frames,
            Site site,
            MediaList pictures,
            PictureUse use,
            PictureCare care,
            Removals removals) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.pictures = pictures;
        this.use = use;
        this.care = care;
        this.removals = removals;
        this.dates = new VnDates(site::zone);
    }

    @Override
    public void mount(Router router) {
        newsroom.page(router, ONE, (ctx, language, visitor) -> {
            var frame = frame(ctx, language, visitor);
            var done = ctx.request().getParam("xong", "");
            boolean said = DONE.contains(done);
            return page(
                    200,
                    ctx,
                    visitor,
                    said ? frame.saying(frames.say(language, "newsroom.picture.done." + done)) : frame);
        });
        newsroom.form(
                router,
                ONE + "/tieu-diem",
                (ctx, language, visitor) -> act(ctx, language, visitor, "focus", actor -> focus(ctx, actor)));
        newsroom.form(
                router,
                ONE + "/loi",
                (ctx, language, visitor) -> act(ctx, language, visitor, "words", actor -> say(ctx, actor)));
        newsroom.form(
                router,
                ONE + "/xoa",
                (ctx, language, visitor) ->
                        act(ctx, language, visitor, "drop", actor -> removals.mark(ctx.pathParam("id"), actor)));
        newsroom.form(
                router,
                ONE + "/giu",
                (ctx, language, visitor) ->
                        act(ctx, language, visitor, "keep", actor -> removals.keep(ctx.pathParam("id"), actor)));
    }

    private static String path(RoutingContext ctx) {
        return GalleryRoutes.GALLERY + "/" + ctx.pathParam("id");
    }

    private Frame frame(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        return frames.frame(ctx, language, "newsroom.picture", path(ctx), visitor);
    }

    private Future<Reply> page(int status, RoutingContext ctx, Newsroom.Visitor visitor, Frame frame) {
        var id = ctx.pathParam("id");
        return pictures.one(id).compose(found -> {
            var one = found.orElseThrow(() -> Problem.notFound("image.unknown", id));
            var typed = ctx.request().getFormAttribute("alt") == null
                    ? PictureCare.Words.of(one.picture())
                    : words(ctx, "");
            return use.of(id).map(uses -> frames.shown(status, "onepicture", shown(one, typed, uses, visitor, frame)));
        });
    }

    private OnePicturePage shown(
            MediaList.Entry one, PictureCare.Words typed, PictureUse.Uses uses, Newsroom.Visitor visitor, Frame frame) {
        var locale = frame.language().locale();
        var by = Objects.requireNonNullElse(one.by(), "");
        var actor = visitor.session().person().actor();
        return new OnePicturePage(
                frame,
                one.picture(),
                typed,
                dates.moment(one.at(), locale),
                Actor.shown(by),
                uses,
                one.dropAt() == null ? "" : dates.moment(one.dropAt(), locale),
                one.dropBy() == null || one.droppedAt() == null
                        ? List.of()
                        : List.of(Actor.shown(one.dropBy()), dates.moment(one.droppedAt(), locale)),
                Removals.mayMark(one.by(), actor));
    }

    private Future<Void> say(RoutingContext ctx, Actor actor) {
        return care.say(ctx.pathParam("id"), words(ctx, "seen-"), words(ctx, ""), actor);
    }

    private static PictureCare.Words words(RoutingContext ctx, String prefix) {
        return new PictureCare.Words(
                Newsroom.field(ctx, prefix + "alt"),
                Newsroom.field(ctx, prefix + "caption"),
                Newsroom.field(ctx, prefix + "credit"));
    }

    private Future<Void> focus(RoutingContext ctx, Actor actor) {
        return care.focus(
                ctx.pathParam("id"), new Picture.Focus(percent(ctx, "focusX"), percent(ctx, "focusY")), actor);
    }

    /** {@code done}: what is said when it went well. */
    private Future<Reply> act(
            RoutingContext ctx,
            Language language,
            Newsroom.Visitor visitor,
            String done,
            Function<Actor, Future<Void>> act) {
        var actor = visitor.session().person().actor();
        actor.require(Right.MEDIA);
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> act.apply(actor))
                .<Reply>map(acted -> new Reply.Redirect(303, language.prefix() + path(ctx) + "?xong=" + done))
                .recover(failure -> {
                    if (!(failure instanceof Problem problem) || problem.kind() == Problem.Kind.NOT_FOUND) {
                        return Future.failedFuture(failure);
                    }
                    return page(
                            Frames.status(problem),
                            ctx,
                            visitor,
                            frames.refusing(frame(ctx, language, visitor), problem));
                });
    }

    /** Out of range for what is no number. */
    private static int percent(RoutingContext ctx, String name) {
        var text = Newsroom.field(ctx, name).strip();
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
    }
}
