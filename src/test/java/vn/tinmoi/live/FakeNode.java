package vn.tinmoi.live;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import vn.tinmoi.log.Cursor;
import vn.tinmoi.log.EventText;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.VisitCounts;

/** A hub with a log in memory, whose loop and whose PostgreSQL move only when the test says so. */
final class FakeNode implements Replays.Source {
    static final Topics TOPICS = new Topics(Set.of("tin-tuc", "kinh-te")::contains);
    static final Instant NOON = Instant.parse("2026-11-23T05:00:00Z");
    final List<LoggedEvent> log;
    final Map<Long, Long> withdrawals = new HashMap<>();
    final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    final ArrayDeque<Runnable> answers = new ArrayDeque<>();
    final Metrics metrics;
    final Hub hub;
    String epoch = "e";
    long oldest = 0;
    int reads;
    final AtomicLong nanos = new AtomicLong();
    final NewestCounts newest = new NewestCounts();
    private int followed;

    FakeNode(long ringBytes) {
        this(ringBytes, 1, new Metrics());
    }

    FakeNode(long ringBytes, long seed, Metrics metrics) {
        this(ringBytes, seed, metrics, new ArrayList<>());
    }

    FakeNode(long ringBytes, long seed, Metrics metrics, List<LoggedEvent> log) {
        this.log = log;
        this.metrics = metrics;
        this.hub = new Hub(
                TOPICS,
                new Replays(this, TOPICS),
                metrics,
                tasks::add,
                InstantSource.fixed(NOON),
                new Bulletin(newest, new Pace("0", metrics, nanos::get)),
                new SplittableRandom(seed),
                ringBytes);
        hub.reset(new Cursor(epoch, 0));
    }

    /** Appends to the log; the node does not know yet. A withdrawal rewrites the story's older events. */
    long commit(long article, String kind, String category, boolean featured) {
        long seq = log.size() + 1L;
        if (kind.equals(EventText.WITHDRAWN))
            log.replaceAll(event -> event.article().value() == article ? wordless(event) : event);
        if (kind.equals(EventText.WITHDRAWN)) withdrawals.put(seq, article);
        var words = kind.equals(EventText.WITHDRAWN)
                ? EventText.withdrawn(new ArticleId(article))
                : "{\"id\":" + article + ",\"title\":\"words\"}";
        log.add(new LoggedEvent(
                new Cursor(epoch, seq), kind, new ArticleId(article), category, category, featured, words, NOON));
        return seq;
    }

    void move(long article, String from, String into) {
        var at = new Cursor(epoch, log.size() + 1L);
        log.add(new LoggedEvent(at, EventText.REVISED, new ArticleId(article), into, from, false, "{\"id\":7}", NOON));
    }

    void changePortal() {
        var at = new Cursor(epoch, log.size() + 1L);
        log.add(new LoggedEvent(at, EventText.PORTAL, new ArticleId(0), "", "", false, "{\"version\":1}", NOON));
    }

    private static LoggedEvent wordless(LoggedEvent event) {
        return new LoggedEvent(
                event.id(),
                EventText.WITHDRAWN,
                event.article(),
                event.category(),
                event.previousCategory(),
                event.featured(),
                EventText.withdrawn(event.article()),
                event.at());
    }

    /** The tailer brings what was committed. */
    void follow() {
        if (followed == log.size()) return;
        var next = List.copyOf(log.subList(followed, log.size()));
        followed = log.size();
        hub.offer(
                next.stream().map(event -> Frame.of(event, TOPICS)).toList(),
                next.getLast().id());
    }

    long publish(long article) {
        long seq = commit(article, EventText.PUBLISHED, "tin-tuc", false);
        follow();
        return seq;
    }

    void withdraw(long article) {
        commit(article, EventText.WITHDRAWN, "tin-tuc", false);
        follow();
    }

    void count(long online) {
        var counts = new VisitCounts(online, online, online, online, NOON, NOON, false);
        if (newest.offer(counts)) hub.offerStats(counts);
    }

    FakeWire open(String topics, String cursor) {
        return open(topics, cursor, Integer.MAX_VALUE);
    }

    FakeWire open(String topics, String cursor, int room) {
        var wire = new FakeWire();
        wire.room = room;
        hub.subscribe(wire, "sse", new Asked(topics, cursor, List.of()), () -> {});
        return wire;
    }

    /** The loop runs what waits for it. */
    void turn() {
        while (!tasks.isEmpty()) tasks.remove().run();
    }

    /** PostgreSQL answers everything, also what is asked because of its answers. */
    void answer() {
        while (!answers.isEmpty() || !tasks.isEmpty()) {
            if (!answers.isEmpty()) answers.remove().run();
            turn();
        }
    }

    void seconds(int n) {
        for (int i = 0; i < n * Hub.TICKS_A_SECOND; i++) hub.tick();
    }

    /** The tailer starts again: the ring begins at the log's end. */
    void restart() {
        followed = log.size();
        hub.reset(new Cursor(epoch, followed));
    }

    @Override
    public Future<Cursor> head() {
        return later(promise -> promise.complete(new Cursor(epoch, log.size())));
    }

    @Override
    public Future<List<LoggedEvent>> after(String of, long seq, int limit) {
        reads++;
        long from = Math.max(seq, oldest - 1);
        var read = from >= log.size()
                ? List.<LoggedEvent>of()
                : List.copyOf(log.subList((int) from, (int) Math.min(log.size(), from + limit)));
        return later(promise -> promise.complete(read));
    }

    private <T> Future<T> later(Consumer<Promise<T>> answer) {
        Promise<T> promise = Promise.promise();
        answers.add(() -> answer.accept(promise));
        return promise.future();
    }
}
