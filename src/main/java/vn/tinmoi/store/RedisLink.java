package vn.tinmoi.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Problem;

/**
 * The door to Redis: one held connection, on which all commands pipeline. The client's pool would heal itself, but it
 * queues while Redis is away and knows no time-out; Redis holds nothing that is worth waiting for. So a command fails at
 * once while the link is down or owes an answer for longer than 500 ms, and what does not answer for three seconds more is
 * hung up and dialled again.
 *
 * <p>Any thread; results come on the caller's context. The connection's own life belongs to the context of {@link #open}.
 */
public final class RedisLink {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final long COMMAND_MS = 500;
    private static final long SILENT_MS = 3_000;
    private static final long DIAL_MS = 2_000;
    private static final long PROBE_MS = 9_000; // the whole probe is promised within 10 s

    private final Vertx vertx;
    private final String url;
    private final Metrics metrics;
    private final Context home;
    private final Promise<Void> firstUp = Promise.promise();
    private volatile @Nullable RedisConnection live;
    private volatile @Nullable RedisConnection suspended; // owes an answer; nothing more is asked until it came
    private volatile boolean closed;
    private @Nullable Redis client;

    private RedisLink(Vertx vertx, String url, Metrics metrics) {
        this.vertx = vertx;
        this.url = url;
        this.metrics = metrics;
        this.home = vertx.getOrCreateContext();
    }

    /**
     * Begins to dial and goes on until {@link #close}: after 100 ms, 200 ms, … at most 5 s, with jitter.
     *
     * @param url {@code redis://} or {@code rediss://}, {@code :password@host:port/database}
     */
    public static RedisLink open(Vertx vertx, String url, Metrics metrics) {
        var link = new RedisLink(vertx, url, metrics);
        metrics.stores().dependencyUp("redis", false);
        link.home.runOnContext(now -> link.dial(0));
        return link;
    }

    /**
     * Null is Redis' nil. Fails with a {@link Problem} UNAVAILABLE when Redis is away or cannot serve, and with Redis' own
     * words when the command is at fault.
     */
    public Future<@Nullable Response> send(Request request) {
        var connection = live;
        return connection == null ? away() : bounded(connection, connection.send(request));
    }

    /** Runs the script by its SHA-1, and by its source where this Redis does not know it yet. Fails as {@link #send} does. */
    public Future<@Nullable Response> eval(Script script, List<String> keys, List<String> arguments) {
        return send(call(Command.EVALSHA, script.sha1(), keys, arguments))
                .recover(failure -> RedisFault.isUnknownScript(failure)
                        ? send(call(Command.EVAL, script.source(), keys, arguments))
                        : Future.failedFuture(failure));
    }

    /** Whether commands are sent now. */
    boolean up() {
        return live != null;
    }

    /** Whether Redis is there; one late answer does not make it away. */
    public boolean there() {
        return live != null || suspended != null;
    }

    /** For the start: succeeds once the link is up; fails within 10 s with {@link BackendFailed} saying what to do. */
    public Future<Void> probe() {
        var watch = LoopWatch.begin(vertx);
        return connect(PROBE_MS)
                .compose(dialled -> RedisFault.checkVersion(dialled.connection).eventually(dialled.client::close))
                .compose(fit -> firstUp.future())
                .timeout(PROBE_MS, TimeUnit.MILLISECONDS)
                .onComplete(done -> watch.end())
                .recover(failure -> Future.failedFuture(RedisFault.sentence(url, failure, watch)));
    }

    /** Hangs up; commands under way fail. */
    public Future<Void> close() {
        closed = true;
        var hungUp = Promise.<Void>promise();
        home.runOnContext(now -> hangUp().onComplete(hungUp));
        return hungUp.future();
    }

    private static <T> Future<T> away() {
        return Future.failedFuture(Problem.unavailable("store.away"));
    }

    private static Request call(Command command, String script, List<String> keys, List<String> arguments) {
        var request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(request::arg);
        return request;
    }

