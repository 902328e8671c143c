package vn.tinmoi.live;

import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A client of {@code /ws} on a bare socket: sees every frame and sends what it likes. Blocks; waits 20 s at most. */
final class RawWebSocket implements AutoCloseable {
    static final int LAST = 0x80;
    final Socket socket;
    private final DataInputStream in;

    /** {@code first}: the first byte. */
    record Frame(int first, byte[] payload) {
        JsonObject json() {
            return new JsonObject(new String(payload, StandardCharsets.UTF_8));
        }

        int closeCode() {
            return (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        }
    }

    RawWebSocket(Socket connected, String target) {
        this(connected, target, new byte[0]);
    }

    /** {@code first}: what the client says in the segment of its request. */
    RawWebSocket(Socket connected, String target, byte[] first) {
        try {
            socket = connected;
            socket.setSoTimeout(20_000);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            var head = ("GET " + target
                            + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8);
            send(ByteBuffer.allocate(head.length + first.length)
                    .put(head)
                    .put(first)
                    .array());
            var status = line();
            if (!status.startsWith("HTTP/1.1 101 ")) throw new AssertionError("no WebSocket but " + status);
            while (!line().isEmpty()) {}
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** {@code first}: what the client says in the segment of its request. */
    static RawWebSocket saying(int port, String target, byte[] first) {
        try {
            return new RawWebSocket(new Socket("127.0.0.1", port), target, first);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** {@code receiveBuffer}: bytes; 0: the system's. */
    static RawWebSocket open(int port, String target, int receiveBuffer) {
        try {
            var socket = new Socket();
            if (receiveBuffer > 0) socket.setReceiveBufferSize(receiveBuffer);
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            return new RawWebSocket(socket, target);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) line.write(next);
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    Frame next() {
        try {
            int first = in.readUnsignedByte();
            int length = in.readUnsignedByte();
            if (length == 126) length = in.readUnsignedShort();
            else if (length == 127) length = Math.toIntExact(in.readLong());
            return new Frame(first, in.readNBytes(length));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The next message; pings are passed over. */
    JsonObject message() {
        var frame = next();
        while (frame.first == (LAST | WebSocketBytes.PING)) frame = next();
        if (frame.first != (LAST | WebSocketBytes.TEXT)) throw new AssertionError("not a message: " + frame.first);
        return frame.json();
    }

    /** A frame of at most 125 bytes, masked with zeros. */
    void send(int first, String payload) {
        send(frame(first, payload));
    }

    static byte[] frame(int first, String payload) {
        var bytes = payload.getBytes(StandardCharsets.UTF_8);
        var frame = new ByteArrayOutputStream();
        frame.write(first);
        frame.write(0x80 | bytes.length);
        frame.writeBytes(new byte[4]);
        frame.writeBytes(bytes);
        return frame.toByteArray();
    }

    void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether the server closed in good order, after whatever else it sent. */
    boolean ended() {
        try {
            while (in.read() >= 0) {}
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
