package vn.tinmoi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.Await.until;
import static vn.tinmoi.log.LogFixture.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinmoi.log.LogFixture;
import vn.tinmoi.news.VisitCounts;

/** Streams as clients see them: real sockets, a real server, a real PostgreSQL. */
@ExtendWith(VertxExtension.class)
final class StreamTest {
    private final List<AutoCloseable> open = new ArrayList<>();
    private LogFixture log;
    private LiveServer node;
    private Vertx vertx;
    private HttpClient http;
    private WebSocketClient webSockets;

    @BeforeEach
    void start(Vertx own) {
        vertx = own;
        http = vertx.createHttpClient();
        webSockets = vertx.createWebSocketClient();
        log = new LogFixture(vertx);
        node = node(ReplayRing.BYTES);
    }

    @AfterEach
    void stop() throws Exception {
        for (var one : open.reversed()) one.close();
        log.close();
    }

    @Test
    void aStreamHasTheHeadersOfTheContractAndBeginsWithSync() {
        log.publish(1);
        until(() -> node.tailer.position().seq() == 1);

        var stream = stream("/stream", Map.of("Origin", "https://elsewhere.example"));
        var sync = stream.next();

        assertThat(stream.status).isEqualTo("HTTP/1.1 200 OK");
        assertThat(stream.headers)
                .contains(
                        "content-type: text/event-stream",
                        "cache-control: no-store, no-transform",
                        "x-accel-buffering: no",
                        "access-control-allow-origin: *")
                .noneMatch(header -> header.startsWith("content-encoding"));
        assertThat(sync.event()).isEqualTo("sync");
        assertThat(new JsonObject(sync.data()).getString("mode")).isEqualTo("fresh");
        assertThat(new JsonObject(sync.data()).getString("snapshot")).isEqualTo("/api/v1/front");
        assertThat(sync.id())
                .isEqualTo(new JsonObject(sync.data()).getString("cursor"))
                .endsWith("-1");
        assertThat(Integer.parseInt(sync.retry())).isBetween(1000, 5000);
    }

    @Test
    void aPublishedStoryArrivesAndAReconnectGetsExactlyWhatWasMissed() {
        var first = stream("/stream", Map.of());
        first.next();
        log.publish(1);
        var seen = first.next();
        first.close();
        log.publish(2);
        log.publish(3);

        var second = stream("/stream?after=garbage", Map.of("Last-Event-ID", seen.id()));

        assertThat(seen.event()).isEqualTo("article.published");
        assertThat(seen.data()).isEqualTo("{\"id\":1,\"title\":\"Tin\"}");
        assertThat(mode(second.next())).isEqualTo("resumed");
        assertThat(second.next().id()).endsWith("-2");
        assertThat(second.next().id()).endsWith("-3");
        log.publish(4);
        assertThat(second.next().id()).endsWith("-4");
    }

    @Test
    void anyNodeAnswersAnyCursorFromItsRingOrTheLog() {
        var cursor = stream("/stream", Map.of()).next().id();
        for (int i = 1; i <= 30; i++) log.publish(i);
        log.withdraw(7);
        var other = node(2000);

        var resumed = new RawStream(other.port(), "GET", "/stream?topics=news&after=" + cursor, Map.of());
        open.add(resumed);

        assertThat(mode(resumed.next())).isEqualTo("resumed");
        for (int i = 1; i <= 31; i++) {
            var event = resumed.next();
            assertThat(event.id()).endsWith("-" + i);
            if (i == 7) assertThat(event.data()).isEqualTo("{\"id\":7,\"url\":\"/a/7\"}");
        }
        assertThat(other.metrics.scrape()).contains("tinmoi_replays_total{source=\"database\"} 1.0");
    }

