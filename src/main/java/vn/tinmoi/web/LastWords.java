package vn.tinmoi.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection so that its last answer arrives: first our half of it, and the rest when the other side has ended or a
 * second is over. A socket that is closed with unread bytes in it sends a reset, which can overtake the answer (RFC 9112,
 * 9.6). On the connection's loop.
 */
final class LastWords extends ChannelDuplexHandler {
    private static final int PATIENCE = 1; // seconds

    private LastWords() {}

    /** From now on what comes on this connection is dropped, and its end is gentle. */
    static void on(HttpConnection connection) {
        if (connection instanceof VertxConnection one && one.channel().isActive()) {
            one.channel().pipeline().addFirst(new LastWords());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
        ReferenceCountUtil.release(bytes);
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        var channel = ctx.channel();
        if (!channel.isActive() || !(channel instanceof DuplexChannel duplex) || duplex.isOutputShutdown()) {
            ctx.close(promise);
            return;
        }
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> duplex.shutdownOutput());
        ctx.executor().schedule(() -> ctx.close(promise), PATIENCE, TimeUnit.SECONDS);
    }
}
