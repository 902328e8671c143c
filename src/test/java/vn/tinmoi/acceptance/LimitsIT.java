package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.tinmoi.Await;

/** A node takes so many streams and so many from one address, and lives on when it is full. */
@Timeout(60)
@Served(
        value = {
            "TINMOI_SAMPLE=false",
            "TINMOI_MAX_STREAMS=" + LimitsIT.OF_THE_NODE,
            "TINMOI_MAX_STREAMS_PER_ADDRESS=" + LimitsIT.OF_AN_ADDRESS,
            "TINMOI_TRUSTED_PROXIES=" + LimitsIT.PROXY
        },
        alone = true)
final class LimitsIT {
    private static final String READER = "127.0.0.2";
    private static final String OTHER = "127.0.0.3";
    static final String PROXY = "127.0.0.9";
    private static final String FORWARDED = "X-Forwarded-For";
    private static final Pattern OPEN_STREAMS = Pattern.compile("tinmoi_streams\\{[^}]*} [1-9]");
    static final int OF_AN_ADDRESS = 5;
    static final int OF_THE_NODE = 20;

    private final Program program;
    private final URI site;
    private final List<BareSocket> open = new ArrayList<>();

    LimitsIT(Program program) {
        this.program = program;
        site = program.site();
    }

    /** Every place is given back. */
    @AfterEach
    void leave() {
        open.forEach(BareSocket::close);
        var management = new Client(program.management());
        Await.until(
                () -> management.get("/metrics").body(),
                metrics -> !OPEN_STREAMS.matcher(metrics).find());
    }

    @Test
    void anAddressHasAsManyStreamsAsItMayAndOthersHaveTheirOwn() {
        for (int i = 0; i < 3; i++) assertServed(sse(READER));
        for (int i = 0; i < 2; i++) assertServedWebSocket(webSocket(READER));

        assertTurnedAway(sse(READER));
        assertTurnedAwayWebSocket(webSocket(READER));

        assertServed(sse(OTHER));
    }

    @Test
    void aPlaceIsFreeAgainWhenItsStreamIsOver() {
        for (int i = 0; i < OF_AN_ADDRESS; i++) assertServed(sse(READER));
        assertTurnedAway(sse(READER));
        var closed = open.getFirst();

        closed.close();

        Await.until(() -> served(sse(READER)));
    }

