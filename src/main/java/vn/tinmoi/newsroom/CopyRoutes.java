package vn.tinmoi.newsroom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.Fields;
import vn.tinmoi.article.PastedHtml;
import vn.tinmoi.desk.WorkingCopies;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Problem;
import vn.tinmoi.web.JsonBody;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/**
 * What the script of a story's form asks for: keeping and giving back what is being written, with a token of the form that is
 * good now; and the elements that the cleaner makes of a text. Who is not signed in is sent to the sign-in, as by any page.
 */
final class CopyRoutes implements Routes {
    static final String COPIES = StoryRoutes.STORIES + "/dang-viet";
    static final String CLEAN = StoryRoutes.STORIES + "/sach";
    static final String PASTED = StoryRoutes.STORIES + "/dan";

    private static final Map<String, String> NOT_KEPT = Map.of("Cache-Control", "no-store");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{8,64}");

    private final Newsroom newsroom;
    private final WorkingCopies copies;

    CopyRoutes(Newsroom newsroom, WorkingCopies copies) {
        this.newsroom = newsroom;
        this.copies = copies;
    }

    @Override
    public void mount(Router router) {
        newsroom.page(router, COPIES, this::give);
        newsroom.form(router, COPIES, this::take);
        newsroom.form(router, CLEAN, this::clean);
        newsroom.form(router, PASTED, this::paste);
    }

    private Future<Reply> give(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        var story = ctx.request().getParam("bai", "");
        var found = story.isEmpty() ? copies.begun(actor) : copies.of(ArticleId.parse(story), actor);
        return found.map(
                copy -> json(new JsonObject().put("token", visitor.formToken()).put("copy", shown(copy))));
    }

    private static @Nullable JsonObject shown(Optional<WorkingCopies.Copy> copy) {
        return copy.map(one -> new JsonObject()
                        .put("id", one.id())
                        .put("base", one.base())
                        .put("fields", one.fields())
                        .put("savedAt", one.savedAt().toString()))
                .orElse(null);
    }

    private static Reply json(JsonObject json) {
        return new Reply.Json(200, json, NOT_KEPT);
    }

    private Future<Reply> take(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        var actor = visitor.session().person().actor();
        Newsroom.requireGenuineCall(ctx, visitor);
        return JsonBody.tree(ctx).compose(sent -> {
            var article = article(sent);
            var id = article == null ? id(sent) : "";
            if (sent.path("drop").asBoolean()) {
                return copies.drop(id, article, actor).map(gone -> json(new JsonObject()));
            }
            if (!sent.path("fields").isObject()) throw Problem.invalid("fields", "field.missing");
            var fields = new JsonObject(sent.get("fields").toString());
            return copies.save(id, article, sent.path("base").asInt(), fields, actor)
                    .map(at -> json(new JsonObject().put("savedAt", at.toString())));
        });
    }

    private static String id(ObjectNode sent) {
        var id = sent.path("id").asText();
        if (!ID.matcher(id).matches()) throw Problem.invalid("id", "field.missing");
        return id;
    }

    private static @Nullable ArticleId article(ObjectNode sent) {
        var number = sent.path("article");
        return number.isNumber() ? ArticleId.parse(number.asText()) : null;
    }

    /** As a document, which a script may take without making HTML of a text itself. */
    private Future<Reply> clean(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        Newsroom.requireGenuineCall(ctx, visitor);
        return JsonBody.tree(ctx)
                .compose(sent -> ctx.vertx()
                        .executeBlocking(
                                () -> Fields.bodyHtml(
                                        PlainText.html(sent.path("html").asText())),
                                false))
                .map(html -> document("<div id=\"than-bai\">" + html + "</div>"));
    }

    private static Reply document(String body) {
        return Newsroom.shown(200, ("<!doctype html><title>-</title>" + body).getBytes(StandardCharsets.UTF_8));
    }

    /** What another program put on the clipboard, as a body may have it, and once more in Unicode where it is not. */
    private Future<Reply> paste(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        Newsroom.requireGenuineCall(ctx, visitor);
        return JsonBody.tree(ctx)
                .compose(sent -> ctx.vertx()
                        .executeBlocking(
                                () -> PastedHtml.of(
                                        PlainText.html(sent.path("html").asText())),
                                false))
                .map(pasted -> {
                    var encoding =
                            pasted.encoding() == null ? "" : pasted.encoding().name();
                    return document("<div id=\"than-bai\" data-pictures=\"" + pasted.pictures() + "\" data-cut=\""
                            + pasted.cut() + "\" data-encoding=\"" + encoding + "\">" + pasted.html()
                            + "</div><div id=\"sua-chu\">" + pasted.repaired() + "</div>");
                });
    }
}
