package vn.tinmoi.search;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.portal.Pages;
import vn.tinmoi.portal.Site;
import vn.tinmoi.portal.SiteDocument;
import vn.tinmoi.text.Excerpt;
import vn.tinmoi.text.WordSplitter;

/**
 * Finds the portal's own pages by their words. They are few, so their words are kept, and read again with each version of the
 * portal. Any thread.
 */
public final class PageSearch {
    private static final int MOST = 5;
    private static final int LONGEST = 100_000; // characters of a page that are looked at

    private final Vertx vertx;
    private final Site site;
    private final Pages pages;
    private volatile @Nullable Kept kept;

    public PageSearch(Vertx vertx, Site site, Pages pages) {
        this.vertx = vertx;
        this.site = site;
        this.pages = pages;
    }

    /** {@code title}: in English it may be empty. */
    public record Found(String slug, SiteDocument.Words title) {}

    private record Entry(Found page, Set<String> title, Set<String> all) {}

    private record Kept(int version, List<Entry> entries) {}

    /** Published ones that have every word, those first that have them in their title; 5 at most. */
    public Future<List<Found>> find(SearchQuery query) {
        var words = query.words().stream()
                .map(word -> word.hasAccent() ? word.accented() : word.folded())
                .toList();
        if (words.isEmpty() || site.portal().get().pages().isEmpty()) return Future.succeededFuture(List.of());
        return entries()
                .map(entries -> entries.stream()
                        .filter(one -> one.all.containsAll(words))
                        .sorted(Comparator.comparing(one -> !one.title.containsAll(words)))
                        .limit(MOST)
                        .map(Entry::page)
                        .toList());
    }

    private Future<List<Entry>> entries() {
        int version = site.portal().get().version();
        var now = kept;
        if (now != null && now.version == version) return Future.succeededFuture(now.entries);
        return pages.published()
                .compose(all -> vertx.executeBlocking(
                        () -> all.stream().map(PageSearch::entry).toList(), false))
                .onSuccess(entries -> kept = new Kept(version, entries));
    }

    private static Entry entry(Pages.Kept kept) {
        var page = kept.page();
        var title = words(page.title().vi(), page.title().en());
        var all = new HashSet<>(title);
        all.addAll(words(text(page.bodyHtml().vi()), text(page.bodyHtml().en())));
        return new Entry(new Found(page.slug(), page.title()), title, all);
    }

    private static String text(String html) {
        return Excerpt.plain(html, LONGEST);
    }

    private static Set<String> words(String... texts) {
        var words = new HashSet<String>();
        for (var text : texts) {
            for (var word : WordSplitter.words(text, LONGEST)) {
                words.add(word.accented());
                words.add(word.folded());
            }
        }
        return words;
    }
}
