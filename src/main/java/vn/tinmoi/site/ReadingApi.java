package vn.tinmoi.site;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.ArticleJson;
import vn.tinmoi.article.ArticleReads;
import vn.tinmoi.article.ListPlace;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Headline;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.VisitCounts;
import vn.tinmoi.page.Content;
import vn.tinmoi.page.LiveLists;
import vn.tinmoi.page.PageCache;
import vn.tinmoi.page.Rails;
import vn.tinmoi.portal.Site;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.ReadyAnswers;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Representation;
import vn.tinmoi.web.Routes;

/** The public half of the JSON API that reads stories. */
final class ReadingApi implements Routes, ReadyAnswers {
    private static final int LARGEST = 100;
    private static final String USUAL = "20";
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]?|100");

    /** A second takes the edge off a storm of readers; a story and a correction of it are asked for each time. */
    private static final String A_SECOND = "public, max-age=1";

    private static final Map<String, String> SHORTLY = Map.of("Cache-Control", A_SECOND);
    private static final Content.Form LIST = new Content.Form("application/json", false, null, A_SECOND, false);

    private static final String ASKED_EACH_TIME = "public, max-age=0, must-revalidate";

    private static final Duration AS_OF = Duration.ofSeconds(5); // else no poll would ever be answered 304

    private static final String FRONT = "/api/v1/front";
    private static final String ARTICLES = "/api/v1/articles";

    private final Answers answers;
    private final PageCache cache;
    private final ArticleReads reads;
    private final LiveLists lists;
    private final StoryPages stories;
    private final Site site;
    private final InstantSource clock;
    private volatile @Nullable Snapshot snapshot;

    /** The answer of {@code /front}, made once for all who ask; {@code rails}, {@code counts}: what it was made of. */
    private record Snapshot(Rails rails, VisitCounts counts, Representation json) {
        /** The counts' {@code at} moves each second; a tag that moved with it would be of no use to who polls. */
        boolean isOf(Rails others, VisitCounts now) {
            return rails == others
                    && counts.saysTheSameAs(now)
                    && now.at().isBefore(counts.at().plus(AS_OF));
        }
    }

    ReadingApi(
            Answers answers,
            PageCache cache,
            ArticleReads reads,
            LiveLists lists,
            StoryPages stories,
            Site site,
            InstantSource clock) {
        this.answers = answers;
        this.cache = cache;
        this.reads = reads;
        this.lists = lists;
        this.stories = stories;
        this.site = site;
        this.clock = clock;
    }

    @Override
    public void mount(Router router) {
        answers.get(router, FRONT, this::front);
        answers.get(router, ARTICLES, this::articles);
        answers.get(router, ARTICLES + "/:id", this::article);
        answers.get(router, "/api/v1/stats", this::stats);
    }

    private Future<Reply> front(RoutingContext ctx) {
        return lists.rails()
                .map(given ->
                        snapshot(given.value(), lists.counts()).json().reply(ctx.request(), lists.staleness(given)));
    }

    /** The snapshot, while nothing on it has changed. */
    @Override
    public @Nullable Representation at(String uri) {
        if (!uri.equals(FRONT) || lists.behind()) return null;
        var rails = lists.keptRails();
        return rails == null ? null : snapshot(rails, lists.counts()).json();
    }

    private Snapshot snapshot(Rails rails, VisitCounts counts) {
        var kept = snapshot;
        if (kept != null && kept.isOf(rails, counts)) return kept;
        var json = new JsonObject()
                .put("cursor", rails.cursor().toString())
                .put("latest", headlines(rails.latest()))
                .put("featured", headlines(rails.featured()))
                .put("stats", ArticleJson.counts(counts));
        var bytes = json.encode().getBytes(StandardCharsets.UTF_8);
        var made = new Snapshot(rails, counts, Representation.of("application/json", bytes, SHORTLY));
        snapshot = made;
        return made;
    }

    private Future<Reply> articles(RoutingContext ctx) {
        int limit = limit(ctx);
        var before = before(ctx);
        var asked = ctx.request().getParam("category");
        var category = asked == null ? null : site.portal().get().current(asked);
        if (category != null && site.category(category).isEmpty()) {
            throw Problem.invalid("category", "category.unknown", category);
        }
        if (before == null) return newest(ctx, limit, category);
        var found = category == null ? reads.before(before, limit + 1) : reads.before(before, limit + 1, category);
        return found.map(headlines -> new Reply.Json(200, list(headlines, limit), SHORTLY));
    }

    /** The beginning of a list is the same for all who ask until something happens, and kept under its address. */
    private Future<Reply> newest(RoutingContext ctx, int limit, @Nullable String category) {
        var wishes = new StringJoiner("&", "?", "").setEmptyValue("");
        if (category != null) wishes.add("category=" + category);
        if (ctx.request().getParam("limit") != null) wishes.add("limit=" + limit);
        var address = ARTICLES + wishes;
        return cache.page("list", address, () -> newest(address, limit, category))
                .map(given -> given.value().representation().reply(ctx.request(), cache.staleness(given)));
    }

    private Future<Content> newest(String address, int limit, @Nullable String category) {
        var now = clock.instant();
        var found = category == null ? reads.before(null, limit + 1) : reads.before(null, limit + 1, category);
        return found.map(headlines -> new Content(
                address,
                headlines.stream().map(Headline::id).collect(Collectors.toSet()),
                category == null
                        ? site.categories().stream().map(Category::slug).collect(Collectors.toSet())
                        : Set.of(category),
                now,
                LIST,
                counts -> list(headlines, limit).encode().getBytes(StandardCharsets.UTF_8)));
    }

    private static int limit(RoutingContext ctx) {
        var limit = ctx.request().getParam("limit", USUAL);
        if (!LIMIT.matcher(limit).matches()) throw Problem.invalid("limit", "list.limit", LARGEST);
        return Integer.parseInt(limit);
    }

    private static @Nullable ListPlace before(RoutingContext ctx) {
        var before = ctx.request().getParam("before");
        if (before == null) return null;
        return ListPlace.parse(before).orElseThrow(() -> Problem.invalid("before", "list.before"));
    }

    /** One more was read than is shown, to know whether the list goes on. */
    private static JsonObject list(List<Headline> found, int limit) {
        var shown = found.stream().limit(limit).toList();
        var next = found.size() > limit ? ListPlace.after(shown.getLast()).toString() : null;
        return new JsonObject().put("items", headlines(shown)).put("next", next);
    }

    private static JsonArray headlines(List<Headline> headlines) {
        return new JsonArray(headlines.stream().map(ArticleJson::headline).toList());
    }

    private Future<Reply> article(RoutingContext ctx) {
        return stories.published(Language.of(ctx.request()), ArticleId.parse(ctx.pathParam("id")))
                .map(article -> article(ctx, article));
    }

    /** The tag is the version, so that an editor's program can send it back in If-Match. */
    private static Reply article(RoutingContext ctx, Article article) {
        var tag = "\"" + article.version() + "\"";
        var headers = Map.of("ETag", tag, "Cache-Control", ASKED_EACH_TIME);
        if (Representation.has(ctx.request().getHeader("If-None-Match"), tag)) return new Reply.Empty(304, headers);
        return new Reply.Json(200, ArticleJson.article(article), headers);
    }

    private Future<Reply> stats(RoutingContext ctx) {
        return Future.succeededFuture(new Reply.Json(200, ArticleJson.counts(lists.counts()), SHORTLY));
    }
}
