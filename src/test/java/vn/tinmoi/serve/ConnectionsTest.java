package vn.tinmoi.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.tinmoi.Await;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Problem;
import vn.tinmoi.web.AccessLog;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.ConnectionLimits;
import vn.tinmoi.web.Connections;
import vn.tinmoi.web.Express;
import vn.tinmoi.web.JsonBody;
import vn.tinmoi.web.Messages;
import vn.tinmoi.web.Problems;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.SecurityHeaders;
import vn.tinmoi.web.TestErrorPages;

/** Who makes way, who is refused and who is hung up on, over bare sockets to the public listener's own wiring. */
@Timeout(60)
final class ConnectionsTest {
    private static final int OF_THE_NODE = 16; // one less, and idle ones make way
    private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String NEVER = "GET /never HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final Connections.Pace QUICK =
            new Connections.Pace(Duration.ofMillis(200), Duration.ofMillis(200), 1, Duration.ofMillis(20));

    private final Vertx vertx = Vertx.vertx();
    private final Metrics metrics = new Metrics();
    private final List<BareHttp> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        open.forEach(BareHttp::close);
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void whoWasIdleLongestMakesWayBeforeAnyoneIsRefused() throws Exception {
        int port = serve(new ConnectionLimits(OF_THE_NODE, 0, any -> false, metrics), Connections.Pace.USUAL);
        for (int i = 0; i < OF_THE_NODE + 4; i++) assertServed(connect(port));

        for (int i = 0; i < 5; i++)
            assertThat(open.get(i).hungUp(20_000)).as("one that makes way").isTrue();
        for (int i = 5; i < open.size(); i++) assertServed(open.get(i));
        assertThat(ended("idle")).isEqualTo(5);
        assertThat(ended("node")).isZero();
    }

    @Test
    void whoIsBusyDoesNotMakeWayAndWhoIsOneTooManyIsTold() throws Exception {
        int port = serve(new ConnectionLimits(OF_THE_NODE, 0, any -> false, metrics), Connections.Pace.USUAL);
        for (int i = 1; i <= OF_THE_NODE; i++) {
            connect(port).send(NEVER);
            awaitUnanswered(i);
        }

        var refused = connect(port).answer();

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("5");
        assertThat(refused.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(open.getLast().hungUp(20_000)).isTrue();
        assertThat(ended("node")).isEqualTo(1);
        open.removeFirst().close();
        awaitOpen(OF_THE_NODE - 1);
        assertServed(connect(port));
    }

    @Test
    void anAddressHasItsShareAndAProxyAll() throws Exception {
        int port = serve(new ConnectionLimits(OF_THE_NODE, 8, any -> false, metrics), Connections.Pace.USUAL);
        for (int i = 0; i < 8; i++) assertServed(connect(port));

        assertThat(connect(port).answer().status()).isEqualTo(429);
        assertThat(ended("address")).isEqualTo(1);

        int proxied = serve(new ConnectionLimits(OF_THE_NODE, 8, "127.0.0.1"::equals, metrics), Connections.Pace.USUAL);
        for (int i = 0; i < OF_THE_NODE - 2; i++) assertServed(connect(proxied));
    }

    @Test
    void whoTricklesAHeadIsAnsweredAndHungUpOn() throws Exception {
        int port = serve(new ConnectionLimits(OF_THE_NODE, 0, any -> false, metrics), QUICK);
        for (var part : List.of("G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: loc")) {
            var slow = connect(port);
            slow.send(part);

            assertThat(slow.answer().status()).as(part).isEqualTo(408);
            assertThat(slow.hungUp(20_000)).isTrue();
        }
        assertThat(ended("slow")).isEqualTo(3);
        assertThat(metrics.scrape()).contains("tinmoi_requests_refused_total{reason=\"slow\"} 3.0");
    }

    @Test
    void whoTricklesABodyIsToo() throws Exception {
        int port = serve(new ConnectionLimits(OF_THE_NODE, 0, any -> false, metrics), QUICK);
        for (var coding : List.of("Content-Length: 9", "Transfer-Encoding: chunked")) {
            var slow = connect(port);
            slow.send("POST /write HTTP/1.1\r\nHost: localhost\r\n" + coding + "\r\n\r\n");

            var answer = slow.answer();
            assertThat(answer.status()).as(coding).isEqualTo(408);
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(slow.hungUp(20_000)).isTrue();
        }
    }

    /** Each byte of a body gives its sender time: here a second for each. */
    @Test
    void aLongBodyHasAsLongAsItsPaceAllows() throws Exception {
        int port = serve(new ConnectionLimits(OF_THE_NODE, 0, any -> false, metrics), QUICK);
        var steady = connect(port);
        steady.send("POST /write HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10002\r\n\r\n{" + " ".repeat(10_000));
        var clock = connect(port);
        clock.send("G");
        assertThat(clock.answer().status()).isEqualTo(408);

        steady.send("}");

        assertThat(steady.answer().status()).isEqualTo(200);
    }

    private final List<Promise<Reply>> unanswered = new ArrayList<>();

    private int serve(ConnectionLimits limits, Connections.Pace pace) throws Exception {
        var problems = new Problems(new Messages(), TestErrorPages.saying((title, detail) -> title));
        var headers = new SecurityHeaders(false);
        var answers = new Answers(problems);
        var router = Router.router(vertx);
        answers.answer(router.get("/"), ctx -> Future.succeededFuture(new Reply.Json(200, new JsonObject(), Map.of())));
        answers.answer(router.get("/never"), ctx -> never());
        router.post("/write").handler(JsonBody.handler());
        answers.answer(
                router.post("/write"),
                ctx -> JsonBody.read(ctx, Set.of(), Problem::notFound)
                        .map(Object::toString)
                        .map(read -> new Reply.Json(200, new JsonObject(read), Map.of())));
        answers.answerTheRest(router);
        var options =
                HttpListener.options(new Settings.Listener("127.0.0.1", 0)).setPort(0);
        var express = new Express(uri -> null, headers, metrics, AccessLog.off());
        return new Gate(headers, problems, metrics, limits, pace, express)
                .server(vertx, options, router, HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS)
                .actualPort();
    }

    private synchronized Future<Reply> never() {
        var promise = Promise.<Reply>promise();
        unanswered.add(promise);
        notifyAll();
        return promise.future();
    }

    private synchronized void awaitUnanswered(int many) throws InterruptedException {
        while (unanswered.size() < many) wait(20_000);
    }

    private void awaitOpen(int many) {
        Await.until(() -> metrics.scrape().contains("tinmoi_connections " + many + ".0"));
    }

    private BareHttp connect(int port) {
        var http = new BareHttp(port);
        open.add(http);
        return http;
    }

    private static void assertServed(BareHttp http) {
        http.send(GET);
        assertThat(http.answer().status()).isEqualTo(200);
    }

    private long ended(String reason) {
        var line = "tinmoi_connections_ended_total{reason=\"" + reason + "\"} ";
        var text = metrics.scrape();
        int begin = text.indexOf(line) + line.length();
        return (long) Double.parseDouble(text.substring(begin, text.indexOf('\n', begin)));
    }
}
