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
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.store.Script;

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

    /**
     * KEYS: for each sign its session and its network's minute. ARGV: the gap, the ceiling, how many characters of reads a
     * visit keeps, the prefix of the days' distinct readers, the key by which Redis should know the node; then for each
     * sign its time, its day, its kind, its articles, and the last time, day, begin and reads that the node remembers. Answers for each: 0, 1 (begins a visit) or 2 (above
     * the ceiling); which of its articles are read for the first time in the visit, by bits; when the visit began; all that
     * it has read. Nothing, and nothing is done, when Redis does not know the node: it has forgotten. Session values are "last:day:began:reads"; they outlive the gap a little, because nodes' clocks differ.
     * A sign that was sent before, and whose visit stands there as begun with it, begins it again: nobody heard of it.
     * The day's distinct readers are a HyperLogLog, kept three days, for {@link DayReaders}.
     */
    private static final Script JUDGE = new Script("""
            local gap, ceiling, room, readers = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
            if ARGV[5] ~= '' and redis.call('EXISTS', ARGV[5]) == 0 then return {} end
            local answers, days = {}, {}
            for i = 1, #KEYS / 2 do
              local session, network, a = KEYS[2 * i - 1], KEYS[2 * i], 8 * i - 2
              local at, day, kind, articles = tonumber(ARGV[a]), tonumber(ARGV[a + 1]), ARGV[a + 2], ARGV[a + 3]
              local last, of_day = tonumber(ARGV[a + 4]), tonumber(ARGV[a + 5])
              local began, reads = tonumber(ARGV[a + 6]), ARGV[a + 7]
              local known, newest = redis.call('GET', session), 0
              if known and kind == 'ARRIVES_AGAIN' then
                local l, b = string.match(known, '^(%-?%d+):%-?%d+:(%-?%d+):')
                if tonumber(b) == at then known, newest = false, tonumber(l) end
              end
              if kind == 'ARRIVES_AGAIN' then kind = 'ARRIVES' end
              if known then
                local l, d, b, r = string.match(known, '^(%-?%d+):(%-?%d+):(%-?%d+):(.*)$')
                last, of_day, b = math.max(last, tonumber(l)), math.max(of_day, tonumber(d)), tonumber(b)
                if b > began then
                  began, reads = b, r
                elseif b == began then
                  for id in string.gmatch(r, '%d+') do
                    if not string.find(reads, ',' .. id .. ',', 1, true) then reads = reads .. id .. ',' end
                  end
                end
              end
              local answer, first, bit = 0, 0, 1
              if kind == 'ARRIVES' and (at - last >= gap or day > of_day)
                or kind == 'STAYS' and last >= 0 and day > of_day
                or kind == 'TURNS' and day > of_day then
                answer, began, reads = 1, at, ','
                if kind == 'ARRIVES' and last < 0 then
                  if redis.call('INCR', network) > ceiling then answer = 2 end
                  redis.call('EXPIRE', network, 120)
                end
              end
              if answer < 2 and (answer == 1 or last >= 0) then
                if kind ~= 'REMINDS' then of_day = math.max(of_day, day) end
                for id in string.gmatch(articles, '%d+') do
                  if #reads < room and not string.find(reads, ',' .. id .. ',', 1, true) then
                    reads, first = reads .. id .. ',', first + bit
                  end
                  bit = bit * 2
                end
                local value = string.format('%.0f:%.0f:%.0f:%s', math.max(last, at, newest), of_day, began, reads)
                redis.call('SET', session, value, 'PX', gap + 600000)
                redis.call('PFADD', readers .. day, session)
                days[day] = true
              end
              answers[4 * i - 3], answers[4 * i - 2], answers[4 * i - 1], answers[4 * i] = answer, first, began, reads
            end
            for day in pairs(days) do redis.call('EXPIRE', readers .. day, 259200) end
            return answers""");

    private final Scripts scripts;
    private final Presence presence;
    private final InstantSource clock;
    private final SessionMemory memory = new SessionMemory();
    private final NetworkCeiling ceiling;
    private final int newPerMinute;
    private final VisitTally tally;
    private final Metrics metrics;
    private final Queue<Sign> waiting = new ArrayDeque<>();
    /** Sessions of which Redis should hear what this node remembers. */
    private final Set<String> owed = new LinkedHashSet<>();

    private boolean away;
    private long awaySince;
    private long holdsUntil;
    private boolean released;

    /** {@code tally} gets each visit begun and each story read; {@code presence} shows out each session above the ceiling. */
    VisitLedger(
            Scripts scripts,
            int newPerMinute,
            VisitTally tally,
            Presence presence,
            InstantSource clock,
            Metrics metrics) {
        this.scripts = scripts;
        this.ceiling = new NetworkCeiling(newPerMinute);
        this.newPerMinute = newPerMinute;
        this.tally = tally;
        this.presence = presence;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Takes a sign that may begin a visit; {@link #flush} decides. */
    synchronized void offer(Sign sign) {
        if (waiting.size() < MOST_WAITING) waiting.add(sign);
        else metrics.visitIgnored("overload");
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
        if (chunk.isEmpty()) return Future.succeededFuture();
        return scripts.run(JUDGE, keys(chunk), arguments(chunk))
                .map(answers -> answers.size() == 0 ? takeBack(chunk) : settle(chunk, answers))
                .recover(failure -> Future.succeededFuture(settleAlone(chunk, failure)))
                .compose(answered -> answered ? flush() : Future.succeededFuture());
    }

    private synchronized List<Sign> next() {
        var chunk = new ArrayList<Sign>(CHUNK);
        boolean holds = holds();
        for (var rest = waiting.iterator(); chunk.size() < CHUNK && rest.hasNext(); ) {
            var sign = rest.next();
            if (holds && !memory.of(sign.session()).known()) continue;
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

    private static List<String> keys(List<Sign> chunk) {
        var keys = new ArrayList<String>(2 * chunk.size());
        for (var sign : chunk) {
            keys.add("tinmoi:session:" + sign.session());
            keys.add("tinmoi:new:" + sign.network() + ":" + sign.at() / 60_000);
        }
        return keys;
    }

    private synchronized List<String> arguments(List<Sign> chunk) {
        var arguments = new ArrayList<String>(5 + 8 * chunk.size());
        arguments.add(Long.toString(Sign.GAP_MILLIS));
        arguments.add(Integer.toString(newPerMinute));
        arguments.add(Integer.toString(SessionMemory.READS_CHARS));
        arguments.add(DayReaders.PREFIX);
        arguments.add(released || holds() ? "" : presence.badge());
        for (var sign : chunk) describe(sign, arguments);
        return arguments;
    }

    private void describe(Sign sign, List<String> arguments) {
        var trace = memory.of(sign.session());
        arguments.add(Long.toString(sign.at()));
        arguments.add(Long.toString(sign.day()));
        arguments.add(sign.kind().name());
        arguments.add(sign.articles().stream().map(Object::toString).collect(Collectors.joining(",")));
        arguments.add(Long.toString(trace.last()));
        arguments.add(Long.toString(trace.day()));
        arguments.add(Long.toString(trace.began()));
        arguments.add(trace.reads());
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
        if (sign.kind() == Sign.Kind.REMINDS || answer == 0 && began < 0) return; // nobody knows the session
        memory.remember(sign.session(), memory.of(sign.session()).after(sign, began, reads));
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
        if (sign.arrives() && !known && !released && clock.millis() < awaySince + HOLD_MILLIS) waiting.add(later);
        else settleAlone(sign);
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
        if (begins) count(sign);
        var visit = begins ? before.after(sign, sign.at(), ",") : before.after(sign, before.began(), before.reads());
        memory.remember(sign.session(), reading(sign, visit));
    }

    private SessionMemory.Trace reading(Sign sign, SessionMemory.Trace visit) {
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
        metrics.visitIgnored("ceiling");
        presence.expel(sign.session());
    }
}
