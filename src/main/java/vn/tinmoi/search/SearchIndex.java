package vn.tinmoi.search;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.store.Database;

/**
 * Keeps {@code article_search} level with the articles, by following the event log rather than in the statement that
 * publishes: that one holds the log's lock and must stay short, and what stood before the table, or was written while no
 * node ran, has to be entered anyway. What is missing is found by comparing versions, so that every node may do it, in any
 * order and twice. Any thread.
 */
public final class SearchIndex {
    private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);

    private static final int AT_ONCE = 64;
    private static final int MOST_WAITING = 10_000; // of an import; then everything is compared instead
    private static final int SETTLED_SOON = 64; // more are an import, which no search waits for
    private static final int AGAIN_MILLIS = 5_000;
    private static final int COMPARE_MILLIS = 600_000; // heals what was never told; 0.2 s for 200,000 stories

    private final Vertx vertx;
    private final SearchEntries entries;
    private final Set<Long> waiting = new LinkedHashSet<>();
    private final List<Promise<Void>> settling = new ArrayList<>();
    private final List<Promise<Void>> idling = new ArrayList<>();
    private boolean comparing;
    private boolean compareAgain;
    private long below = Long.MAX_VALUE; // what is compared next, from the newest down
    private boolean running;
    private boolean stopped = true;
    private boolean well = true;
    private long timer = -1;

    public SearchIndex(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.entries = new SearchEntries(vertx, database);
    }

    /** Begins to enter what is missing, the newest first; readers need not wait for it. */
    public synchronized void start() {
        stopped = false;
        timer = vertx.setPeriodic(COMPARE_MILLIS, tick -> compare());
        compare();
    }

    /** Ends after the batch in hand. */
    public synchronized Future<Void> stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        return idle();
    }

    /** The stories of these events changed. */
    public synchronized void followed(List<LoggedEvent> events) {
        for (var event : events)
            if (event.article().value() > 0) waiting.add(event.article().value());
        if (waiting.size() > MOST_WAITING) {
            waiting.clear();
            compare();
        }
        run();
    }

    /** Anything may have changed. */
    public synchronized void compare() {
        compareAgain = comparing;
        comparing = true;
        run();
    }

    /** Succeeds when the stories that this node was told of by now are entered, or are too many to wait for. */
    synchronized Future<Void> settled() {
        if (!running || waiting.size() > SETTLED_SOON) return Future.succeededFuture();
        Promise<Void> promise = Promise.promise();
        settling.add(promise);
        return promise.future();
    }

    /** Succeeds when there is nothing left to enter, or it has to wait for PostgreSQL. */
    public synchronized Future<Void> idle() {
        if (!running) return Future.succeededFuture();
        Promise<Void> promise = Promise.promise();
        idling.add(promise);
        return promise.future();
    }

    private synchronized void run() {
        if (running || stopped || (waiting.isEmpty() && !comparing)) return;
        running = true;
        step().onComplete(done -> rest(done.cause()));
    }

    /** One batch; what was told goes before what is compared. */
    private Future<Void> step() {
        var batch = nextBatch();
        return batch.isEmpty() ? compareOn() : entries.enter(batch).onFailure(failed -> putBack(batch));
    }

    private synchronized List<Long> nextBatch() {
        var batch = waiting.stream().limit(AT_ONCE).toList();
        batch.forEach(waiting::remove);
        return batch;
    }

    private synchronized void putBack(List<Long> batch) {
        waiting.addAll(batch);
    }

    private Future<Void> compareOn() {
        return entries.enterMissing(below(), AT_ONCE).onSuccess(this::compared).mapEmpty();
    }

    private synchronized long below() {
        return below;
    }

    private synchronized void compared(OptionalLong lowest) {
        below = lowest.orElse(Long.MAX_VALUE);
        if (lowest.isPresent()) return;
        comparing = compareAgain;
        compareAgain = false;
    }

    private void rest(@Nullable Throwable failure) {
        var told = new ArrayList<Promise<Void>>();
        synchronized (this) {
            running = false;
            boolean over = failure != null || stopped;
            if (over || waiting.isEmpty()) drain(settling, told);
            if (over || (waiting.isEmpty() && !comparing)) drain(idling, told);
            if (failure != null && !stopped) vertx.setTimer(AGAIN_MILLIS, tick -> run());
        }
        told.forEach(Promise::tryComplete);
        report(failure);
        if (failure == null) run();
    }

    private static void drain(List<Promise<Void>> from, List<Promise<Void>> into) {
        into.addAll(from);
        from.clear();
    }

    /** Says each change once: an outage lasts many seconds. */
    private synchronized void report(@Nullable Throwable failure) {
        if (well == (failure == null)) return;
        well = failure == null;
        if (failure == null) LOG.info("stories are entered for search again");
        else LOG.warn("stories not entered for search, each 5 s tries again why={}", failure.toString());
    }
}
