package vn.tinmoi.live;

import io.vertx.core.buffer.Buffer;

/** A WebSocket, which the client may talk on, too. */
interface SocketWire extends Wire {
    /** From now on {@code to} gets the client's frames. */
    void hear(Hearer to);

    /** Who gets a client's frames, on the connection's loop. {@code opcode}: as RFC 6455, 5.2 has them. */
    @FunctionalInterface
    interface Hearer {
        void frame(int opcode, boolean last, Buffer payload);
    }

    /**
     * Says what the client did wrong and closes within a second, whether or not the client reads that or agrees, as an
     * ordinary close would have it. {@code code}: as RFC 6455, 7.4.1 has them; {@code reason}: at most 123 bytes.
     */
    void hangUp(short code, String reason);

    boolean hungUp();
}
