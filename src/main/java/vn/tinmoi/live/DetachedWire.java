package vn.tinmoi.live;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.VertxConnection;
import io.vertx.core.net.impl.VertxHandler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.web.ExpressHandler;

/**
 * A stream of Server-Sent Events on HTTP/1.1 that leaves the HTTP machinery. Head and first event go through the ordinary
 * response; once they are on the socket the HTTP handlers leave the pipeline, Vert.x is told that its connection is over,
 * and of the request nothing stays but this object, the pipeline's last handler. Frames are framed as chunks beforehand.
 *
 * <p>The cost: it knows the pipeline of one version of Vert.x, by the names of its handlers. Where it meets any other, it
 * stays with the response. Rejected: a connection closed by its end instead of chunks, because a proxy takes a cut stream
 * for a whole one then. Owned by the channel's loop.
 */
final class DetachedWire extends DirectHandler implements Wire {
    private static final Logger LOG = LoggerFactory.getLogger(DetachedWire.class);

    /** Vert.x's names; those of HTTP go, TLS stays. */
    private static final List<String> HTTP = List.of(
            "httpDecoder",
            "httpEncoder",
            "webSocketExtensionHandler",
            "idle",
            "chunkedWriter",
            ExpressHandler.NAME,
            "handler");

    private static final String TLS = "ssl";

    private static final int LINGER_SECONDS = 10; // for the last bytes of a stream that ends
    private static final Encoded BEAT = Encoded.shared("3\r\n:\n\n\r\n");
    private static final Encoded LAST_CHUNK = Encoded.shared("0\r\n\r\n");

    private @Nullable SseWire response; // null once detached
    private boolean staying;
    private int underway; // writes of the response that are not on the socket yet

    private DetachedWire(VertxConnection connection, SseWire response) {
        super(connection.channel(), connection.context());
        this.response = response;
    }

    /** The leanest wire that this request allows. */
    static Wire of(HttpServerRequest request) {
        var response = new SseWire(request);
        return request.version() == HttpVersion.HTTP_1_1 && request.connection() instanceof VertxConnection connection
                ? new DetachedWire(connection, response)
                : response;
    }

    @Override
    public void open(Reader to) {
        tells(to);
        if (response != null) response.open(to);
        if (channel.isActive()) narrow(channel);
    }

    @Override
    public boolean full() {
        return response == null ? backlogged() : response.full();
    }

    @Override
    public void send(Frame frame) {
        if (response == null) pass(frame.chunk());
        else respond(response, frame.sse());
    }

    @Override
    public void beat() {
        if (response == null) pass(BEAT);
        else respond(response, SseWire.BEAT);
        flush();
    }

    private void respond(SseWire ordinary, Buffer bytes) {
        underway++;
        ordinary.write(bytes).onComplete(written -> {
            if (--underway == 0 && !staying) channel.eventLoop().execute(this::leaveHttp);
        });
    }

    @Override
    public void flush() {
        if (response == null) flushPassed();
    }

    @Override
    public void end() {
        staying = true;
        if (response != null) {
            response.end();
            return;
        }
        flush();
        var last = channel.writeAndFlush(LAST_CHUNK.duplicate()).addListener(ChannelFutureListener.CLOSE);
        if (!last.isDone()) channel.eventLoop().schedule((Runnable) channel::close, LINGER_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void cut() {
        staying = true;
        giveUp();
        if (response == null) channel.close();
        else response.cut();
    }

    /** In a turn of its own, because a decoder or a flush may be at work when the last write arrives. */
    private void leaveHttp() {
        if (staying || underway > 0 || response == null || !channel.isActive()) return;
        var handlers = channel.pipeline().toMap();
        if (isKnown(handlers) && handlers.get("handler") instanceof VertxHandler<?> vertx) {
            detach(response, vertx);
        } else {
            staying = true;
            LOG.debug("a stream stays with its response handlers={}", handlers.keySet());
        }
    }

    private static boolean isKnown(Map<String, ChannelHandler> handlers) {
        return handlers.containsKey("httpDecoder")
                && handlers.containsKey("httpEncoder")
                && handlers.keySet().stream().allMatch(name -> HTTP.contains(name) || name.equals(TLS));
    }

    /** What the decoder has read already, such as a pipelined request, comes to this handler when the decoder goes. */
    private void detach(SseWire ordinary, VertxHandler<?> vertx) {
        var pipeline = channel.pipeline();
        ordinary.forget();
        response = null;
        pipeline.addAfter("httpDecoder", "stream", this);
        vertx.channelInactive(
                pipeline.context(vertx)); // ends its metrics and timers; it keeps nothing else of a connection
        for (var name : HTTP) if (pipeline.get(name) != null) pipeline.remove(name);
        channel.config().setAutoRead(true);
        goDirect();
        tell(Reader::drained);
    }
}
