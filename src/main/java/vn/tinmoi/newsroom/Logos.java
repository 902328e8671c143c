package vn.tinmoi.newsroom;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.media.MediaApi;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.Problem;
import vn.tinmoi.portal.PicturePlace;
import vn.tinmoi.portal.Site;

/**
 * The logos that the rows of a form bring: each is kept before the portal names it, and stands in its row from then on, so that
 * what is wrong elsewhere in the form costs nobody a second upload.
 */
record Logos(MediaApi media, Site site) {
    private static final String FILE = "-file";

    /** To be asked before the body arrives. */
    Future<MediaApi.Received> received(RoutingContext ctx, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        actor.requireManage();
        return media.receiveMany(ctx, actor, field -> alt(ctx, field), () -> Newsroom.isGenuine(ctx, visitor));
    }

    private String alt(RoutingContext ctx, String field) {
        var title = Newsroom.field(ctx, field.replace(FILE, "-title")).strip();
        return title.isEmpty() ? site.name() : title;
    }

    /** Puts those that will do into their rows; gives what is wrong with the first of the others; null: nothing. */
    static @Nullable Problem place(MediaApi.Received received, Map<String, String> typed) {
        received.kept().forEach((field, picture) -> {
            try {
                PicturePlace.LOGO.requireFits(picture);
                place(field, picture, typed);
            } catch (Problem problem) {
                received.refused().put(field, problem);
            }
        });
        return received.refused().entrySet().stream()
                .min(Map.Entry.comparingByKey())
                .map(first -> at(first.getKey(), first.getValue()))
                .orElse(null);
    }

    private static Problem at(String field, Problem problem) {
        return new Problem(
                problem.kind(), problem.code(), field, problem.arguments().toArray());
    }

    private static void place(String field, Picture picture, Map<String, String> typed) {
        typed.put(field.replace(FILE, "-logo"), picture.id());
        typed.put(
                field.replace(FILE, "-shown"),
                picture.atLeast(PicturePlace.LOGO_PIXELS).url());
    }
}
