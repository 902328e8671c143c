package vn.tinmoi.newsroom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.portal.Site;
import vn.tinmoi.text.Slugs;
import vn.tinmoi.text.VnText;
import vn.tinmoi.web.JsonBody;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** {@code /toa-soan/bai/nhin}: how words that are being typed would stand where a story is found, for the script of its form. */
final class LooksRoutes implements Routes {
    private static final String LOOKS = StoryRoutes.STORIES + "/nhin";
    private static final int READ =
            8_000; // characters of a text that are looked at; what is over a limit is seen all the same

    private final Newsroom newsroom;
    private final Site site;

    LooksRoutes(Newsroom newsroom, Site site) {
        this.newsroom = newsroom;
        this.site = site;
    }

    @Override
    public void mount(Router router) {
        newsroom.form(router, LOOKS, this::looks);
    }

    private Future<Reply> looks(RoutingContext ctx, Language language, Newsroom.Visitor visitor) {
        Newsroom.requireGenuineCall(ctx, visitor);
        return JsonBody.tree(ctx).map(sent -> {
            var title = VnText.cleanLine(text(sent, "title"));
            var fixed = text(sent, "slug");
            var story = text(sent, "story");
            var found = Found.of(
                    site,
                    fixed.isEmpty() ? Slugs.of(title) : fixed,
                    story.isEmpty() ? null : ArticleId.parse(story),
                    VnText.cleanLine(text(sent, "lead")),
                    PlainText.html(text(sent, "bodyHtml")));
            var json = new JsonObject()
                    .put("title", title)
                    .put("host", found.host())
                    .put("address", found.address())
                    .put("lead", found.lead());
            return new Reply.Json(200, json, Map.of("Cache-Control", "no-store"));
        });
    }

    private static String text(ObjectNode sent, String name) {
        var text = sent.path(name).asText();
        return text.length() > READ ? text.substring(0, READ) : text;
    }
}
