package vn.tinmoi.people;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.StreamSupport;
import vn.tinmoi.store.RedisLink;

/** Who has a story open, on whichever node, for {@link #FORGOTTEN} after their last sign of it. Without Redis: nobody. Any thread. */
public final class Attendance {
    public static final Duration FORGOTTEN = Duration.ofSeconds(15);

    private static final String KEY = "tinmoi:here:";

    /** KEYS: of the story. ARGV: the person, now and the oldest sign that counts, in milliseconds since 1970, seconds to keep the key. */
    private static final String SIGN = """
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[3])
            redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
            redis.call('EXPIRE', KEYS[1], ARGV[4])
            return redis.call('ZRANGE', KEYS[1], 0, -1)""";

    private final RedisLink redis;
    private final InstantSource clock;

    public Attendance(RedisLink redis, InstantSource clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /** Notes that this person has it open, and gives the names of the others who have. */
    public Future<List<String>> sign(long story, Person person) {
        long now = clock.millis();
        var me = person.login() + " " + person.name();
        return redis.send(Request.cmd(Command.EVAL)
                        .arg(SIGN)
                        .arg(1)
                        .arg(KEY + story)
                        .arg(me)
                        .arg(now)
                        .arg(now - FORGOTTEN.toMillis())
                        .arg(2 * FORGOTTEN.toSeconds()))
                .map(all -> StreamSupport.stream(all.spliterator(), false)
                        .map(Response::toString)
                        .filter(one -> !one.equals(me))
                        .map(one -> one.substring(one.indexOf(' ') + 1))
                        .toList())
                .otherwise(List.of());
    }
}
