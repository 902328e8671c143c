package vn.tinmoi.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.log.Cursor;
import vn.tinmoi.log.EventText;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Problem;
import vn.tinmoi.portal.Site;
import vn.tinmoi.store.LastGood;
import vn.tinmoi.web.ReadyAnswers;
import vn.tinmoi.web.Representation;

/**
 * The node's pages as bytes: read from PostgreSQL once for each change of what they show themselves, written as HTML again
 * when the lists beside it are older than a second or the counts than two, and the same for every reader. A page carries the
 * cursor that it is right at, so its stream brings what its lists lack; without scripts they are a second late. What was
 * withdrawn is on none. Writing it again rather than cutting numbers into kept bytes:
 * the compressed form would have to be made anew anyway, and that is the larger part of the cost (CPU time for a front page
 * of 27 KB: 0.11 ms for the HTML, 0.20 ms for hash and gzip; 2026-11-23, 2 shared cores, JDK 25). Reading and writing are
 * single flights; writing happens on worker threads of its own, so that whoever publishes waits for none. The pages are
 * kept up to a number of bytes: those leave that
 * are asked for seldom and were long ago (W-TinyLFU), so who reads the whole archive once does not push out what all read.
 * Any thread; a caller on an event loop is answered on it.
 */
public final class PageCache implements ReadyAnswers {
    /** About 500 pages of 60 KB with their compressed forms; a busy day's stories in two languages. */
    public static final long BYTES = 64L << 20;

    private static final int OVERHEAD = 2_000; // bytes of what a small one is kept in

    /** A story that is published goes onto every page: five a second, each page written anew for each, were all that a node did. */
    private static final Duration LISTS_AGE = Duration.ofSeconds(1);

    private static final Duration COUNTS_AGE = Duration.ofSeconds(2);
    private static final Duration CONTENT_AGE = Duration.ofMinutes(1); // "today" passes, and a lost touch heals

    private final WorkerExecutor workers;
    private final LiveLists lists;
    private final Site site;
    private final Metrics metrics;
    private final InstantSource clock;
    private final Cache<Key, Slot> slots;
    /** Address to what is kept there. */
    private final Map<String, Key> addresses = new ConcurrentHashMap<>();
    /** When something happened in a category. */
    private final Map<String, Instant> entered = new ConcurrentHashMap<>();

    public PageCache(Vertx vertx, LiveLists lists, Site site, Metrics metrics, InstantSource clock) {
        this(vertx, lists, site, metrics, clock, BYTES);
    }

    public PageCache(Vertx vertx, LiveLists lists, Site site, Metrics metrics, InstantSource clock, long bytes) {
        this.workers = vertx.createSharedWorkerExecutor(
                "pages", Math.max(2, Runtime.getRuntime().availableProcessors()));
        this.lists = lists;
        this.site = site;
        this.metrics = metrics;
        this.clock = clock;
        this.slots = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((Key key, Slot slot) -> slot.bytes)
                .executor(Runnable::run)
                .removalListener((key, slot, cause) -> {
                    if (key != null && slot != null) addresses.remove(slot.address, key);
                })
                .build();
    }

    private record Key(String kind, String name) {}

    /** One page as it was written. */
    public record Page(Content content, Moment beside, Instant writtenAt, Representation representation) {
        public String path() {
            return content.path();
        }

        private boolean isReached(LoggedEvent event) {
            return content.isReached(event)
                    || (content.form().counted()
                            && EventText.isWithdrawal(event)
                            && beside.rails().shows().contains(event.article()));
        }

        /** The words it can be written from again are about as large as what was written. */
        private int bytes() {
            return (int) Math.min(Integer.MAX_VALUE, OVERHEAD + 2L * representation.size());
        }
    }

    private static final class Slot {
        private final LastGood<Page> page;
        private volatile String address = "";
        private volatile int bytes = OVERHEAD;

        private Slot(LastGood<Page> page) {
            this.page = page;
        }
    }

    /**
     * A page as it is kept, or as {@code read} reads it. {@code kind}: what it is called among the metrics; {@code name}:
     * what it is kept by, which alone says what {@code read} reads.
     */
    public Future<LastGood.Given<Page>> page(String kind, String name, Supplier<Future<Content>> read) {
        var key = new Key(kind, name);
        var slot = slots.get(key, missing -> slot(missing, read));
        return here(slot.page.get())
                .onSuccess(given -> metrics.pageServed(key.kind, cache(given.how())))
                .onFailure(none -> dropEmpty(key, slot))
                .recover(PageCache::saidToReaders);
    }

    /**
     * Makes the page of {@link #page} before anyone asks, so that an outage finds it. Fails when PostgreSQL does. One that is
     * being asked for already is made once.
     */
    public Future<Void> warm(String kind, String name, Supplier<Future<Content>> read) {
        var key = new Key(kind, name);
        var slot = slots.get(key, missing -> slot(missing, read));
        return slot.page
                .get()
                // an event that came while it was read kept it from being kept
                .compose(given -> slot.page.last() == null ? slot.page.get() : Future.succeededFuture(given))
                .onFailure(none -> dropEmpty(key, slot))
                .mapEmpty();
    }

    private Slot slot(Key key, Supplier<Future<Content>> read) {
        return new Slot(new LastGood<>(before -> written(key, read, before), this::isGood, clock));
    }

    @Override
    public @Nullable Representation at(String uri) {
        var key = addresses.get(uri);
        if (key == null || lists.behind()) return null;
        var slot = slots.getIfPresent(key);
        return slot == null ? null : kept(key, slot);
    }

