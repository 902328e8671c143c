package vn.tinmoi.site;

import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.log.EventText;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.VisitCounts;

/**
 * A page that was read from PostgreSQL and can be written again and again, each time with the newest counts.
 *
 * @param path its canonical address, with the language's prefix
 * @param shows every story that it names; {@code lists}: the categories whose stories it lists
 * @param write the page's UTF-8 bytes with those counts
 */
record Content(
        String path,
        Set<ArticleId> shows,
        Set<String> lists,
        Instant readAt,
        Form form,
        Function<VisitCounts, byte[]> write) {
    /** Stands for every list; no category's slug is like it. */
    private static final String ANY = "*";

    /** A page of HTML that any change of any story may change. */
    static Content ofAnyEvent(String path, Set<ArticleId> shows, Instant readAt, Function<VisitCounts, byte[]> write) {
        return new Content(path, shows, Set.of(ANY), readAt, write);
    }

    /** A page of HTML. */
    Content(String path, Set<ArticleId> shows, Set<String> lists, Instant readAt, Function<VisitCounts, byte[]> write) {
        this(path, shows, lists, readAt, Form.PAGE, write);
    }

    /**
     * How it is handed out.
     *
     * @param counted whether visit counts stand on it
     * @param modified when what it shows may have changed last; null: its tag alone tells
     */
    record Form(String type, boolean counted, @Nullable Instant modified) {
        static final Form PAGE = new Form("text/html; charset=utf-8", true, null);
    }

    /** Whether the page may look different after the event. */
    boolean isReached(LoggedEvent event) {
        if (changesEveryPage(event) || lists.contains(ANY) || shows.contains(event.article())) return true;
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
