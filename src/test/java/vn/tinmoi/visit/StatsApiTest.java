package vn.tinmoi.visit;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.Await.until;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures over real HTTP and a real PostgreSQL. */
final class StatsApiTest {
    private final TestClock clock = new TestClock("2026-11-23T07:05:00Z"); // Monday 14:05 in Hà Nội
    private final Site site = new Site(clock);
    private final Site.Node node = site.node();
    private HttpServer server;
    private WebClient client;

    @BeforeEach
    void serve() {
        Site.wait(node.visits.prepare());
        var router = Router.router(site.vertx);
        var figures = new VisitFigures(node.visits.history(), node.visits.minutes(), Site.ZONE, clock);
        new StatsApi(Site.answers(), figures, Site.ZONE).mount(router);
        Site.answers().answerTheRest(router);
        server = Site.wait(site.vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        client = WebClient.create(site.vertx);
    }

    @AfterEach
    void close() {
        client.close();
        Site.wait(server.close());
        site.close();
    }

    @Test
    void visitsAreToldByTheHourUntilNow() {
        for (int i = 1; i <= 3; i++) node.arrive(Requests.session(i));
        node.beat();

        var hours = new JsonObject(get("/api/v1/stats/hours").bodyAsString());

        assertThat(hours.getString("zone")).isEqualTo("Asia/Ho_Chi_Minh");
        assertThat(hours.getJsonArray("hours")).as("those that have begun").hasSize(15);
        assertThat(hours.getJsonArray("hours").getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("begin", "2026-11-23T00:00:00+07:00")
                        .put("visits", 0));
        assertThat(hours.getJsonArray("hours").getJsonObject(14))
                .isEqualTo(new JsonObject()
                        .put("begin", "2026-11-23T14:00:00+07:00")
                        .put("visits", 3));
        assertThat(get("/api/v1/stats/hours.csv").bodyAsString().lines())
                .startsWith("begin,visits", "2026-11-23T00:00:00+07:00,0")
                .endsWith("2026-11-23T14:00:00+07:00,3");
    }

    @Test
    void theLastHourIsToldByTheMinute() {
        for (int i = 1; i <= 3; i++) node.arrive(Requests.session(i));
        node.beat();
        clock.passMinutes(1);
        node.beat();

        var told = get("/api/v1/stats/minutes");
        var minutes = new JsonObject(told.bodyAsString());

        assertThat(told.getHeader("ETag")).isNotEmpty();
        assertThat(minutes.getString("zone")).isEqualTo("Asia/Ho_Chi_Minh");
        assertThat(minutes.getJsonArray("minutes")).hasSize(60);
        assertThat(minutes.getJsonArray("minutes").getJsonObject(0))
                .as("a gap is a gap")
                .isEqualTo(new JsonObject("{\"begin\":\"2026-11-23T13:06:00+07:00\",\"online\":null,\"visits\":null}"));
        assertThat(minutes.getJsonArray("minutes").getJsonObject(59))
                .isEqualTo(new JsonObject("{\"begin\":\"2026-11-23T14:05:00+07:00\",\"online\":3,\"visits\":null}"));
        assertThat(get("/api/v1/stats/minutes.csv").bodyAsString().lines())
                .startsWith("begin,online,visits", "2026-11-23T13:06:00+07:00,,")
                .endsWith("2026-11-23T14:05:00+07:00,3,");
    }

    @Test
    void theLastMinutesAreGivenWhileRedisIsAway() {
        var before = get("/api/v1/stats/minutes").bodyAsString();
        node.redisAway = true;
        clock.pass(Duration.ofSeconds(6));

        var stale = get("/api/v1/stats/minutes");

        assertThat(stale.bodyAsString()).isEqualTo(before);
        assertThat(stale.getHeader("X-Tinmoi-Stale")).isEqualTo("1");
    }

    @Test
    void theLastThirtyDaysAreToldUnlessOthersAreAskedFor() {
        counted("2026-11-22", "visit", 10);
        counted("2026-11-22", "imported", 7);
        estimated("2026-11-22", 9);

        var days = days("");

        assertThat(days).hasSize(30);
        assertThat(days.getJsonObject(0).getString("day")).isEqualTo("2026-10-25");
        assertThat(days.getJsonObject(28))
                .isEqualTo(new JsonObject("{\"day\":\"2026-11-22\",\"visits\":17,\"imported\":7,\"readers\":9}"));
        assertThat(days.getJsonObject(29))
                .isEqualTo(new JsonObject("{\"day\":\"2026-11-23\",\"visits\":0,\"imported\":0,\"readers\":null}"));
    }

    @Test
    void aRangeGoesOverTheEndOfAYear() {
        counted("2025-12-31", "visit", 3);
        counted("2026-01-01", "visit", 4);

        var days = days("?from=2025-12-30&to=2026-01-02");

        assertThat(IntStream.range(0, 4).mapToObj(i -> days.getJsonObject(i).getLong("visits")))
                .containsExactly(0L, 3L, 4L, 0L);
    }

    @Test
    void theCsvIsOneForSpreadsheets() {
        counted("2026-11-22", "visit", 10);
        estimated("2026-11-22", 9);

        var csv = get("/api/v1/stats/days.csv?from=2026-11-21&to=2026-11-22");

        assertThat(csv.bodyAsString())
                .isEqualTo("day,visits,imported,readers_estimate\r\n2026-11-21,0,0,\r\n2026-11-22,10,0,9\r\n");
        assertThat(csv.getHeader("Content-Type")).isEqualTo("text/csv; charset=utf-8; header=present");
        assertThat(csv.getHeader("Content-Disposition"))
                .isEqualTo("attachment; filename=\"tinmoi-days-2026-11-21-2026-11-22.csv\"");
    }

    @Test
    void whatWasNotCountedIsToldByDayAndReason() {
        Site.wait(site.database.query(
                "INSERT INTO visit_ignored (day, reason, n) VALUES ('2026-11-22', 'bot', 41)", Tuple.tuple()));
        for (int i = 0; i < 3; i++) node.visits.beacon(agent("Googlebot/2.1 (+http://www.google.com/bot.html)"));
        node.visits.beacon(agent("Telegraf/1.30"));
        node.answersLost = 1; // the batch is repeated, and not added twice
        node.beat();
        node.beat();

        var days = new JsonObject(get("/api/v1/stats/ignored").bodyAsString()).getJsonArray("days");

        assertThat(days).hasSize(30);
        assertThat(days.getJsonObject(0).getLong("all")).isZero();
        assertThat(days.getJsonObject(28).getLong("all")).isEqualTo(41);
        var today = days.getJsonObject(29);
        assertThat(today.getString("day")).isEqualTo("2026-11-23");
        assertThat(today.getLong("all")).isEqualTo(4);
        assertThat(today.getJsonObject("reasons").getLong("bot")).isEqualTo(3);
        assertThat(today.getJsonObject("reasons").getLong("program")).isEqualTo(1);
        assertThat(today.getJsonObject("reasons").fieldNames())
                .containsExactlyElementsOf(vn.tinmoi.metric.Metrics.IGNORED_REASONS);
        assertThat(get("/api/v1/stats/ignored.csv?from=2026-11-22").bodyAsString())
                .isEqualTo(
                        "day,all,bot,automated,program,load-test,elsewhere,staff,prefetch,head,ceiling,overload,error\r\n"
                                + "2026-11-22,41,41,0,0,0,0,0,0,0,0,0,0\r\n2026-11-23,4,3,0,1,0,0,0,0,0,0,0,0\r\n");
    }

    private static HttpServerRequest agent(String name) {
        return Requests.withHeaders("", Map.of("User-Agent", name));
    }

    @Test
    void theEstimateIsLabelledWithItsError() {
        assertThat(new JsonObject(get("/api/v1/stats/days").bodyAsString()).getDouble("readersError"))
                .isEqualTo(0.0081);
    }

    @ParameterizedTest
    @CsvSource({
        "from=yesterday, from",
        "from=2026-02-30, from",
        "from=, from",
        "to=23/11/2026, to",
        "to=2026-11-24, to",
        "to=+999999999-12-31, to",
        "to=-999999999-01-01, to",
        "from=2026-11-23&to=2026-11-22, from",
        "from=2025-11-22&to=2026-11-23, from",
        "from=1999-12-31&to=2000-01-02, from"
    })
    void nonsenseIsRefusedWithTheNameOfItsField(String query, String field) {
        for (var path : new String[] {
            "/api/v1/stats/days", "/api/v1/stats/days.csv", "/api/v1/stats/ignored", "/api/v1/stats/ignored.csv"
        }) {
            var answer = get(path + "?" + query.replace("+", "%2B"));

            assertThat(answer.statusCode()).as(query).isEqualTo(422);
            assertThat(new JsonObject(answer.bodyAsString()).getString("field")).isEqualTo(field);
        }
    }

    @Test
    void aWholeLeapYearCanBeAskedFor() {
        assertThat(days("?from=2024-01-01&to=2024-12-31")).hasSize(366);
    }

    @Test
    void postgresqlIsAskedEveryFiveSecondsAtMostHoweverManyAsk() {
        int before = node.statements;
        var many = IntStream.range(0, 200)
                .mapToObj(
                        i -> client.get(server.actualPort(), "127.0.0.1", i % 2 == 0 ? "/api/v1/stats/hours" : path(i))
                                .send())
                .toList();
        Site.wait(Future.all(many));
        assertThat(node.statements - before)
                .as("one for the hours, one for the year")
                .isEqualTo(2);

        clock.pass(Duration.ofSeconds(6));
        get("/api/v1/stats/hours");
        get("/api/v1/stats/hours");

        assertThat(node.statements - before).isEqualTo(3);
    }

    /** Another range each time. */
    private static String path(int i) {
        return "/api/v1/stats/days?from=" + LocalDate.of(2026, 1, 1).plusDays(i);
    }

    @Test
    void theLastFiguresAreGivenWhilePostgresqlIsAway() {
        node.arrive(Requests.session(1));
        node.beat();
        var before = get("/api/v1/stats/hours").bodyAsString();
        node.databaseAway = true;
        clock.pass(Duration.ofSeconds(6));

        var stale = get("/api/v1/stats/hours");
        node.databaseAway = false;
        clock.pass(Duration.ofSeconds(2));

        assertThat(stale.bodyAsString()).isEqualTo(before);
        assertThat(stale.getHeader("X-Tinmoi-Stale")).isEqualTo("1");
        until(() ->
                get("/api/v1/stats/hours").getHeader("X-Tinmoi-Stale") == null); // by a try behind one of the answers
    }

    @Test
    void whoHasTheFiguresIsToldSo() {
        var first = get("/api/v1/stats/days");

        var again = Site.wait(client.get(server.actualPort(), "127.0.0.1", "/api/v1/stats/days")
                .putHeader("If-None-Match", first.getHeader("ETag"))
                .send());

        assertThat(first.getHeader("Cache-Control")).isEqualTo("public, max-age=5");
        assertThat(again.statusCode()).isEqualTo(304);
    }

    private JsonArray days(String query) {
        return new JsonObject(get("/api/v1/stats/days" + query).bodyAsString()).getJsonArray("days");
    }

    private HttpResponse<Buffer> get(String path) {
        return Site.wait(client.get(server.actualPort(), "127.0.0.1", path).send());
    }

    private void counted(String day, String kind, long n) {
        Site.wait(site.database.query(
                "INSERT INTO visit_day (day, kind, n) VALUES ($1, $2, $3)", Tuple.of(LocalDate.parse(day), kind, n)));
    }

    private void estimated(String day, long n) {
        Site.wait(site.database.query(
                "INSERT INTO visit_readers (day, n) VALUES ($1, $2)", Tuple.of(LocalDate.parse(day), n)));
    }
}
