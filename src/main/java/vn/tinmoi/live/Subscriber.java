package vn.tinmoi.live;

import io.vertx.core.json.JsonObject;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.log.Cursor;

/**
 * One stream: a cursor into the hub's ring, and a past to go through first when it came back from far. It has no queue: a
 * reader that does not read keeps its cursor and goes on when its wire drains, from the ring if that still holds what
 * follows, else it is told. Owned by the hub's loop.
 */
final class Subscriber implements Wire.Reader {
    private static final int STALLED_SECONDS = 60;
    private static final int NEVER = -1;

    private final Hub hub;
    private final Wire wire;
    private final String protocol;
    private final Runnable left;
    private Interest interest;
    private long cursor;
    private long told; // the last id that the client got
    private int era;
    private int statsSeen;
    private @Nullable Past past;
    private int pastNext;
    private boolean synced;
    private boolean closed;
    private int beatAt;
    private int endAt;
    private int stalledSince = NEVER;
    private int place = NEVER;

    Subscriber(Hub hub, Wire wire, String protocol, Interest interest, Runnable left) {
        this.hub = hub;
        this.wire = wire;
        this.protocol = protocol;
        this.interest = interest;
        this.left = left;
    }

    /** Sends the first event and goes on from there. {@code extra}: what else the event says. */
    void begin(Resumption resumption, JsonObject extra) {
        if (closed) return;
        era = hub.era();
        switch (resumption) {
            case Resumption.Fresh(var at) -> sync(at, "fresh", extra);
            case Resumption.FromRing(var at) -> sync(at, "resumed", extra);
            case Resumption.FromPast(var at, var read) -> {
                past = read;
                pastNext = read.indexAfter(at.seq());
                sync(at, "resumed", extra);
            }
            case Resumption.Reset(var at, var reason) -> reset(at, reason, extra);
        }
        synced = true;
        pump();
    }

    private void reset(Cursor at, String reason, JsonObject extra) {
        hub.metrics().streamReset(reason);
        past = null;
        sync(at, "reset", extra);
    }

    private void sync(Cursor at, String mode, JsonObject extra) {
        var data = new JsonObject()
                .put("cursor", at.toString())
                .put("mode", mode)
                .put("snapshot", "/api/v1/front")
                .mergeIn(extra);
        send(Frame.sync(at, data, hub.between(1000, 5000)));
        cursor = at.seq();
        told = cursor;
    }

    /** Sends what there is for it and what its wire takes, and flushes it in one go. */
    void pump() {
        if (!synced || closed) return;
        offerWhatFollows();
        wire.flush();
        if (wire.full() && stalledSince == NEVER) stall();
    }

    private void stall() {
        stalledSince = hub.now();
        hub.reschedule(this);
    }

    private void offerWhatFollows() {
        if (hub.era() != era && !wire.full()) startOver("epoch");
        if (hub.era() != era) return;
        sendPast();
        if (past == null) sendRing();
        sendStats();
    }

    private void startOver(String reason) {
        era = hub.era();
        reset(hub.position(), reason, new JsonObject());
    }

    private void sendPast() {
        while (past != null && !wire.full()) {
            if (pastNext >= past.frames().size()) past = null;
            else offer(past.frames().get(pastNext++));
        }
    }

    private void sendRing() {
        var ring = hub.ring();
        if (cursor < ring.floor() && !wire.full()) {
            hub.metrics().framesDropped("lagging", ring.head() - cursor);
            startOver("lagging");
        }
        if (cursor < ring.floor()) return;
        while (cursor < ring.head() && !wire.full()) offer(ring.get(cursor + 1));
    }

    private void offer(Frame frame) {
        cursor = frame.seq();
        if (!frame.isFor(interest)) return;
        told = cursor;
        send(frame);
    }

    private void sendStats() {
        var bulletin = hub.bulletin();
        if (statsSeen >= bulletin.dueFor(interest) || wire.full()) return;
        int missed = bulletin.missed(interest, statsSeen);
        if (missed > 0) hub.metrics().framesDropped("conflated", missed);
        statsSeen = bulletin.number();
        send(bulletin.frame());
    }

    private void send(Frame frame) {
        hub.countSent();
        wire.send(frame);
    }

    /** A category of that key is gone; one that cannot take the notice now hears of it in its next {@code sync}. */
    void gone(long category, Frame notice) {
        if (closed || !synced || !interest.has(category) || wire.full()) return;
        send(notice);
        wire.flush();
    }

    /** A story was withdrawn while this one goes through the past. */
    void forget(UnaryOperator<Past> withdrawal) {
        if (past != null) past = withdrawal.apply(past);
    }

    /** Changes what it wants, from now on; says what it wants then. */
    void want(Interest now, JsonObject answer) {
        if (closed) return;
        hub.bulletin().goes(interest);
        hub.bulletin().comes(now);
        if (!synced) {
            interest = now;
            return;
        }
        if (!interest.wantsStats()) statsSeen = 0;
        interest = now;
        send(Frame.passing("topics", answer));
        pump();
    }

    Interest interest() {
        return interest;
    }

    /** When it is to be looked at again, seconds of the hub's clock; looking earlier does no harm. */
    int due() {
        int next = stalledSince == NEVER ? beatAt : stalledSince + STALLED_SECONDS;
        return Math.min(next, endAt);
    }

    /** {@code now}: the hub's clock. */
    void check(int now) {
        if (now >= endAt) goodbye(hub.between(1000, 5000));
        else if (stalledSince != NEVER) checkStalled(now);
        else if (now >= beatAt) beat(now);
    }

    private void checkStalled(int now) {
        if (now - stalledSince < STALLED_SECONDS) return;
        hub.metrics().framesDropped("closed", Math.max(0, hub.ring().head() - cursor));
        cut();
    }

    private void cut() {
        wire.cut();
        closed();
    }

    private void beat(int now) {
        if (told < cursor && isLevel()) mark();
        else if (!wire.full()) wire.beat();
        beatAt = now + hub.between(15, 25);
    }

    private boolean isLevel() {
        return past == null && era == hub.era() && cursor == hub.position().seq() && !wire.full();
    }

    /** An id alone, so that a reader of quiet topics comes back with a cursor that the ring still knows. */
    private void mark() {
        told = cursor;
        wire.send(hub.mark());
        wire.flush();
    }

    /** When it is next to show life and when its life ends; seconds of the hub's clock. */
    void live(int nextBeat, int end) {
        beatAt = nextBeat;
        endAt = Math.min(end, endAt == 0 ? end : endAt);
    }

    private void goodbye(int retryMillis) {
        if (wire.full()) {
            cut();
            return;
        }
        if (synced) send(Frame.passing("goodbye", new JsonObject().put("retryMs", retryMillis)));
        wire.end();
        closed();
    }

    @Override
    public void drained() {
        stalledSince = NEVER;
        pump();
        if (!closed) hub.reschedule(this);
    }

    @Override
    public void stopping() {
        if (!closed) goodbye(hub.between(1000, 5000));
    }

    @Override
    public void closed() {
        if (closed) return;
        closed = true;
        past = null;
        hub.remove(this);
        left.run();
    }

    boolean isClosed() {
        return closed;
    }

    String protocol() {
        return protocol;
    }

    int place() {
        return place;
    }

    void place(int now) {
        place = now;
    }
}
