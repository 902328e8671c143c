package vn.tinmoi.visit;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.store.Script;

/**
 * Decides which signs of life begin a visit. Signs gather for a moment and go to Redis together, in their order, in one
 * script: far less than one round trip a sign, and one node after the other, so that two tabs on two nodes are one visit.
 *
 * <p>Redis forgets at will, so each sign carries what this node itself remembers of the session, and the later of the two
 * counts: a flushed Redis doubles nobody who stays on his node. When Redis does not answer, the node decides alone by its
 * memory, at once, so that a crash loses no more than usual; the price is a doubled visit for a reader who changed nodes
 * during the outage. Waiting for Redis instead was rejected: the numbers would stand still, and a crash would lose them.
 * What was decided alone is told to Redis when it is back. Any thread.
 */
final class VisitLedger {
    private static final Logger LOG = LoggerFactory.getLogger(VisitLedger.class);
    private static final int CHUNK = 500; // about 1 ms of Redis' only thread
    private static final int MOST_WAITING = 100_000; // signs; a slow Redis must not fill the heap

    /**
     * KEYS: for each sign its session and its network's minute. ARGV: the gap, the ceiling, then for each sign its time, its
     * day, whether it opens, and the last time and day that the node remembers. Answers for each 0, 1 (begins a visit) or
     * 2 (above the ceiling). Session values are "last:day"; they outlive the gap a little, because nodes' clocks differ.
     */
    private static final Script JUDGE = new Script("""
            local gap, ceiling = tonumber(ARGV[1]), tonumber(ARGV[2])
            local answers = {}
            for i = 1, #KEYS / 2 do
              local session, network, a = KEYS[2 * i - 1], KEYS[2 * i], 5 * i - 2
              local at, day, opens = tonumber(ARGV[a]), tonumber(ARGV[a + 1]), ARGV[a + 2] == '1'
              local last, of_day = tonumber(ARGV[a + 3]), tonumber(ARGV[a + 4])
              local known = redis.call('GET', session)
              if known then
                local l, d = string.match(known, '^(%-?%d+):(%-?%d+)$')
                last, of_day = math.max(last, tonumber(l)), math.max(of_day, tonumber(d))
              end
              local answer = 0
              if opens and (at - last >= gap or day > of_day) then
                answer = 1
                if last < 0 then
                  if redis.call('INCR', network) > ceiling then answer = 2 end
                  redis.call('EXPIRE', network, 120)
                end
              end
              if answer < 2 then
                if opens then of_day = math.max(of_day, day) end
                redis.call('SET', session, string.format('%.0f:%.0f', math.max(last, at), of_day), 'PX', gap + 600000)
              end
              answers[i] = answer
            end
            return answers""");

    private final Scripts scripts;
    private final SessionMemory memory = new SessionMemory();
    private final NetworkCeiling ceiling;
    private final int newPerMinute;
    private final LongConsumer begun;
    private final Consumer<String> refused;
    private final Metrics metrics;
    private final Queue<Sign> waiting = new ArrayDeque<>();
    /** Sessions of which Redis should hear what this node remembers. */
    private final Set<String> owed = new LinkedHashSet<>();

    private boolean away;

    /** {@code begun} gets the local day, since 1970, of each visit begun; {@code refused} each session above the ceiling. */
    VisitLedger(Scripts scripts, int newPerMinute, LongConsumer begun, Consumer<String> refused, Metrics metrics) {
        this.scripts = scripts;
        this.ceiling = new NetworkCeiling(newPerMinute);
        this.newPerMinute = newPerMinute;
        this.begun = begun;
        this.refused = refused;
        this.metrics = metrics;
    }

    /** Takes a sign that may begin a visit; {@link #flush} decides. */
    synchronized void offer(Sign sign) {
        if (waiting.size() < MOST_WAITING) waiting.add(sign);
        else metrics.visitIgnored("overload");
    }

