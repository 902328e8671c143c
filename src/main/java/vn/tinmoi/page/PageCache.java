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
import vn.tinmoi.log.EventText;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.VisitCounts;
import vn.tinmoi.portal.Site;
import vn.tinmoi.store.LastGood;
import vn.tinmoi.web.ReadyAnswers;
import vn.tinmoi.web.Representation;

/**
 * The node's pages as bytes: read from PostgreSQL once for each change, written as HTML again when the counts on them are
 * older than two seconds, and the same for every reader. Writing it again rather than cutting numbers into kept bytes:
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
    public record Page(Content content, VisitCounts counts, Instant writtenAt, Representation representation) {
        public String path() {
            return content.path();
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
        return isYoung(page.content) && (!page.content.form().counted() || isCounted(page));
    }

    private boolean isCounted(Page page) {
        return page.counts.saysTheSameAs(lists.counts()) || clock.instant().isBefore(page.writtenAt.plus(COUNTS_AGE));
    }

    private boolean isYoung(Content content) {
        if (content.form().lasting()) return true;
        var now = clock.instant();
        return now.isBefore(content.readAt().plus(CONTENT_AGE))
                && site.portal().get().isTheSameAt(content.readAt(), now);
    }

    private Future<Page> written(Key key, Supplier<Future<Content>> read, @Nullable Page before) {
        var content = before != null && isYoung(before.content) ? Future.succeededFuture(before.content) : read.get();
        return content.compose(one -> workers.executeBlocking(() -> write(one), false))
                .onSuccess(page -> {
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

    private Page write(Content content) {
        var counts = lists.counts();
        var bytes = content.write().apply(counts);
        return new Page(content, counts, clock.instant(), represented(content, bytes));
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
        events.stream()
                .filter(event -> event.kind().equals(EventText.WITHDRAWN))
                .forEach(this::forget);
        for (var slot : slots.asMap().values()) {
            slot.page.touch(page -> events.stream().anyMatch(page.content::isReached));
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

    /** Drops every page: something was just changed here and its event is not back yet, or the log is another. Any thread. */
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