    @Test
    void aStoryThatMovesIsToldWhereItWasAndWhereItIs() {
        var cursor = stream("/stream", Map.of()).next().id();
        var left = stream("/stream?topics=news/tin-tuc", Map.of());
        left.next();
        log.publish(1);
        await(log.append("article.revised", 1, "kinh-te", "tin-tuc", false, "{\"id\":1}"));
        await(log.append("article.revised", 1, "kinh-te", "kinh-te", true, "{\"id\":1}"));

        assertThat(List.of(left.next().id(), left.next().id())).containsExactly(at(cursor, 1), at(cursor, 2));
        for (var replaying : List.of(node, node(300))) {
            assertThat(replayed(replaying, "news/tin-tuc", cursor, 2)).containsExactly(at(cursor, 1), at(cursor, 2));
            assertThat(replayed(replaying, "news/kinh-te", cursor, 2)).containsExactly(at(cursor, 2), at(cursor, 3));
            assertThat(replayed(replaying, "featured", cursor, 1)).containsExactly(at(cursor, 3));
        }
    }

    private static String at(String cursor, int seq) {
        return cursor.substring(0, cursor.indexOf('-')) + "-" + seq;
    }

    private List<String> replayed(LiveServer from, String topics, String cursor, int events) {
        var stream = new RawStream(from.port(), "GET", "/stream?topics=" + topics + "&after=" + cursor, Map.of());
        open.add(stream);
        assertThat(mode(stream.next())).isEqualTo("resumed");
        return java.util.stream.Stream.generate(() -> stream.next().id())
                .limit(events)
                .toList();
    }

