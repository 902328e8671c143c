package vn.tinmoi.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;

/** A stream on a WebSocket: one text message an event. */
final class WebSocketWire implements Wire {
    private static final Buffer NOTHING = Buffer.buffer();
    private static final int MOST_UNSENT = 16 << 10; // as for SseWire
    private static final short GOING_AWAY = 1001;
    private static final short POLICY = 1008;

    private final ServerWebSocket socket;

    WebSocketWire(ServerWebSocket socket) {
        this.socket = socket;
    }

    @Override
    public void open(Reader reader) {
        socket.setWriteQueueMaxSize(MOST_UNSENT);
        socket.drainHandler(drained -> reader.drained());
        socket.exceptionHandler(failure -> {}); // the close handler follows
        socket.closeHandler(closed -> reader.closed());
    }

    @Override
    public boolean full() {
        return socket.writeQueueFull();
    }

    @Override
    public void send(Frame frame) {
        if (!socket.isClosed()) socket.writeTextMessage(frame.text()).onFailure(gone -> {});
    }

    /** Vert.x writes at once. */
    @Override
    public void flush() {}

    @Override
    public void beat() {
        if (!socket.isClosed()) socket.writePing(NOTHING).onFailure(gone -> {});
    }

    @Override
    public void end() {
        close(GOING_AWAY, "goodbye");
    }

    @Override
    public void cut() {
        close(POLICY, "nothing was read for 60 seconds");
    }

    /** {@code code}: as RFC 6455, 7.4.1 has them. */
    void close(short code, String reason) {
        if (!socket.isClosed()) socket.close(code, reason).onFailure(gone -> {});
    }
}