    private @Nullable Representation kept(Key key, Slot slot) {
        var page = slot.page.kept();
        if (page == null) return null;
        metrics.pageServed(key.kind, cache(LastGood.How.KEPT));
        return page.representation;
    }

    /** As {@link LiveLists#staleness}. */
    public Map<String, String> staleness(LastGood.Given<Page> given) {
        return lists.staleness(given);
    }

    /** Whoever asked for what is not there leaves nothing behind. */
    private void dropEmpty(Key key, Slot slot) {
        if (slot.page.last() == null) slots.asMap().remove(key, slot);
    }

    private static Future<LastGood.Given<Page>> saidToReaders(Throwable failure) {
        if (!(failure instanceof Problem problem) || !Problem.isAway(failure)) return Future.failedFuture(failure);
        return Future.failedFuture(
                Problem.unavailable(problem.code().equals("store.busy") ? "page.busy" : "page.away"));
    }

    private static String cache(LastGood.How how) {
        return switch (how) {
            case KEPT -> "hit";
            case READ -> "miss";
            case STALE -> "stale";
        };
    }

    private boolean isGood(Page page) {
        return isYoung(page.content) && (!page.content.form().counted() || isLevel(page));
    }

    /** Whether what stands beside it is as it is now, or not for long. */
    private boolean isLevel(Page page) {
        var now = clock.instant();
        return (page.beside.counts().saysTheSameAs(lists.counts()) || now.isBefore(page.writtenAt.plus(COUNTS_AGE)))
                && (now.isBefore(page.writtenAt.plus(LISTS_AGE)) || lists.areStill(page.beside.rails()));
    }

    private boolean isYoung(Content content) {
        if (content.form().lasting()) return true;
        var now = clock.instant();
        return now.isBefore(content.readAt().plus(CONTENT_AGE))
                && site.portal().get().isTheSameAt(content.readAt(), now)
                && !isMissing(content, now);
    }

    /** Whether its lists may lack for longer than they may what has entered them. */
    private boolean isMissing(Content content, Instant now) {
        var slack = content.form().slack();
        if (slack.isZero() || now.isBefore(content.readAt().plus(slack))) return false;
        return content.lists().stream().map(entered::get).anyMatch(at -> at != null && !at.isBefore(content.readAt()));
    }

    /** The cursor is asked for first: all that it stands after is on what is untouched, and on what is read from now on. */
    private Future<Page> written(Key key, Supplier<Future<Content>> read, Supplier<@Nullable Page> untouched) {
        var from = lists.position();
        var before = untouched.get();
        if (before != null && isGood(before)) return Future.succeededFuture(before);
        var content = before != null && isYoung(before.content) ? Future.succeededFuture(before.content) : read.get();
        return content.compose(one -> beside(one, from).compose(moment -> write(key, one, moment)));
    }

    private Future<Moment> beside(Content content, Cursor from) {
        var rails = content.form().counted() ? lists.sureRails() : Future.succeededFuture(lists.lastRails());
        return rails.map(now -> new Moment(from, now, lists.counts()));
    }

    private Future<Page> write(Key key, Content content, Moment beside) {
        return workers.executeBlocking(() -> write(content, beside), false).onSuccess(page -> {
            metrics.pageWritten(key.kind);
            slots.asMap().computeIfPresent(key, (same, slot) -> found(same, slot, page));
        });
    }

    /** What was written weighs what it weighs, and is found at its address, no longer at the one it had before. */
    private Slot found(Key key, Slot slot, Page page) {
        var before = slot.address;
        slot.bytes = page.bytes();
        slot.address = page.path();
        addresses.put(slot.address, key);
        if (!slot.address.equals(before)) addresses.remove(before, key);
        return slot;
    }

    private Page write(Content content, Moment beside) {
        var bytes = content.write().apply(beside);
        return new Page(content, beside, clock.instant(), represented(content, bytes));
    }

    private static Representation represented(Content content, byte[] bytes) {
        var form = content.form();
        var headers = Map.of("Cache-Control", form.cacheControl());
        return form.modified() == null
                ? Representation.of(form.type(), bytes, headers)
                : Representation.of(form.type(), bytes, headers, form.modified(), content.readAt());
    }

    /** Drops what the events change. A page that is being read meanwhile is not kept either. Any thread. */
    public void touch(List<LoggedEvent> events) {
        lists.touch(events);
        var now = clock.instant();
        for (var event : events) {
            entered.put(event.category(), now);
            entered.put(event.previousCategory(), now);
            if (EventText.isWithdrawal(event)) forget(event);
        }
        for (var slot : slots.asMap().values()) {
            slot.page.touch(page -> events.stream().anyMatch(page::isReached));
        }
    }

    /** A withdrawn story's own page and the feeds that hold its words are not shown again, not even while PostgreSQL is away. */
    private void forget(LoggedEvent withdrawn) {
        slots.asMap().forEach((key, slot) -> {
            var page = slot.page.last();
            if (page != null && page.content.holds().contains(withdrawn.article()))
                slots.asMap().remove(key, slot);
        });
    }

    /** Drops every page: the portal or the log is another. Any thread. */
    public void touchAll() {
        lists.touch();
        for (var slot : slots.asMap().values()) slot.page.touch(page -> true);
    }

    /** Brings an answer that comes on another thread to the caller's event loop. */
    private <T> Future<T> here(Future<T> future) {
        var caller = Vertx.currentContext();
        if (future.isComplete() || caller == null) return future;
        Promise<T> promise = Promise.promise();
        future.onComplete(result -> caller.runOnContext(on -> {
            if (result.succeeded()) promise.complete(result.result());
            else promise.fail(result.cause());
        }));
        return promise.future();
    }
}
