package vn.tinmoi.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.impl.ShutdownEvent;
import io.vertx.core.net.impl.VertxConnection;
import io.vertx.core.net.impl.VertxHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream of Server-Sent Events on HTTP/1.1 that leaves the HTTP machinery. Head and first event go through the ordinary
 * response; once they are on the socket the HTTP handlers leave the pipeline, Vert.x is told that its connection is over,
 * and of the request nothing stays but this object, the pipeline's last handler. Frames are framed as chunks beforehand. One
 * that nothing waits before goes from its shared memory straight to the socket, past pipeline and outbound buffer: that
 * spares the memory of both, which is cold after thousands of other streams. What the socket does not take goes the usual
 * way.
 *
 * <p>The cost: it knows the pipeline of one version of Vert.x, by the names of its handlers. Where it meets any other, it
 * stays with the response. Rejected: a connection closed by its end instead of chunks, because a proxy takes a cut stream
 * for a whole one then. Owned by the channel's loop.
 */
final class DetachedWire extends ChannelInboundHandlerAdapter implements Wire {
    private static final Logger LOG = LoggerFactory.getLogger(DetachedWire.class);

    /** Vert.x's names; those of HTTP go, TLS stays. */
    private static final List<String> HTTP =
            List.of("httpDecoder", "httpEncoder", "webSocketExtensionHandler", "idle", "chunkedWriter", "handler");

    private static final String TLS = "ssl";

    private static final int SEND_BUFFER =
            8 << 10; // bytes; the kernel takes twice that, and no 2.5 MB for a dead reader
    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(8 << 10, 16 << 10);
    private static final int LINGER_SECONDS = 10; // for the last bytes of a stream that ends
    private static final ByteBuf BEAT = forever("3\r\n:\n\n\r\n");
    private static final ByteBuffer BEAT_MEMORY = BEAT.nioBuffer();
    private static final ByteBuf LAST_CHUNK = forever("0\r\n\r\n");

    private final Channel channel;
    private final ContextInternal context;
    private @Nullable SseWire response; // null once detached
    private @Nullable Reader reader;
    private @Nullable Socket socket; // where frames may go to directly
    private @Nullable Frame held; // sent, and waiting for its flush
    private boolean queued; // what was sent before may still be in the channel
    private boolean staying;
    private int underway; // writes of the response that are not on the socket yet

    private DetachedWire(VertxConnection connection, SseWire response) {
        this.channel = connection.channel();
        this.context = connection.context();
        this.response = response;
    }

    /** The leanest wire that this request allows. */
    static Wire of(HttpServerRequest request) {
        var response = new SseWire(request);
        return request.version() == HttpVersion.HTTP_1_1 && request.connection() instanceof VertxConnection connection
                ? new DetachedWire(connection, response)
                : response;
    }

    /** Pooled, because the duplicates of pooled bytes are recycled: a heartbeat allocates nothing. */
    private static ByteBuf forever(String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        return PooledByteBufAllocator.DEFAULT
                .directBuffer(bytes.length, bytes.length)
                .writeBytes(bytes);
    }

    @Override
    public void open(Reader to) {
        reader = to;
        if (response != null) response.open(to);
        if (channel.isActive()) narrow(channel);
    }

    /** Lets a reader that does not read cost little. */
    static void narrow(Channel channel) {
        channel.config().setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER);
        channel.config().setWriteBufferWaterMark(UNSENT);
    }

    @Override
    public boolean full() {
        if (response != null) return response.full();
        return queued && !channel.isWritable();
    }

    @Override
    public void send(Frame frame) {
        if (response != null) {
            respond(response, frame.sse());
        } else if (held == null && frame.memory() != null && isDirect()) {
            held = frame;
        } else {
            queueHeld();
            queue(frame.chunk());
        }
    }

    /** Nothing that was sent before is still in the channel. */
    private boolean isDirect() {
        return socket != null && !queued;
    }

    private void queueHeld() {
        var first = held;
        held = null;
        if (first != null) queue(first.chunk());
    }

    /** A failure arrives as an exception of the pipeline. */
    private void queue(ByteBuf bytes) {
        queued = true;
        channel.write(bytes, channel.voidPromise());
    }

    @Override
    public void beat() {
        if (response != null) respond(response, SseWire.BEAT);
        else if (isDirect()) direct(BEAT_MEMORY, BEAT);
        else queue(BEAT.retainedDuplicate());
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
        var first = held;
        held = null;
        if (first != null && first.memory() != null) direct(first.memory(), first.bytes());
        if (queued) flushQueue();
    }

    /** The buffer counts as empty what was not flushed yet, so only here it can be asked. */
    private void flushQueue() {
        channel.flush();
        var unsent = channel.unsafe().outboundBuffer();
        queued = unsent == null || !unsent.isEmpty();
    }

    /** Both are the same bytes. What the socket does not take now is the channel's. */
    private void direct(ByteBuffer memory, ByteBuf bytes) {
        int taken = taken(memory);
        if (taken < memory.limit()) queue(bytes.retainedSlice(taken, memory.limit() - taken));
    }

    /** A closed descriptor's number may be another connection's by now. A failure comes again when the channel writes. */
    private int taken(ByteBuffer memory) {
        try {
            return socket != null && socket.isOpen() ? socket.send(memory, 0, memory.limit()) : 0;
        } catch (IOException failure) {
            return 0;
        }
    }

    @Override
    public void end() {
        staying = true;
        if (response != null) {
            response.end();
            return;
        }
        flush();
        var last = channel.writeAndFlush(LAST_CHUNK.retainedDuplicate()).addListener(ChannelFutureListener.CLOSE);
        if (!last.isDone()) channel.eventLoop().schedule((Runnable) channel::close, LINGER_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void cut() {
        staying = true;
        held = null;
        if (channel.isActive()) channel.config().setOption(ChannelOption.SO_LINGER, 0); // a reset: nothing waits for it
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
        if (channel instanceof UnixChannel unix && unix.fd() instanceof Socket own && pipeline.get(TLS) == null) {
            socket = own;
            queued = true;
        }
        tell(Reader::drained);
    }

    private void tell(Handler<Reader> news) {
        if (reader != null) context.emit(reader, news);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {}

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) tell(Reader::drained);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        tell(Reader::closed);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ShutdownEvent) tell(Reader::stopping);
        else ReferenceCountUtil.release(event);
    }
}
