package vn.tinmoi.log;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.store.Database;

/**
 * Follows the event log for one node. A notification only says "look"; a look reads everything after the last event, at
 * most one look is under way, and each second one asks for the log's end whether or not anything was heard. So a lost
 * notification costs at most a second, and what was appended while PostgreSQL was away arrives once and in order
 * afterwards. Each event's number must be the last one's plus 1: a hole is reported and read again, and if it stays,
 * everyone is told.
 *
 * <p>State belongs to the context that {@link #start} was called on; the methods say what any thread may call.
 */
public final class LogTailer {
    private static final Logger LOG = LoggerFactory.getLogger(LogTailer.class);
    private static final int FETCH = 500;
    private static final int LOOKS_AT_A_HOLE = 3; // a hole that three seconds do not fill is damage, not a race
    private static final int LONGEST_BACKOFF_MILLIS = 5000;
    private static final int LONGEST_WAIT_MILLIS = 1000; // a writer's answer is not held longer for its own node
    private static final long LEVEL_NANOS = 2_000_000_000L; // a poll of 1.2 s and a slow answer are no lag

    /** How often it looks, and how often it checks that it still hears; milliseconds. */
    record Pace(int poll, int sonar) {}

    private final PlacesAwaited awaited = new PlacesAwaited();
    private final Vertx vertx;
    private final Database database;
    private final EventLog log;
    private final Metrics metrics;
    private final Followers followers;
    private final Pace pace;
    private volatile @Nullable Context context;
    private volatile @Nullable Cursor position;
    private volatile long levelAt = System.nanoTime();
    private @Nullable Listening listening;
    private boolean running;
    private boolean up = true;
    private boolean hearing = true;
    private boolean dirty;
    private boolean looking;
    private boolean headDue;
    private boolean jumpDue;
    private int failedConnects;
    private int holeSeen;
    private long timer = -1;

    public LogTailer(Vertx vertx, Database database, EventLog log, Metrics metrics, Followers followers) {
        this(vertx, database, log, metrics, followers, new Pace(1000, 20_000));
    }

    LogTailer(Vertx vertx, Database database, EventLog log, Metrics metrics, Followers followers, Pace pace) {
        this.vertx = vertx;
        this.database = database;
        this.log = log;
        this.metrics = metrics;
        this.followers = followers;
        this.pace = pace;
    }

    /** Begins at the log's end; what is there already is not told. Fails when PostgreSQL does not answer; may be called again then. */
    public Future<Void> start() {
        var own = vertx.getOrCreateContext();
        context = own;
        Promise<Void> started = Promise.promise();
        own.runOnContext(run -> begin().onComplete(started));
        return started.future();
    }

    private Future<Void> begin() {
        return here(log.head()).compose(head -> {
            moveTo(head);
            running = true;
            metrics.logLag(this::lagSeconds);
            schedulePoll();
            return listen().onFailure(failure -> end());
        });
    }

    /** Tells nothing more once the future succeeds. Any thread. */
    public Future<Void> stop() {
        var own = context;
        if (own == null) return Future.succeededFuture();
        Promise<Void> stopped = Promise.promise();
        own.runOnContext(run -> {
            end();
            stopped.complete();
        });
        return stopped.future();
    }

    private void end() {
        running = false;
        vertx.cancelTimer(timer);
        if (listening != null) listening.close();
    }

    /** The last event that this node followed; events up to it have been or are being told. Any thread, once started. */
    public Cursor position() {
        var now = position;
        if (now == null) throw new IllegalStateException("the log is not followed yet; start() comes first");
        return now;
    }

    /** Looks at once: something was committed on this node. Any thread; nothing happens before the start. */
    public void wake() {
        onOwn(this::look);
    }

    private void onOwn(Runnable task) {
        var own = context;
        if (own != null) own.runOnContext(run -> task.run());
    }

    /**
     * Brings an answer to the tailer's own context: those of PostgreSQL come on the context of whichever connection gave
     * them, and everything here belongs to one.
     */
    private <T> Future<T> here(Future<T> answer) {
        Promise<T> promise = Promise.promise();
        answer.onComplete(result -> onOwn(() -> {
            if (result.succeeded()) promise.complete(result.result());
            else promise.fail(result.cause());
        }));
        return promise.future();
    }

    /**
     * Succeeds when the followers of this node were told of everything up to that place; after a second also when they were
     * not, because PostgreSQL is away or the log is another one. Never fails; completes on the tailer's context. Any thread,
     * once started.
     */
    public Future<Void> reached(Cursor place) {
        Promise<Void> promise = Promise.promise();
        onOwn(() -> {
            awaited.add(place, promise, position());
            vertx.setTimer(LONGEST_WAIT_MILLIS, late -> promise.tryComplete());
        });
        return promise.future();
    }

