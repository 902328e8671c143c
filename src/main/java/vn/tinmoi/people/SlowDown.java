package vn.tinmoi.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.RedisLink;
import vn.tinmoi.store.Script;

/**
 * Makes whoever guesses wait: after three failures a second, then two, four … and never more than {@value #LONGEST} s, so that
 * nobody can lock anybody out. By name, of an account or of a network. All nodes count in Redis together; each also keeps the
 * names used last, and the longer wait of both is the one that counts, so that Redis away makes guessing no cheaper than on one
 * node. Any thread.
 */
final class SlowDown {
    static final int FREE = 3; // failures that cost nothing: people mistype
    static final int LONGEST = 30; // s
    private static final Duration FORGOTTEN = Duration.ofMinutes(15); // after the last failure
    private static final int NAMES = 10_000;
    private static final String KEY = "tinmoi:slow:";

    /** KEYS: the name's. ARGV: now, and how long it is remembered, both in ms. */
    private static final Script FAILED = new Script("""
            local last = redis.call('HGET', KEYS[1], 'last')
            if last and tonumber(last) < ARGV[1] - ARGV[2] then redis.call('DEL', KEYS[1]) end
            redis.call('HSET', KEYS[1], 'last', ARGV[1])
            redis.call('PEXPIRE', KEYS[1], ARGV[2])
            return redis.call('HINCRBY', KEYS[1], 'number', 1)""");

    /** Number and last failure of each name, 0 where there is none. */
    private static final Script KNOWN = new Script("""
            local known = {}
            for _, key in ipairs(KEYS) do
              local one = redis.call('HMGET', key, 'number', 'last')
              known[#known + 1] = one[1] or '0'
              known[#known + 1] = one[2] or '0'
            end
            return known""");

    private static final Script SUCCEEDED = new Script("return redis.call('DEL', KEYS[1])");

    private final RedisLink redis;
    private final InstantSource clock;
    private final Cache<String, Failures> failures =
            Caffeine.newBuilder().maximumSize(NAMES).executor(Runnable::run).build();

    private record Failures(int number, Instant last) {
        Duration waitAt(Instant now) {
            if (number < FREE) return Duration.ZERO;
            var longest = Duration.ofSeconds(Math.min(LONGEST, 1L << Math.min(10, number - FREE)));
            var left = Duration.between(now, last.plus(longest));
            return left.compareTo(longest) > 0 ? longest : left; // another node's clock may be ahead
        }
    }

    SlowDown(RedisLink redis, InstantSource clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /** Fails with a {@link Problem} TOO_MANY and the seconds to wait, while there are any for one of the names. */
    Future<Void> require(String... names) {
        return redis.eval(KNOWN, keys(names), List.of()).otherwiseEmpty().map(shared -> {
            var now = clock.instant();
            var longest = Duration.ZERO;
            for (int i = 0; i < names.length; i++) {
                longest = longer(longest, failures.getIfPresent(names[i]), now);
                if (shared != null) longest = longer(longest, shared(shared, i), now);
            }
            if (longest.isPositive())
                throw new Problem(Problem.Kind.TOO_MANY, "sign-in.slow", null, (longest.toMillis() + 999) / 1000);
            return null;
        });
    }

    private static Duration longer(Duration wait, @Nullable Failures known, Instant now) {
        if (known == null) return wait;
        var other = known.waitAt(now);
        return other.compareTo(wait) > 0 ? other : wait;
    }

    private static Failures shared(Response known, int name) {
        return new Failures(
                known.get(2 * name).toInteger(),
                Instant.ofEpochMilli(known.get(2 * name + 1).toLong()));
    }

    /** Never fails. */
    Future<Void> failed(String name) {
        var now = clock.instant();
        failures.asMap()
                .merge(
                        name,
                        new Failures(1, now),
                        (before, one) -> new Failures(
                                now.isAfter(before.last().plus(FORGOTTEN)) ? 1 : before.number() + 1, now));
        var arguments = List.of(Long.toString(now.toEpochMilli()), Long.toString(FORGOTTEN.toMillis()));
        return redis.eval(FAILED, keys(name), arguments).otherwiseEmpty().mapEmpty();
    }

    /** Never fails. */
    Future<Void> succeeded(String name) {
        failures.invalidate(name);
        return redis.eval(SUCCEEDED, keys(name), List.of()).otherwiseEmpty().mapEmpty();
    }

    private static List<String> keys(String... names) {
        return List.of(names).stream().map(KEY::concat).toList();
    }
}
