package vn.tinmoi.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** HTTP/1.1 on a bare socket: sends any bytes and reads whole answers, as a program does that no library helps. Blocks. */
final class BareHttp implements AutoCloseable {
    private final Socket socket;

    /** An answer; {@code line}: its first line, {@code headers}: the others, names in lower case. */
    record Answer(String line, List<String> headers, String body) {
        int status() {
            return Integer.parseInt(line.split(" ")[1]);
        }

        /** All values of that name. */
        List<String> all(String name) {
            var begin = name.toLowerCase(Locale.ROOT) + ": ";
            return headers.stream()
                    .filter(header -> header.startsWith(begin))
                    .map(header -> header.substring(begin.length()))
                    .toList();
        }

        /** Its only value; empty when there is none. */
        String header(String name) {
            return String.join(" AND ", all(name));
        }
    }

    BareHttp(int port) {
        try {
            socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(20_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is answered to these bytes alone; {@code method}: HEAD when the answer has no body. */
    static Answer ask(int port, String request) {
        try (var http = new BareHttp(port)) {
            http.send(request);
            return http.answer(request.startsWith("HEAD "));
        }
    }

    void send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer answer() {
        return answer(false);
    }

    /** An answer to HEAD, whose length is that of a body that does not come. */
    Answer head() {
        return answer(true);
    }

    private Answer answer(boolean head) {
        var line = line();
        var headers = new ArrayList<String>();
        for (var next = line(); !next.isEmpty(); next = line()) headers.add(lowerName(next));
        var answer = new Answer(line, headers, "");
        var length = answer.header("content-length");
        return head || length.isEmpty()
                ? answer
                : new Answer(line, headers, new String(bytes(Integer.parseInt(length)), StandardCharsets.UTF_8));
    }

    private static String lowerName(String header) {
        int colon = header.indexOf(':');
        return colon < 0 ? header : header.substring(0, colon).toLowerCase(Locale.ROOT) + header.substring(colon);
    }

    private byte[] bytes(int count) {
        try {
            return socket.getInputStream().readNBytes(count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line() {
        var line = new ByteArrayOutputStream();
        for (int next = read(); next != '\n'; next = read()) {
            if (next < 0) throw new AssertionError("the connection ended after \"" + line + "\"");
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private int read() {
        try {
            return socket.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the server hangs up; false when it says more, or is silent for that long. */
    boolean hungUp(int millis) {
        try {
            socket.setSoTimeout(millis);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException silent) {
            return false;
        } catch (SocketException reset) {
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