    @Test
    void whateverTheLastEventIdIsTheAnswerIs200AndAReset() {
        for (var garbage : List.of("x", "' OR 1=1 --", "zz-5", "a".repeat(60 << 10), "ế-1")) {
            var stream = stream("/stream", Map.of("Last-Event-ID", garbage));

            assertThat(stream.status).as(garbage.substring(0, 1)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(mode(stream.next())).isEqualTo("reset");
            stream.close();
        }
        until(() -> node.metrics.scrape().contains("tinmoi_streams{protocol=\"sse\"} 0.0"));
        var malformed = stream("/stream?after=%zz%00", Map.of());
        assertThat(malformed.status).isEqualTo("HTTP/1.1 200 OK");
        assertThat(mode(malformed.next())).isEqualTo("reset");
    }

    @Test
    void whateverTheQueryAStreamBeginsAndSaysWhatItCouldNotRead() {
        for (var query : List.of("topics=%zz", "after=%", "x=%", "%", "topics=news&%zz=1", "lastEventId=%%%")) {
            try (var stream = new RawStream(node.port(), "GET", "/stream?" + query, Map.of());
                    var socket = RawWebSocket.open(node.port(), "/ws?" + query, 0)) {
                assertThat(stream.status).as(query).isEqualTo("HTTP/1.1 200 OK");
                for (var sync : List.of(
                        new JsonObject(stream.next().data()), socket.message().getJsonObject("data"))) {
                    assertThat(sync.getJsonArray("unreadable")).as(query).hasSize(1);
                    assertThat(query).contains(sync.getJsonArray("unreadable").getString(0));
                    assertThat(sync.getString("mode"))
                            .isEqualTo(query.contains("after") || query.contains("Id") ? "reset" : "fresh");
                    assertThat(sync.containsKey("unknownTopics")).isEqualTo(query.startsWith("topics=%"));
                }
            }
            until(() -> !node.metrics.scrape().contains("tinmoi_streams{protocol=\"sse\"} 1.0"));
        }
    }

    @Test
    void noQueryThatFitsALineKeepsAStreamFromBeginning() {
        var random = new Random(10);
        for (int i = 0; i < 200; i++) {
            var query = garbage(random);
            try (var stream = new RawStream(node.port(), "GET", "/stream?" + query, Map.of())) {
                assertThat(stream.status).as(query).isEqualTo("HTTP/1.1 200 OK");
                assertThat(stream.next().event()).as(query).isEqualTo("sync");
            }
            try (var socket = RawWebSocket.open(node.port(), "/ws?" + query, 0)) {
                assertThat(socket.message().getString("event")).as(query).isEqualTo("sync");
            }
            until(() -> open("sse") + open("websocket") < 2);
        }
    }

    /** Everything that a request line may hold: no blanks and no control characters. */
    private static String garbage(Random random) {
        var pieces = List.of(
                "topics=",
                "after=",
                "lastEventId=",
                "%",
                "%zz",
                "%00",
                "%C3%28",
                "&",
                "=",
                ";",
                "+",
                ",",
                "ế",
                "\"<>\\^`{|}");
        return random.ints(random.nextInt(1, 12), 0, pieces.size() + 6)
                .mapToObj(i -> i < pieces.size() ? pieces.get(i) : String.valueOf((char) random.nextInt('!', 0x7f)))
                .collect(Collectors.joining());
    }

    private double open(String protocol) {
        var line = "tinmoi_streams{protocol=\"" + protocol + "\"} ";
        return node.metrics
                .scrape()
                .lines()
                .filter(one -> one.startsWith(line))
                .mapToDouble(one -> Double.parseDouble(one.substring(line.length())))
                .sum();
    }

    @Test
    void aPolyfillResumesByItsAddressOnEveryWay() {
        var first = stream("/stream?topics=news", Map.of()).next().id();
        log.publish(1);
        log.publish(2);
        until(() -> node.tailer.position().seq() == 2);
        var seen = first.substring(0, first.indexOf('-')) + "-1";

        for (var address : List.of(
                "after=" + first + "&lastEventId=" + seen,
                "Last-Event-ID=" + seen,
                "evs_last_event_id=" + seen + "&after=" + first)) {
            try (var stream = new RawStream(node.port(), "GET", "/stream?" + address, Map.of());
                    var socket = RawWebSocket.open(node.port(), "/ws?" + address, 0)) {
                assertThat(List.of(mode(stream.next()), stream.next().id())).containsExactly("resumed", at(first, 2));
                assertThat(socket.message().getJsonObject("data").getString("mode"))
                        .isEqualTo("resumed");
                assertThat(socket.message().getString("id")).isEqualTo(at(first, 2));
            }
            assertThat(get("/api/v1/events?" + address).getJsonArray("events")).hasSize(1);
            until(() -> open("sse") + open("websocket") < 2);
        }
        assertThat(stream("/stream?lastEventId=" + seen, Map.of("Last-Event-ID", at(first, 2)))
                        .next()
                        .id())
                .isEqualTo(at(first, 2));
    }

    @Test
    void aNulInTheLastEventIdIsGarbageToo() {
        var stream = stream("/stream", Map.of("Last-Event-ID", "e-\u0000"));

        assertThat(stream.status).isEqualTo("HTTP/1.1 200 OK");
        assertThat(mode(stream.next())).isEqualTo("reset");
        log.publish(1);
        assertThat(stream.next().event()).isEqualTo("article.published");
        stream.close();
        until(() -> node.metrics.scrape().contains("tinmoi_streams{protocol=\"sse\"} 0.0"));
    }

    @Test
    void countsFollowTheSyncAndHaveNoId() {
        node.hubs.offer(new VisitCounts(
                3, 4, 5, 6, Instant.parse("2026-11-23T05:00:00Z"), Instant.parse("2026-11-23T04:00:00Z"), false));

        var stream = stream("/stream?topics=stats", Map.of());

        stream.next();
        var stats = stream.next();
        assertThat(stats.event()).isEqualTo("stats");
        assertThat(stats.id()).isEmpty();
        assertThat(stats.data())
                .isEqualTo(
                        "{\"online\":3,\"today\":4,\"week\":5,\"total\":6,\"at\":\"2026-11-23T05:00:00Z\",\"changedAt\":\"2026-11-23T04:00:00Z\",\"stale\":false}");
    }

    @Test
    void anAddressWithTooManyStreamsIsToldWhichLimitItMet() {
        for (int i = 0; i < 5; i++) stream("/stream", Map.of()).next();

        var refused = stream("/stream", Map.of());
        var socket = handshake(Map.of("Accept-Language", "en"));

        assertRefused(refused, "address", 5, "max.streams.per.address");
        assertThat(socket.status).startsWith("HTTP/1.1 429 ");
        assertThat(retryAfter(socket)).isBetween(30, 60);
        assertThat(socket.line()).contains("5 streams").contains("max.streams.per.address");
        assertThat(node.metrics.scrape())
                .contains(
                        "tinmoi_streams{protocol=\"sse\"} 5.0",
                        "tinmoi_streams_refused_total{reason=\"address\"} 2.0",
                        "tinmoi_streams_refused_total{reason=\"node\"} 0.0");
    }

    @Test
    void aFullNodeSaysThatItIsFull() {
        node = new LiveServer(vertx, log.url, ReplayRing.BYTES, 2, 0);
        open.add(node);
        for (int i = 0; i < 2; i++) stream("/stream", Map.of()).next();

        assertRefused(stream("/stream", Map.of()), "node", 2, "max.streams");
        var socket = handshake(Map.of());
        assertThat(socket.status).startsWith("HTTP/1.1 503 ");
        assertThat(retryAfter(socket)).isBetween(30, 60);
        assertThat(socket.line()).contains("2 luồng").contains("max.streams");
        assertThat(node.metrics.scrape()).contains("tinmoi_streams_refused_total{reason=\"node\"} 2.0");
    }

    /** In good order: what follows the event is the end of the body, then that of the connection. */
    private static void assertRefused(RawStream stream, String reason, int limit, String setting) {
        assertThat(stream.status).isEqualTo("HTTP/1.1 200 OK");
        assertThat(stream.headers).contains("content-type: text/event-stream", "access-control-allow-origin: *");
        var event = stream.next();
        assertThat(event.event()).isEqualTo("refused");
        int retry = Integer.parseInt(event.retry());
        assertThat(retry).isBetween(30_000, 60_000);
        assertThat(new JsonObject(event.data()))
                .isEqualTo(new JsonObject()
                        .put("reason", reason)
                        .put("limit", limit)
                        .put("setting", setting)
                        .put("retryMs", retry));
        assertThat(stream.ends()).isTrue();
    }

    private RawStream handshake(Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.putAll(Map.of(
                "Upgrade", "websocket",
                "Connection", "Upgrade",
                "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version", "13"));
        var answer = new RawStream(node.port(), "GET", "/ws", all);
        open.add(answer);
        return answer;
    }

    private static int retryAfter(RawStream answer) {
        return answer.headers.stream()
                .filter(header -> header.startsWith("retry-after: "))
                .mapToInt(header -> Integer.parseInt(header.substring(13)))
                .sum();
    }

    @Test
    void aRefusalOnHttp2LeavesTheConnectionToThePage() {
        for (int i = 0; i < 5; i++) stream("/stream", Map.of()).next();
        http = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));

