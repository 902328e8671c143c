package vn.tinmoi.newsroom;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Right;
import vn.tinmoi.portal.Site;
import vn.tinmoi.text.VnDates;
import vn.tinmoi.web.Assets;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;
import vn.tinmoi.web.Reply;

/** Makes the newsroom's pages of their values. Any thread. */
final class Frames {
    private final Site site;
    private final Messages messages;
    private final Assets asset;
    private final VnDates dates;
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

    Frames(Site site, Messages messages, Assets asset) {
        this.site = site;
        this.messages = messages;
        this.asset = asset;
        this.dates = new VnDates(site::zone);
    }

    /** The address of a file of ours. */
    String asset(String path) {
        return asset.apply(path);
    }

    /** {@code title}: a key. */
    Frame frame(RoutingContext ctx, Language language, String title, String path, Newsroom.@Nullable Visitor visitor) {
        return new Frame(
                language,
                site.name(),
                messages.say(language, title),
                path,
                visitor == null ? null : visitor.session().person().name(),
                visitor != null && visitor.session().person().actor().may(Right.MANAGE),
                visitor == null ? "" : visitor.formToken(),
                ctx.request().getParam(Tour.PARAMETER) != null,
                "",
                List.of(),
                (key, arguments) -> messages.say(language, key, arguments),
                asset);
    }

    String say(Language language, String key, Object... arguments) {
        return messages.say(language, key, arguments);
    }

    /** With what is wrong, in words at its field; {@code field}: of the page, empty: of none. */
    Frame refusing(Frame frame, Problem problem, String field) {
        var text = messages.say(
                frame.language(),
                "problem." + problem.code(),
                problem.arguments().stream()
                        .map(one -> one instanceof Instant at
                                ? dates.moment(at, frame.language().locale())
                                : one)
                        .toArray());
        return frame.refusing(new Frame.Fault(field, text));
    }

    /** The same at the problem's own field. */
    Frame refusing(Frame frame, Problem problem) {
        return refusing(frame, problem, problem.field() == null ? "" : problem.field());
    }

    /** HTTP's status of a problem that is shown on the form's own page. */
    static int status(Problem problem) {
        return switch (problem.kind()) {
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA -> 415;
            case TOO_MANY -> 429;
            case UNAVAILABLE -> 503;
            default -> 422;
        };
    }

    /** {@code template}: its name in the folder {@code newsroom}; {@code page}: its one parameter. */
    Reply shown(int status, String template, Object page) {
        var output = new Utf8ByteOutput();
        engine.render("newsroom/" + template + ".jte", page, output);
        return Newsroom.shown(status, output.toByteArray());
    }
}
