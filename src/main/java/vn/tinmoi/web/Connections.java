package vn.tinmoi.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.VertxConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop that speak HTTP, in the order in which they last said something; streams have left. When
 * the node is nearly full the one that was silent longest makes way, and only when there is none somebody is refused. Who
 * sends a request too slowly is answered and hung up on. While there is no connection nothing runs. On its event loop.
 */
public final class Connections {
    private static final int LOOKED_AT = 32; // that may be busy, before a free place is given up on

    /**
     * How fast a request has to come.
     *
     * @param head time for the head, from its first byte
     * @param body time for a body, and
     * @param bytesPerSecond so many bytes for each further second of it
     * @param look how often it is looked at
     */
    public record Pace(Duration head, Duration body, int bytesPerSecond, Duration look) {
        /** A picture of 20 MiB on a line of 128 kbit/s takes 22 minutes and is taken. */
        public static final Pace USUAL =
                new Pace(Duration.ofSeconds(20), Duration.ofSeconds(20), 16 << 10, Duration.ofSeconds(5));
    }

    private final Vertx vertx;
    private final ConnectionLimits limits;
    private final Pace pace;
    private final Consumer<HttpConnection> lastWords =
            LastWords::on; // its class is read now: a full node may have no descriptor for it
    private final byte[] full;
    private final byte[] tooMany;
    private @Nullable StrictDecoder oldest;
    private @Nullable StrictDecoder newest;
    private boolean looking;

    public Connections(Vertx vertx, ConnectionLimits limits, Pace pace, SecurityHeaders headers) {
        this.vertx = vertx;
        this.limits = limits;
        this.pace = pace;
        var plain = headers.of("/");
        full = refusal("503 Service Unavailable", "The server has too many connections. Please come back.", plain);
        tooMany = refusal("429 Too Many Requests", "There are too many connections from this address.", plain);
    }

    private static byte[] refusal(String status, String words, Map<String, String> headers) {
        var head = new StringBuilder("HTTP/1.1 " + status + "\r\nConnection: close\r\nRetry-After: 5\r\n"
                + "Content-Type: text/plain\r\nCache-Control: no-store\r\nContent-Length: " + (words.length() + 1)
                + "\r\n");
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        return head.append("\r\n" + words + "\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** A new connection; false: it was refused. */
    public boolean accepted(HttpConnection connection, HttpServerOptions options) {
        if (!(connection instanceof VertxConnection one)) return true;
        var remote = connection.remoteAddress();
        var address = remote == null || remote.hostAddress() == null ? "" : remote.hostAddress();
        limits.opened(one.channel());
        if (limits.isNearlyFull()) makeWay();
        if (limits.isFull()) return refuse(connection, one.channel(), "node", full);
        if (!limits.enter(address)) return refuse(connection, one.channel(), "address", tooMany);
        StrictDecoder.install(one.channel(), options, this, address);
        return true;
    }

    private boolean refuse(HttpConnection connection, Channel channel, String reason, byte[] answer) {
        limits.ended(reason);
        if (limits.isOverfull()) {
            channel.close();
            return false;
        }
        lastWords.accept(connection);
        channel.pipeline()
                .firstContext()
                .writeAndFlush(Unpooled.wrappedBuffer(answer))
                .addListener(ChannelFutureListener.CLOSE);
        return false;
    }

    private void makeWay() {
        var one = oldest;
        for (int i = 0; i < LOOKED_AT && one != null; i++) {
            var next = one.newer;
            if (one.isIdle()) {
                limits.ended("idle");
                one.hangUp();
                return;
            }
            one = next;
        }
    }

    void add(StrictDecoder one) {
        one.older = newest;
        if (newest == null) oldest = one;
        else newest.newer = one;
        newest = one;
        if (!looking) lookLater();
    }

    /** It has said something. */
    void heard(StrictDecoder one) {
        if (newest == one) return;
        unlink(one);
        add(one);
    }

    void remove(StrictDecoder one, String address) {
        unlink(one);
        limits.leave(address);
    }

    private void unlink(StrictDecoder one) {
        if (one.older == null) oldest = one.newer;
        else one.older.newer = one.newer;
        if (one.newer == null) newest = one.older;
        else one.newer.older = one.older;
        one.older = null;
        one.newer = null;
    }

    private void lookLater() {
        looking = true;
        vertx.setTimer(pace.look().toMillis(), timer -> look());
    }

    private void look() {
        looking = false;
        long now = System.nanoTime();
        for (var one = oldest; one != null; ) {
            var next = one.newer;
            if (one.isSlow(now, pace)) {
                limits.ended("slow");
                one.giveUp();
            }
            one = next;
        }
        if (oldest != null && !looking) lookLater();
    }
}
