package vn.tinmoi.visit;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.metric.Metrics;

/**
 * Decides which signs of life begin a visit and which stories it reads. Signs gather for a moment and go to Redis together,
 * in their order, in one script: far less than one round trip a sign, and one node after the other, so that two tabs on two
 * nodes are one visit.
 *
 * <p>Redis forgets at will, so each sign carries what this node itself remembers of the session, and the later of the two
 * counts: a flushed Redis doubles nobody who stays on his node. Whoever changes nodes is safe, too: a node that finds itself
 * forgotten tells Redis all that it remembers, and holds back for three seconds the sessions that it has never seen, until the
 * others have noticed and told. Copying each session to PostgreSQL would need no such pause; it was rejected for a write a
 * visitor.
 *
 * <p>When Redis does not answer, the node decides alone by its memory: at once for sessions that it knows, and after three
 * seconds for others, so that a Redis which only stumbles doubles nobody. The price is a doubled visit for a reader who
 * changed nodes during a longer outage. Waiting for Redis instead was rejected: the numbers would stand still, and a crash
 * would lose them. What was decided alone is told to Redis when it is back. Any thread.
 */
final class VisitLedger {
    private static final Logger LOG = LoggerFactory.getLogger(VisitLedger.class);
    private static final int CHUNK = 500; // about 2 ms of Redis' only thread
    private static final int MOST_WAITING = 100_000; // signs; a slow Redis must not fill the heap
    private static final int ANSWERS = 4; // for each sign
    private static final long HOLD_MILLIS =
            3_000; // until every node has exchanged presence, and has told what it knows

    private final Judge judge;
    private final Presence presence;
    private final InstantSource clock;
    /** What those who gave a sign are still to hear. */
    private final List<Runnable> verdicts = new ArrayList<>();

    private final SessionMemory memory = new SessionMemory();
    private final NetworkCeiling ceiling;
    private final VisitTally tally;
    private final Metrics metrics;
    private final Queue<Sign> waiting = new ArrayDeque<>();
    /** Sessions of which Redis should hear what this node remembers. */
    private final Set<String> owed = new LinkedHashSet<>();

    private boolean away;
    private long awaySince;
    private long holdsUntil;
    private boolean released;

