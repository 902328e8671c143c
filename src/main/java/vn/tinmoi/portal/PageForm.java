package vn.tinmoi.portal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import vn.tinmoi.article.Fields;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.TextField;
import vn.tinmoi.portal.SiteDocument.Words;

/** One of the portal's own pages as a program sent it; a {@link Problem} INVALID names what cannot be used by its path. */
public final class PageForm {
    private static final int STATUS = 20; // characters; no name of one is longer

    private PageForm() {}

    /** {@code at}: the path of the object with a dot behind it, or empty. Cleaning takes milliseconds: not for an event loop. */
    public static WholeSite.OwnPage read(ObjectNode given, String slug, String at) {
        var title = words(given, "title", at);
        var vi = JsonParts.line(title, "vi", at + "title.vi", TextField.TITLE.limit());
        if (vi.isEmpty()) throw Problem.invalid(at + "title.vi", "field.missing");
        var en = JsonParts.line(title, "en", at + "title.en", TextField.TITLE.limit());
        var bodies = words(given, "bodyHtml", at);
        var status = JsonParts.line(given, "status", at + "status", STATUS);
        if (!Set.of("draft", "published").contains(status)) {
            throw Problem.invalid(at + "status", "field.type", "draft, published");
        }
        var body = new Words(body(bodies, "vi", at), body(bodies, "en", at));
        return new WholeSite.OwnPage(slug, new Words(vi, en), body, status);
    }

    private static ObjectNode words(ObjectNode page, String name, String at) {
        var words = JsonParts.object(page, name, at + name);
        if (words == null) return page.objectNode();
        JsonParts.requireKnown(words, at + name + ".", Set.of("vi", "en"));
        return words;
    }

    private static String body(ObjectNode bodies, String language, String at) {
        var field = at + "bodyHtml." + language;
        var html = JsonParts.nullable(bodies, language, field);
        if (html == null) return "";
        try {
            return Fields.bodyHtml(html);
        } catch (Problem problem) {
            throw Problem.invalid(field, problem.code(), problem.arguments().toArray());
        }
    }
}
