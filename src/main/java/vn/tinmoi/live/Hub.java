package vn.tinmoi.live;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.log.Cursor;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.VisitCounts;

/**
 * The streams of one event loop, and the loop's ring. Frames come from {@link Hubs}; one walk brings every subscriber to
 * the ring's head, in slices, so that the loop serves requests between them. A walk goes from the end of the list to its
 * start: whoever leaves meanwhile is replaced by the last one, who was visited already. Owned by its loop, which calls
 * everything here; other threads go through {@link Hubs}.
 */
public final class Hub {
    static final int TICKS_A_SECOND = 10;
    private static final long SLICE_NANOS = 2_000_000; // no hold over 5 ms, with room for one slow write
    private static final int LIFE_SECONDS = 45 * 60;

    private final ReplayRing ring;
    private final Resume resume;
    private final Topics topics;
    private final Metrics metrics;
    private final Executor loop;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Bulletin bulletin;
    private final Roster subscribers = new Roster();
    private Cursor position;
    private @Nullable Frame mark;
    private int era;
    private boolean walking;
    private boolean again;
    private int next;
    private long walkHead;
    private long doneHead;
    private long sent;
    private int ticks;
    private @Nullable Promise<Void> drained;
    private int drainSeconds;

    Hub(
            Topics topics,
            Replays replays,
            Metrics metrics,
            Executor loop,
            InstantSource clock,
            Bulletin bulletin,
            RandomGenerator random,
            long ringBytes) {
        this.ring = new ReplayRing(ringBytes);
        this.resume = new Resume(ring, replays, loop, metrics);
        this.topics = topics;
        this.metrics = metrics;
        this.loop = loop;
        this.clock = clock;
        this.bulletin = bulletin;
        this.random = random;
        this.position = new Cursor("none", 0);
    }

    /** Everything so far is void: goes on after {@code head}, and every stream is told. */
    void reset(Cursor head) {
        ring.startAfter(head.seq());
        resume.epoch(head.epoch());
        position = head;
        doneHead = head.seq();
        era++;
        walk();
    }

    /** The next events. Those it has are left out; when some are missing, everyone is told. */
    void offer(List<Frame> frames, Cursor last) {
        for (var frame : frames) {
            if (frame.seq() > ring.head() + 1) reset(new Cursor(last.epoch(), frame.seq() - 1));
            if (frame.seq() == ring.head() + 1) append(frame);
        }
        position = new Cursor(position.epoch(), ring.head());
        walk();
    }

    private void append(Frame frame) {
        ring.append(frame);
        if (frame.isWithdrawal()) {
            var withdrawn = ring.withdrawnAfter(ring.head() - 1);
            var pasts = new IdentityHashMap<Past, Past>(); // many share one, and still do afterwards
            for (int i = 0; i < subscribers.size(); i++) {
                subscribers.get(i).forget(past -> pasts.computeIfAbsent(past, shared -> shared.without(withdrawn)));
            }
        }
    }

    /** The newest counts, others than before; who has not got the ones before gets only these. */
    void offerStats(VisitCounts counts) {
        bulletin.tell(counts);
        if (!tellCountsWhenDue() && bulletin.forWatchers()) walk();
    }

    @CanIgnoreReturnValue
    private boolean tellCountsWhenDue() {
        boolean due = bulletin.isDue(subscribers.size());
        if (due) {
            bulletin.beginRound(subscribers.size(), !walking && !hasNews());
            walk();
        }
        return due;
    }

    private boolean hasNews() {
        return ring.head() != doneHead;
    }

    /**
     * A new stream on an open wire. Its first event is {@code sync}, once it is known where it goes on. {@code left}: run
     * once when the stream is over; {@code begun}: once that event is sent.
     */
    @CanIgnoreReturnValue
    Subscriber subscribe(Wire wire, String protocol, Asked asked, Runnable left, Runnable begun) {
        var wanted = topics.wanted(asked.topics());
        var subscriber = new Subscriber(this, wire, protocol, wanted.interest(), left);
        subscriber.live(now() + between(15, 25), now() + between(LIFE_SECONDS * 4 / 5, LIFE_SECONDS * 6 / 5));
        subscribers.add(subscriber);
        bulletin.comes(wanted.interest());
        metrics.streamOpened(protocol, 1);
        wire.open(subscriber);
        resume.resume(asked.cursor())
                .onSuccess(found -> {
                    subscriber.begin(found, asked.notes(wanted));
                    begun.run();
                })
                .onFailure(never -> wire.cut());
        return subscriber;
    }

