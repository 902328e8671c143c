package vn.tinmoi.page;

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
 * @param holds the stories whose withdrawal ends it: not even a store that is away brings its words back
 * @param write the page's UTF-8 bytes with those counts
 */
public record Content(
        String path,
        Set<ArticleId> shows,
        Set<String> lists,
        Set<ArticleId> holds,
        Instant readAt,
        Form form,
        Function<VisitCounts, byte[]> write) {
    /** Stands for every list; no category's slug is like it. */
    private static final String ANY = "*";

    /** A page of HTML that any change of any story may change. */
    public static Content ofAnyEvent(
            String path, Set<ArticleId> shows, Instant readAt, Function<VisitCounts, byte[]> write) {
        return new Content(path, shows, Set.of(ANY), readAt, write);
    }

    /** A page of HTML. */
    public Content(
            String path, Set<ArticleId> shows, Set<String> lists, Instant readAt, Function<VisitCounts, byte[]> write) {
        this(path, shows, lists, readAt, Form.PAGE, write);
    }

    /** What ends with any story that it names. */
    public Content(
            String path,
            Set<ArticleId> shows,
            Set<String> lists,
            Instant readAt,
            Form form,
            Function<VisitCounts, byte[]> write) {
        this(path, shows, lists, shows, readAt, form, write);
    }

    /** The same page, which goes on without a story that it only names: it ends with these alone. */
    public Content endingWith(Set<ArticleId> stories) {
        return new Content(path, shows, lists, stories, readAt, form, write);
    }

    /**
     * How it is handed out.
     *
     * @param counted whether visit counts stand on it
     * @param modified when what it shows may have changed last; null: its tag alone tells
     * @param cacheControl what browsers and proxies may do with it
     * @param lasting whether it is the same until what it shows is withdrawn
     */
    public record Form(
            String type, boolean counted, @Nullable Instant modified, String cacheControl, boolean lasting) {
        static final Form PAGE = new Form("text/html; charset=utf-8", true, null);

        /** Kept elsewhere, but asked for each time: a withdrawn story must be gone at once. A 304 costs little. */
        private static final String ASKED_EACH_TIME = "public, max-age=0, must-revalidate";

        public Form(String type, boolean counted, @Nullable Instant modified) {
            this(type, counted, modified, ASKED_EACH_TIME, false);
        }
    }

    /** Whether the page may look different after the event. */
    boolean isReached(LoggedEvent event) {
        if (form.lasting()) return withdraws(event) && shows.contains(event.article());
        if (changesEveryPage(event) || lists.contains(ANY) || shows.contains(event.article())) return true;
        boolean moved = !event.category().equals(event.previousCategory());
        return (withdraws(event) || moved)
                && (lists.contains(event.category()) || lists.contains(event.previousCategory()));
    }

    private static boolean withdraws(LoggedEvent event) {
        return event.kind().equals(EventText.WITHDRAWN);
    }

    /** What goes into "Tin mới" or "Tin nổi bật" goes onto every page; a revision of what is not there does not. */
    static boolean changesEveryPage(LoggedEvent event) {
        return switch (event.kind()) {
            case EventText.REVISED, EventText.WITHDRAWN -> false;
            default -> true;
        };
    }
}
