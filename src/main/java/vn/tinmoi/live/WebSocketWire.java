package vn.tinmoi.live;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.VertxHandler;
import org.jspecify.annotations.Nullable;

/** A stream on a WebSocket: one text message an event. */
final class WebSocketWire implements Wire {
    private static final Buffer NOTHING = Buffer.buffer();
    private static final int MOST_UNSENT = 16 << 10; // as for SseWire
    private static final short GOING_AWAY = 1001;
    private static final short POLICY = 1008;

    private final ServerWebSocket socket;
    private final Channel channel;
    private @Nullable Reader reader;
    private boolean hungUp;

    /** {@code channel}: what the socket runs on; Vert.x shows it on the request's connection only. */
    WebSocketWire(ServerWebSocket socket, Channel channel) {
        this.socket = socket;
        this.channel = channel;
    }

    @Override
    public void open(Reader reader) {
        this.reader = reader;
        socket.setWriteQueueMaxSize(MOST_UNSENT);
        socket.drainHandler(drained -> reader.drained());
        socket.exceptionHandler(this::failed);
        socket.closeHandler(closed -> reader.closed());
    }

    /** Of a failed connection the close handler tells; of an unreadable frame nobody told the client yet. */
    private void failed(Throwable failure) {
        if (failure instanceof CorruptedWebSocketFrameException unreadable) {
            hangUp((short) unreadable.closeStatus().code(), String.valueOf(unreadable.getMessage()));
        }
    }

    /** Also once the client has said that it closes: nothing more goes out, and Vert.x would throw. */
    @Override
    public boolean full() {
        return closed() || socket.writeQueueFull();
    }

    @Override
    public void send(Frame frame) {
        if (!closed()) socket.writeTextMessage(frame.text()).onFailure(gone -> {});
    }

    /** Vert.x writes at once. */
    @Override
    public void flush() {}

    @Override
    public void beat() {
        if (!closed()) socket.writePing(NOTHING).onFailure(gone -> {});
    }

    @Override
    public void end() {
        if (!closed()) socket.close(GOING_AWAY, "goodbye").onFailure(gone -> {});
    }

    @Override
    public void cut() {
        hangUp(POLICY, "nothing was read for 60 seconds");
    }

    /**
     * Says what the client did wrong and closes within a second, whether or not the client reads that or agrees, as an
     * ordinary close would have it. {@code code}: as RFC 6455, 7.4.1 has them; {@code reason}: at most 123 bytes.
     */
    void hangUp(short code, String reason) {
        if (hungUp) return;
        hungUp = true;
        var vertx = channel.pipeline().context(VertxHandler.class);
        if (vertx != null) {
            channel.pipeline().addBefore(vertx.name(), null, new Farewell(new CloseWebSocketFrame(code, reason)));
            vertx.close();
        }
        if (reader != null) reader.closed();
    }

    boolean hungUp() {
        return hungUp;
    }

    private boolean closed() {
        return hungUp || socket.isClosed();
    }
}
