package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import vn.tinmoi.media.MediaList;
import vn.tinmoi.media.PictureCare;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Right;
import vn.tinmoi.portal.Site;
import vn.tinmoi.text.VnDates;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** {@code /toa-soan/anh/{id}}: one picture of the house. */
final class OnePictureRoutes implements Routes {
    private static final String ONE = GalleryRoutes.GALLERY + "/:id";

    private final Newsroom newsroom;
    private final Frames frames;
    private final MediaList pictures;
    private final PictureCare care;
    private final VnDates dates;

    OnePictureRoutes(Newsroom newsroom, Frames frames, Site site, MediaList pictures, PictureCare care) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.pictures = pictures;
        this.care = care;
        this.dates = new VnDates(site.zone());
    }

    @Override
    public void mount(Router router) {
        newsroom.page(router, ONE, (ctx, language, visitor) -> {
            var frame = frame(ctx, language, visitor);
            boolean saved = ctx.request().getParam("da-luu") != null;
            return page(200, ctx, saved ? frame.saying(frames.say(language, "newsroom.focus.saved")) : frame);
        });
        newsroom.form(router, ONE + "/tieu-diem", this::focus);
    }

    private static String path(RoutingContext ctx) {
        return GalleryRoutes.GALLERY + "/" + ctx.pathParam("id");
    }

    private Frame frame(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        return frames.frame(ctx, language, "newsroom.picture", path(ctx), visitor);
    }

    private Future<Reply> page(int status, RoutingContext ctx, Frame frame) {
        var id = ctx.pathParam("id");
        return pictures.one(id).map(found -> {
            var one = found.orElseThrow(() -> Problem.notFound("image.unknown", id));
            return frames.shown(
                    status,
                    "onepicture",
                    new OnePicturePage(
                            frame,
                            one.picture(),
                            dates.moment(one.at(), frame.language().locale()),
                            Objects.requireNonNullElse(one.by(), "").replaceFirst("^[a-z]+:", "")));
        });
    }

    private Future<Reply> focus(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        actor.require(Right.MEDIA);
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> care.focus(
                        ctx.pathParam("id"), new Picture.Focus(percent(ctx, "focusX"), percent(ctx, "focusY")), actor))
                .<Reply>map(done -> new Reply.Redirect(303, language.prefix() + path(ctx) + "?da-luu=1"))
                .recover(failure -> {
                    if (!(failure instanceof Problem problem) || problem.kind() == Problem.Kind.NOT_FOUND) {
                        return Future.failedFuture(failure);
                    }
                    return page(Frames.status(problem), ctx, frames.refusing(frame(ctx, language, visitor), problem));
                });
    }

    /** Out of range for what is no number. */
    private static int percent(RoutingContext ctx, String name) {
        var text = Newsroom.field(ctx, name).strip();
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
    }
}
