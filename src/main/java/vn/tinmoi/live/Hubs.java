package vn.tinmoi.live;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import vn.tinmoi.log.Cursor;
import vn.tinmoi.log.EventLog;
import vn.tinmoi.log.Followers;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.VisitCounts;

/**
 * The streams of a node: encodes each event once and hands it to the hub of every event loop, each on its own loop. Any
 * thread, but events and counts in their order from one thread each.
 */
public final class Hubs implements Followers {
    private final Topics topics;
    private final Replays replays;
    private final Metrics metrics;
    private final InstantSource clock;
    private final CopyOnWriteArrayList<Open> open = new CopyOnWriteArrayList<>();
    private final NewestCounts newest = new NewestCounts();
    private final AtomicInteger loops = new AtomicInteger();

    /** A hub and how to get onto its loop. */
    private record Open(Hub hub, Context loop, long timer) {
        void run(Consumer<Hub> task) {
            loop.runOnContext(run -> task.accept(hub));
        }
    }

    /** {@code isCategory}: whether there is a category of that slug now. */
    public Hubs(EventLog log, Predicate<String> isCategory, Metrics metrics, InstantSource clock) {
        this.topics = new Topics(isCategory);
        this.replays = new Replays(source(log), topics);
        this.metrics = metrics;
        this.clock = clock;
    }

    private static Replays.Source source(EventLog log) {
        return new Replays.Source() {
            @Override
            public Future<Cursor> head() {
                return log.head();
            }

            @Override
            public Future<List<LoggedEvent>> after(String epoch, long seq, int limit) {
                return log.after(epoch, seq, limit);
            }
        };
    }

    /**
     * A hub on the event loop that calls this. {@code position}: where the node's tailer stands; asked once, after the hub
     * is on the list, so that no event falls between the two.
     */
    public Hub open(Vertx vertx, Supplier<Cursor> position) {
        return open(vertx, position, ReplayRing.BYTES);
    }

    Hub open(Vertx vertx, Supplier<Cursor> position, long ringBytes) {
        var loop = vertx.getOrCreateContext();
        var hub = new Hub(
                topics,
                replays,
                metrics,
                task -> loop.runOnContext(run -> task.run()),
                clock,
                new Bulletin(newest, pace()),
                new SplittableRandom(),
                ringBytes);
        long timer = vertx.setPeriodic(1000 / Hub.TICKS_A_SECOND, tick -> hub.tick());
        open.add(new Open(hub, loop, timer));
        hub.reset(position.get());
        var counts = newest.get();
        if (counts != null) hub.offerStats(counts);
        return hub;
    }

    private Pace pace() {
        return new Pace(Integer.toString(loops.getAndIncrement()), metrics, System::nanoTime);
    }

    /** Nothing more comes to this hub. On its loop. */
    public void close(Vertx vertx, Hub hub) {
        for (var one : open) if (one.hub == hub && open.remove(one)) vertx.cancelTimer(one.timer);
    }

    @Override
    public void followed(List<LoggedEvent> events) {
        var frames = events.stream().map(event -> Frame.of(event, topics)).toList();
        var hubs = List.copyOf(open);
        for (var frame : frames) frame.goesTo(hubs.size());
        var last = events.getLast().id();
        for (var one : hubs) one.run(hub -> hub.offer(frames, last));
    }

    /**
     * Tells every stream that follows one of these categories that it is gone: an event {@code topics} names it, and what took
     * its place; {@code ways}: the slug there was, and the one there is, or an empty one.
     */
    public void gone(Map<String, String> ways) {
        if (!ways.isEmpty()) for (var one : open) one.run(hub -> hub.gone(ways));
    }

    @Override
    public void epochChanged(Cursor head) {
        for (var one : open) one.run(hub -> hub.reset(head));
    }

    /** The counts as they are now, at most once a second. Who wants {@code stats} is told when they say something new. */
    public void offer(VisitCounts counts) {
        if (!newest.offer(counts)) return;
        for (var one : open) one.run(hub -> hub.offerStats(counts));
    }

    /** Says goodbye to every stream of the node, spread over this time; succeeds when all are closed. */
    public Future<Void> drain(Duration over) {
        var drains = open.stream()
                .map(one -> {
                    Promise<Void> drained = Promise.promise();
                    one.run(hub -> hub.drain(over).onComplete(drained));
                    return drained.future();
                })
                .toList();
        return Future.all(drains).mapEmpty();
    }
}
