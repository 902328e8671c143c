package vn.tinmoi.site;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.page.LiveLists;
import vn.tinmoi.page.PageFrame;
import vn.tinmoi.page.PageTexts;
import vn.tinmoi.page.Rails;
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
    private final LiveLists lists;
    private final PageTexts frames;
    private final Templates templates = new Templates();

    SearchPages(Vertx vertx, Search search, LiveLists lists, PageTexts frames) {
        this.vertx = vertx;
        this.search = search;
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
        return results.compose(found -> lists.rails()
                .compose(rails -> vertx.executeBlocking(
                        () -> new Written(html(language, wish, found, rails.value()), rails), false)));
    }

    private static Problem beyond(SearchWish wish) {
        return Problem.notFound("search.page", wish.page());
    }

    private byte[] html(Language language, SearchWish wish, Search.Results found, Rails rails) {
        if (wish.page() > 1 && found.items().isEmpty()) throw beyond(wish);
        var query = wish.query().text();
        var title = frames.say(language, "site.search");
        var heading = new PageTexts.Heading(
                query.isEmpty() ? title : query + " – " + title,
                frames.say(language, "site.search.description"),
                wish.path(wish.page()),
                null);
        var frame = frames.frame(language, heading, rails).apply(lists.counts());
        return templates.search(page(language, wish, found, frame));
    }

    private SearchPage page(Language language, SearchWish wish, Search.Results found, PageFrame frame) {
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
