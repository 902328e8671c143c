package vn.tinmoi.page;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.ArticleReads;
import vn.tinmoi.log.Cursor;
import vn.tinmoi.log.EventText;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Headline;
import vn.tinmoi.news.VisitCounts;
import vn.tinmoi.store.LastGood;

/**
 * What stands beside every page and lives: "Tin mới", "Tin nổi bật", "Đọc nhiều" and the counts. The lists carry the log's
 * cursor from before anything on them was read, so a stream that begins there misses nothing; an event that a page already
 * shows comes twice, and its version says so. Any thread.
 */
public final class LiveLists {
    private static final Duration RAILS_AGE = Duration.ofMinutes(1); // heals a touch that never came

    private final ArticleReads reads;
    private final Supplier<Cursor> position;
    private final Supplier<VisitCounts> counts;
    private final BooleanSupplier behind;
    private final InstantSource clock;
    private final LastGood<Rails> rails;
    private final Popular popular;
    private final AtomicLong touches = new AtomicLong();

    /**
     * @param position the log's cursor up to which everything here was told of the events
     * @param counts the newest counters
     * @param figures what has been counted
     * @param behind whether what was published may be missing here, because the log cannot be followed
     */
    public LiveLists(
            ArticleReads reads,
            Figures figures,
            Supplier<Cursor> position,
            Supplier<VisitCounts> counts,
            BooleanSupplier behind,
            InstantSource clock) {
        this.reads = reads;
        this.position = position;
        this.counts = counts;
        this.behind = behind;
        this.clock = clock;
        this.rails = new LastGood<>(before -> readRails(), this::young, clock);
        this.popular = new Popular(reads, figures, clock);
    }

    private boolean young(Rails kept) {
        return clock.instant().isBefore(kept.readAt().plus(RAILS_AGE));
    }

    private Future<Rails> readRails() {
        var cursor = position.get();
        var now = clock.instant();
        var latest = reads.latest(Rails.LATEST);
        var featured = reads.featured(Rails.FEATURED);
        return Future.all(latest, featured)
                .map(both -> kept(new Rails(cursor, latest.result(), featured.result(), now)));
    }

    /** What says the same is made of the same lists, so that they are compared at a glance. */
    private Rails kept(Rails read) {
        var last = rails.last();
        if (last == null || !last.saysTheSameAs(read)) return read;
        return new Rails(read.cursor(), last.latest(), last.featured(), read.readAt());
    }

    /** The log's cursor up to which everything kept was told of the events. */
    Cursor position() {
        return position.get();
    }

    /** Whether a page that was written with these lists still says what they say. */
    boolean areStill(Rails then) {
        var now = rails.kept();
        return now != null && then.saysTheSameAs(now);
    }

    /** The newest counters. */
    public VisitCounts counts() {
        return counts.get();
    }

    /** Whether what was published may be missing on what is kept, because the log cannot be followed. */
    public boolean behind() {
        return behind.getAsBoolean();
    }

    /** The headers that say so when readers get what may no longer be right: the store is away. */
    public Map<String, String> staleness(LastGood.Given<?> given) {
        boolean stale = given.isStale() || behind.getAsBoolean();
        return stale ? Map.of("X-Tinmoi-Stale", "1") : Map.of();
    }

    /** "Tin mới" and "Tin nổi bật" as they are kept. */
    public Future<LastGood.Given<Rails>> rails() {
        return rails.get();
    }

    /** The same as they are now; UNAVAILABLE when the store is away. */
    public Future<Rails> sureRails() {
        return rails.sure();
    }

    /** The page with what stands beside it now; UNAVAILABLE when the store is away. */
    public Future<byte[]> written(Content page) {
        return sureRails().map(now -> page.write().apply(Moment.of(now, counts())));
    }

    /** The same as they were read last, whatever happened since; empty before the first reading. */
    public Rails lastRails() {
        var last = rails.last();
        return last != null ? last : new Rails(position.get(), List.of(), List.of(), clock.instant());
    }

    /** The same if nothing happened since. */
    @Nullable
    public Rails keptRails() {
        return rails.kept();
    }

    /** "Đọc nhiều" as it is kept. */
    public Future<LastGood.Given<Popular.Ranking>> mostRead() {
        return popular.get();
    }

    /** Forgets what the events change. Before the pages are told, because they are made with it. */
    void touch(List<LoggedEvent> events) {
        touches.incrementAndGet();
        popular.touch(events);
        rails.touch(kept -> events.stream().anyMatch(event -> reaches(event, kept)));
        for (var event : events) {
            if (EventText.isWithdrawal(event)) rails.amend(kept -> kept.without(event.article()));
        }
    }

    private static boolean reaches(LoggedEvent event, Rails kept) {
        return entersRails(event) || kept.shows().contains(event.article());
    }

    /** A revision of what stands in neither list may bring it into "Tin nổi bật" alone. */
    private static boolean entersRails(LoggedEvent event) {
        return switch (event.kind()) {
            case EventText.WITHDRAWN -> false;
            case EventText.REVISED -> event.featured();
            default -> true;
        };
    }

    /** Forgets what is kept. */
    void touch() {
        touches.incrementAndGet();
        rails.touch(kept -> true);
        popular.touch();
    }

    /** How often something has happened; any other number than before: something has. */
    public long touches() {
        return touches.get();
    }

    /** Their numbers. */
    public static Set<ArticleId> shows(Stream<Headline> stories) {
        return stories.map(Headline::id).collect(Collectors.toUnmodifiableSet());
    }
}
