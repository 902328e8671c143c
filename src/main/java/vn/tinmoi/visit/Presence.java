package vn.tinmoi.visit;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.store.Script;

/**
 * Who is here: sessions with an open stream, on any number of tabs and nodes, and those without one for five minutes after
 * their last beacon or pixel.
 *
 * <p>Each node keeps a set of its sessions in Redis and tells it once a second, in one script, who came and who went; the
 * script answers how many the sets of all nodes hold together. A set expires, so a dead node's readers drop off. Readers
 * without a stream belong to no node and share one sorted set. When the set is not what the node believes (flushed,
 * expired), the next exchange brings it whole. One key a reader was rejected: a write a second for each. Any thread.
 */
final class Presence {
    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
    static final long GUEST_MILLIS = 5 * 60_000L;

    private static final String NODES = "tinmoi:nodes";
    private static final String GUESTS = "tinmoi:guests";

    private static final String BADGE = "tinmoi:node:";

    /**
     * KEYS: the nodes, the guests, a place for the union, this node's badge. ARGV: prefix of the nodes' sets, this node, its set's life in ms,
     * now, when guests that are over were last seen, whether everything follows, whether the node gets a badge, how many
     * came, how many went; then those who came, those who went, and guests with their times. Answers the size of this
     * node's set, how many are here, and whether Redis did not know the node. A node without readers writes nothing but a
     * longer life of its badge, once in five minutes. Then the node gets its badge with the next
     * exchange and not with this one: until it has read this answer, nothing that asks for the badge must find it.
     */
    private static final Script EXCHANGE = new Script("""
            local prefix, node, ttl = ARGV[1], ARGV[2], ARGV[3]
            local now, over, whole, badge = ARGV[4], ARGV[5], ARGV[6] == '1', ARGV[7] == '1'
            local came, went = tonumber(ARGV[8]), tonumber(ARGV[9])
            local own = prefix .. node
            if whole then redis.call('DEL', own) end
            for i = 10, 9 + came do
              redis.call('SADD', own, ARGV[i])
              redis.call('ZREM', KEYS[2], ARGV[i])
            end
            for i = 10 + came, 9 + came + went do
              redis.call('SREM', own, ARGV[i])
              redis.call('ZREM', KEYS[2], ARGV[i])
            end
            redis.call('PEXPIRE', own, ttl)
            local left = redis.call('PTTL', KEYS[4])
            local unknown = left < 0 and 1 or 0
            if unknown == 0 and left < 300000 then redis.call('PEXPIRE', KEYS[4], 600000) end
            if badge then redis.call('SET', KEYS[4], '1', 'PX', 600000) end
            if redis.call('EXISTS', own) == 1 then redis.call('SADD', KEYS[1], node) end
            local sets = {}
            for _, name in ipairs(redis.call('SMEMBERS', KEYS[1])) do
              if redis.call('EXISTS', prefix .. name) == 1 then sets[#sets + 1] = prefix .. name
              elseif name ~= node then redis.call('SREM', KEYS[1], name) end
            end
            local function open(session)
              for _, set in ipairs(sets) do
                if redis.call('SISMEMBER', set, session) == 1 then return true end
              end
              return false
            end
            for i = 10 + came + went, #ARGV, 2 do
              if not open(ARGV[i]) then redis.call('ZADD', KEYS[2], ARGV[i + 1], ARGV[i]) end
            end
            redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', over)
            local here = redis.call('ZCARD', KEYS[2])
            if #sets == 1 then here = here + redis.call('SCARD', sets[1])
            elseif #sets > 1 then
              here = here + redis.call('SUNIONSTORE', KEYS[3], unpack(sets))
              redis.call('DEL', KEYS[3])
            end
            return {redis.call('SCARD', own), here, unknown}""");

    private static final Script LEAVE = new Script("""
            redis.call('DEL', KEYS[2], KEYS[3])
            return redis.call('SREM', KEYS[1], ARGV[1])""");

    private final Scripts scripts;
    private final InstantSource clock;
    private final String node;
    private final Runnable forgotten;
    /** Sessions to the number of their streams on this node. */
    private final Map<String, Integer> open = new HashMap<>();
    /** Sessions to their last beacon or pixel here, oldest first. */
    private final Map<String, Long> guests = new LinkedHashMap<>();

    /** Names that end with the day, of sessions with a stream, to those that they have tomorrow. */
    private final Map<String, String> tomorrow = new HashMap<>();
    /** Names of yesterday to today's, for streams that were open at midnight. */
    private final Map<String, String> renamed = new HashMap<>();

    private Set<String> came = new LinkedHashSet<>();
    private Set<String> went = new LinkedHashSet<>();
    private Map<String, Long> beacons = new LinkedHashMap<>();
    private boolean whole = true;
    private boolean away;
    private boolean registered;
    private boolean needsBadge = true;
    private long everywhere;

    /** {@code forgotten} is run when Redis has lost what it knew, or may have. */
    Presence(Scripts scripts, InstantSource clock, String node, Runnable forgotten) {
        this.scripts = scripts;
        this.clock = clock;
        this.node = node;
        this.forgotten = forgotten;
    }

