package vn.tinmoi.bench;

import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The least that a delivery can cost on this machine: one loop that writes the same bytes to one socket after the other. It
 * talks just enough HTTP for a crowd and a publisher, and is a process of its own, so that its CPU can be told apart.
 */
final class Floor {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String PAD = "x".repeat(200); // bytes, for an event as long as the server's

    private final List<SocketChannel> streams = new ArrayList<>();
    private long seq;

    private Floor() {}

    /** Prints its port and serves until its standard input ends. */
    static int run() {
        var floor = new Floor();
        try (var server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 4096);
            System.out.println(((InetSocketAddress) server.getLocalAddress()).getPort());
            Thread.ofPlatform().daemon().start(() -> floor.accept(server));
            while (System.in.read() >= 0) continue;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return 0;
    }

    private void accept(ServerSocketChannel server) {
        while (server.isOpen()) {
            try {
                var channel = server.accept();
                var in = new BufferedInputStream(Channels.newInputStream(channel));
                var head = head(in);
                if (head.startsWith("GET")) begin(channel);
                else Thread.ofPlatform().daemon().start(() -> publishAll(channel, in, head));
            } catch (IOException e) {
                // the client is gone, or the end has come
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int one = in.read();
            if (one < 0) throw new IOException("closed");
            head.append((char) one);
        }
        return head.toString();
    }

    private synchronized void begin(SocketChannel channel) throws IOException {
        var sync = "id: f-" + seq + "\nretry: 3000\nevent: sync\ndata: {\"mode\":\"fresh\"}\n\n";
        write(channel, HEAD + chunk(sync));
        streams.add(channel);
    }

    private void publishAll(SocketChannel channel, InputStream in, String first) {
        try (channel) {
            for (var head = first; ; head = head(in)) {
                var length = head.replaceFirst("(?is).*content-length: *(\\d+).*", "$1");
                var story = new JsonObject(new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8));
                var answer = "{\"eventId\":\"f-" + publish(story.getString("title")) + "\"}";
                write(channel, "HTTP/1.1 201 Created\r\nContent-Length: " + answer.length() + "\r\n\r\n" + answer);
            }
        } catch (IOException e) {
            // the publisher is gone
        }
    }

    private synchronized long publish(String title) throws IOException {
        seq++;
        var data = "{\"id\":" + seq + ",\"pad\":\"" + PAD + "\",\"title\":\"" + title + "\"}";
        var bytes = chunk("id: f-" + seq + "\nevent: article.published\ndata: " + data + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
        var shared = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        for (var stream : streams) write(stream, shared.duplicate());
        return seq;
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + text + "\r\n";
    }

    private static void write(SocketChannel channel, String text) throws IOException {
        write(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int written = channel.write(bytes);
            if (written < 0) throw new IOException("closed");
        }
    }
}
