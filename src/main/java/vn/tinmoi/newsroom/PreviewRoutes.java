package vn.tinmoi.newsroom;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.Map;
import java.util.function.Function;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import vn.tinmoi.news.Problem;
import vn.tinmoi.portal.Accent;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** What a page of the newsroom shows before anything is saved: the reader's front page in a frame, and how a colour reads. */
final class PreviewRoutes implements Routes {
    private static final Map<String, String> NOT_KEPT = Map.of("Cache-Control", "no-store");

    private final Newsroom newsroom;
    private final Frames frames;
    private final Function<Language, Future<byte[]>> front;

    /** {@code front}: the reader's front page. */
    PreviewRoutes(Newsroom newsroom, Frames frames, Function<Language, Future<byte[]>> front) {
        this.newsroom = newsroom;
        this.frames = frames;
        this.front = front;
    }

    @Override
    public void mount(Router router) {
        newsroom.page(
                router,
                Topics.PREVIEW,
                managed((ctx, language, visitor) -> front.apply(language)
                        .compose(html -> ctx.vertx().executeBlocking(() -> still(html), false))
                        .map(html -> new Reply.Bytes(200, "text/html; charset=utf-8", Buffer.buffer(html), NOT_KEPT))));
        newsroom.page(
                router,
                Topics.COLOUR,
                managed((ctx, language, visitor) -> Future.succeededFuture(new Reply.Json(
                        200, colour(language, String.valueOf(ctx.request().getParam("mau"))), NOT_KEPT))));
    }

    /** For who has a say in the site, as the pages that show it. */
    private static Newsroom.Page managed(Newsroom.Page page) {
        return (ctx, language, visitor) -> {
            visitor.session().person().actor().requireManage();
            return page.of(ctx, language, visitor);
        };
    }

    /** The page as a picture of itself: nothing in it runs, is counted, takes the focus or is read out a second time. */
    static String still(byte[] html) {
        return stillPage(html).outerHtml();
    }

    /** The same with one script of the newsroom's. */
    static String still(byte[] html, String script) {
        var page = stillPage(html);
        page.head().appendElement("script").attr("type", "module").attr("src", script);
        return page.outerHtml();
    }

    private static Document stillPage(byte[] html) {
        var page = Jsoup.parse(new String(html, UTF_8));
        page.outputSettings().prettyPrint(false);
        page.select("script, noscript, link[rel=modulepreload], link[rel=manifest]")
                .remove();
        page.body().attr("inert", true);
        return page;
    }

    /** What each theme makes of it, or why it will not do and the nearest that does. */
    private JsonObject colour(Language language, String text) {
        try {
            var accent = Accent.of(text);
            return new JsonObject()
                    .put("light", accent.light())
                    .put("dark", accent.dark())
                    .put("contrast", accent.contrast())
                    .put("said", frames.say(language, "newsroom.colour.good"));
        } catch (Problem problem) {
            var arguments = problem.arguments();
            var json = new JsonObject()
                    .put("said", frames.say(language, "problem." + problem.code(), arguments.toArray()));
            return arguments.size() < 2 ? json : json.put("nearest", arguments.get(1));
        }
    }
}
