package vn.tinmoi.newsroom;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.media.MediaApi;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.Problem;
import vn.tinmoi.portal.PicturePlace;
import vn.tinmoi.portal.Portal;
import vn.tinmoi.portal.Site;
import vn.tinmoi.portal.SiteDocument;
import vn.tinmoi.portal.Sites;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/**
 * Banner, logo, icon and poster, each with a form of its own: it brings a picture, or says by the button that the one there is
 * goes. A picture is kept before the portal names it, as with the API.
 */
final class PicturesRoutes implements Routes {
    private static final String POSTER = "poster";
    private static final Set<String> WORDS =
            Set.of(Newsroom.TOKEN, "theme", "focusX", "focusY", "url", "from", "until", Rows.PRESS);

    private final Newsroom newsroom;
    private final Frames frames;
    private final Site site;
    private final Sites sites;
    private final MediaApi media;
    private final LocalTimes times;

    PicturesRoutes(Newsroom newsroom, Frames frames, Site site, Sites sites, MediaApi media, LocalTimes times) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.site = site;
        this.sites = sites;
        this.media = media;
        this.times = times;
    }

    @Override
    public void mount(Router router) {
        newsroom.page(router, Topics.PICTURES, (ctx, language, visitor) -> {
            visitor.session().person().actor().requireManage();
            var frame = frame(ctx, language, visitor);
            if (ctx.request().getParam("da-luu") != null) frame = frame.saying(said(language));
            return Future.succeededFuture(page(200, frame, ""));
        });
        for (var place : PicturePlace.values()) {
            var name = place.name().toLowerCase(Locale.ROOT);
            newsroom.upload(
                    router,
                    path(name),
                    (ctx, language, visitor) -> brought(ctx, visitor, name)
                            .compose(picture -> wear(ctx, visitor, place, picture))
                            .compose(
                                    saved -> done(ctx, language),
                                    failure -> again(ctx, language, visitor, name, failure)));
            newsroom.form(router, path(name) + "/bo", (ctx, language, visitor) -> bare(ctx, language, visitor, place));
        }
        newsroom.upload(
                router,
                path(POSTER),
                (ctx, language, visitor) -> brought(ctx, visitor, POSTER)
                        .compose(picture -> hang(ctx, visitor, picture))
                        .compose(
                                saved -> done(ctx, language),
                                failure -> again(ctx, language, visitor, POSTER, failure)));
        newsroom.form(router, path(POSTER) + "/bo", this::takeDown);
        newsroom.form(router, path("tieu-diem"), this::focus);
    }

    private static String path(String place) {
        return Topics.PICTURES + "/" + place;
    }

    private Frame frame(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        return frames.frame(ctx, language, "newsroom.pictures", Topics.PICTURES, visitor);
    }

    private String said(Language language) {
        return frames.say(language, "newsroom.pictures.saved");
    }

    private Reply page(int status, Frame frame, String place) {
        return frames.shown(
                status, "pictures", new PicturesPage(frame, site.portal().get(), times, place));
    }

    private Future<Picture> brought(RoutingContext ctx, Newsroom.Visitor visitor, String place) {
        var actor = visitor.session().person().actor();
        actor.requireManage();
        return media.receive(ctx, actor, site.name(), WORDS, form -> {
            if (!visitor.formToken().equals(form.get(Newsroom.TOKEN))) {
                throw new Problem(Problem.Kind.FORBIDDEN, "form.old", null);
            }
            if (place.equals(POSTER)) requirePoster(form);
        });
    }

    /** Before anything is kept. */
    private static void requirePoster(MultiMap form) {
        for (var field : new String[] {"alt", "url"}) {
            if (String.valueOf(form.get(field)).isBlank()) throw Problem.invalid(field, "field.missing");
        }
    }

    private Future<Portal> wear(RoutingContext ctx, Newsroom.Visitor visitor, PicturePlace place, Picture picture) {
        place.requireFits(picture);
        boolean dark = "dark".equals(ctx.request().getFormAttribute("theme"));
        return sites.dress(
                now -> place.worn(now, picture.id(), dark, null, null),
                null,
                visitor.session().person().actor());
    }

    private Future<Portal> hang(RoutingContext ctx, Newsroom.Visitor visitor, Picture picture) {
        var fields = JsonNodeFactory.instance.objectNode();
        fields.putObject(POSTER)
                .put("picture", picture.id())
                .put("alt", Newsroom.field(ctx, "alt"))
                .put("url", Newsroom.field(ctx, "url"))
                .put("from", times.instant("from", Newsroom.field(ctx, "from")))
                .put("until", times.instant("until", Newsroom.field(ctx, "until")));
        return sites.change(fields, null, visitor.session().person().actor());
    }

    private Future<Reply> bare(RoutingContext ctx, Language language, Newsroom.Visitor visitor, PicturePlace place) {
        var kind = Newsroom.field(ctx, "kind").equals("none") ? "none" : "drawn";
        return write(
                ctx,
                language,
                visitor,
                place.name().toLowerCase(Locale.ROOT),
                () -> sites.dress(
                        now -> place.bare(now, kind),
                        null,
                        visitor.session().person().actor()));
    }

    private Future<Reply> takeDown(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var fields = JsonNodeFactory.instance.objectNode();
        fields.putNull(POSTER);
        return write(
                ctx,
                language,
                visitor,
                POSTER,
                () -> sites.change(fields, null, visitor.session().person().actor()));
    }

    private Future<Reply> focus(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        return write(ctx, language, visitor, "banner", () -> {
            int x = percent(ctx, "focusX");
            int y = percent(ctx, "focusY");
            return sites.dress(
                    now -> new SiteDocument.Pictures(
                            now.banner(), now.light(), now.dark(), x, y, now.logo(), now.icon()),
                    null,
                    visitor.session().person().actor());
        });
    }

    private static int percent(RoutingContext ctx, String name) {
        var text = Newsroom.field(ctx, name).strip();
        if (text.matches("[0-9]{1,2}|100")) return Integer.parseInt(text);
        throw Problem.invalid(name, "number.between", 0, 100);
    }

    /** One change. */
    @FunctionalInterface
    private interface Change {
        Future<Portal> make();
    }

    private Future<Reply> write(
            RoutingContext ctx, Language language, Newsroom.Visitor visitor, String place, Change change) {
        visitor.session().person().actor().requireManage();
        return Newsroom.requireGenuine(ctx, visitor)
                .compose(genuine -> change.make())
                .compose(saved -> done(ctx, language), failure -> again(ctx, language, visitor, place, failure));
    }

    private Future<Reply> done(RoutingContext ctx, Language language) {
        boolean tour = ctx.request().getParam(Tour.PARAMETER) != null;
        var query = tour ? Tour.QUERY + "&da-luu=1" : "?da-luu=1";
        return Future.succeededFuture(new Reply.Redirect(303, language.prefix() + Topics.PICTURES + query));
    }

    private Future<Reply> again(
            RoutingContext ctx, Language language, Newsroom.Visitor visitor, String place, Throwable failure) {
        if (!(failure instanceof Problem problem)) return Future.failedFuture(failure);
        var frame = frames.refusing(frame(ctx, language, visitor), problem, input(place, problem.field()));
        return Future.succeededFuture(page(Frames.status(problem), frame, place));
    }

    /** The id of the input that a problem is about. */
    private static String input(String place, @Nullable String field) {
        var name = Objects.requireNonNullElse(field, "file").replace("poster.", "");
        if (name.startsWith("focus")) return name;
        return (place.equals("banner") ? "banner-light" : place) + "-" + name;
    }
}
