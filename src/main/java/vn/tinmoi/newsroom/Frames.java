package vn.tinmoi.newsroom;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.portal.Site;
import vn.tinmoi.web.Assets;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;

/** Makes the newsroom's pages of their values. Any thread. */
final class Frames {
    private final Site site;
    private final Messages messages;
    private final Assets asset;
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

    Frames(Site site, Messages messages, Assets asset) {
        this.site = site;
        this.messages = messages;
        this.asset = asset;
    }

    /** {@code title}: a key; {@code said}: a sentence, or empty. */
    Frame frame(
            Language language,
            String title,
            String path,
            Newsroom.@Nullable Visitor visitor,
            String said,
            List<Frame.Fault> faults) {
        return new Frame(
                language,
                site.name(),
                messages.say(language, title),
                path,
                visitor == null ? null : visitor.session().person().name(),
                visitor == null ? "" : visitor.formToken(),
                said,
                faults,
                (key, arguments) -> messages.say(language, key, arguments),
                asset);
    }

    String say(Language language, String key, Object... arguments) {
        return messages.say(language, key, arguments);
    }

    /** What is wrong, in words at its field. */
    List<Frame.Fault> faults(Language language, Problem problem) {
        var text = messages.say(
                language, "problem." + problem.code(), problem.arguments().toArray());
        return List.of(new Frame.Fault(problem.field() == null ? "" : problem.field(), text));
    }

    /** HTTP's status of a problem that is shown on the form's own page. */
    static int status(Problem problem) {
        return switch (problem.kind()) {
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case CONFLICT -> 409;
            case TOO_MANY -> 429;
            case UNAVAILABLE -> 503;
            default -> 422;
        };
    }

    /** {@code template}: its name in the folder {@code newsroom}. */
    byte[] write(String template, Object page) {
        var output = new Utf8ByteOutput();
        engine.render("newsroom/" + template + ".jte", page, output);
        return output.toByteArray();
    }
}