    @Test
    void aFullNodeTurnsStreamsAwayAndDoesEverythingElse() {
        for (int i = 0; i < OF_THE_NODE; i++) assertServed(sse("127.0.1." + (1 + i / OF_AN_ADDRESS)));

        assertTurnedAway(sse(OTHER));
        assertTurnedAwayWebSocket(webSocket(OTHER));

        var client = new Client(site);
        var story = client.publish("Khi đã đầy");
        open.stream()
                .limit(OF_THE_NODE)
                .forEach(stream ->
                        assertThat(lineBeginning(stream, "id: ")).isEqualTo("id: " + story.getString("eventId")));
        assertThat(client.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(client.get("/").body()).contains("Khi đã đầy");
        assertThat(client.get("/api/v1/events").statusCode()).isEqualTo(200);
    }

    @Test
    void whatAReaderSaysOfItsAddressIsNotBelieved() {
        for (int i = 1; i <= OF_AN_ADDRESS; i++) assertServed(sse(READER, FORWARDED, "198.51.100." + i));

        assertTurnedAway(sse(READER, FORWARDED, "198.51.100.99"));
        assertTurnedAwayWebSocket(webSocket(READER, FORWARDED, PROXY));
    }

    @Test
    void whatATrustedProxySaysIsBelievedAndNothingBeforeIt() {
        for (int i = 0; i < OF_AN_ADDRESS; i++) assertServed(sse(PROXY, FORWARDED, "198.51.100.1"));

        assertTurnedAway(sse(PROXY, FORWARDED, "198.51.100.1"));
        assertTurnedAway(sse(PROXY, FORWARDED, "198.51.100.2, 198.51.100.1"));
        assertTurnedAwayWebSocket(webSocket(PROXY, FORWARDED, "198.51.100.1, " + PROXY));
        assertServed(sse(PROXY, FORWARDED, "198.51.100.1, 198.51.100.2"));
    }

    @Test
    void whoGoesOnSendingARefusedBodyIsHungUpOn() {
        var chunk = ("4000\r\n" + "x".repeat(0x4000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        var token = "Authorization: Bearer " + Program.TOKEN;
        for (var head : List.of(
                new String[] {"POST /api/v1/articles HTTP/1.1", "Transfer-Encoding: chunked"},
                new String[] {"POST /api/v1/articles HTTP/1.1", token, "Transfer-Encoding: chunked"},
                new String[] {"POST /nowhere HTTP/1.1", "Transfer-Encoding: chunked"},
                new String[] {"GET / HTTP/1.1", "Transfer-Encoding: chunked"},
                new String[] {"GET /ws HTTP/1.1", "Transfer-Encoding: chunked"},
                new String[] {"POST /api/v1/articles HTTP/1.1", token, "Content-Length: 100000000000"})) {
            var sender = kept(BareSocket.sending(site, chunk, 128, head));

            int more = sender.sendUntilHungUp(chunk, 1);

            assertThat(more).as(String.join(", ", head)).isLessThan((16 << 20) / chunk.length);
        }
    }

    @Test
    void whoTricklesARefusedBodyIsHungUpOnToo() {
        var sender = kept(BareSocket.sending(
                site, new byte[0], 0, "POST /api/v1/articles HTTP/1.1", "Content-Length: 100000000"));
        assertThat(sender.status()).isEqualTo(401);

        int more = sender.sendUntilHungUp(new byte[] {' '}, 100);

        assertThat(more).isLessThan(150);
    }

    @Test
    void behindAnAmbiguousRequestNothingIsReadAsAnother() {
        var sender = kept(BareSocket.sending(
                site,
                "0\r\n\r\nGET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                1,
                "POST /visit HTTP/1.1",
                "Transfer-Encoding: chunked",
                "Transfer-Encoding: chunked"));

        assertThat(sender.status()).isEqualTo(400);
        assertThat(sender.rest()).as("what follows until the connection closes").doesNotContain("HTTP/1.1 ");
    }

    @Test
    void aRefusedBodyThatEndsKeepsItsConnection() {
        var sender = kept(
                BareSocket.sending(site, new byte[0], 0, "POST /api/v1/articles HTTP/1.1", "Content-Length: 100000"));
        assertThat(sender.status()).isEqualTo(401);
        sender.send(" ".repeat(100_000).getBytes(StandardCharsets.US_ASCII));

        sender.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        var line = sender.line();
        while (!line.endsWith("HTTP/1.1 200 OK")) line = sender.line(); // behind the body of the first answer
    }

    private BareSocket sse(String from, String... headers) {
        return kept(BareSocket.get(site, from, "/stream?topics=news", headers));
    }

    private BareSocket webSocket(String from, String... headers) {
        return kept(BareSocket.webSocket(site, from, headers));
    }

    private BareSocket kept(BareSocket socket) {
        open.add(socket);
        return socket;
    }

    private static boolean served(BareSocket stream) {
        int retry = Integer.parseInt(lineBeginning(stream, "retry: ").substring(7));
        return retry <= 5_000;
    }

    private static void assertServed(BareSocket stream) {
        assertThat(stream.status()).isEqualTo(200);
        assertThat(served(stream)).isTrue();
    }

    private static void assertServedWebSocket(BareSocket stream) {
        assertThat(stream.status()).isEqualTo(101);
        assertThat(stream.next().text()).contains("\"event\":\"sync\"");
    }

    /** An EventSource gives up for good on anything but 200. */
    private static void assertTurnedAway(BareSocket stream) {
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
        assertThat(served(stream)).isFalse();
        assertThat(stream.rest())
                .as("what follows until the connection closes")
                .contains("event: refused", "\"setting\":\"max.streams")
                .doesNotContain("event: sync");
    }

    private static void assertTurnedAwayWebSocket(BareSocket stream) {
        assertThat(stream.status()).isIn(429, 503);
        assertThat(stream.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(Integer.parseInt(stream.header("Retry-After"))).isBetween(1, 300);
    }

    private static String lineBeginning(BareSocket stream, String begin) {
        var line = stream.line();
        while (!line.startsWith(begin)) line = stream.line();
        return line;
    }
}
