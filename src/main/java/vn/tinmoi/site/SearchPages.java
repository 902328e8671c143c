package vn.tinmoi.site;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.page.LiveLists;
import vn.tinmoi.page.Moment;
import vn.tinmoi.page.PageFrame;
import vn.tinmoi.page.PageTexts;
import vn.tinmoi.page.Rails;
import vn.tinmoi.search.PageSearch;
import vn.tinmoi.search.Search;
import vn.tinmoi.search.SearchReads;
import vn.tinmoi.store.LastGood;
import vn.tinmoi.text.VnNumbers;
import vn.tinmoi.web.Language;

/** Writes what a search found as a page, for one reader. Any thread. */
final class SearchPages {
    private static final int PAGE = 20;

    private final Vertx vertx;
    private final Search search;
    private final PageSearch own;
    private final LiveLists lists;
    private final PageTexts frames;
    private final Templates templates = new Templates();

    SearchPages(Vertx vertx, Search search, PageSearch own, LiveLists lists, PageTexts frames) {
        this.vertx = vertx;
        this.search = search;
        this.own = own;
        this.lists = lists;
        this.frames = frames;
    }

    /** As {@link LiveLists#staleness}. */
    Map<String, String> staleness(Written written) {
        return lists.staleness(written.rails());
    }

    /** A page and whether what stands around the results may be old. */
    record Written(byte[] html, LastGood.Given<Rails> rails) {}

    /** NOT_FOUND for a page beyond the last. */
    Future<Written> page(Language language, SearchWish wish) {
        int skip = (wish.page() - 1) * PAGE;
        if (skip >= SearchReads.WINDOW) throw beyond(wish);
        var results = wish.query().isEmpty()
                ? Future.succeededFuture(Search.Results.NONE)
                : search.find(wish.query(), wish.filter(), skip, PAGE);
        var pages = own(wish);
        return Future.all(results, pages, lists.rails())
                .compose(all -> vertx.executeBlocking(
                        () -> {
                            LastGood.Given<Rails> rails = all.resultAt(2);
                            return new Written(
                                    html(language, wish, pages.result(), results.result(), rails.value()), rails);
                        },
                        false));
    }

    /** The portal's own that have the words, on the first page of a search that nothing narrows. */
    Future<List<PageSearch.Found>> own(SearchWish wish) {
        return wish.page() > 1 || wish.isNarrowed() ? Future.succeededFuture(List.of()) : own.find(wish.query());
    }

    private static Problem beyond(SearchWish wish) {
        return Problem.notFound("search.page", wish.page());
    }

    private byte[] html(
            Language language, SearchWish wish, List<PageSearch.Found> pages, Search.Results found, Rails rails) {
        if (wish.page() > 1 && found.items().isEmpty()) throw beyond(wish);
        var query = wish.query().text();
        var title = frames.say(language, "site.search");
        var heading = new PageTexts.Heading(
                query.isEmpty() ? title : query + " – " + title,
                frames.say(language, "site.search.description"),
                wish.path(wish.page()),
                null);
        var frame = frames.frame(language, heading).apply(Moment.of(rails, lists.counts()));
        return templates.search(page(language, wish, pages, found, frame));
    }

    private SearchPage page(
            Language language, SearchWish wish, List<PageSearch.Found> pages, Search.Results found, PageFrame frame) {
        int number = wish.page();
        var items = found.items().stream()
                .map(one ->
                        new SearchPage.Item(frames.view(language, one.headline()), one.titleHtml(), one.snippetHtml()))
                .toList();
        var instead = found.instead();
        return new SearchPage(
                frame,
                wish.query().text(),
                wish.category(),
                wish.from(),
                wish.to(),
                pages.stream()
                        .map(one -> new SearchPage.OwnPage(
                                one.title().in(language == Language.EN), frame.link(OwnPages.PATH + one.slug())))
                        .toList(),
                items,
                number,
                items.isEmpty() ? "" : count(language, found.total()),
                instead,
                instead == null ? null : frame.link(wish.path(instead, 1)),
                number == 1 ? null : frame.link(wish.path(number - 1)),
                found.more() ? frame.link(wish.path(number + 1)) : null);
    }

    private String count(Language language, @Nullable Integer total) {
        if (total == null) return frames.say(language, "site.search.many");
        return total == 1
                ? frames.say(language, "site.search.one")
                : frames.say(language, "site.search.count", VnNumbers.whole(total, language.locale()));
    }
}
