package vn.tinmoi.site;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.ArticleJson;
import vn.tinmoi.page.LiveLists;
import vn.tinmoi.page.Popular;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Representation;
import vn.tinmoi.web.Routes;

/** {@code GET /api/v1/most-read}: the stories read most in the last 24 hours, each with its {@code reads}. */
final class MostReadApi implements Routes {
    /** Shorter than the ranking is kept, so that a withdrawn story is gone at once. */
    private static final Map<String, String> SHORTLY = Map.of("Cache-Control", "public, max-age=1");

    private final Answers answers;
    private final LiveLists lists;
    private volatile @Nullable Written written;

    /** {@code ranking}: what the bytes were made of. */
    private record Written(Popular.Ranking ranking, Representation json) {}

    MostReadApi(Answers answers, LiveLists lists) {
        this.answers = answers;
        this.lists = lists;
    }

    @Override
    public void mount(Router router) {
        answers.get(router, "/api/v1/most-read", this::mostRead);
    }

    private Future<Reply> mostRead(RoutingContext ctx) {
        return lists.mostRead()
                .map(given -> written(given.value()).json().reply(ctx.request(), lists.staleness(given)));
    }

    private Written written(Popular.Ranking ranking) {
        var kept = written;
        if (kept != null && kept.ranking == ranking) return kept;
        var items = new JsonArray();
        for (var one : ranking.stories()) {
            items.add(ArticleJson.headline(one.story()).put("reads", one.reads()));
        }
        var body = new JsonObject().put("hours", 24).put("items", items).encode();
        var fresh = new Written(
                ranking, Representation.of("application/json", body.getBytes(StandardCharsets.UTF_8), SHORTLY));
        written = fresh;
        return fresh;
    }
}
