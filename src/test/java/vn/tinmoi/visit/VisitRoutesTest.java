package vn.tinmoi.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.news.ArticleId;

/** The beacon and the pixel over real HTTP. */
final class VisitRoutesTest {
    private final Site site = new Site(new TestClock("2026-11-23T05:00:00Z"));
    private final Site.Node node = site.node();
    private HttpServer server;
    private WebClient client;
    private HttpClient slow;

    @BeforeEach
    void serve() {
        Site.wait(node.visits.prepare());
        var router = Router.router(site.vertx);
        node.visits.routes().mount(router);
        Site.answers().answerTheRest(router);
        server = Site.wait(site.vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        client = WebClient.create(site.vertx);
        slow = site.vertx.createHttpClient();
    }

    @AfterEach
    void close() {
        client.close();
        Site.wait(server.close());
        site.close();
    }

    @Test
    void aBeaconIsAVisit() {
        var answer = Site.wait(request(HttpMethod.POST, "/visit").sendBuffer(Buffer.buffer("hello")));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.cookies()).isEmpty();
        assertThat(node.beat().total()).isEqualTo(1);
        assertThat(node.visits.current().online()).isEqualTo(1);
    }

    @Test
    void thePixelIsAVisitAndNobodyKeepsIt() {
        var answer = Site.wait(request(HttpMethod.GET, "/visit.gif").send());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.getHeader("Content-Type")).isEqualTo("image/gif");
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.body().length()).isEqualTo(43);
        assertThat(answer.body().getString(0, 6)).isEqualTo("GIF89a");
        assertThat(node.beat().total()).isEqualTo(1);
    }

    @Test
    void headIsNone() {
        var answer = Site.wait(request(HttpMethod.HEAD, "/visit.gif").send());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(node.beat().total()).isZero();
        assertThat(site.metrics.scrape()).contains("tinmoi_visits_ignored_total{reason=\"head\"} 1.0");
    }

    @Test
    void aBeaconThatBringsLuggageIsRefused() {
        var answer = Site.wait(request(HttpMethod.POST, "/visit").sendBuffer(Buffer.buffer("x".repeat(1025))));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(node.beat().total()).isZero();
        assertThat(site.metrics.scrape()).contains("tinmoi_visits_ignored_total{reason=\"error\"} 1.0");
    }

    @Test
    void staffIsSetAside() {
        node.staff = Future.succeededFuture(true);

        assertThat(Site.wait(request(HttpMethod.POST, "/visit").send()).statusCode())
                .isEqualTo(204);

        assertThat(node.beat().total()).isZero();
        assertThat(site.metrics.scrape()).contains("tinmoi_visits_ignored_total{reason=\"staff\"} 1.0");
    }

    @Test
    void whoMayBeStaffIsCountedWhenItIsKnownThatHeIsNot() {
        var answer = Promise.<Boolean>promise();
        node.staff = answer.future();
        var seat = node.visits.audience().arrived(Requests.of(Requests.session(1)), "sse");
        var leaving = node.visits.audience().arrived(Requests.of(Requests.session(2)), "sse");
        leaving.left();
        assertThat(node.beat().online()).isZero();

        answer.complete(false);

        assertThat(node.beat().total()).isEqualTo(2);
        assertThat(node.visits.current().online()).isEqualTo(1);
        seat.left();
        assertThat(node.beat().online()).isZero();
    }

    @Test
    void theStoryOfABeaconIsRead() {
        Site.wait(site.database.query("""
                INSERT INTO article (id, version, category, slug, title, status, published_at)
                VALUES (7, 1, 'tin-tuc', 'tin', 'Tin', 'published', now())""", Tuple.tuple()));

        assertThat(Site.wait(request(HttpMethod.POST, "/visit?article=7").send())
                        .statusCode())
                .isEqualTo(204);

        assertThat(node.beat().total()).isEqualTo(1);
        assertThat(Site.wait(node.visits.history().mostRead(Duration.ofHours(24), 5)))
                .containsExactly(new VisitHistory.Reads(new ArticleId(7), 1));
    }

    @Test
    void aSignOfLifeAsksRedisAtMostOnceAndPostgreSqlNever() {
        int scripts = node.scripts;
        int statements = node.statements;
        for (int i = 0; i < 1_000; i++) {
            node.visits.beacon(Requests.of(Requests.session(i)));
            if (i % 10 == 0) Site.wait(node.visits.decide());
        }
        Site.wait(node.visits.decide());

        assertThat(node.scripts - scripts).isEqualTo(101);
        assertThat(node.statements - statements).isZero();
        assertThat(node.beat().total()).isEqualTo(1_000);
        assertThat(node.statements - statements).as("a batch and the sums").isEqualTo(2);
    }

    @Test
    void aBodyWithoutEndIsCutOff() {
        var sent = slow.request(HttpMethod.POST, server.actualPort(), "127.0.0.1", "/visit")
                .compose(request -> {
                    var gone = new java.util.concurrent.CompletableFuture<Void>();
                    request.connection().closeHandler(closed -> gone.complete(null));
                    request.setChunked(true).exceptionHandler(failure -> {});
                    request.write("x".repeat(4000)).onFailure(failure -> {});
                    return Future.fromCompletionStage(gone);
                });

        Site.wait(sent);
    }

    private HttpRequest<Buffer> request(HttpMethod method, String path) {
        return client.request(method, server.actualPort(), "127.0.0.1", path)
                .putHeader("User-Agent", Requests.BROWSER)
                .putHeader("Cookie", "tm_v=" + Requests.session(1));
    }
}
