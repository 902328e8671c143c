package vn.tinmoi.bench;

import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Publishes one story after the other over one connection, as fast as they are taken. Costs little, so that the servers have
 * the cores. One thread.
 */
final class Writer {
    private final URI site;
    private final String token;
    private final String name;
    private final Histogram latency = Tally.noLatency();
    private final List<Long> seqs = new ArrayList<>();

    /** {@code name}: no other writer's. */
    Writer(URI site, String token, String name) {
        this.site = site;
        this.token = token;
        this.name = name;
    }

    /** Until {@code end}, of {@link System#nanoTime}; only what began after {@code from} counts. */
    void write(long from, long end) throws IOException {
        try (var socket = new Socket(site.getHost(), site.getPort())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(20));
            var answers = new BufferedInputStream(socket.getInputStream());
            for (int story = 0; System.nanoTime() < end; story++) {
                long begin = System.nanoTime();
                socket.getOutputStream().write(request(begin, story));
                long seq = seq(answer(answers));
                if (begin < from) continue;
                latency.recordValue((System.nanoTime() - begin) / 1000);
                seqs.add(seq);
            }
        }
    }

    private byte[] request(long begin, int story) {
        var body = new JsonObject()
                .put("title", "TS%019d Nâng cao chất lượng phong trào".formatted(begin))
                .put("lead", "Tin đo sức " + name + " số " + story)
                .put("bodyHtml", "<p>Nội dung</p>")
                .put("status", "published")
                .encode()
                .getBytes(StandardCharsets.UTF_8);
        var head =
                "POST /api/v1/articles HTTP/1.1\r\nHost: " + site.getAuthority() + "\r\nAuthorization: Bearer " + token
                        + "\r\nIdempotency-Key: " + name + "-" + story
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
        var all = new byte[head.length() + body.length];
        System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, all, 0, head.length());
        System.arraycopy(body, 0, all, head.length(), body.length);
        return all;
    }

    private static String answer(InputStream from) throws IOException {
        var status = line(from);
        int length = 0;
        for (var header = line(from); !header.isEmpty(); header = line(from))
            if (header.regionMatches(true, 0, "content-length:", 0, 15))
                length = Integer.parseInt(header.substring(15).strip());
        var body = new String(from.readNBytes(length), StandardCharsets.UTF_8);
        if (!status.startsWith("HTTP/1.1 201")) throw new IOException("a story was not taken: " + status + " " + body);
        return body;
    }

    private static String line(InputStream from) throws IOException {
        var line = new StringBuilder();
        for (int letter = from.read(); letter != '\n'; letter = from.read()) {
            if (letter < 0) throw new IOException("the connection ended");
            if (letter != '\r') line.append((char) letter);
        }
        return line.toString();
    }

    private static long seq(String body) {
        var id = new JsonObject(body).getString("eventId");
        return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
    }

    /** µs from the call to the answer. */
    Histogram latency() {
        return latency;
    }

    /** Numbers of the events. */
    List<Long> seqs() {
        return seqs;
    }
}
