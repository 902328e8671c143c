package vn.tinmoi.site;

import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import vn.tinmoi.log.EventText;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.VisitCounts;

/**
 * A page that was read from PostgreSQL and can be written as HTML again and again, each time with the newest counts.
 *
 * @param path its canonical address, with the language's prefix
 * @param shows every story that it names; {@code lists}: the categories whose stories it lists
 * @param write the page's UTF-8 bytes with those counts
 */
record Content(
        String path, Set<ArticleId> shows, Set<String> lists, Instant readAt, Function<VisitCounts, byte[]> write) {

    /** Whether the page may look different after the event. */
    boolean isReached(LoggedEvent event) {
        if (changesEveryPage(event) || shows.contains(event.article())) return true;
        boolean moved = !event.category().equals(event.previousCategory());
        boolean withdrawn = event.kind().equals(EventText.WITHDRAWN);
        return (withdrawn || moved) && (lists.contains(event.category()) || lists.contains(event.previousCategory()));
    }

    /** What goes into "Tin mới" or "Tin nổi bật" goes onto every page; a revision of what is not there does not. */
    static boolean changesEveryPage(LoggedEvent event) {
        return switch (event.kind()) {
            case EventText.REVISED, EventText.WITHDRAWN -> false;
            default -> true;
        };
    }
}
