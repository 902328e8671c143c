package vn.tinmoi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.tinmoi.Await.until;
import static vn.tinmoi.live.RawWebSocket.LAST;
import static vn.tinmoi.log.LogFixture.await;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a WebSocket is made of once it left Vert.x, on real sockets; where it cannot leave, the same comes the usual way. */
@ExtendWith(VertxExtension.class)
final class DetachedSocketTest {
    private static final long LARGE = 8 << 20;
    private static final long SMALL = 40_000; // bytes of a ring that forgets soon
    private static final int KILOBYTE = 1000;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1); // of a server whose client does not answer
    private final List<AutoCloseable> open = new ArrayList<>();
    private Vertx vertx;

    @BeforeEach
    void start(Vertx own) {
        vertx = own;
    }

    @AfterEach
    void stop() throws Exception {
        for (var one : open.reversed()) one.close();
    }

    @Test
    void onlyTheDecoderStaysBeside() {
        var node = node(plain());
        socket(node, "/ws?topics=news");

        until(() -> node.handlers(0).equals(List.of("wsdecoder", "stream")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void messagesOfEveryLengthArriveInOrder(boolean detaching) {
        var node = node(plain().setLogActivity(!detaching));
        var socket = socket(node, "/ws?topics=news");
        int[] lengths = {30, 126, 4_095, 4_200, 65_400, 65_535, 65_700, 200_000, 30};

        for (int length : lengths) node.publish(length);

        for (int i = 1; i <= lengths.length; i++)
            assertThat(wholeMessage(socket).getString("id")).isEqualTo("e-" + i);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pingsAreAnsweredAndWishesObeyedBetweenTheNews(boolean detaching) {
        var node = node(plain().setLogActivity(!detaching));
        var socket = socket(node, "/ws?topics=stats");

        socket.send(LAST | WebSocketBytes.PING, "còn đó không");
        socket.send(WebSocketBytes.TEXT, "{\"subscribe\":");
        socket.send(LAST | WebSocketBytes.PING, "");
        socket.send(LAST | WebSocketBytes.CONTINUATION, "[\"news\"]}");

        assertThat(new String(socket.next().payload(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("còn đó không");
        assertThat(socket.next().first()).isEqualTo(LAST | WebSocketBytes.PONG);
        assertThat(socket.message().getString("event")).isEqualTo("topics");
        node.publish(KILOBYTE);
        assertThat(socket.message().getString("id")).isEqualTo("e-1");
    }

    @Test
    void aQuietSocketIsPinged() {
        var node = node(plain());
        var socket = socket(node, "/ws?topics=news");

        for (int i = 0; i < 3; i++) {
            node.seconds(30);
            assertThat(socket.next().first()).isEqualTo(LAST | WebSocketBytes.PING);
        }
    }

    @Test
    void aSocketOfAQuietTopicIsToldHowFarTheLogIs() {
        var node = node(plain());
        var socket = socket(node, "/ws?topics=article/7");
        for (int i = 1; i <= 3; i++) node.publish(300);

        node.seconds(30);

        assertThat(socket.message()).isEqualTo(new JsonObject("{\"id\":\"e-3\",\"event\":\"at\",\"data\":{}}"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCloseDuringABroadcastIsAnsweredAndHurtsNobody(boolean detaching) {
        var node = node(plain().setLogActivity(!detaching));
        var leaving = IntStream.range(0, 20)
                .mapToObj(i -> socket(node, "/ws?topics=news"))
                .toList();
        var staying = socket(node, "/ws?topics=news");

        for (int i = 1; i <= 100; i++) {
            node.publish(300);
            if (i % 5 == 0) leaving.get(i / 5 - 1).send(LAST | 8, "\u0003");
            if (i % 10 == 0) leaving.get(i / 10 - 1).close();
        }

        for (int i = 1; i <= 100; i++)
            assertThat(staying.message().getString("id")).isEqualTo("e-" + i);
        until(() -> node.streams("websocket") == 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCloseComesBackWithItsCodeBehindWhatWasSentBefore(boolean detaching) {
        var node = node(plain().setLogActivity(!detaching));
        var socket = socket(node, "/ws?topics=news");
        for (int i = 1; i <= 5; i++) node.publish(KILOBYTE);

        socket.send(new byte[] {(byte) (LAST | 8), (byte) 0x82, 0, 0, 0, 0, 0x0f, (byte) 0xa0});

        for (int i = 1; i <= 5; i++)
            assertThat(socket.message().getString("id")).isEqualTo("e-" + i);
        assertThat(socket.next().closeCode()).isEqualTo(4000);
        assertThat(socket.ended()).isTrue();
        until(() -> node.streams("websocket") == 0);
    }

    /** What ends a socket, and the code that it is closed with. */
    static Stream<Arguments> misdeeds() {
        return Stream.of(true, false)
                .flatMap(detaching -> Stream.of(
                        Arguments.of(detaching, RawWebSocket.frame(LAST | WebSocketBytes.BINARY, "x"), 1003),
                        Arguments.of(detaching, RawWebSocket.frame(LAST | WebSocketBytes.TEXT, "no wish"), 1007),
                        Arguments.of(detaching, RawWebSocket.frame(LAST | 3, "no opcode"), 1002),
                        Arguments.of(detaching, new byte[] {(byte) (LAST | WebSocketBytes.TEXT), 2, '{', '}'}, 1002)));
    }

    @ParameterizedTest
    @MethodSource("misdeeds")
    void tcpEndsWhenTheClientAnswersOurClose(boolean detaching, byte[] misdeed, int code) {
        var node = node(plain().setLogActivity(!detaching));

        assertThat(fastestParting(() -> {
                    var socket = socket(node, "/ws?topics=news");
                    socket.send(misdeed);
                    assertThat(socket.next().closeCode()).isEqualTo(code);
                    return socket;
                }))
                .isLessThan(PATIENCE);
    }

    /** The nanoseconds of TCP behind the client's answer to our close frame, of the first socket that is not waited for. */
    private static long fastestParting(Supplier<RawWebSocket> closed) {
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < 10 && fastest >= PATIENCE; i++) {
            var socket = closed.get();
            long answered = System.nanoTime();
            socket.send(LAST | 8, "\u000f\u0010");
            assertThat(socket.ended()).isTrue();
            fastest = Math.min(fastest, System.nanoTime() - answered);
        }
        return fastest;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tcpEndsWhenTheClientAnswersAGoodbye(boolean detaching) {
        var node = node(plain().setLogActivity(!detaching));

        assertThat(fastestParting(() -> {
                    var socket = socket(node, "/ws?topics=news");
                    node.seconds(3600);
                    while (socket.next().first() != (LAST | 8)) {}
                    return socket;
                }))
                .isLessThan(PATIENCE);
    }

    /** Its answer waits behind what it does not read, and nobody looks at it again. */
    @Test
    void whoClosesAndReadsNothingIsNotWaitedFor() {
        var node = node(plain());
        var socket = lazy(node);
        for (int i = 0; i < 600; i++) node.publish(KILOBYTE);

        socket.send(LAST | 8, "\u000f\u0010");

        until(() -> !node.channels.getFirst().isOpen());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatComesWithTheRequestIsHeard(boolean detaching) {
        var node = node(plain().setLogActivity(!detaching));
        var wish = RawWebSocket.frame(LAST | WebSocketBytes.TEXT, "{\"subscribe\":[\"news\",\"x\"]}");
        var ping = RawWebSocket.frame(LAST | WebSocketBytes.PING, "?");
        var first = RawWebSocket.frame(WebSocketBytes.TEXT, "{\"unsubscribe\":");
        var rest = RawWebSocket.frame(LAST | WebSocketBytes.CONTINUATION, "[\"y\"]}");

        var socket = said(node, wish, ping, first);

        assertThat(socket.message().getJsonObject("data").getJsonArray("unknownTopics"))
                .containsExactly("x");
        assertThat(socket.next().first()).isEqualTo(LAST | WebSocketBytes.PONG);
        socket.send(rest);
        assertThat(socket.message().getString("event")).isEqualTo("topics");
        node.publish(KILOBYTE);
        assertThat(socket.message().getString("id")).isEqualTo("e-1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFrameThatBeginsWithTheRequestMayEndLater(boolean detaching) {
        var node = node(plain().setLogActivity(!detaching));
        var wish = RawWebSocket.frame(LAST | WebSocketBytes.TEXT, "{\"subscribe\":[\"news\"]}");
        for (int cut = 1; cut < wish.length; cut++) {
            var socket = said(node, Arrays.copyOf(wish, cut));

            socket.send(Arrays.copyOfRange(wish, cut, wish.length));

            assertThat(socket.message().getString("event")).isEqualTo("topics");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCloseWithTheRequestIsAnswered(boolean detaching) {
        var node = node(plain().setLogActivity(!detaching));

        var socket = said(node, RawWebSocket.frame(LAST | 8, "\u000f\u0010"));

        assertThat(socket.next().closeCode()).isEqualTo(0x0f10);
        assertThat(socket.ended()).isTrue();
        until(() -> node.streams("websocket") == 0);
    }

    @ParameterizedTest
    @MethodSource("misdeeds")
    void whatIsWrongWithTheRequestClosesAsEver(boolean detaching, byte[] misdeed, int code) {
        var node = node(plain().setLogActivity(!detaching));

        var socket = said(node, misdeed);

        assertThat(socket.next().closeCode()).isEqualTo(code);
        assertThat(socket.ended()).isTrue();
    }

    private RawWebSocket said(LoneHub node, byte[]... frames) {
        var first = io.vertx.core.buffer.Buffer.buffer();
        for (var frame : frames) first.appendBytes(frame);
        return synced(RawWebSocket.saying(node.port(), "/ws?topics=stats", first.getBytes()));
    }

    @Test
    void aSlowReaderCostsLittleAndGetsAllThatTheRingHolds() {
        var node = node(plain());
        var socket = lazy(node);

        for (int i = 0; i < 600; i++) node.publish(KILOBYTE);

        assertThat(node.metric("tinmoi_frames_sent_total") * KILOBYTE).isLessThan(50_000);
        assertThat(node.onLoop(() -> node.channels.getFirst().bytesBeforeWritable()))
                .isBetween(1L, 12_000L);
        for (int i = 1; i <= 600; i++)
            assertThat(socket.message().getString("id")).isEqualTo("e-" + i);
    }

    @Test
    void aReaderThatReadsAgainTooLateIsTold() {
        var node = new LoneHub(vertx, plain(), SMALL);
        open.add(node);
        var socket = lazy(node);

        for (int i = 0; i < 600; i++) node.publish(KILOBYTE);

        var message = socket.message();
        for (int i = 1; message.getString("event").equals("article.published"); i++) {
            assertThat(message.getString("id")).isEqualTo("e-" + i);
            message = socket.message();
        }
        assertThat(message.getString("id")).isEqualTo("e-600");
        assertThat(message.getJsonObject("data").getString("mode")).isEqualTo("reset");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReaderThatNeverReadsIsCut(boolean detaching) {
        var node = node(plain().setLogActivity(!detaching));
        var socket = lazy(node);
        for (int i = 0; i < 600; i++) node.publish(KILOBYTE);

        node.seconds(1);
        node.seconds(61);

        assertThat(node.streams("websocket")).isZero();
        until(() -> !node.channels.getFirst().isOpen());
        assertThatThrownBy(() -> IntStream.range(0, 600).forEach(i -> socket.next()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aServerThatShutsDownSaysGoodbyeAndCloses(boolean detaching) {
        var node = node(plain().setLogActivity(!detaching));
        var socket = socket(node, "/ws?topics=news");

        node.seconds(3600);

        if (detaching) assertThat(socket.message().getString("event")).isEqualTo("goodbye");
        else while (!socket.message().getString("event").equals("goodbye")) {}
        assertThat(socket.next().closeCode()).isEqualTo(1001);
        assertThat(socket.ended())
                .as("closed although the client does not answer")
                .isTrue();
    }

    @Test
    void aListenerThatClosesSaysGoodbyeFirst() {
        var node = node(plain());
        var socket = socket(node, "/ws?topics=news");

        await(node.server().close());

        assertThat(socket.message().getString("event")).isEqualTo("goodbye");
        assertThat(socket.next().closeCode()).isEqualTo(1001);
        until(() -> node.streams("websocket") == 0);
    }

    @Test
    void anUnknownPipelineIsLeftAlone() {
        var node = node(plain().setLogActivity(true));
        socket(node, "/ws?topics=news");

        assertThat(node.handlers(0)).contains("logging", "wsdecoder", "wsencoder", "handler");
    }

    @Test
    void theHttpMetricsOfVertxStayBalanced() {
        var counts = new CountedHttp();
        var counted = Vertx.builder()
                .with(new VertxOptions().setMetricsOptions(new MetricsOptions().setEnabled(true)))
                .withMetrics(options -> counts)
                .build();
        open.add(() -> await(counted.close()));
        var node = new LoneHub(counted, plain(), LARGE);
        open.add(node);
        var socket = socket(node, "/ws?topics=news");
        socket.close();
        until(() -> node.streams("websocket") == 0);

        assertThat(counts.connections).hasValue(0);
        assertThat(counts.requests).hasValue(0);
    }

    private LoneHub node(HttpServerOptions options) {
        var node = new LoneHub(vertx, options, LARGE);
        open.add(node);
        return node;
    }

    /** As the packaged program listens. */
    private static HttpServerOptions plain() {
        return new HttpServerOptions()
                .setStrictThreadMode(true)
                .setIdleTimeout(75)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(4 << 10)
                .setWebSocketClosingTimeout(2);
    }

    private RawWebSocket socket(LoneHub node, String target) {
        return synced(RawWebSocket.open(node.port(), target, 0));
    }

    private RawWebSocket lazy(LoneHub node) {
        return synced(RawWebSocket.open(node.port(), "/ws?topics=news", 4096));
    }

    private RawWebSocket synced(RawWebSocket socket) {
        open.add(socket);
        assertThat(socket.message().getString("event")).isEqualTo("sync");
        return socket;
    }

    /** Vert.x cuts a long message in pieces. */
    private static JsonObject wholeMessage(RawWebSocket socket) {
        var all = io.vertx.core.buffer.Buffer.buffer();
        var frame = socket.next();
        while ((frame.first() & LAST) == 0) {
            all.appendBytes(frame.payload());
            frame = socket.next();
        }
        return new JsonObject(all.appendBytes(frame.payload()).toString());
    }
}
