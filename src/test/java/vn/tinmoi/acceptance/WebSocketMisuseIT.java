package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.tinmoi.acceptance.BareSocket.BINARY;
import static vn.tinmoi.acceptance.BareSocket.CLOSE;
import static vn.tinmoi.acceptance.BareSocket.CONTINUATION;
import static vn.tinmoi.acceptance.BareSocket.LAST;
import static vn.tinmoi.acceptance.BareSocket.PING;
import static vn.tinmoi.acceptance.BareSocket.PONG;
import static vn.tinmoi.acceptance.BareSocket.TEXT;
import static vn.tinmoi.acceptance.BareSocket.frame;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a WebSocket client does wrong, it is told (RFC 6455, 7.4.1), is hung up on, and disturbs nobody. */
@Timeout(60)
@Served(
        value = {"TINMOI_EVENT_LOOPS=1", "TINMOI_SAMPLE=false"},
        alone = true)
final class WebSocketMisuseIT {
    private static final int MOST_FLOODS = 100_000; // of 131 kB: more than comes through in the second of a close
    private static final String WISH = "{\"subscribe\":[\"stats\"]}";

    private final Program program;

    WebSocketMisuseIT(Program program) {
        this.program = program;
    }

    /** The one event loop still carries stories to everybody. */
    @AfterEach
    void othersAreServed() {
        try (var socket = open()) {
            var story = new Client(program.site()).publish("Sau mỗi lần thử");
            assertThat(new JsonObject(socket.next().text()).getString("id")).isEqualTo(story.getString("eventId"));
        }
    }

    @Test
    void framesAgainstTheProtocolCloseWith1002() {
        assertCloses(1002, new byte[] {(byte) (LAST | TEXT), 2, '{', '}'}); // not masked
        for (int reserved : new int[] {0x40, 0x20, 0x10}) assertCloses(1002, frame(LAST | reserved | TEXT, utf8(WISH)));
        for (int opcode : new int[] {3, 7, 11, 15}) assertCloses(1002, frame(LAST | opcode, utf8("?")));
        assertCloses(1002, frame(PING, utf8("a fragment")));
        assertCloses(1002, frame(LAST | PING, new byte[126]));
        assertCloses(1002, frame(LAST | CONTINUATION, utf8("of nothing")));
        assertCloses(1002, concat(frame(TEXT, utf8("{")), frame(LAST | TEXT, utf8("}"))));
        assertCloses(1002, frame(LAST | CLOSE, new byte[] {3}));
        assertCloses(1002, frame(LAST | CLOSE, new byte[] {3, (byte) 0xed})); // 1005 is never sent
    }

    @Test
    void binaryMessagesCloseWith1003() {
        assertCloses(1003, frame(LAST | BINARY, utf8(WISH)));
        assertCloses(1003, frame(BINARY, utf8("a first fragment")));
        assertCloses(1003, frame(LAST | BINARY, new byte[0]));
    }