        for (int i = 0; i < 2; i++) {
            assertThat(text("/stream")).contains("event: refused\ndata: {\"reason\":\"address\"");
        }
    }

    @Test
    void aClosedStreamGivesItsPlaceBack() {
        for (int i = 0; i < 12; i++) {
            var stream = RawStream.open(node.port(), "/stream");
            stream.next();
            stream.close();
            until(() -> node.metrics.scrape().contains("tinmoi_streams{protocol=\"sse\"} 0.0"));
        }
    }

    @Test
    void aDrainingNodeSaysGoodbyeAndEndsTheStream() {
        var stream = stream("/stream", Map.of());
        stream.next();

        var drained = node.hubs.drain(Duration.ofSeconds(1));
        var goodbye = stream.next();
        var late = stream("/stream", Map.of()).next();
        var lateSocket = handshake(Map.of());

        assertThat(late.event()).isEqualTo("goodbye");
        assertThat(new JsonObject(late.data()).getInteger("retryMs")).isBetween(1000, 5000);
        assertThat(lateSocket.status).startsWith("HTTP/1.1 503 ");
        assertThat(retryAfter(lateSocket)).isBetween(1, 5);
        assertThat(goodbye.event()).isEqualTo("goodbye");
        assertThat(new JsonObject(goodbye.data()).getInteger("retryMs")).isBetween(1000, 5000);
        await(drained);
        assertThat(stream.line()).isIn("", "0");
    }

    @Test
    void aPreflightAndAHeadAreAnswered() {
        var preflight = new RawStream(node.port(), "OPTIONS", "/stream", Map.of("Origin", "https://a.example"));
        open.add(preflight);
        var head = new RawStream(node.port(), "HEAD", "/stream", Map.of());
        open.add(head);

        assertThat(preflight.status).startsWith("HTTP/1.1 204");
        assertThat(preflight.headers)
                .contains("access-control-allow-origin: *", "access-control-max-age: 86400")
                .filteredOn(header -> header.startsWith("access-control-allow-headers: "))
                .singleElement()
                .asString()
                .contains(
                        "if-none-match",
                        "cache-control",
                        "content-type",
                        "last-event-id",
                        "x-requested-with",
                        "tinmoi-load-test");
        assertThat(head.headers).contains("content-type: text/event-stream");
    }

    @Test
    void aStreamOnHttp2IsTheSame() {
        http = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
        var bytes = new LinkedBlockingQueue<String>();
        var response = await(
                vertx,
                () -> http.request(HttpMethod.GET, node.port(), "127.0.0.1", "/stream?topics=news")
                        .compose(request -> request.send()
                                .onSuccess(answer -> answer.handler(buffer -> bytes.add(buffer.toString())))));
        assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
        assertThat(take(bytes)).contains("event: sync");

        log.publish(1);

        assertThat(take(bytes)).contains("event: article.published\ndata: {\"id\":1");
        assertThat(await(response.request().reset().map(true).otherwise(false))).isTrue();
        until(() -> node.metrics.scrape().contains("tinmoi_streams{protocol=\"sse\"} 0.0"));
    }

    @Test
    void aWebSocketCarriesTheSameEventsAndObeysItsClient() {
        var said = new LinkedBlockingQueue<String>();
        var socket = socket("/ws?topics=article/9", said);

        assertThat(json(said).getString("event")).isEqualTo("sync");
        socket.writeTextMessage("{\"subscribe\":[\"news\",\"nonsense\"]}").onFailure(gone -> {});
        assertThat(json(said).getJsonObject("data").getJsonArray("unknownTopics"))
                .containsExactly("nonsense");
        log.publish(1);
        var event = json(said);
        assertThat(event.getString("id")).endsWith("-1");
        assertThat(event.getString("event")).isEqualTo("article.published");
        assertThat(event.getJsonObject("data").getString("title")).isEqualTo("Tin");

        socket.writeTextMessage("{\"unsubscribe\":[\"news\"]}").onFailure(gone -> {});
        assertThat(json(said).getString("event")).isEqualTo("topics");
        log.publish(2);
        log.publish(9);
        assertThat(json(said).getString("id")).endsWith("-3");
    }

    @Test
    void aWebSocketResumesWhereItWas() {
        var cursor = stream("/stream", Map.of()).next().id();
        log.publish(1);
        log.publish(2);
        until(() -> node.tailer.position().seq() == 2);
        var said = new LinkedBlockingQueue<String>();

        socket("/ws?topics=news&after=" + cursor, said);

        assertThat(json(said).getJsonObject("data").getString("mode")).isEqualTo("resumed");
        assertThat(json(said).getString("id")).endsWith("-1");
        assertThat(json(said).getString("id")).endsWith("-2");
    }

    @Test
    void badInputClosesAWebSocketWithItsReason() {
        assertThat(closedBy(socket -> socket.writeTextMessage("not json"))).isEqualTo(1007);
        assertThat(closedBy(socket -> socket.writeTextMessage("{\"shout\":[]}")))
                .isEqualTo(1007);
        assertThat(closedBy(socket -> socket.writeTextMessage("{\"subscribe\":\"news\"}")))
                .isEqualTo(1007);
        assertThat(closedBy(socket -> socket.writeTextMessage("{\"subscribe\":[\"" + "x".repeat(5000) + "\"]}")))
                .isEqualTo(1009);
        assertThat(closedBy(socket -> socket.writeBinaryMessage(io.vertx.core.buffer.Buffer.buffer("x"))))
                .isEqualTo(1003);
        assertThat(closedBy(socket -> {
                    for (int i = 0; i < 101; i++)
                        socket.writeTextMessage("{\"subscribe\":[]}").onFailure(gone -> {});
                }))
                .isEqualTo(1008);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://tinmoi.example",
                "HTTPS://TinMoi.Example:443",
                "https://bang.example",
                "https://BANG.example:443",
                "http://localhost",
                "https://localhost", // a proxy may speak TLS for it
                "http://LOCALHOST:80"
            })
    void pagesOfTheSiteOfTheHostAskedAndOfAllowedSitesMayOpenAWebSocket(String origin) {
        assertThat(handshake(Map.of("Origin", origin)).status).startsWith("HTTP/1.1 101 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "",
                "http://tinmoi.example",
                "https://tinmoi.example:8443",
                "https://tinmoi.example.evil.example",
                "https://bang.example/",
                "https://bang.example@evil.example",
                "http://localhost:8080",
                "localhost",
                "file://"
            })
    void otherPagesAreToldThatTheyMayNot(String origin) {
        var answer = handshake(Map.of("Origin", origin));

        assertThat(answer.status).startsWith("HTTP/1.1 403 ");
        assertThat(answer.headers).contains("content-type: text/plain; charset=utf-8", "content-language: vi");
        assertThat(answer.line()).contains("allowed.origins");
    }

    @Test
    void whoCannotStreamAsksForTheEvents() {
        var cursor = stream("/stream", Map.of()).next().id();
        for (int i = 1; i <= 5; i++) log.publish(i);
        until(() -> node.tailer.position().seq() == 5);

        var some = get("/api/v1/events?limit=3&after=" + cursor);
        assertThat(some.getJsonArray("events")).hasSize(3);
        assertThat(some.getBoolean("reset")).isFalse();
        var rest = get("/api/v1/events?after=" + some.getString("cursor"));
        assertThat(rest.getJsonArray("events")).hasSize(2);
        assertThat(rest.getJsonArray("events").getJsonObject(0).getString("id")).endsWith("-4");
        assertThat(get("/api/v1/events?after=" + rest.getString("cursor")).getJsonArray("events"))
                .isEmpty();
        assertThat(get("/api/v1/events?after=garbage").getBoolean("reset")).isTrue();
        assertThat(get("/api/v1/events").getString("cursor")).isEqualTo(rest.getString("cursor"));
        assertThat(get("/api/v1/events?limit=1001").getInteger("status")).isEqualTo(422);
    }

    private LiveServer node(long ringBytes) {
        var started = new LiveServer(vertx, log.url, ringBytes, 5);
        open.add(started);
        return started;
    }

    private RawStream stream(String target, Map<String, String> headers) {
        var stream = new RawStream(node.port(), "GET", target, headers);
        open.add(stream);
        return stream;
    }

    private WebSocket socket(String target, LinkedBlockingQueue<String> said) {
        var options = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(node.port())
                .setURI(target)
                .setAllowOriginHeader(false);
        return await(
                vertx, () -> webSockets.connect(options).onSuccess(socket -> socket.textMessageHandler(said::add)));
    }

    private int closedBy(java.util.function.Consumer<WebSocket> misdeed) {
        var codes = new LinkedBlockingQueue<Short>();
        var socket = socket("/ws", new LinkedBlockingQueue<>());
        socket.closeHandler(closed -> codes.add(socket.closeStatusCode()));
        misdeed.accept(socket);
        return take(codes);
    }

    private JsonObject get(String target) {
        return new JsonObject(text(target));
    }

    private String text(String target) {
        return await(
                        vertx,
                        () -> http.request(HttpMethod.GET, node.port(), "127.0.0.1", target)
                                .compose(request -> request.send().compose(response -> response.body())))
                .toString();
    }

    private static String mode(RawStream.Event sync) {
        assertThat(sync.event()).isEqualTo("sync");
        return new JsonObject(sync.data()).getString("mode");
    }

    private static JsonObject json(LinkedBlockingQueue<String> said) {
        return new JsonObject(take(said));
    }

    private static <T> T take(LinkedBlockingQueue<T> queue) {
        try {
            var next = queue.poll(20, TimeUnit.SECONDS);
            if (next == null) throw new AssertionError("nothing came within 20 s");
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
