package vn.tinmoi.site;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.page.HeadlineView;
import vn.tinmoi.page.PageFrame;

/**
 * What a search found, newest form of a page that nobody keeps.
 *
 * @param query as the reader typed it, cleaned; empty: nothing is looked for yet
 * @param category slug; {@code from}, {@code to}: dates as {@code 2026-11-23}; empty: any
 * @param pages the portal's own that have the words, above the stories
 * @param count "12 tin", or that it is many; empty when nothing was found
 * @param instead what may have been meant; {@code insteadUrl} looks for it
 * @param newer, older addresses of the pages beside this one
 */
public record SearchPage(
        PageFrame frame,
        String query,
        String category,
        String from,
        String to,
        List<OwnPage> pages,
        List<Item> items,
        int page,
        String count,
        @Nullable String instead,
        @Nullable String insteadUrl,
        @Nullable String newer,
        @Nullable String older) {

    /** {@code titleHtml}, {@code snippetHtml}: escaped, with {@code <mark>} and nothing else. */
    public record Item(HeadlineView story, String titleHtml, String snippetHtml) {}

    /** One of the portal's own. */
    public record OwnPage(String title, String url) {}

    /** Whether anything narrows the search. */
    public boolean isNarrowed() {
        return !category.isEmpty() || !from.isEmpty() || !to.isEmpty();
    }
}