    /** Seconds since this node was last known to be level with the log; 0 while it is. Any thread. */
    public double lagSeconds() {
        long behind = System.nanoTime() - levelAt;
        return behind < LEVEL_NANOS ? 0 : behind / 1e9;
    }

    private void schedulePoll() {
        long in = Math.round(pace.poll * ThreadLocalRandom.current().nextDouble(0.8, 1.2));
        timer = vertx.setTimer(in, tick -> {
            if (!running) return;
            headDue = true;
            look();
            schedulePoll();
        });
    }

    private Future<Void> listen() {
        return here(Listening.open(vertx, database, pace.sonar, this::wake, this::said, () -> onOwn(this::reconnect)))
                .map(opened -> {
                    listening = opened;
                    if (!running) opened.close();
                    failedConnects = 0;
                    headDue = true;
                    hears(true);
                    followers.said("");
                    look();
                    return null;
                });
    }

    private void said(String word) {
        onOwn(() -> {
            if (running) followers.said(word);
        });
    }

    private void reconnect() {
        if (!running) return;
        listening = null;
        hears(false);
        long most = Math.min(LONGEST_BACKOFF_MILLIS, 100L << Math.min(failedConnects++, 10));
        vertx.setTimer(ThreadLocalRandom.current().nextLong(most) + 1, tick -> {
            if (running) listen().onFailure(failure -> reconnect());
        });
    }

    /** Reads on; a call while a look is under way makes it look once more. */
    private void look() {
        dirty = true;
        if (looking || !running) return;
        looking = true;
        dirty = false;
        (headDue ? checkHead() : Future.succeededFuture(false))
                .compose(level -> level
                        ? Future.succeededFuture(List.<LoggedEvent>of())
                        : here(log.after(position().epoch(), position().seq(), FETCH)))
                .onComplete(read -> {
                    looking = false;
                    if (!running) return;
                    if (read.succeeded()) take(read.result());
                    else reads(false, String.valueOf(read.cause().getMessage()));
                    if (dirty) look();
                });
    }

    /**
     * After each connect and with each poll: the database may be another one, or the same with an older log, put back under
     * this node or while it was away. After a hole that stayed, too. Whether there is nothing to read.
     */
    private Future<Boolean> checkHead() {
        var before = position();
        return here(log.head())
                .compose(head -> head.epoch().equals(before.epoch()) && head.seq() < before.seq()
                        ? here(log.renew(before.epoch()))
                        : Future.succeededFuture(head))
                .map(head -> {
                    boolean sameLog = head.epoch().equals(before.epoch());
                    if (running && (jumpDue || !sameLog)) goOnFrom(head, sameLog ? "a hole stayed" : "new epoch");
                    headDue = false;
                    jumpDue = false;
                    return head.equals(position());
                });
    }

    private void take(List<LoggedEvent> events) {
        int consecutive = consecutive(events);
        if (consecutive > 0) {
            holeSeen = 0;
            var next = List.copyOf(events.subList(0, consecutive));
            moveTo(next.getLast().id());
            followers.followed(next);
            awaited.release(position());
        }
        if (consecutive < events.size()) {
            reportHole(events.get(consecutive).id());
            return;
        }
        reads(true, "");
        if (events.size() == FETCH) dirty = true;
        else levelAt = System.nanoTime();
    }

    private int consecutive(List<LoggedEvent> events) {
        long last = position().seq();
        int n = 0;
        while (n < events.size() && events.get(n).id().seq() == last + n + 1) n++;
        return n;
    }

    private void reportHole(Cursor found) {
        metrics.logHole();
        LOG.error("event log has a hole; it is read again after={} found={}", position(), found);
        if (++holeSeen < LOOKS_AT_A_HOLE) return;
        holeSeen = 0;
        headDue = true;
        jumpDue = true;
    }

    private void goOnFrom(Cursor head, String why) {
        LOG.warn("event log goes on elsewhere, every stream is told why={} before={} now={}", why, position(), head);
        moveTo(head);
        followers.epochChanged(head);
        awaited.release(position());
    }

    private void moveTo(Cursor cursor) {
        position = cursor;
        metrics.logSeq(cursor.seq());
    }

    private void reads(boolean now, String why) {
        if (now == up) return;
        up = now;
        if (now) LOG.info("event log followed again position={}", position());
        else LOG.warn("event log cannot be read, trying again each second why={}", why);
    }

    private void hears(boolean now) {
        if (now == hearing) return;
        hearing = now;
        if (now) LOG.info("event log heard again position={}", position());
        else LOG.warn("event log not heard, reconnecting; it is read each second meanwhile");
    }
}
