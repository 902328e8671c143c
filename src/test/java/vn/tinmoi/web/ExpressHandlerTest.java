package vn.tinmoi.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinmoi.metric.Metrics;

/** What is ready is answered as its route would, only sooner. */
final class ExpressHandlerTest {
    private static final String CSS = "body { color: #17191c }\n".repeat(40);

    private final Vertx vertx = Vertx.vertx();
    private final StaticAssets assets =
            new StaticAssets(Map.of("site.css", CSS.getBytes(StandardCharsets.UTF_8), "dot.png", new byte[] {1, 2, 3}));
    private final SecurityHeaders headers = new SecurityHeaders(true);
    private final Metrics metrics = new Metrics();
    private final AtomicInteger routed = new AtomicInteger();
    private final Promise<Void> slow = Promise.promise();
    private HttpServer plain;
    private HttpServer express;

    @BeforeEach
    void serve() {
        plain = vertx.createHttpServer().requestHandler(router()).listen(0).await();
        // otherwise Netty's handler of WebSocket extensions refuses a connection that pipelines 128 requests
        var options = new HttpServerOptions()
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
        express = vertx.createHttpServer(options)
                .connectionHandler(new Express(assets, headers, metrics, AccessLog.off())::install)
                .requestHandler(router())
                .listen(0)
                .await();
    }

    private Router router() {
        var answers = new Answers(new Problems(new Messages(), TestErrorPages.saying((title, detail) -> title)));
        var router = Router.router(vertx);
        router.route().handler(ctx -> {
            routed.incrementAndGet();
            ctx.next();
        });
        router.route().handler(headers);
        assets.routes(answers).mount(router);
        answers.answer(
                router.post("/echo"),
                ctx -> ctx.request().body().map(body -> new Reply.Bytes(200, "text/plain", body, Map.of())));
        answers.answer(
                router.get("/slow"),
                ctx -> slow.future().map(now -> new Reply.Bytes(200, "text/plain", buffer("slow"), Map.of())));
        answers.answerTheRest(router);
        return router;
    }

