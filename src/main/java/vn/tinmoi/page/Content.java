package vn.tinmoi.page;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.log.EventText;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.news.ArticleId;

/**
 * A page that was read from PostgreSQL and can be written again and again, each time with the newest lists and counts
 * beside it.
 *
 * @param path its canonical address, with the language's prefix
 * @param shows every story that it names itself; {@code lists}: the categories whose stories it lists
 * @param readAt when it was read; where there is slack, a time from before
 * @param holds the stories whose withdrawal ends it: not even a store that is away brings its words back
 * @param write the page's UTF-8 bytes with what stands beside it
 */
public record Content(
        String path,
        Set<ArticleId> shows,
        Set<String> lists,
        Set<ArticleId> holds,
        Instant readAt,
        Form form,
        Function<Moment, byte[]> write) {
    /** Stands for every list; no category's slug is like it. */
    private static final String ANY = "*";

    /** A page of HTML that any change of any story may change. */
    public static Content ofAnyEvent(
            String path, Set<ArticleId> shows, Instant readAt, Function<Moment, byte[]> write) {
        return new Content(path, shows, Set.of(ANY), readAt, write);
    }

    /** A page of HTML. */
    public Content(
            String path, Set<ArticleId> shows, Set<String> lists, Instant readAt, Function<Moment, byte[]> write) {
        this(path, shows, lists, readAt, Form.PAGE, write);
    }

    /** What ends with any story that it names. */
    public Content(
            String path,
            Set<ArticleId> shows,
            Set<String> lists,
            Instant readAt,
            Form form,
            Function<Moment, byte[]> write) {
        this(path, shows, lists, shows, readAt, form, write);
    }

    /** The same page, which goes on without a story that it only names: it ends with these alone. */
    public Content endingWith(Set<ArticleId> stories) {
        return new Content(path, shows, lists, stories, readAt, form, write);
    }

    /**
     * How it is handed out.
     *
     * @param counted whether visit counts and the lists of every page stand on it
     * @param modified when what it shows may have changed last; null: its tag alone tells
     * @param cacheControl what browsers and proxies may do with it
     * @param lasting whether it is the same until what it shows is withdrawn
     * @param slack how long what enters its lists may be missing on it; what leaves them or is changed never stays
     */
    public record Form(
            String type,
            boolean counted,
            @Nullable Instant modified,
            String cacheControl,
            boolean lasting,
            Duration slack) {
        static final Form PAGE = new Form("text/html; charset=utf-8", true, null);

        /** A page whose lists are suggestions: as old as "Đọc nhiều" may be. */
        public static final Form SUGGESTING =
                new Form(PAGE.type, true, null, PAGE.cacheControl, false, Duration.ofSeconds(5));

        /** Kept elsewhere, but asked for each time: a withdrawn story must be gone at once. A 304 costs little. */
        private static final String ASKED_EACH_TIME = "public, max-age=0, must-revalidate";

        public Form(String type, boolean counted, @Nullable Instant modified) {
            this(type, counted, modified, ASKED_EACH_TIME, false);
        }

        public Form(String type, boolean counted, @Nullable Instant modified, String cacheControl, boolean lasting) {
            this(type, counted, modified, cacheControl, lasting, Duration.ZERO);
        }
    }

    /** Whether the page must not be shown any more after the event. */
    boolean isReached(LoggedEvent event) {
        if (form.lasting()) return EventText.isWithdrawal(event) && shows.contains(event.article());
        boolean named = shows.contains(event.article()) || event.kind().equals(EventText.PORTAL);
        return named || (form.slack().isZero() && isListed(event));
    }

    /** Whether the event is of a story that its lists may have. */
    private boolean isListed(LoggedEvent event) {
        return lists.contains(ANY) || lists.contains(event.category()) || lists.contains(event.previousCategory());
    }
}
