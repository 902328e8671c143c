package vn.tinmoi.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.UnixChannel;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The least that a delivery can cost on this machine: one loop of {@code write(2)} over all sockets with the same bytes. It
 * talks just enough HTTP for a crowd and a publisher, and is a process of its own, so that its CPU can be told apart. Linux.
 */
final class Floor {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final String PAD = "x".repeat(200); // bytes, for an event as long as the server's

    private final List<FileDescriptor> streams = new ArrayList<>(); // of the one event loop, as all here
    private long seq;

    private Floor() {}

    /** Prints its port and serves until its standard input ends. */
    static int run() {
        var floor = new Floor();
        var loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        var server = new ServerBootstrap()
                .group(loop)
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(floor.new Guest());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
        System.out.println(((InetSocketAddress) server.localAddress()).getPort());
        waitForTheEnd();
        return 0;
    }

    private static void waitForTheEnd() {
        try {
            while (System.in.read() >= 0) continue;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whoever connects: a reader or the publisher. */
    private final class Guest extends ChannelInboundHandlerAdapter {
        private String said = "";

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var bytes = (ByteBuf) message;
            said += bytes.toString(StandardCharsets.ISO_8859_1);
            bytes.release();
            int body = said.indexOf(END_OF_HEAD) + END_OF_HEAD.length();
            if (body < END_OF_HEAD.length()) return;
            if (said.startsWith("GET")) begin(context);
            else if (said.length() >= body + length()) publish(context, said.substring(body));
        }

        /** Its number is soon another's. */
        @Override
        public void channelInactive(ChannelHandlerContext context) {
            streams.remove(((UnixChannel) context.channel()).fd());
        }

        private int length() {
            return Integer.parseInt(said.replaceFirst("(?is).*content-length: *(\\d+).*", "$1"));
        }

        private void begin(ChannelHandlerContext context) {
            said = "";
            var sync = "id: f-" + seq + "\nretry: 3000\nevent: sync\ndata: {\"mode\":\"fresh\"}\n\n";
            var written = context.writeAndFlush(Unpooled.copiedBuffer(HEAD + chunk(sync), StandardCharsets.US_ASCII));
            written.addListener(sent -> streams.add(((UnixChannel) context.channel()).fd()));
        }

        private void publish(ChannelHandlerContext context, String body) {
            said = "";
            broadcast(new JsonObject(body).getString("title"));
            var answer = "{\"eventId\":\"f-" + seq + "\"}";
            var head = "HTTP/1.1 201 Created\r\nContent-Length: " + answer.length() + END_OF_HEAD;
            context.writeAndFlush(
                    Unpooled.copiedBuffer(head + answer, StandardCharsets.US_ASCII), context.voidPromise());
        }
    }

    private void broadcast(String title) {
        seq++;
        var data = "{\"id\":" + seq + ",\"pad\":\"" + PAD + "\",\"title\":\"" + title + "\"}";
        var event = chunk("id: f-" + seq + "\nevent: article.published\ndata: " + data + "\n\n");
        var shared = Unpooled.directBuffer().writeBytes(event.getBytes(StandardCharsets.ISO_8859_1));
        try {
            for (var stream : streams) stream.writeAddress(shared.memoryAddress(), 0, shared.readableBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            shared.release();
        }
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }
}
