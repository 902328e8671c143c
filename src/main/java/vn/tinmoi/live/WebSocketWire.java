package vn.tinmoi.live;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.net.impl.VertxHandler;
import org.jspecify.annotations.Nullable;

/** A stream on a WebSocket of Vert.x: one text message an event. {@link DetachedSocket} is leaner. */
final class WebSocketWire implements SocketWire {
    private static final Buffer NOTHING = Buffer.buffer();
    private static final String DECODER = "wsdecoder"; // Netty's name
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
        if (channel.isActive()) DirectHandler.narrow(channel);
        socket.drainHandler(drained -> reader.drained());
        socket.exceptionHandler(this::failed);
        socket.closeHandler(closed -> reader.closed());
    }

    @Override
    public void hear(Hearer to) {
        socket.frameHandler(frame -> {
            if (!frame.isClose()) to.frame(opcode(frame), frame.isFinal(), frame.binaryData());
        });
        FirstWords.letGo(channel);
    }

    private static int opcode(WebSocketFrame frame) {
        return switch (frame.type()) {
            case CONTINUATION -> WebSocketBytes.CONTINUATION;
            case TEXT -> WebSocketBytes.TEXT;
            case BINARY -> WebSocketBytes.BINARY;
            case PING -> WebSocketBytes.PING;
            default -> WebSocketBytes.PONG;
        };
    }

    /** Of a failed connection the close handler tells; of an unreadable frame nobody told the client yet. */
    private void failed(Throwable failure) {
        if (failure instanceof CorruptedWebSocketFrameException unreadable) {
            hangUp((short) unreadable.closeStatus().code(), String.valueOf(unreadable.getMessage()));
            if (channel.pipeline().get(DECODER) != null) channel.pipeline().remove(DECODER); // it swallows what follows
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

    @Override
    public void hangUp(short code, String reason) {
        if (hungUp) return;
        hungUp = true;
        var vertx = channel.pipeline().context(VertxHandler.class);
        if (vertx != null) {
            channel.pipeline().addBefore(vertx.name(), null, new Farewell(new CloseWebSocketFrame(code, reason)));
            vertx.close();
        }
        if (reader != null) reader.closed();
    }

    @Override
    public boolean hungUp() {
        return hungUp;
    }

    private boolean closed() {
        return hungUp || socket.isClosed();
    }
}
