package vn.tinmoi.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What one look at a Redis server tells of it, for who examines it and changes nothing.
 *
 * @param version such as {@code 6.2.11}
 * @param maxMemory bytes that it may take; 0: no limit
 * @param policy what it does when they are taken, such as {@code noeviction}; empty: it does not say
 */
public record RedisExam(String version, long maxMemory, String policy) {
    private static final int PATIENCE_MS = 6_000;

    /** Within 6 s. Fails with {@link BackendFailed} that says what to do. */
    public static Future<RedisExam> of(Vertx vertx, String url) {
        var watch = LoopWatch.begin(vertx);
        var client = Redis.createClient(vertx, url);
        return client.connect()
                .compose(connection -> connection.send(Request.cmd(Command.INFO)))
                .map(info -> read(String.valueOf(info)))
                .timeout(PATIENCE_MS, TimeUnit.MILLISECONDS)
                .onComplete(done -> watch.end())
                .onComplete(done -> client.close().onFailure(gone -> {}))
                .recover(failure -> Future.failedFuture(RedisFault.sentence(url, failure, watch)));
    }

    static RedisExam read(String info) {
        Map<String, String> said = info.lines()
                .map(line -> line.split(":", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1].strip(), (first, again) -> first));
        return new RedisExam(
                said.getOrDefault("redis_version", ""),
                Long.parseLong(said.getOrDefault("maxmemory", "0")),
                said.getOrDefault("maxmemory_policy", ""));
    }

    /** Whether it has the commands that we need: 6.2 or newer, or it does not say. */
    public boolean isNewEnough() {
        var parts = version.split("\\.");
        if (parts.length < 2) return true;
        return Integer.parseInt(parts[0]) * 100 + Integer.parseInt(parts[1]) >= 602;
    }
}