    @Test
    void textThatIsNotUtf8ClosesWith1007() {
        var before = utf8("{\"subscribe\":[\"");
        var after = utf8("\"]}");
        for (var bad :
                new byte[][] {{(byte) 0xc3}, {(byte) 0xc0, (byte) 0x80}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}}) {
            assertCloses(1007, frame(LAST | TEXT, concat(before, bad, after)));
            assertCloses(1007, concat(frame(TEXT, concat(before, bad)), frame(LAST | CONTINUATION, after)));
        }
    }

    @Test
    void textThatIsNoWishClosesWith1007() {
        for (var text :
                new String[] {"", "null", "[]", "{", "{}", "{\"subscribe\":1}", "{\"subscribe\":[1]}", "{\"x\":[]}"}) {
            assertCloses(1007, frame(LAST | TEXT, utf8(text)));
        }
        assertCloses(1007, frame(LAST | TEXT, utf8("[".repeat(4000))));
        assertCloses(1007, frame(LAST | TEXT, utf8("{\"subscribe\":" + "[".repeat(4000))));
    }

    @Test
    void messagesOverFourKilobytesCloseWith1009() {
        var letters = utf8("x".repeat(2049));
        assertCloses(1009, frame(LAST | TEXT, utf8("x".repeat(4097))));
        assertCloses(1009, frame(LAST | TEXT, utf8("x".repeat(60_000))));
        assertCloses(1009, concat(frame(TEXT, letters), frame(CONTINUATION, letters)));
    }

    @Test
    void aMessageWithoutEndCloses() {
        assertCloses(1008, concat(frame(TEXT, new byte[0]), repeat(frame(CONTINUATION, new byte[0]), 5_000)));
        assertCloses(1008, concat(frame(TEXT, utf8("{")), repeat(frame(CONTINUATION, utf8(" ")), 4_000)));
    }

    @Test
    void tooManyMessagesCloseWith1008() {
        assertCloses(1008, repeat(frame(LAST | TEXT, utf8(WISH)), 101));
        assertCloses(1008, repeat(frame(LAST | PING, utf8("flood")), 5_000));
        assertCloses(1008, repeat(frame(LAST | PONG, utf8("flood")), 5_000));
    }

    @Test
    void aFloodThatReadsNothingIsHungUpOn() {
        try (var socket = BareSocket.narrowWebSocket(program.site())) {
            var flood = repeat(frame(LAST | PING, new byte[125]), 1_000);

            assertThatThrownBy(() -> IntStream.range(0, MOST_FLOODS).forEach(i -> socket.send(flood)))
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void usualFragmentsAndPingsAreFine() {
        try (var socket = open()) {
            var letters = utf8("{\"subscribe\":[\"article/7\",\"không có\"]}");
            socket.send(frame(TEXT, new byte[0]));
            for (byte letter : letters) socket.send(frame(CONTINUATION, new byte[] {letter}));
            socket.send(frame(LAST | PING, utf8("còn đó không")));
            socket.send(frame(LAST | CONTINUATION, new byte[0]));

            assertThat(socket.next().text()).isEqualTo("còn đó không");
            var answer = new JsonObject(socket.next().text());
            assertThat(answer.getString("event")).isEqualTo("topics");
            assertThat(answer.getJsonObject("data").getJsonArray("unknownTopics"))
                    .containsExactly("không có");
        }
    }

    @Test
    void aCloseIsAnsweredWithItsCode() {
        for (int code : new int[] {1000, 1001, 4000}) {
            try (var socket = open()) {
                socket.send(frame(LAST | CLOSE, new byte[] {(byte) (code >> 8), (byte) code}));
                assertThat(socket.nextClose().closeCode()).isEqualTo(code);
                assertThat(socket.hungUp()).isTrue();
            }
        }
        try (var socket = open()) {
            socket.send(frame(LAST | CLOSE, new byte[0]));
            assertThat(socket.nextClose().closeCode()).isIn(1000, 1005);
            assertThat(socket.hungUp()).isTrue();
        }
    }

    @Test
    void otherVersionsAreToldWhichOneIsSpoken() {
        for (var version : new String[] {"", "0", "7", "8", "12", "14", "x", "13, 8"}) {
            try (var socket = BareSocket.webSocketOfVersion(program.site(), version)) {
                assertThat(socket.status()).as("answer to version " + version).isEqualTo(426);
                assertThat(socket.header("Sec-WebSocket-Version")).isEqualTo("13");
            }
        }
    }

    @Test
    void aPageOfAnotherSiteIsRefusedBeforeTheUpgrade() {
        var own = "http://localhost:" + program.site().getPort();
        for (var foreign : new String[] {"https://elsewhere.example", "null", own + ".elsewhere.example", ""}) {
            try (var socket = BareSocket.webSocket(program.site(), "127.0.0.1", "Origin", foreign)) {
                assertThat(socket.status()).as("answer to origin " + foreign).isEqualTo(403);
            }
        }
        try (var socket = BareSocket.webSocket(program.site(), "127.0.0.1", "Origin", own)) {
            assertThat(socket.status()).isEqualTo(101);
        }
    }

    /** A program without an Origin. */
    private BareSocket open() {
        var socket = BareSocket.webSocket(program.site(), "127.0.0.1");
        assertThat(socket.status()).isEqualTo(101);
        assertThat(new JsonObject(socket.next().text()).getString("event")).isEqualTo("sync");
        return socket;
    }

    private void assertCloses(int code, byte[] bytes) {
        try (var socket = open()) {
            socket.send(bytes);
            int others = othersAnsweredUntil(socket::hasMore);
            var close = socket.nextClose();

            assertThat(close.closeCode()).as(close.closeReason()).isEqualTo(code);
            assertThat(close.closeReason()).isNotEmpty();
            assertThat(others).as("others that the loop served first").isLessThan(20);
            assertThat(socket.hungUp())
                    .as("hung up, and nothing after the close frame")
                    .isTrue();
        }
    }

    /** Asks for pages of the one loop until it is so, and gives how many it answered. */
    private int othersAnsweredUntil(BooleanSupplier so) {
        var other = new Client(program.site());
        int answered = 0;
        for (; !so.getAsBoolean() && answered < 1_000; answered++) other.get("/health/live");
        return answered;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] repeat(byte[] frame, int times) {
        var all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) all.writeBytes(frame);
        return all.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) all.writeBytes(part);
        return all.toByteArray();
    }
}
