package vn.tinmoi.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.ContextInternal;
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
 * A WebSocket that leaves Vert.x once the handshake is answered, as {@link DetachedWire} leaves HTTP: Netty's decoder stays,
 * this handler takes the place of Vert.x' own and of the encoder, and frames go to the socket as the shared bytes they are.
 * It answers pings and close frames itself.
 *
 * <p>The cost: it knows the pipeline of one version of Vert.x, by the names of its handlers; any other stays with
 * {@link WebSocketWire}. Rejected: writing below the encoder and leaving Vert.x' handler in place, because nine tenths of an
 * idle socket's memory hang on that one (10.3 KB of heap, 5,000 idle sockets, 2026-11-23). Owned by the channel's loop.
 */
final class DetachedSocket extends DirectHandler implements SocketWire {
    private static final Logger LOG = LoggerFactory.getLogger(DetachedSocket.class);

    private static final String DECODER = "wsdecoder";

    /** Vert.x's and Netty's names of what goes; the encoder of HTTP leaves by itself once the handshake is sent. */
    private static final List<String> LEAVING =
            List.of("wsencoder", "idle", "chunkedWriter", "webSocketExtensionHandler", ExpressHandler.NAME);

    private static final List<String> STAYING = List.of("ssl", "httpEncoder", DECODER, FirstWords.NAME, "handler");
    private static final short GOING_AWAY = 1001;
    private static final short POLICY = 1008;
    private static final int PATIENCE = 1; // s in which a client answers our close frame (contract)
    private static final Encoded PING = Encoded.shared(WebSocketBytes.ping(new byte[0]));

    private @Nullable Hearer hearer;
    private boolean closing;
    private boolean hungUp;

    private DetachedSocket(Channel channel, ContextInternal context) {
        super(channel, context);
    }

    /** The leanest wire that this connection allows; {@code connection}: of the request. At once after the handshake. */
    static SocketWire of(ServerWebSocket socket, VertxConnection connection) {
        var channel = connection.channel();
        var handlers = channel.pipeline().toMap();
        if (isKnown(handlers)
                && channel.eventLoop().inEventLoop()
                && handlers.get("handler") instanceof VertxHandler<?> vertx)
            return new DetachedSocket(channel, connection.context()).insteadOf(vertx);
        LOG.debug("a WebSocket stays with Vert.x handlers={}", handlers.keySet());
        return new WebSocketWire(socket, channel);
    }

    private static boolean isKnown(Map<String, ChannelHandler> handlers) {
        return handlers.containsKey(DECODER)
                && handlers.keySet().stream().allMatch(name -> LEAVING.contains(name) || STAYING.contains(name));
    }

    private DetachedSocket insteadOf(VertxHandler<?> vertx) {
        var pipeline = channel.pipeline();
        vertx.channelInactive(
                pipeline.context(vertx)); // ends its metrics and timers; it keeps nothing else of a connection
        pipeline.replace(vertx, "stream", this);
        for (var name : LEAVING) if (pipeline.get(name) != null) pipeline.remove(name);
        channel.config().setAutoRead(true);
        goDirect();
        return this;
    }

    @Override
    public void open(Reader to) {
        tells(to);
        if (channel.isActive()) narrow(channel);
        else tell(Reader::closed);
    }

    @Override
    public void hear(Hearer to) {
        hearer = to;
        FirstWords.letGo(channel);
    }

    @Override
    public boolean full() {
        return closing || backlogged();
    }

    @Override
    public void send(Frame frame) {
        if (!closing) pass(frame.message());
    }

    @Override
    public void flush() {
        flushPassed();
    }

    @Override
    public void beat() {
        if (!closing) say(PING);
    }

    @Override
    public void end() {
        close(WebSocketBytes.close(GOING_AWAY, "goodbye"));
    }

    @Override
    public void cut() {
        giveUp();
        hangUp(POLICY, "nothing was read for 60 seconds");
    }

    @Override
    public void hangUp(short code, String reason) {
        if (hungUp) return;
        hungUp = true;
        close(WebSocketBytes.close(code, reason));
        tell(Reader::closed);
    }

    @Override
    public boolean hungUp() {
        return hungUp;
    }

    /** The last words. A socket closed with unread bytes in it sends a reset, which can overtake them (RFC 9112, 9.6). */
    private void close(byte[] lastWords) {
        if (!closing) say(Encoded.own(lastWords));
        closing = true;
        channel.eventLoop().schedule((Runnable) channel::close, PATIENCE, TimeUnit.SECONDS);
    }

    private void say(Encoded bytes) {
        pass(bytes);
        flushPassed();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof CloseWebSocketFrame close) closed(ByteBufUtil.getBytes(close.content()));
            else if (message instanceof ByteBuf undecoded && WebSocketBytes.endsWithClose(undecoded)) part();
            else if (message instanceof WebSocketFrame frame && !closing) emit(frame, this::take);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /** The client's close frame: an answer to ours, or the first. */
    private void closed(byte[] payload) {
        if (!closing) close(WebSocketBytes.close(payload));
        part();
        tell(Reader::closed);
    }

    /** Both have said that they close: the server ends the connection first (RFC 6455, 7.1.1), once all that it said is sent. */
    private void part() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    private void take(WebSocketFrame frame) {
        var bytes = ByteBufUtil.getBytes(frame.content());
        if (hearer != null) hearer.frame(opcode(frame), frame.isFinalFragment(), Buffer.buffer(bytes));
        if (frame instanceof PingWebSocketFrame && !closing) say(Encoded.own(WebSocketBytes.pong(bytes)));
    }

    private static int opcode(WebSocketFrame frame) {
        if (frame instanceof BinaryWebSocketFrame) return WebSocketBytes.BINARY;
        if (frame instanceof ContinuationWebSocketFrame) return WebSocketBytes.CONTINUATION;
        if (frame instanceof PingWebSocketFrame) return WebSocketBytes.PING;
        return frame instanceof PongWebSocketFrame ? WebSocketBytes.PONG : WebSocketBytes.TEXT;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable() && !closing) tell(Reader::drained);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException unreadable) {
            hangUp((short) unreadable.closeStatus().code(), String.valueOf(unreadable.getMessage()));
            stopDecoding();
        } else {
            ctx.close();
        }
    }

    /** After one bad frame Netty's decoder swallows all that comes, the client's close frame, too. */
    private void stopDecoding() {
        if (channel.pipeline().get(DECODER) != null) channel.pipeline().remove(DECODER);
    }
}
