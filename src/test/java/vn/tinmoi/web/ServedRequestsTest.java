package vn.tinmoi.web;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.log.LogFixture.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import vn.tinmoi.Await;
import vn.tinmoi.metric.Metrics;

/** Whatever strangers ask for, the labels are those of the routes. */
final class ServedRequestsTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient();
    private final Metrics metrics = new Metrics();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private ServedRequests served() {
        return new ServedRequests(metrics, new ClientAddress(List.of()), AccessLog.off(), InstantSource.system());
    }

    /** Their number, and in the log a line a second of each kind with the network alone. */
    @Test
    void refusedRightsAndTokensAreCountedAndSaid() {
        var router = Router.router(vertx);
        router.route().handler(served());
        router.get("/api/v1/a").handler(ctx -> ctx.response().setStatusCode(403).end());
        router.get("/toa-soan/b")
                .handler(ctx -> ctx.response().setStatusCode(403).end());
        router.get("/api/v1/c").handler(ctx -> ctx.response().setStatusCode(401).end());
        var server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await();
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        var logger = (Logger) LoggerFactory.getLogger(Denials.class);
        logger.addAppender(log);

        for (var path : List.of("/api/v1/a", "/api/v1/a", "/toa-soan/b", "/api/v1/c", "/api/v1/c")) {
            client.request(HttpMethod.GET, server.actualPort(), "127.0.0.1", path)
                    .compose(request -> request.putHeader("Authorization", "Bearer guess")
                            .send()
                            .compose(response -> response.body()))
                    .await();
        }

        Await.until(() -> metrics.scrape().contains("tinmoi_rights_refused_total{area=\"newsroom\"} 1.0"));
        assertThat(metrics.scrape()).contains("tinmoi_rights_refused_total{area=\"api\"} 2.0");
        Await.until(() -> log.list.size() >= 2);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .contains(
                        "a right was refused method=GET route=/api/v1/a network=127.0.0.0/24 since_last=1",
                        "a token was refused method=GET route=/api/v1/c network=127.0.0.0/24 since_last=1");
        assertThat(log.list.size()).isLessThan(5);
        logger.detachAppender(log);
    }

    @Test
    void requestsAreCountedByTheRouteThatAnsweredAndNeverByTheirPath() {
        var router = Router.router(vertx);
        router.route().handler(served());
        router.get("/a/:id").handler(ctx -> ctx.response().end());
        router.get("/b/:id")
                .handler(ctx -> vertx.timer(1)
                        .onComplete(late -> ctx.response().setStatusCode(503).end()));
        router.route().handler(ctx -> ctx.response().setStatusCode(404).end());
        var server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await();

        var asked = IntStream.range(0, 90)
                .mapToObj(i -> "/" + "abc".charAt(i % 3) + "/" + i)
                .toList();
        await(
                vertx,
                () -> Future.all(asked.stream()
                        .map(path -> client.request(HttpMethod.GET, server.actualPort(), "127.0.0.1", path)
                                .compose(request -> request.send().compose(response -> response.body())))
                        .toList()));
        Await.until(() -> counted() // an answer may arrive before it is counted
                        .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf("} ") + 2)))
                        .sum()
                >= 90);

        assertThat(counted())
                .containsExactlyInAnyOrder(line("/a/:id", 200, 30), line("/b/:id", 503, 30), line("other", 404, 30));
    }

    private Stream<String> counted() {
        return metrics.scrape().lines().filter(line -> line.startsWith("http_server_requests_seconds_count"));
    }

    private static String line(String route, int status, int count) {
        return "http_server_requests_seconds_count{method=\"GET\",route=\"" + route + "\",status=\"" + status + "\"} "
                + count;
    }
}