    /** These sessions, begun before, are alive at that time (milliseconds since 1970): their gap has not begun. */
    synchronized void prolong(Collection<String> sessions, long at) {
        for (var session : sessions) if (memory.prolong(session, at)) owed.add(session);
    }

    /** Whether the last decisions were made without Redis. */
    synchronized boolean away() {
        return away;
    }

    /** Decides all signs that wait. Never fails. Not to be called again before it is done. */
    Future<Void> flush() {
        var chunk = next();
        if (chunk.isEmpty()) return Future.succeededFuture();
        return scripts.run(JUDGE, keys(chunk), arguments(chunk))
                .map(answers -> settle(chunk, answers))
                .recover(failure -> Future.succeededFuture(settleAlone(chunk, failure)))
                .compose(answered -> answered ? flush() : Future.succeededFuture());
    }

    private synchronized List<Sign> next() {
        var chunk = new ArrayList<Sign>(CHUNK);
        while (chunk.size() < CHUNK && !waiting.isEmpty()) chunk.add(waiting.remove());
        for (var rest = owed.iterator(); chunk.size() < CHUNK && rest.hasNext(); rest.remove()) remind(rest, chunk);
        return chunk;
    }

    private void remind(Iterator<String> rest, List<Sign> chunk) {
        var session = rest.next();
        var trace = memory.of(session);
        if (trace.known()) chunk.add(new Sign(session, "", trace.last(), trace.day(), false));
    }

    private static List<String> keys(List<Sign> chunk) {
        var keys = new ArrayList<String>(2 * chunk.size());
        for (var sign : chunk) {
            keys.add("tinmoi:visit:" + sign.session());
            keys.add("tinmoi:new:" + sign.network() + ":" + sign.at() / 60_000);
        }
        return keys;
    }

    private List<String> arguments(List<Sign> chunk) {
        var arguments = new ArrayList<String>(2 + 5 * chunk.size());
        arguments.add(Long.toString(Sign.GAP_MILLIS));
        arguments.add(Integer.toString(newPerMinute));
        for (var sign : chunk) {
            var trace = memory.of(sign.session());
            arguments.add(Long.toString(sign.at()));
            arguments.add(Long.toString(sign.day()));
            arguments.add(sign.opens() ? "1" : "0");
            arguments.add(Long.toString(trace.last()));
            arguments.add(Long.toString(trace.day()));
        }
        return arguments;
    }

    private synchronized boolean settle(List<Sign> chunk, Response answers) {
        for (int i = 0; i < chunk.size(); i++)
            settle(chunk.get(i), answers.get(i).toInteger());
        if (away) LOG.info("visits are decided with Redis again owed={}", owed.size());
        away = false;
        return true;
    }

    private void settle(Sign sign, int answer) {
        if (!sign.opens()) return;
        if (answer == 2) {
            refuse(sign);
            return;
        }
        memory.remember(sign);
        if (answer == 1) count(sign);
    }

    private synchronized boolean settleAlone(List<Sign> chunk, Throwable failure) {
        if (!away) LOG.warn("visits are decided without Redis signs={} cause={}", chunk.size(), failure.toString());
        away = true;
        chunk.forEach(this::settleAlone);
        while (!waiting.isEmpty()) settleAlone(waiting.remove());
        return false;
    }

    private void settleAlone(Sign sign) {
        if (!sign.opens()) {
            owed.add(sign.session());
            return;
        }
        var before = memory.of(sign.session());
        if (!before.known() && !ceiling.admits(sign)) {
            refuse(sign);
            return;
        }
        memory.remember(sign);
        owed.add(sign.session());
        if (sign.beginsAfter(before)) count(sign);
    }

    private void count(Sign sign) {
        metrics.visitsBegun(1);
        begun.accept(sign.day());
    }

    private void refuse(Sign sign) {
        metrics.visitIgnored("ceiling");
        refused.accept(sign.session());
    }
}
