package vn.tinmoi.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client of {@code /stream} on a bare socket: sees every byte, as a browser does. Blocks. */
final class RawStream implements AutoCloseable {
    final String status;
    final List<String> headers = new ArrayList<>();
    final Socket socket;
    private final BufferedReader in;

    record Event(String id, String event, String data, String retry) {}

    RawStream(int port, String method, String target, Map<String, String> headers) {
        this(connect(port), method, target, headers);
    }

    private static Socket connect(int port) {
        try {
            return new Socket("127.0.0.1", port);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    RawStream(Socket connected, String method, String target, Map<String, String> headers) {
        try {
            socket = connected;
            socket.setSoTimeout(20_000);
            var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
            headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
            socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            status = in.readLine();
            for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                this.headers.add(line.toLowerCase(java.util.Locale.ROOT));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static RawStream open(int port, String target) {
        return new RawStream(port, "GET", target, Map.of());
    }

    /** The next event; comments and the lengths of chunks are passed over. */
    Event next() {
        String id = "";
        String event = "";
        String data = "";
        String retry = "";
        while (true) {
            var line = line();
            if (line.startsWith("id: ")) id = line.substring(4);
            if (line.startsWith("event: ")) event = line.substring(7);
            if (line.startsWith("data: ")) data = line.substring(6);
            if (line.startsWith("retry: ")) retry = line.substring(7);
            if (line.isEmpty() && !event.isEmpty()) return new Event(id, event, data, retry);
        }
    }

    String line() {
        try {
            var line = in.readLine();
            if (line == null) throw new AssertionError("the stream ended");
            return line;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether the server closes in good order, after the end of the body. */
    boolean ends() {
        try {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isEmpty() && !line.equals("0")) return false;
            }
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
