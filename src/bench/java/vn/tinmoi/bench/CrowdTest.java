package vn.tinmoi.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A crowd that sees no loss proves nothing, unless it sees one that is there. */
final class CrowdTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String HEAD = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final BlockingQueue<Socket> streams = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private ServerSocket server;
    private LocalCrowd crowd;

    @BeforeEach
    void oneReaderOfAServerThatSaysWhatItIsTold() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
        crowd = new LocalCrowd(Habits.sse(URI.create("http://127.0.0.1:" + server.getLocalPort())), 1);
        crowd.open(1);
    }

    @AfterEach
    void close() throws IOException {
        crowd.close();
        server.close();
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                var request = new StringBuilder();
                while (!request.toString().endsWith("\r\n\r\n"))
                    request.append((char) socket.getInputStream().read());
                requests.add(request.toString());
                boolean first = !request.toString().contains("Last-Event-ID");
                say(socket, HEAD + (first ? sync("fresh", 5) : ""));
                streams.add(socket);
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    @Test
    void eventsInOrderAreDeliveredHoweverTheyAreCut() throws Exception {
        var stream = stream();

        for (byte one : (event(6) + event(7)).getBytes(StandardCharsets.UTF_8)) {
            stream.getOutputStream().write(one);
            stream.getOutputStream().flush();
        }
        var whole = text(8) + text(9);
        say(stream, chunk(whole.substring(0, 30)) + chunk(whole.substring(30)));

        assertThat(crowd.reached(9, PATIENCE)).isTrue();
        assertThat(crowd.tally().countsLine()).startsWith("deliveries=4 lost=0 doubled=0 resets=0");
        assertThat(crowd.tally().latency().getTotalCount()).isEqualTo(4);
        assertThat(crowd.tally().latency().getMaxValue()).isLessThan(PATIENCE.toNanos() / 1000);
    }

    @Test
    void aMissingEventIsLost() throws Exception {
        say(stream(), event(6) + event(9));

        assertThat(crowd.reached(9, PATIENCE)).isTrue();
        assertThat(crowd.tally().countsLine()).startsWith("deliveries=2 lost=2 doubled=0");
    }

    @Test
    void anEventThatComesAgainOrLateIsDoubled() throws Exception {
        say(stream(), event(6) + event(6) + event(7) + event(6) + event(8));

        assertThat(crowd.reached(8, PATIENCE)).isTrue();
        assertThat(crowd.tally().countsLine()).startsWith("deliveries=5 lost=0 doubled=2");
    }

    @Test
    void whatAResetSkipsWasTold() throws Exception {
        say(stream(), event(6) + sync("reset", 10) + event(11));

        assertThat(crowd.reached(11, PATIENCE)).isTrue();
        assertThat(crowd.tally().countsLine()).startsWith("deliveries=2 lost=0 doubled=0 resets=1 told=4 astray=0");
    }

    @Test
    void aReaderComesBackWithItsCursorWhenItWasAskedTo() throws Exception {
        var stream = stream();
        say(stream, event(6) + chunk("event: goodbye\ndata: {\"retryMs\":7}\n\n") + "0\r\n\r\n");
        stream.close();

        assertThat(requests.take()).doesNotContain("Last-Event-ID");
        assertThat(requests.poll(20, TimeUnit.SECONDS)).contains("Last-Event-ID: e-6\r\n");
        say(stream(), sync("resumed", 6) + event(8));
        assertThat(crowd.reached(8, PATIENCE)).isTrue();
        assertThat(crowd.tally().countsLine())
                .isEqualTo("deliveries=2 lost=1 doubled=0 resets=0 told=0 astray=0 reconnects=1 refused=0");
    }

    @Test
    void aStreamThatGoesOnElsewhereWithoutAResetIsAstray() throws Exception {
        stream().close();

        say(stream(), sync("resumed", 7) + event(8));

        assertThat(crowd.reached(8, PATIENCE)).isTrue();
        assertThat(crowd.tally().of(Count.ASTRAY)).isEqualTo(1);
    }

    private Socket stream() throws InterruptedException {
        var stream = streams.poll(20, TimeUnit.SECONDS);
        assertThat(stream).isNotNull();
        return stream;
    }

    private static void say(Socket socket, String words) throws IOException {
        socket.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static String sync(String mode, long seq) {
        return chunk("id: e-" + seq + "\nretry: 20\nevent: sync\ndata: {\"cursor\":\"e-" + seq + "\",\"mode\":\"" + mode
                + "\"}\n\n");
    }

    private static String event(long seq) {
        return chunk(text(seq));
    }

    private static String text(long seq) {
        return "id: e-" + seq
                + "\nevent: article.published\ndata: {\"id\":1,\"title\":\"TS%019d Tết\"}\n\n"
                        .formatted(System.nanoTime());
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + text + "\r\n";
    }
}
