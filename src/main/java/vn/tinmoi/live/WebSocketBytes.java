package vn.tinmoi.live;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What is said on a WebSocket, as bytes: whole frames of a server, unmasked and uncompressed (RFC 6455, 5.2). */
final class WebSocketBytes {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int PING = 9;
    static final int PONG = 10;
    private static final int CLOSE = 8;
    private static final int LAST = 0x80;
    private static final int MASKED = 0x80;
    private static final int MASKED_HEADER = 6; // bytes of a short frame of a client: two and its mask
    private static final int SHORT = 125; // bytes; more has its length in the next two bytes, or eight
    private static final int LONGER = 126;
    private static final int LONGEST = 127;
    private static final int HEADER = 10; // bytes at most

    private WebSocketBytes() {}

    /** A message. */
    static byte[] text(byte[] utf8) {
        return frame(TEXT, utf8);
    }

    /** {@code payload}: at most 125 bytes. */
    static byte[] ping(byte[] payload) {
        return frame(PING, payload);
    }

    /** {@code payload}: of the ping that it answers. */
    static byte[] pong(byte[] payload) {
        return frame(PONG, payload);
    }

    /** {@code payload}: empty, or as the other one's close frame had it. */
    static byte[] close(byte[] payload) {
        return frame(CLOSE, payload);
    }

    /** {@code reason}: at most 123 bytes of UTF-8. */
    static byte[] close(short code, String reason) {
        var words = reason.getBytes(StandardCharsets.UTF_8);
        return close(ByteBuffer.allocate(Short.BYTES + words.length)
                .putShort(code)
                .put(words)
                .array());
    }

    /** Whether a client's close frame is the last of these bytes; what stands before it may be anything. */
    static boolean endsWithClose(ByteBuf bytes) {
        for (int length = 0; length <= SHORT; length++) {
            int first = bytes.writerIndex() - MASKED_HEADER - length;
            if (first < bytes.readerIndex()) return false;
            if (bytes.getUnsignedByte(first) == (LAST | CLOSE) && bytes.getUnsignedByte(first + 1) == (MASKED | length))
                return true;
        }
        return false;
    }

    private static byte[] frame(int opcode, byte[] payload) {
        var frame = ByteBuffer.allocate(HEADER + payload.length).put((byte) (LAST | opcode));
        if (payload.length <= SHORT) frame.put((byte) payload.length);
        else if (payload.length <= 0xffff) frame.put((byte) LONGER).putShort((short) payload.length);
        else frame.put((byte) LONGEST).putLong(payload.length);
        return java.util.Arrays.copyOf(frame.put(payload).array(), frame.position());
    }
}
