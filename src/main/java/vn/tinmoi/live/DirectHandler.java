package vn.tinmoi.live;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Handler;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.impl.ShutdownEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The last handler of a channel that carries a stream. Bytes that nothing waits before go from their shared memory straight
 * to the socket, past pipeline and outbound buffer: that spares the memory of both, which is cold after thousands of other
 * streams. What the socket does not take goes the usual way. Owned by the channel's loop.
 */
abstract class DirectHandler extends ChannelInboundHandlerAdapter {
    private static final int SEND_BUFFER =
            8 << 10; // bytes; the kernel takes twice that, and no 2.5 MB for a dead reader
    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(8 << 10, 16 << 10);

    final Channel channel;
    private final ContextInternal context;
    private Wire.@Nullable Reader reader;
    private @Nullable Socket socket; // where bytes may go to directly
    private @Nullable Encoded held; // passed, and waiting for its flush
    private boolean queued; // what was passed before may still be in the channel

    DirectHandler(Channel channel, ContextInternal context) {
        this.channel = channel;
        this.context = context;
    }

    /** Lets a reader that does not read cost little. */
    static void narrow(Channel channel) {
        channel.config().setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER);
        channel.config().setWriteBufferWaterMark(UNSENT);
    }

    final void tells(Wire.Reader to) {
        reader = to;
    }

    final void tell(Handler<Wire.Reader> news) {
        if (reader != null) context.emit(reader, news);
    }

    final <T> void emit(T value, Handler<T> to) {
        context.emit(value, to);
    }

    /** From now on, where no handler encrypts: bytes may take the short way. */
    final void goDirect() {
        if (channel instanceof UnixChannel unix
                && unix.fd() instanceof Socket own
                && channel.pipeline().get("ssl") == null) {
            socket = own;
            queued = true; // until a flush shows that nothing is
        }
    }

    /** More is queued than a reader that reads would leave. */
    final boolean backlogged() {
        return queued && !channel.isWritable();
    }

    /** Stays here until {@link #flushPassed}. */
    final void pass(Encoded bytes) {
        if (held == null && bytes.memory() != null && socket != null && !queued) {
            held = bytes;
        } else {
            queueHeld();
            queue(bytes.duplicate());
        }
    }

    private void queueHeld() {
        var first = held;
        held = null;
        if (first != null) queue(first.duplicate());
    }

    /** A failure arrives as an exception of the pipeline. */
    private void queue(ByteBuf bytes) {
        queued = true;
        channel.write(bytes, channel.voidPromise());
    }

    final void flushPassed() {
        var first = held;
        held = null;
        if (first != null) direct(first);
        if (queued) flushQueue();
    }

    /** The buffer counts as empty what was not flushed yet, so only here it can be asked. */
    private void flushQueue() {
        channel.flush();
        var unsent = channel.unsafe().outboundBuffer();
        queued = unsent == null || !unsent.isEmpty();
    }

    /** What the socket does not take now is the channel's. */
    private void direct(Encoded bytes) {
        int taken = taken(bytes);
        if (taken < bytes.size()) queue(bytes.bytes().retainedSlice(taken, bytes.size() - taken));
    }

    /** A closed descriptor's number may be another connection's by now. A failure comes again when the channel writes. */
    private int taken(Encoded bytes) {
        if (socket == null || bytes.memory() == null || !socket.isOpen()) return 0;
        try {
            return socket.send(bytes.memory(), 0, bytes.size());
        } catch (IOException failure) {
            return 0;
        }
    }

    /** What waits for its flush is not sent any more, and the connection ends with a reset: nothing waits for its reader. */
    final void giveUp() {
        held = null;
        if (channel.isActive()) channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {}

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) tell(Wire.Reader::drained);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        tell(Wire.Reader::closed);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ShutdownEvent) tell(Wire.Reader::stopping);
        else ReferenceCountUtil.release(event);
    }
}
