package vn.tinmoi.site;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import vn.tinmoi.article.ArticleJson;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Headline;
import vn.tinmoi.news.Problem;
import vn.tinmoi.page.PageFrame;
import vn.tinmoi.portal.Site;
import vn.tinmoi.search.PageSearch;
import vn.tinmoi.search.Search;
import vn.tinmoi.search.SearchQuery;
import vn.tinmoi.search.SearchReads;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** Search as a page, as JSON, and as suggestions while a reader types. */
final class SearchRoutes implements Routes {
    static final String PATH = "/tim-kiem";
    /** With this query the words of the address that the reader comes from are searched for. */
    static final String BY_ADDRESS = "theo=dia-chi";

    private static final int LARGEST = 100;
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]?|100");

    /** Asked for each time: a withdrawn story must be gone at once. */
    private static final Map<String, String> HEADERS = Map.of("Cache-Control", "private, no-cache");

    private static final int SHORTEST = 2; // letters that a suggestion can be made of

    private final Answers answers;
    private final Search search;
    private final SearchPages pages;
    private final Site site;
    private final Metrics metrics;

    SearchRoutes(Answers answers, Search search, SearchPages pages, Site site, Metrics metrics) {
        this.answers = answers;
        this.search = search;
        this.pages = pages;
        this.site = site;
        this.metrics = metrics;
    }

    @Override
    public void mount(Router router) {
        for (var language : Language.values())
            answers.get(router, language.prefix() + PATH, ctx -> page(ctx, language));
        answers.get(router, "/api/v1/search", this::results);
        answers.get(router, "/api/v1/search/suggestions", this::suggestions);
    }

    private Future<Reply> page(RoutingContext ctx, Language language) {
        if (BY_ADDRESS.equals(ctx.request().query())) return Future.succeededFuture(byAddress(ctx, language));
        var wish = SearchWish.of(ctx.request(), SearchWish.Names.PAGE, site);
        return pages.page(language, wish).map(written -> {
            metrics.pageServed("search", "miss");
            var headers = new HashMap<>(HEADERS);
            headers.putAll(pages.staleness(written));
            return new Reply.Bytes(200, "text/html; charset=utf-8", Buffer.buffer(written.html()), headers);
        });
    }

    private static Reply byAddress(RoutingContext ctx, Language language) {
        var from = ctx.request().getHeader(HttpHeaders.REFERER);
        var words = from == null ? null : AddressWords.of(from.replaceFirst("[?#].*", ""));
        var query = words == null ? "" : "?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
        return new Reply.Redirect(302, PageFrame.link(language, PATH) + query);
    }

    private Future<Reply> results(RoutingContext ctx) {
        if (ctx.request().getParam("q", "").isBlank()) throw Problem.invalid("q", "search.empty");
        int limit = limit(ctx);
        var wish = SearchWish.of(ctx.request(), SearchWish.Names.API, site);
        int skip = (wish.page() - 1) * limit;
        if (skip >= SearchReads.WINDOW) throw Problem.invalid("page", "search.page", wish.page());
        var found = wish.query().isEmpty()
                ? Future.succeededFuture(Search.Results.NONE)
                : search.find(wish.query(), wish.filter(), skip, limit);
        return found.compose(results -> pages.own(wish)
                .map(own -> new Reply.Json(200, json(wish, results).put("pages", own(own)), HEADERS)));
    }

    private static int limit(RoutingContext ctx) {
        var limit = ctx.request().getParam("limit", "20");
        if (!LIMIT.matcher(limit).matches()) throw Problem.invalid("limit", "list.limit", LARGEST);
        return Integer.parseInt(limit);
    }

    private static JsonArray own(List<PageSearch.Found> pages) {
        var items = new JsonArray();
        for (var page : pages) {
            items.add(new JsonObject().put("title", page.title().vi()).put("url", OwnPages.PATH + page.slug()));
        }
        return items;
    }

    private static JsonObject json(SearchWish wish, Search.Results results) {
        var items = new JsonArray();
        for (var one : results.items()) {
            items.add(ArticleJson.headline(one.headline())
                    .put("titleHtml", one.titleHtml())
                    .put("snippetHtml", one.snippetHtml()));
        }
        return new JsonObject()
                .put("query", wish.query().text())
                .put("items", items)
                .put("nextPage", results.more() ? wish.page() + 1 : null)
                .put("suggestion", results.instead());
    }

    private Future<Reply> suggestions(RoutingContext ctx) {
        var query = SearchQuery.of(ctx.request().getParam("q", ""));
        var found = query.folded().length() < SHORTEST
                ? Future.succeededFuture(List.<Headline>of())
                : search.suggest(query);
        return found.map(stories -> new Reply.Json(200, suggestions(stories), HEADERS));
    }

    private static JsonObject suggestions(List<Headline> stories) {
        var items = new JsonArray();
        for (var story : stories)
            items.add(new JsonObject().put("title", story.title()).put("url", story.url()));
        return new JsonObject().put("items", items);
    }
}
