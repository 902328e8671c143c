package vn.tinmoi.live;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the frames that come in the same segment as the request for a WebSocket, right before Vert.x' handler: Netty decodes
 * them while that is still the one of HTTP, which drops what it does not know and says nothing. Owned by the channel's loop.
 */
final class FirstWords extends ChannelInboundHandlerAdapter {
    static final String NAME = "firstWords";
    private static final String VERTX = "handler"; // Vert.x's name

    private final List<Object> kept = new ArrayList<>(); // frames, and what could not be read as one

    private FirstWords() {}

    /** From now on, where the pipeline is Vert.x's. */
    static void keep(Channel channel) {
        var pipeline = channel.pipeline();
        if (pipeline.get(VERTX) != null && pipeline.get(NAME) == null) {
            pipeline.addBefore(VERTX, NAME, new FirstWords());
        }
    }

    /** What was kept goes on to the handler behind, in its order, and nothing is kept any more. */
    static void letGo(Channel channel) {
        if (channel.pipeline().get(NAME) != null) channel.pipeline().remove(NAME);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof WebSocketFrame) kept.add(message);
        else context.fireChannelRead(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException) kept.add(cause);
        else context.fireExceptionCaught(cause);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        for (var one : kept) {
            if (!context.channel().isActive()) ReferenceCountUtil.release(one);
            else if (one instanceof Throwable cause) context.fireExceptionCaught(cause);
            else context.fireChannelRead(one);
        }
    }
}
