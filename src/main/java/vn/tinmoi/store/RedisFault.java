package vn.tinmoi.store;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Whose fault a failure of the Redis client is. */
enum RedisFault {
    /** The connection is gone or useless: dial again. */
    LINK,
    /** Redis answers, but cannot serve now. */
    SERVER,
    /** The command is wrong. */
    COMMAND;

    private static final Pattern VERSION = Pattern.compile("redis_version:(\\d+)\\.(\\d+)");

    static RedisFault of(Throwable failure) {
        if (failure instanceof IOException || failure instanceof TimeoutException) return LINK;
        if (says(failure, "CONNECTION_CLOSED", "Connection is closed", "LOADING", "READONLY", "MASTERDOWN"))
            return LINK;
        if (says(failure, "Redis waiting queue is full", "OOM", "MISCONF", "BUSY ", "NOREPLICAS")) return SERVER;
        if (failure instanceof Response) return COMMAND;
        return says(failure, "Redis command is not valid", "PubSub command") ? COMMAND : LINK;
    }

    static boolean isUnknownScript(Throwable failure) {
        return says(failure, "NOSCRIPT");
    }

    /** Fails with {@link BackendFailed} when it is older than 6.2, whose commands (GETEX) we need. */
    static Future<Void> checkVersion(RedisConnection connection) {
        return connection.send(Request.cmd(Command.INFO).arg("server")).map(info -> {
            var version = VERSION.matcher(String.valueOf(info));
            if (version.find() && Integer.parseInt(version.group(1)) * 100 + Integer.parseInt(version.group(2)) < 602)
                throw new BackendFailed("the Redis of TINMOI_REDIS_URL is version " + version.group(1) + "."
                        + version.group(2) + ", but 6.2 or newer is needed: upgrade it");
            return null;
        });
    }

    /** One sentence for the operator, without the password; {@code watch}: on the loop that asked. */
    static BackendFailed sentence(String url, Throwable failure, LoopWatch watch) {
        return watch.blame("Redis at " + address(url), failure, () -> sentence(url, failure));
    }

    private static BackendFailed sentence(String url, Throwable failure) {
        if (failure instanceof BackendFailed said) return said;
        return new Unreachable(
                "Redis at " + address(url) + " " + complaint(url, failure)
                        + ": check TINMOI_REDIS_URL (redis://:password@host:6379/0) and that the server runs",
                failure);
    }

    /** The first line of what it says, with the address in place of a URL that it quotes. */
    static String brief(String url, Throwable failure) {
        return failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : failure.getMessage()
                        .replace(url, address(url))
                        .lines()
                        .findFirst()
                        .orElse("");
    }

    private static String complaint(String url, Throwable failure) {
        if (failure instanceof UnknownHostException) return "cannot be found, its host name is unknown";
        if (failure instanceof TimeoutException) return "does not answer in time";
        if (failure instanceof SSLException) return "does not speak TLS as expected (" + brief(url, failure) + ")";
        if (says(failure, "WRONGPASS", "NOAUTH", "ERR AUTH", "ERR invalid password")) return "refuses the password";
        if (says(failure, "ERR DB index", "ERR invalid DB")) return "has no such database number";
        return failure instanceof Response
                ? "refuses us (" + brief(url, failure) + ")"
                : "cannot be reached (" + brief(url, failure) + ")";
    }

    private static String address(String url) {
        try {
            var uri = URI.create(url);
            return (uri.getHost() == null ? "?" : uri.getHost()) + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        } catch (IllegalArgumentException e) {
            return "an unreadable address";
        }
    }

    private static boolean says(@Nullable Throwable failure, String... beginnings) {
        var message = failure == null ? null : failure.getMessage();
        return message != null && Stream.of(beginnings).anyMatch(message::startsWith);
    }
}