    @CanIgnoreReturnValue
    Subscriber subscribe(Wire wire, String protocol, Asked asked, Runnable left) {
        return subscribe(wire, protocol, asked, left, () -> {});
    }

    /** As {@link Hubs#gone}. */
    void gone(Map<String, String> ways) {
        ways.forEach((slug, now) -> {
            var followed = topics.key(slug);
            var notice = Frame.gone(slug, now);
            for (int i = subscribers.size() - 1; i >= 0; i--) subscribers.get(i).gone(followed, notice);
        });
    }

    void remove(Subscriber subscriber) {
        subscribers.remove(subscriber);
        bulletin.goes(subscriber.interest());
        metrics.streamOpened(subscriber.protocol(), -1);
        if (subscribers.isEmpty() && drained != null) drained.tryComplete();
    }

    private void walk() {
        again = walking;
        if (walking) return;
        walking = true;
        next = subscribers.size() - 1;
        walkHead = ring.head();
        slice();
    }

    private void slice() {
        long begun = bulletin.nanoTime();
        boolean through = pumpUntil(begun + SLICE_NANOS);
        long held = bulletin.nanoTime() - begun;
        metrics.loopHeld(held);
        bulletin.held(held, through, again, hasNews());
        if (through) walked();
        else loop.execute(this::slice);
    }

    /** Whether the walk is over. */
    private boolean pumpUntil(long end) {
        while (next >= 0) {
            next = Math.min(next, subscribers.size() - 1);
            if (next >= 0) subscribers.get(next--).pump();
            if ((next & 31) == 0 && next >= 0 && bulletin.nanoTime() > end) return false;
        }
        return true;
    }

    private void walked() {
        walking = false;
        metrics.framesSent(sent);
        sent = 0;
        long to = Math.min(walkHead, ring.head()); // a reset may have come in between
        for (long seq = Math.max(doneHead, ring.floor()) + 1; seq <= to; seq++) {
            var published = ring.get(seq).sentByOneLoop();
            if (published != null) metrics.publishedToSent(Duration.between(published, clock.instant()));
        }
        doneHead = Math.max(doneHead, to);
        if (again) walk();
    }

    /** Called {@link #TICKS_A_SECOND} times a second; each time looks at its share of the subscribers. */
    void tick() {
        ticks++;
        tellCountsWhenDue();
        if (drained == null) subscribers.check(ticks % TICKS_A_SECOND, TICKS_A_SECOND, now());
        else subscribers.check(0, 1, now());
    }

    /**
     * Says goodbye to every stream, spread over this time, and takes no new ones; succeeds when all are closed. Streams come
     * back after a time of their own, so that they do not come at once.
     */
    Future<Void> drain(Duration over) {
        var promise = drained == null ? Promise.<Void>promise() : drained;
        drained = promise;
        drainSeconds = (int) Math.max(1, over.toSeconds());
        for (int i = 0; i < subscribers.size(); i++) {
            subscribers.get(i).live(now() + drainSeconds + 1, now() + between(0, drainSeconds));
            subscribers.reschedule(subscribers.get(i));
        }
        if (subscribers.isEmpty()) promise.tryComplete();
        return promise.future();
    }

    boolean draining() {
        return drained != null;
    }

    /** Seconds of a clock of its own that only goes forward. */
    int now() {
        return ticks / TICKS_A_SECOND + 1;
    }

    /** A random number, both ends among them. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** Its {@link Subscriber#due} has changed. */
    void reschedule(Subscriber subscriber) {
        subscribers.reschedule(subscriber);
    }

    void countSent() {
        sent++;
    }

    /** The loop's place in the log. */
    Cursor position() {
        return position;
    }

    /** Says where the loop is, to whoever has nothing else to hear; one for all. */
    Frame mark() {
        var made = mark;
        if (made == null || !made.is(position)) mark = made = Frame.at(position);
        return made;
    }

    Resume resume() {
        return resume;
    }

    ReplayRing ring() {
        return ring;
    }

    Topics topics() {
        return topics;
    }

    Metrics metrics() {
        return metrics;
    }

    /** Changes whenever everything before is void. */
    int era() {
        return era;
    }

    Bulletin bulletin() {
        return bulletin;
    }

    int streams() {
        return subscribers.size();
    }
}