    /** A stream of the session opened. {@code next}: the session's name from midnight on; null: the same. */
    synchronized void enter(String session, @Nullable String next) {
        open.merge(session, 1, Integer::sum);
        if (next != null) tomorrow.put(session, next);
        guests.remove(session);
        beacons.remove(session);
        went.remove(session);
        came.add(session);
    }

    /** A stream of the session, by its name when it opened, closed. Its name now; null when it was not here. */
    @CanIgnoreReturnValue
    synchronized @Nullable String leave(String opened) {
        var session = renamed.getOrDefault(opened, opened);
        var streams = open.get(session);
        if (streams == null) return null;
        if (streams == 1) gone(session);
        else open.put(session, streams - 1);
        return session;
    }

    /** Midnight has passed: gives today's names to the sessions that have other ones each day. All that are here. */
    synchronized List<String> turn() {
        renamed.clear();
        renamed.putAll(tomorrow);
        renamed.forEach((before, now) -> {
            var streams = open.get(before);
            if (streams == null) return;
            gone(before);
            open.merge(now, streams, Integer::sum);
            came.add(now);
            went.remove(now);
        });
        return List.copyOf(open.keySet());
    }

    private void gone(String session) {
        open.remove(session);
        tomorrow.remove(session);
        came.remove(session);
        went.add(session);
    }

    /** The session gave a sign without a stream. */
    synchronized void beacon(String session, long at) {
        if (open.containsKey(session)) return;
        guests.remove(session);
        guests.put(session, at);
        beacons.put(session, at);
    }

    /** The session that gave such a sign is none after all: above the ceiling. */
    synchronized void forget(String session) {
        if (guests.remove(session) == null) return;
        beacons.remove(session);
        went.add(session);
    }

    /** The sessions with a stream on this node. */
    synchronized List<String> open() {
        return List.copyOf(open.keySet());
    }

    /** Sessions here now, all nodes; this node's alone while Redis is away. */
    synchronized long online() {
        return away ? open.size() + guests.size() : everywhere;
    }

    /** The key that is in Redis as long as Redis knows this node; empty before the first exchange. */
    synchronized String badge() {
        return registered ? BADGE + node : "";
    }

    /** This node knows that Redis has forgotten it: the next exchange gives it a badge again. */
    synchronized void noticed() {
        needsBadge = true;
    }

    /** Whether nobody is here, and Redis knows that. */
    synchronized boolean rests() {
        boolean told = registered && !away && !whole && !needsBadge;
        return told && open.isEmpty() && guests.isEmpty() && came.isEmpty() && went.isEmpty() && beacons.isEmpty();
    }

    /** Whether the last exchange failed. */
    synchronized boolean away() {
        return away;
    }

    /** Tells Redis who came and went and learns who is here. Never fails. Not to be called again before it is done. */
    Future<Void> exchange() {
        long now = clock.millis();
        return exchange(news(now), now)
                .onSuccess(lost -> {
                    if (lost) forgotten.run();
                })
                .<Void>mapEmpty()
                .recover(failure -> Future.succeededFuture(lost(failure)));
    }

    /** One script for each part; whether Redis has forgotten. */
    private Future<Boolean> exchange(List<PresenceNews> parts, long now) {
        var part = parts.getFirst();
        var rest = parts.subList(1, parts.size());
        return scripts.run(
                        EXCHANGE,
                        List.of(NODES, GUESTS, PresenceNews.HERE, BADGE + node),
                        part.arguments(node, now, now - GUEST_MILLIS))
                .map(answer -> learn(answer, part))
                .compose(lost -> rest.isEmpty()
                        ? Future.succeededFuture(lost)
                        : exchange(rest, now).map(later -> lost || later));
    }

    /** Takes this node's readers off the count. Never fails. */
    Future<Void> stop() {
        return scripts.run(LEAVE, List.of(NODES, PresenceNews.HERE + node, BADGE + node), List.of(node))
                .<Void>mapEmpty()
                .recover(failure -> Future.succeededFuture());
    }

    private synchronized List<PresenceNews> news(long now) {
        for (var oldest = guests.values().iterator(); oldest.hasNext() && oldest.next() <= now - GUEST_MILLIS; ) {
            oldest.remove();
        }
        var news = whole
                ? new PresenceNews(true, needsBadge, Set.copyOf(open.keySet()), went, Map.copyOf(guests), open.size())
                : new PresenceNews(false, needsBadge, came, went, beacons, open.size());
        came = new LinkedHashSet<>();
        went = new LinkedHashSet<>();
        beacons = new LinkedHashMap<>();
        return news.parts();
    }

    /** Whether Redis has forgotten, or may have while it did not answer. */
    private synchronized boolean learn(Response answer, PresenceNews told) {
        needsBadge = answer.get(2).toInteger() == 1 && !told.badge();
        boolean lost = registered && (away || needsBadge);
        registered = true;
        if (away) LOG.info("presence is shared again sessions={}", told.expected());
        away = false;
        whole = answer.get(0).toInteger() != told.expected();
        everywhere = answer.get(1).toLong();
        return lost;
    }

    private synchronized @Nullable Void lost(Throwable failure) {
        if (!away) LOG.warn("presence is not shared, Redis does not answer cause={}", failure.toString());
        away = true;
        whole = true;
        return null;
    }
}