    private <T> Future<T> bounded(RedisConnection connection, Future<T> answer) {
        return answer.timeout(COMMAND_MS, TimeUnit.MILLISECONDS).recover(failure -> {
            var fault = RedisFault.of(failure);
            if (failure instanceof TimeoutException) suspend(connection, answer);
            else if (fault == RedisFault.LINK) lost(connection, failure);
            return fault == RedisFault.COMMAND ? Future.failedFuture(failure) : away();
        });
    }

    /** A late answer may be a starved machine's: only one that does not come for three seconds is a loss. */
    private void suspend(RedisConnection connection, Future<?> answer) {
        home.runOnContext(now -> {
            if (live != connection) return;
            live = null;
            suspended = connection;
            metrics.stores().missed("redis", "silent");
            long timer = vertx.setTimer(SILENT_MS, late -> lost(connection, new TimeoutException("no answer")));
            answer.onComplete(said -> home.runOnContext(then -> {
                if (vertx.cancelTimer(timer)) resume(connection);
            }));
        });
    }

    /** An answer that is a failure is one, too; a connection that broke is told by its own handlers. */
    private void resume(RedisConnection connection) {
        if (suspended != connection) return;
        suspended = null;
        live = connection;
    }

    private record Dialled(Redis client, RedisConnection connection) {}

    /** A client for each connection: closing it is the only way to be rid of a connection that hangs. */
    private Future<Dialled> connect(long patienceMs) {
        Redis fresh;
        try {
            fresh = Redis.createClient(vertx, options());
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
        return Future.<RedisConnection>future(promise -> fresh.connect().onComplete(promise))
                .compose(connection ->
                        connection.send(Request.cmd(Command.PING)).map(pong -> new Dialled(fresh, connection)))
                .timeout(patienceMs, TimeUnit.MILLISECONDS)
                .onFailure(failure -> fresh.close().onFailure(RedisLink::ignoreClosing));
    }

    private RedisOptions options() {
        var options = new RedisOptions()
                .setConnectionString(url)
                .setPoolName("redis") // a random one would leave its metrics behind at each reconnect
                .setPoolCleanerInterval(-1);
        options.getNetClientOptions()
                .setConnectTimeout((int) DIAL_MS)
                .setTcpKeepAlive(true)
                .setHostnameVerificationAlgorithm("HTTPS");
        return options;
    }

    private void dial(int attempt) {
        if (closed) return;
        connect(DIAL_MS)
                .onComplete(dialled -> home.runOnContext(now -> {
                    if (dialled.succeeded()) hold(dialled.result());
                    else redial(attempt, dialled.cause());
                }));
    }

    private void redial(int attempt, Throwable cause) {
        // before the first connection the probe says it, with what to do
        if (attempt == 0 && firstUp.future().isComplete())
            LOG.warn("redis does not answer, dialling on cause=\"{}\"", RedisFault.brief(url, cause));
        vertx.setTimer(delay(attempt), timer -> dial(attempt + 1));
    }

    /** 100 ms × 2ⁿ, at most 5 s, of which a random half is taken off, so that nodes do not dial in step. */
    static long delay(int attempt) {
        long full = Math.min(5_000, 100L << Math.min(attempt, 6));
        return full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1);
    }

    private void hold(Dialled dialled) {
        client = dialled.client;
        live = dialled.connection;
        dialled.connection.endHandler(end -> lost(dialled.connection, new IOException("closed")));
        dialled.connection.exceptionHandler(failure -> lost(dialled.connection, failure));
        if (closed) hangUp().onFailure(RedisLink::ignoreClosing);
        else announce();
    }

    private void announce() {
        metrics.stores().dependencyUp("redis", true);
        LOG.info("redis answers");
        firstUp.tryComplete();
    }

    private void lost(RedisConnection connection, Throwable cause) {
        home.runOnContext(now -> {
            if (live != connection && suspended != connection) return;
            hangUp().onFailure(RedisLink::ignoreClosing);
            if (!closed) redial(0, cause);
        });
    }

    private Future<Void> hangUp() {
        live = null;
        suspended = null;
        metrics.stores().dependencyUp("redis", false);
        var old = client;
        client = null;
        return old == null ? Future.succeededFuture() : old.close();
    }

    private static void ignoreClosing(Throwable failure) {
        LOG.debug("redis connection did not close in order", failure);
    }
}
