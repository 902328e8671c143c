package vn.tinmoi.live;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * The last second of a WebSocket whose client broke the rules, right before Vert.x' handler: sends the close frame, then
 * keeps and answers nothing, and the socket closes with the client's close frame or after that second. A socket closed with unread
 * bytes in it sends a reset, which can overtake the close frame (RFC 9112, 9.6); and Vert.x answers every ping for as long
 * as the client does not read, without bound. On the connection's event loop.
 */
final class Farewell extends ChannelDuplexHandler {
    private static final int PATIENCE = 1; // s

    private final CloseWebSocketFrame lastWords;

    Farewell(CloseWebSocketFrame lastWords) {
        this.lastWords = lastWords;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.writeAndFlush(lastWords, context.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        boolean both = message instanceof CloseWebSocketFrame
                || (message instanceof ByteBuf undecoded && WebSocketBytes.endsWithClose(undecoded));
        ReferenceCountUtil.release(message);
        if (both) context.close();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        ReferenceCountUtil.release(message);
        promise.tryFailure(new IllegalStateException("the connection was hung up"));
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        context.executor().schedule(() -> context.close(promise), PATIENCE, TimeUnit.SECONDS);
    }
}
