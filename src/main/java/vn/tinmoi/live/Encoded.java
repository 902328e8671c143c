package vn.tinmoi.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Bytes as they go to sockets; nobody may change them. {@code memory}: where they are outside the heap, from 0 to its
 * limit; null for those of one subscriber.
 */
record Encoded(ByteBuf bytes, @Nullable ByteBuffer memory) {
    /** For many subscribers: sent from where it is. The garbage collector frees it, so no count can go wrong. */
    static Encoded shared(byte[] bytes) {
        var memory = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        return new Encoded(Unpooled.wrappedBuffer(memory), memory);
    }

    static Encoded shared(String ascii) {
        return shared(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    /** For one subscriber. */
    static Encoded own(byte[] bytes) {
        return new Encoded(Unpooled.wrappedBuffer(bytes), null);
    }

    /** The same bytes, to be released by who is given them. */
    ByteBuf duplicate() {
        return bytes.retainedDuplicate();
    }

    int size() {
        return bytes.capacity();
    }
}
