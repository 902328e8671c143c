package vn.tinmoi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.tinmoi.Await.until;
import static vn.tinmoi.log.LogFixture.await;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stream is made of once it left HTTP, on real sockets. */
final class DetachedWireTest {
    private static final long LARGE = 8 << 20;
    private static final long SMALL = 20_000; // bytes of a ring that forgets soon
    private static final int KILOBYTE = 1000;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true)); // as the program does
    private final HttpClient client = vertx.createHttpClient();

    @AfterEach
    void stop() throws Exception {
        for (var one : open.reversed()) one.close();
        await(vertx.close());
    }

    @Test
    void theseTestsMeetTheSocketsOfTheProgram() {
        assertThat(vertx.isNativeTransportEnabled())
                .isEqualTo(System.getProperty("os.name").equals("Linux"));
    }

    @Test
    void aDetachedStreamOutlivesManyEventsAndHeartbeats() {
        var node = node(plain(), LARGE);
        var stream = detached(node, "/stream?topics=news");

        for (int i = 1; i <= 300; i++) node.publish(300);
        for (int i = 1; i <= 300; i++) assertThat(stream.next().id()).isEqualTo("e-" + i);
        for (int i = 0; i < 3; i++) {
            node.seconds(30);
            assertThat(nextComment(stream)).isEqualTo(":");
        }
        node.publish(300);

        assertThat(stream.next().id()).isEqualTo("e-301");
    }

    @Test
    void eventsThatComeTogetherStayInTheirOrder() {
        var node = node(plain(), LARGE);
        var stream = detached(node, "/stream?topics=news");

        for (int together = 1; together <= 20; together++) node.publish(KILOBYTE, together);

        for (int i = 1; i <= 20 * 21 / 2; i++) assertThat(stream.next().id()).isEqualTo("e-" + i);
    }

    @Test
    void aReaderOfAQuietTopicGetsIdsAlone() {
        var node = node(plain(), LARGE);
        var stream = detached(node, "/stream?topics=article/7");
        for (int i = 1; i <= 3; i++) node.publish(300);

        node.seconds(30);

        assertThat(stream.line()).isEqualTo("");
        assertThat(stream.line()).isEqualTo("b"); // bytes of the chunk, in hexadecimal
        assertThat(List.of(stream.line(), stream.line(), stream.line())).containsExactly("id: e-3", ":", "");
        node.seconds(30);
        assertThat(nextComment(stream)).isEqualTo(":");
    }

    @Test
    void anHttpClientReadsItsChunksToTheEnd() {
        var node = node(plain(), LARGE);
        var text = new StringBuffer();
        var response = await(
                vertx,
                () -> client.request(HttpMethod.GET, node.port(), "127.0.0.1", "/stream")
                        .compose(request -> request.send().onSuccess(answer -> answer.handler(text::append))));
        until(() -> node.handlers(0).equals(List.of("stream")));

        node.publish(KILOBYTE);
        node.seconds(30);
        node.publish(3 * KILOBYTE);
        node.seconds(3600);

        await(response.end());
        assertThat(text.toString())
                .contains("event: sync\n", "\n\n:\n\n", "id: e-2\nevent: article.published\n", "event: goodbye\n")
                .doesNotContain("\r");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientThatClosesGivesItsPlaceBack(boolean detaching) {
        var node = node(plain().setLogActivity(!detaching), LARGE);
        var stream = stream(node, "/stream");
        stream.next();
        assertThat(node.streams()).isEqualTo(1);

        stream.close();

        until(() -> node.streams() == 0);
    }

    @Test
    void aHalfClosedClientIsGone() throws IOException {
        var node = node(plain(), LARGE);
        var stream = detached(node, "/stream");

        stream.socket.shutdownOutput();

        until(() -> node.streams() == 0);
        assertThatThrownBy(() -> IntStream.range(0, 9).forEach(i -> stream.line()))
                .hasMessageContaining("the stream ended");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aServerThatShutsDownSaysGoodbyeAndDoesNotWaitLong(boolean detaching) {
        var node = node(plain().setLogActivity(!detaching), LARGE);
        var ended = stream(node, "/stream");
        var stream = stream(node, "/stream");
        ended.next();
        stream.next();
        if (detaching) until(() -> node.handlers(1).equals(List.of("stream")));
        ended.close();
        until(() -> node.streams() == 1);

        var shutdown = node.server().shutdown(1, TimeUnit.HOURS); // which is not waited for

        assertThat(stream.next().event()).isEqualTo("goodbye");
        assertThat(stream.line()).isIn("", "0");
        await(shutdown);
        until(() -> node.streams() == 0);
    }

    @Test
    void aServerThatClosesSaysGoodbyeFirst() {
        var node = node(plain(), LARGE);
        var stream = detached(node, "/stream");

        await(node.server().close());

        assertThat(stream.next().event()).isEqualTo("goodbye");
        until(() -> node.streams() == 0);
    }

    @Test
    void aClientThatDoesNotReadCostsLittleAndGetsAllThatTheRingHolds() throws IOException {
        var node = node(plain(), LARGE);
        var stream = lazy(node);

        for (int i = 0; i < 600; i++) node.publish(KILOBYTE);

        assertThat(node.metric("tinmoi_frames_sent_total") * KILOBYTE).isLessThan(50_000);
        assertThat(node.onLoop(() -> node.channels.getFirst().bytesBeforeWritable()))
                .isBetween(1L, 12_000L);
        for (int i = 1; i <= 600; i++) assertThat(stream.next().id()).isEqualTo("e-" + i);
    }

    @Test
    void aClientThatReadsAgainTooLateIsTold() throws IOException {
        var node = node(plain(), SMALL);
        var stream = lazy(node);

        for (int i = 0; i < 600; i++) node.publish(KILOBYTE);

        var event = stream.next();
        for (int i = 1; event.event().equals("article.published"); i++) {
            assertThat(event.id()).isEqualTo("e-" + i);
            event = stream.next();
        }
        assertThat(event.event()).isEqualTo("sync");
        assertThat(event.id()).isEqualTo("e-600");
        assertThat(event.data()).contains("\"mode\":\"reset\"");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientThatNeverReadsIsCut(boolean detaching) throws IOException {
        var node = node(plain().setLogActivity(!detaching), LARGE);
        var stream = lazy(node);
        for (int i = 0; i < 600; i++) node.publish(KILOBYTE);

        node.seconds(1);
        node.seconds(61);

        assertThat(node.streams()).isZero();
        until(() -> !node.channels.getFirst().isOpen());
        assertThatThrownBy(() -> IntStream.range(0, 600).forEach(i -> stream.next()));
    }

    @Test
    void aPipelinedRequestDoesNoHarm() throws IOException {
        var node = node(plain(), LARGE);
        var second = "GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n";
        var stream = stream(node, "/stream?topics=news", Map.of("X-First", "1\r\n\r\n" + second + second.trim()));
        assertThat(stream.next().event()).isEqualTo("sync");
        until(() -> node.handlers(0).equals(List.of("stream")));

        stream.socket.getOutputStream().write(second.repeat(200).getBytes(StandardCharsets.US_ASCII));
        for (int i = 1; i <= 20; i++) node.publish(300);

        for (int i = 1; i <= 20; i++) assertThat(stream.next().id()).isEqualTo("e-" + i);
        assertThat(node.streams()).isEqualTo(1);
    }

    @Test
    void aStreamOnTlsKeepsOnlyTls(@TempDir Path folder) throws Exception {
        var options = plain().setSsl(true)
                .setKeyCertOptions(new PfxOptions().setPath(certificate(folder)).setPassword("password"));
        var node = node(options, LARGE);
        var stream = new RawStream(
                trusting().getSocketFactory().createSocket("127.0.0.1", node.port()),
                "GET",
                "/stream?topics=news",
                Map.of());
        open.add(stream);
        stream.next();
        until(() -> node.handlers(0).equals(List.of("ssl", "stream")));

        for (int i = 1; i <= 100; i++) node.publish(KILOBYTE);
        for (int i = 1; i <= 100; i++) assertThat(stream.next().id()).isEqualTo("e-" + i);
        node.seconds(30);
        assertThat(nextComment(stream)).isEqualTo(":");
        node.seconds(3600);

        assertThat(stream.next().event()).isEqualTo("goodbye");
        until(() -> node.streams() == 0);
    }

    @Test
    void anUnknownPipelineIsLeftAlone() {
        var node = node(plain().setLogActivity(true), LARGE);
        var stream = stream(node, "/stream?topics=news");
        stream.next();

        for (int i = 1; i <= 50; i++) node.publish(KILOBYTE);
        for (int i = 1; i <= 50; i++) assertThat(stream.next().id()).isEqualTo("e-" + i);

        assertThat(node.handlers(0)).contains("logging", "httpDecoder", "httpEncoder", "handler");
        node.seconds(3600);
        assertThat(stream.next().event()).isEqualTo("goodbye");
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
        var stream = detached(node, "/stream");
        node.publish(KILOBYTE);
        stream.next();
        stream.close();
        until(() -> node.streams() == 0);

        assertThat(counts.connections).hasValue(0);
        assertThat(counts.requests).hasValue(0);
        assertThat(counts.begun).hasValue(1);
    }

    private LoneHub node(HttpServerOptions options, long ringBytes) {
        var node = new LoneHub(vertx, options, ringBytes);
        open.add(node);
        return node;
    }

    /** As the packaged program listens. */
    private static HttpServerOptions plain() {
        return new HttpServerOptions().setStrictThreadMode(true).setIdleTimeout(75);
    }

    private RawStream stream(LoneHub node, String target) {
        return stream(node, target, Map.of());
    }

    private RawStream stream(LoneHub node, String target, Map<String, String> headers) {
        var stream = new RawStream(node.port(), "GET", target, headers);
        open.add(stream);
        return stream;
    }

    private RawStream detached(LoneHub node, String target) {
        var stream = stream(node, target);
        stream.next();
        until(() -> node.handlers(0).equals(List.of("stream")));
        return stream;
    }

    /** A client with a small buffer that has read its sync. */
    private RawStream lazy(LoneHub node) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("127.0.0.1", node.port()));
        var stream = new RawStream(socket, "GET", "/stream?topics=news", Map.of());
        open.add(stream);
        stream.next();
        return stream;
    }

    private static String nextComment(RawStream stream) {
        var line = stream.line();
        while (!line.startsWith(":")) line = stream.line();
        return line;
    }

    private static String certificate(Path folder) throws Exception {
        var file = folder.resolve("key.p12").toString();
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file,
                        "-storepass",
                        "password")
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return file;
    }

    private static SSLContext trusting() throws Exception {
        var anyone = new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {anyone}, new SecureRandom());
        return context;
    }
}
