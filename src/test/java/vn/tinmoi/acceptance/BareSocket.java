package vn.tinmoi.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** HTTP/1.1 and RFC 6455 on a bare socket, for what no well-behaved client would send. Blocks; waits 30 s at most. */
final class BareSocket implements AutoCloseable {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    static final int LAST = 0x80;

    /** A frame as it came; {@code opcode}: without the bits beside it. */
    record Frame(int opcode, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** Of a close frame; 1005 when it has none (RFC 6455, 7.1.5). */
        int closeCode() {
            return payload.length < 2 ? 1005 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        }

        String closeReason() {
            return payload.length < 2 ? "" : text(2);
        }

        private String text(int from) {
            return new String(payload, from, payload.length - from, StandardCharsets.UTF_8);
        }
    }

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final List<String> head = new ArrayList<>();

    private BareSocket(URI site, String from, int receiveBuffer) {
        try {
            if (receiveBuffer > 0) socket.setReceiveBufferSize(receiveBuffer);
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(site.getHost(), site.getPort()));
            socket.setSoTimeout(30_000);
            in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks with GET and reads the answer's head. {@code from}: the address it comes from; headers: name, value, … */
    static BareSocket get(URI site, String from, String target, String... headers) {
        var asked = new BareSocket(site, from, 0);
        asked.ask(site, target, headers);
        return asked;
    }

    /** Sends the head of a request and so many pieces of its body, and reads the head of the answer. */
    static BareSocket sending(URI site, byte[] piece, int times, String... lines) {
        var socket = new BareSocket(site, "127.0.0.1", 0);
        var head = String.join("\r\n", lines) + "\r\nHost: localhost:" + site.getPort() + "\r\n\r\n";
        socket.send(head.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < times; i++) socket.send(piece);
        for (var line = socket.line(); !line.isEmpty(); line = socket.line()) socket.head.add(line);
        return socket;
    }

    /** Asks for a WebSocket as a program does, and with these headers. */
    static BareSocket webSocket(URI site, String from, String... headers) {
        return upgraded(new BareSocket(site, from, 0), site, "13", headers);
    }

    /** One with the least receive buffer there is. */
    static BareSocket narrowWebSocket(URI site) {
        return upgraded(new BareSocket(site, "127.0.0.1", 1), site, "13");
    }

    static BareSocket webSocketOfVersion(URI site, String version) {
        return upgraded(new BareSocket(site, "127.0.0.1", 0), site, version);
    }

    private static BareSocket upgraded(BareSocket asked, URI site, String version, String... more) {
        var headers = new ArrayList<>(List.of(
                "Upgrade", "websocket", "Connection", "Upgrade", "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="));
        if (!version.isEmpty()) headers.addAll(List.of("Sec-WebSocket-Version", version));
        headers.addAll(List.of(more));
        asked.ask(site, "/ws?topics=news", headers.toArray(String[]::new));
        return asked;
    }

    private void ask(URI site, String target, String... headers) {
        var words = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: localhost:" + site.getPort() + "\r\n");
        for (int i = 0; i < headers.length; i += 2) words.append(headers[i] + ": " + headers[i + 1] + "\r\n");
        send(words.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        for (var line = line(); !line.isEmpty(); line = line()) head.add(line);
    }

    int status() {
        return Integer.parseInt(head.getFirst().split(" ")[1]);
    }

    /** Empty when there is none. */
    String header(String name) {
        var begin = name.toLowerCase(Locale.ROOT) + ": ";
        return head.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(begin))
                .map(line -> line.substring(begin.length()))
                .findFirst()
                .orElse("");
    }

    /** The next line without its end. */
    String line() {
        try {
            var line = new ByteArrayOutputStream();
            for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) line.write(next);
            return line.toString(StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything up to the end of the connection. */
    String rest() {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends them again and again, that many milliseconds apart, until the server hangs up; gives how often. At most 30 s. */
    int sendUntilHungUp(byte[] bytes, int apart) {
        long until = System.nanoTime() + 30_000_000_000L;
        int times = 0;
        try {
            socket.setSoTimeout(apart);
            while (System.nanoTime() < until) {
                socket.getOutputStream().write(bytes);
                times++;
                if (endedMeanwhile()) return times;
            }
        } catch (java.net.SocketException reset) {
            return times;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("the server still takes more after 30 s and " + times + " times");
    }

    private boolean endedMeanwhile() throws IOException {
        try {
            while (in.read() >= 0) continue;
            return true;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        }
    }

    /** Whether something came that was not read yet. */
    boolean hasMore() {
        try {
            return in.available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A masked frame; {@code first}: its first byte. */
    static byte[] frame(int first, byte[] payload) {
        var frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(new byte[] {0, 0, 0, 0}); // a mask that changes nothing
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /** The next frame of the server, which masks nothing. */
    Frame next() {
        try {
            int opcode = in.readUnsignedByte() & 0x0f;
            int length = in.readUnsignedByte();
            if (length == 126) length = in.readUnsignedShort();
            return new Frame(opcode, in.readNBytes(length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next close frame; other frames are passed over. */
    Frame nextClose() {
        var frame = next();
        while (frame.opcode() != CLOSE) frame = next();
        return frame;
    }

    /** Waits until the server hangs up; false when it sends more, or nothing for 30 s. */
    boolean hungUp() {
        try {
            return in.read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (EOFException | java.net.SocketException reset) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
