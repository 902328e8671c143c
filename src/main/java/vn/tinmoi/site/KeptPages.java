package vn.tinmoi.site;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Map;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Category;
import vn.tinmoi.page.PageCache;
import vn.tinmoi.portal.Site;
import vn.tinmoi.store.LastGood;
import vn.tinmoi.web.Language;

/** The reader's pages by what they are, made by their makers and kept by the cache. Any thread. */
final class KeptPages {
    private final PageCache cache;
    private final Site site;
    private final FrontPages fronts;
    private final BoardPages boards;
    private final StoryPages stories;

    KeptPages(PageCache cache, Site site, FrontPages fronts, BoardPages boards, StoryPages stories) {
        this.cache = cache;
        this.site = site;
        this.fronts = fronts;
        this.boards = boards;
        this.stories = stories;
    }

    Future<LastGood.Given<PageCache.Page>> front(Language language) {
        return cache.page("front", language.prefix() + "/", () -> fronts.front(language));
    }

    /** The dashboard. */
    Future<LastGood.Given<PageCache.Page>> board(Language language) {
        return cache.page("board", language.prefix() + "/", () -> boards.page(language));
    }

    /** {@code number}: 1 to 1000. Fails as {@link FrontPages#category} does. */
    Future<LastGood.Given<PageCache.Page>> category(Language language, String slug, int number) {
        return cache.page(
                "category", category(language, slug) + "/" + number, () -> fronts.category(language, slug, number));
    }

    private static String category(Language language, String slug) {
        return language.prefix() + "/" + slug;
    }

    /** Fails as {@link StoryPages#published} does. */
    Future<LastGood.Given<PageCache.Page>> story(Language language, ArticleId id) {
        return cache.page("article", language.prefix() + "/" + id.value(), () -> stories.page(language, id));
    }

    /** As {@code LiveLists#staleness}. */
    Map<String, String> staleness(LastGood.Given<PageCache.Page> given) {
        return cache.staleness(given);
    }

    /**
     * Makes the front page and the first page of each category in every language, so that an outage finds them. Fails when
     * PostgreSQL does.
     */
    Future<Void> warm() {
        var warm = new ArrayList<Future<Void>>();
        for (var language : Language.values()) {
            warm.add(cache.warm("front", language.prefix() + "/", () -> fronts.front(language)));
            for (var slug : site.categories().stream().map(Category::slug).toList()) {
                warm.add(cache.warm(
                        "category", category(language, slug) + "/1", () -> fronts.category(language, slug, 1)));
            }
        }
        return Future.join(warm).mapEmpty();
    }
}