    /** {@code tally} gets each visit begun and each story read; {@code presence} says by what Redis knows the node. */
    VisitLedger(
            Scripts scripts,
            VisitRules rules,
            VisitTally tally,
            Presence presence,
            InstantSource clock,
            Metrics metrics) {
        this.judge = new Judge(scripts, rules);
        this.ceiling = new NetworkCeiling(rules);
        this.tally = tally;
        this.presence = presence;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Takes a sign that may begin a visit; {@link #flush} decides. */
    void offer(Sign sign) {
        if (!waits(sign)) sign.judged().refused("overload");
    }

    private synchronized boolean waits(Sign sign) {
        return waiting.size() < MOST_WAITING && waiting.add(sign);
    }

    /**
     * Redis has forgotten, or may have: it is told again what this node remembers, and sessions that are new to this node wait
     * until the other nodes have told it, too.
     */
    synchronized void recall() {
        owed.addAll(memory.sessions());
        holdsUntil = clock.millis() + HOLD_MILLIS;
    }

    /** The node stops: nobody waits any longer, and whether Redis knows the node does not matter. */
    synchronized void release() {
        released = true;
    }

    /** Whether the last decisions were made without Redis. */
    synchronized boolean away() {
        return away;
    }

    /** Decides all signs that wait. Never fails. Not to be called again before it is done. */
    Future<Void> flush() {
        var chunk = next();
        if (chunk.isEmpty()) {
            tell();
            return Future.succeededFuture();
        }
        return ask(chunk)
                .map(answers -> answers.size() == 0 ? takeBack(chunk) : settle(chunk, answers))
                .recover(failure -> Future.succeededFuture(settleAlone(chunk, failure)))
                .onSuccess(answered -> tell())
                .compose(answered -> answered ? flush() : Future.succeededFuture());
    }

    /** Without a lock: who hears it calls this ledger and others. */
    private void tell() {
        List<Runnable> told;
        synchronized (this) {
            told = List.copyOf(verdicts);
            verdicts.clear();
        }
        told.forEach(Runnable::run);
    }

    private synchronized List<Sign> next() {
        var chunk = new ArrayList<Sign>(CHUNK);
        boolean holds = holds();
        for (var rest = waiting.iterator(); chunk.size() < CHUNK && rest.hasNext(); ) {
            var sign = rest.next();
            if (holds && !memory.of(sign.session()).known()) {
                verdicts.add(sign.judged()::waits);
                continue;
            }
            chunk.add(sign);
            rest.remove();
        }
        for (var rest = owed.iterator(); chunk.size() < CHUNK && rest.hasNext(); rest.remove()) {
            var session = rest.next();
            var trace = memory.of(session);
            if (trace.known()) chunk.add(Sign.reminds(session, trace));
        }
        return chunk;
    }

    private synchronized boolean holds() {
        return !released && clock.millis() < holdsUntil;
    }

    /** What could not be judged goes back to where it was. */
    private synchronized boolean takeBack(List<Sign> chunk) {
        var behind = List.copyOf(waiting);
        waiting.clear();
        for (var sign : chunk) if (sign.kind() != Sign.Kind.REMINDS) waiting.add(sign);
        waiting.addAll(behind);
        presence.noticed();
        recall(); // those who were reminded of, too
        return true;
    }

    private synchronized Future<Response> ask(List<Sign> chunk) {
        return judge.ask(chunk, memory, released || holds() ? "" : presence.badge());
    }

    private synchronized boolean settle(List<Sign> chunk, Response answers) {
        for (int i = 0; i < chunk.size(); i++) {
            int answer = answers.get(ANSWERS * i).toInteger();
            int first = answers.get(ANSWERS * i + 1).toInteger();
            long began = answers.get(ANSWERS * i + 2).toLong();
            settle(
                    chunk.get(i),
                    answer,
                    first,
                    began,
                    answers.get(ANSWERS * i + 3).toString());
        }
        if (away) LOG.info("visits are decided with Redis again owed={}", owed.size());
        away = false;
        return true;
    }

    private void settle(Sign sign, int answer, int first, long began, String reads) {
        if (answer == 2) {
            refuse(sign);
            return;
        }
        if (sign.kind() == Sign.Kind.REMINDS || (answer == 0 && began < 0)) return; // nobody knows the session
        verdicts.add(sign.judged()::counted);
        memory.remember(sign.session(), sign.leaves(memory.of(sign.session()), began, reads));
        if (answer == 1) count(sign);
        for (int i = 0; i < sign.articles().size(); i++) {
            if ((first & 1 << i) != 0) tally.read(sign.articles().get(i), sign.at());
        }
    }

    /** What cannot wait is decided by this node's memory. */
    private synchronized boolean settleAlone(List<Sign> chunk, Throwable failure) {
        if (!away) {
            LOG.warn("visits are decided without Redis signs={} cause={}", chunk.size(), failure.toString());
            awaySince = clock.millis();
        }
        away = true;
        var behind = List.copyOf(waiting);
        waiting.clear();
        for (var sign : chunk) settleAlone(sign, sign.again());
        for (var sign : behind) settleAlone(sign, sign);
        return false;
    }

    /** A session that another node may know waits out a short outage. */
    private void settleAlone(Sign sign, Sign later) {
        boolean known = memory.of(sign.session()).known();
        if (sign.arrives() && !known && !released && clock.millis() < awaySince + HOLD_MILLIS) {
            waiting.add(later);
            verdicts.add(sign.judged()::waits);
        } else settleAlone(sign);
    }

    private void settleAlone(Sign sign) {
        var before = memory.of(sign.session());
        boolean begins = sign.beginsAfter(before);
        if (begins && sign.arrives() && !before.known() && !ceiling.admits(sign)) {
            refuse(sign);
            return;
        }
        if (!begins && !before.known()) return;
        owed.add(sign.session());
        if (sign.kind() == Sign.Kind.REMINDS) return;
        verdicts.add(sign.judged()::counted);
        if (begins) count(sign);
        var visit = begins ? sign.leaves(before, sign.at(), ",") : sign.leaves(before, before.began(), before.reads());
        memory.remember(sign.session(), reading(sign, visit));
    }

    private Trace reading(Sign sign, Trace visit) {
        var trace = visit;
        for (var article : sign.articles()) {
            if (!trace.canRead(article)) continue;
            tally.read(article, sign.at());
            trace = trace.reading(article);
        }
        return trace;
    }

    private void count(Sign sign) {
        metrics.visitsBegun(1);
        tally.begun(sign.at());
    }

    private void refuse(Sign sign) {
        verdicts.add(() -> sign.judged().refused("ceiling"));
    }
}