    private static Buffer buffer(String text) {
        return Buffer.buffer(text);
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /static/site.css HTTP/1.1|Host: a",
                "GET /static/site.css HTTP/1.1|Host: a|Accept-Encoding: gzip, deflate, br",
                "GET /static/site.css HTTP/1.1|Host: a|Accept-Encoding: gzip;q=0",
                "GET /static/site.css HTTP/1.1|Host: a|Connection: Keep-Alive",
                "GET /static/dot.png HTTP/1.1|Host: a|Accept-Encoding: gzip",
                "GET /static/site.css HTTP/1.1|Host: a|If-None-Match: *",
                "GET /static/site.css HTTP/1.1|Host: a|Accept-Encoding: gzip|If-None-Match: W/\"x\", *",
                "GET /static/site.css HTTP/1.1|Host: a|If-None-Match: \"other\"",
            })
    void aReadyAnswerIsTheRoutesToTheByte(String request) throws IOException {
        var expected = ask(plain, request);
        int before = routed.get();

        assertThat(withoutRequestId(ask(express, request))).isEqualTo(expected);
        assertThat(routed.get()).as("asked of the routes").isEqualTo(before);
        assertThat(metrics.scrape()).contains("method=\"GET\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HEAD /static/site.css HTTP/1.1|Host: a",
                "GET /static/site.css HTTP/1.0",
                "GET /static/site.css HTTP/1.1|Host: a|Connection: close",
                "GET /static/site.css HTTP/1.1|Host: a|Content-Length: 0",
                "GET /static/site.css HTTP/1.1|Host: a|Range: bytes=0-1",
                "GET /static/site.css?v=1 HTTP/1.1|Host: a",
                "GET http://a/static/site.css HTTP/1.1|Host: a",
                "GET /static/none.css HTTP/1.1|Host: a",
                "GET /static/../static/site.css HTTP/1.1|Host: a",
                "POST /static/site.css HTTP/1.1|Host: a|Content-Length: 0",
            })
    void whatIsNotPlainIsTheRoutesToAnswer(String request) throws IOException {
        var expected = ask(plain, request);
        int before = routed.get();

        assertThat(withoutRequestId(ask(express, request))).isEqualTo(withoutRequestId(expected));
        assertThat(routed.get()).isEqualTo(before + 1);
    }

    @Test
    void whatIsReadyNamesItsRequestToo() throws IOException {
        var asked = "GET /static/site.css HTTP/1.1|Host: a";
        var first = ask(express, asked);
        var known = ask(express, asked + "|If-None-Match: " + first.headers().get("etag"));
        var named = ask(express, asked + "|X-Request-ID: yeu-cau-4711");
        var forged = ask(express, asked + "|X-Request-ID: <script>");

        assertThat(first.headers().get("x-request-id")).matches("[0-9a-f]{16}");
        assertThat(known.status()).contains(" 304 ");
        assertThat(known.headers().get("x-request-id"))
                .matches("[0-9a-f]{16}")
                .isNotEqualTo(first.headers().get("x-request-id"));
        assertThat(named.headers()).containsEntry("x-request-id", "yeu-cau-4711");
        assertThat(forged.headers().get("x-request-id")).matches("[0-9a-f]{16}");
    }

    @Test
    void answersKeepTheOrderOfTheirRequests() throws IOException {
        var ready = "GET /static/dot.png HTTP/1.1\r\nHost: a\r\n\r\n";
        var waits = "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n";
        var posts = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\necho";
        try (var socket = new Socket("127.0.0.1", express.actualPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((ready + waits + ready + posts + ready + waits + ready).getBytes(StandardCharsets.US_ASCII));
            var in = new DataInputStream(socket.getInputStream());
            var bodies = new ArrayList<String>(List.of(read(in).body()));
            slow.complete();
            for (int i = 0; i < 6; i++) bodies.add(read(in).body());
            socket.getOutputStream().write(ready.getBytes(StandardCharsets.US_ASCII)); // and once all is answered
            bodies.add(read(in).body());

            var dot = "\1\2\3";
            assertThat(bodies).containsExactly(dot, "slow", dot, "echo", dot, "slow", dot, dot);
        }
    }

    @Test
    void whoPipelinesAndReadsGetsEveryAnswerInOrder() throws IOException {
        slow.complete();
        var paths = List.of("/static/dot.png", "/static/site.css", "/slow", "/nowhere", "/static/site.css?v=1");
        var bodies = List.of("\1\2\3", CSS, "slow", "Không tìm thấy", CSS);
        int rounds = 2_000;
        var asked = new StringBuilder();
        for (var path : paths) asked.append("GET ").append(path).append(" HTTP/1.1\r\nHost: a\r\n\r\n");
        try (var socket = new Socket("127.0.0.1", express.actualPort())) {
            socket.setSoTimeout(10_000);
            var asking = Thread.ofVirtual()
                    .start(() -> write(socket, asked.toString().repeat(rounds)));
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));

            for (int i = 0; i < rounds; i++) {
                for (var body : bodies) {
                    assertThat(read(in).body())
                            .isEqualTo(new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
                }
            }
            asking.interrupt();
        }
    }

    private static void write(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void whoAsksOnAndReadsNothingIsReadNoFurther() throws Exception {
        var requests = "GET /static/site.css?v=1 HTTP/1.1\r\nHost: a\r\n\r\n".repeat(100_000);
        try (var asker = new Socket();
                var other = new Socket("127.0.0.1", express.actualPort())) {
            asker.setReceiveBufferSize(8 << 10);
            asker.connect(new java.net.InetSocketAddress("127.0.0.1", express.actualPort()));
            var asking = Thread.ofPlatform().start(() -> {
                try {
                    write(asker, requests);
                } catch (java.io.UncheckedIOException closed) {
                    // at the end of the test
                }
            });
            var in = new DataInputStream(other.getInputStream());
            int before = -1;
            while (before != routed.get()) { // until nothing more of it is answered, others are
                before = routed.get();
                for (int i = 0; i < 500; i++) {
                    write(other, "GET /static/dot.png HTTP/1.1\r\nHost: a\r\n\r\n");
                    assertThat(read(in).body()).isEqualTo("\1\2\3");
                }
            }

            assertThat(routed.get()).as("answers that nobody read").isLessThan(100_000);
            assertThat(asking.isAlive()).isTrue();
        }
    }

    /** What Vert.x' place gets, in a connection without a socket. */
    private final List<Object> passed = new ArrayList<>();

    private EmbeddedChannel channel() {
        var channel = new EmbeddedChannel();
        channel.pipeline().addLast("httpEncoder", new ChannelOutboundHandlerAdapter());
        channel.pipeline().addLast("handler", new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(io.netty.channel.ChannelHandlerContext ctx, Object message) {
                passed.add(message);
            }
        });
        new Express(assets, headers, metrics, AccessLog.off()).install(channel.pipeline());
        return channel;
    }

    private static DefaultHttpRequest get(String path) {
        var request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path);
        request.headers().set("Host", "a");
        return request;
    }

    private static Object[] many(int count, String path) {
        return Stream.generate(() -> Stream.of(get(path), LastHttpContent.EMPTY_LAST_CONTENT))
                .limit(count)
                .flatMap(one -> one)
                .toArray();
    }

    @Test
    void aTurnOfTheLoopAnswersNoMoreThanSixteen() {
        var channel = channel();

        for (var part : many(100, "/static/dot.png")) channel.pipeline().fireChannelRead(part);
        channel.pipeline().fireChannelReadComplete(); // this channel turns its loop when it is flushed
        assertThat(channel.outboundMessages()).as("as they are read").hasSizeLessThanOrEqualTo(16);
        assertThat(channel.config().isAutoRead()).as("reads more").isFalse();
        for (int before = channel.outboundMessages().size(), after; before < 100; before = after) {
            channel.runScheduledPendingTasks();
            after = channel.outboundMessages().size();
            assertThat(after - before).isBetween(1, 16);
        }
        while (!channel.config().isAutoRead()) channel.runPendingTasks();

        assertThat(channel.outboundMessages()).hasSize(100);
        assertThat(passed).isEmpty();
        channel.finishAndReleaseAll();
    }

    @Test
    void aConnectionThatTakesNoMoreWaitsUntilItDoes() {
        var channel = channel();
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);

        channel.writeInbound(many(3, "/static/dot.png"));
        channel.runPendingTasks();
        assertThat(channel.outboundMessages()).isEmpty();
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        channel.runPendingTasks();
        channel.runPendingTasks();

        assertThat(channel.outboundMessages()).hasSize(3);
        channel.finishAndReleaseAll();
    }

    @Test
    void vertxHasOneRequestOfAConnectionAtATime() {
        var channel = channel();
        var body = new DefaultLastHttpContent(Unpooled.copiedBuffer("x", StandardCharsets.US_ASCII));
        channel.writeInbound(get("/nowhere"), body, get("/nowhere"), LastHttpContent.EMPTY_LAST_CONTENT);
        channel.runPendingTasks();
        assertThat(passed).hasSize(2);

        channel.pipeline()
                .lastContext()
                .writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        channel.runPendingTasks();

        assertThat(passed).hasSize(4);
        channel.finishAndReleaseAll();
    }

    @Test
    void whoLeavesMoreBehindThanAnyoneReadsIsHungUpOn() {
        var channel = channel();
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        var last = new DefaultLastHttpContent(Unpooled.copiedBuffer("x", StandardCharsets.US_ASCII));

        channel.writeInbound(get("/nowhere"), last);
        channel.writeInbound(many(3_000, "/nowhere"));

        assertThat(channel.isActive()).isFalse();
        assertThat(last.refCnt()).as("what waited is let go").isZero();
        assertThat(passed).isEmpty();
    }

    @Test
    void whatWaitedIsLetGoWhenTheConnectionBecomesAStream() {
        var channel = channel();
        var last = new DefaultLastHttpContent(Unpooled.copiedBuffer("x", StandardCharsets.US_ASCII));
        channel.writeInbound(get("/nowhere"), LastHttpContent.EMPTY_LAST_CONTENT, get("/nowhere"), last);
        channel.writeInbound(many(20, "/nowhere"));

        channel.pipeline().remove(ExpressHandler.NAME);

        assertThat(last.refCnt()).isZero();
        assertThat(channel.config().isAutoRead()).isTrue();
        channel.finishAndReleaseAll();
    }

    private record Response(String status, Map<String, String> headers, String body) {}

    /** {@code request}: its lines, a bar between them. */
    private static Response ask(HttpServer server, String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", server.actualPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((request.replace("|", "\r\n") + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return read(new DataInputStream(socket.getInputStream()), request.startsWith("HEAD"));
        }
    }

    private static Response read(DataInputStream in) throws IOException {
        return read(in, false);
    }

    private static Response read(DataInputStream in, boolean head) throws IOException {
        var status = line(in);
        var headers = new TreeMap<String, String>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            var twice = headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
            assertThat(twice).as("only once: " + line).isNull();
        }
        boolean empty = head || status.contains(" 304 ");
        int length = empty ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Response(status, headers, new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
    }

    private static String line(DataInputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) if (c != '\r') line.append((char) c);
        return line.toString();
    }

    private static Response withoutRequestId(Response response) {
        var headers = new TreeMap<>(response.headers());
        headers.remove("x-request-id");
        return new Response(response.status(), headers, response.body());
    }
}
