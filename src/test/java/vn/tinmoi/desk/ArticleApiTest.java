package vn.tinmoi.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.people.Actor;
import vn.tinmoi.people.Right;
import vn.tinmoi.people.Tokens;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Messages;
import vn.tinmoi.web.Problems;
import vn.tinmoi.web.RateLimits;
import vn.tinmoi.web.TestErrorPages;

/** The writing calls over HTTP, as a publishing program meets them. */
final class ArticleApiTest {
    private static final String TOKEN = "a-token-of-the-settings-0123456789abcdef";
    private static final String ARTICLES = "/api/v1/articles";

    private static final Actor HOUSE = new Actor("test", true, true);

    private static TestDesk bench;
    private static HttpServer server;
    private static WebClient client;
    private static Tokens tokens;

    /** Each call a second after the one before, so that only the test of the limit meets it. */
    private static final class Ticking implements InstantSource {
        private long seconds = 1_800_000_000L;
        private boolean frozen;

        @Override
        public synchronized Instant instant() {
            return Instant.ofEpochSecond(frozen ? seconds : seconds++);
        }

        synchronized void freeze(boolean frozen) {
            this.frozen = frozen;
        }
    }

    private static final Ticking CLOCK = new Ticking();

    @BeforeAll
    static void open() {
        bench = new TestDesk();
        tokens = new Tokens(bench.db, TOKEN, new Metrics(), CLOCK);
        var answers = new Answers(new Problems(new Messages(), TestErrorPages.saying((title, detail) -> title)));
        var router = Router.router(bench.vertx);
        new ArticleApi(answers, bench.desk, tokens, new RateLimits(50, CLOCK), event -> Future.succeededFuture())
                .mount(router);
        answers.answerTheRest(router);
        server = get(bench.vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        client = WebClient.create(bench.vertx);
    }

    @AfterAll
    static void close() {
        client.close();
        get(server.close());
        bench.close();
    }

    @Test
    void aPublishedStoryIsAnsweredWithItsPlaceInTheLog() {
        var response = post(ARTICLES, story("Thông xe cầu sông Thủy").put("status", "published"));

        assertThat(response.statusCode()).isEqualTo(201);
        var article = response.bodyAsJsonObject();
        assertThat(article.getString("eventId")).matches("e1-[1-9][0-9]*");
        assertThat(article.getString("status")).isEqualTo("published");
        assertThat(article.getString("url")).isEqualTo("/bai-viet/thong-xe-cau-song-thuy-" + article.getLong("id"));
        assertThat(response.getHeader("Location")).isEqualTo(ARTICLES + "/" + article.getLong("id"));
        assertThat(response.getHeader("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void aDraftHasNoEvent() {
        var article = post(ARTICLES, story("Bản nháp")).bodyAsJsonObject();

        assertThat(article.getString("status")).isEqualTo("draft");
        assertThat(article.containsKey("eventId")).isFalse();
    }

    @Test
    void aStoryGoesThroughItsStates() {
        long id = post(ARTICLES, story("Qua các trạng thái")).bodyAsJsonObject().getLong("id");
        var path = ARTICLES + "/" + id;

        assertThat(post(path + "/publish", null).bodyAsJsonObject().getString("eventId"))
                .isNotNull();
        assertThat(post(path + "/publish", null).statusCode()).isEqualTo(409);
        assertThat(post(path + "/feature", new JsonObject().put("featured", true))
                        .bodyAsJsonObject()
                        .getBoolean("featured"))
                .isTrue();
        var withdrawn = post(path + "/withdraw", new JsonObject().put("reason", "Sai số liệu"));
        assertThat(withdrawn.statusCode()).isEqualTo(200);
        assertThat(withdrawn.bodyAsJsonObject().getString("withdrawnReason")).isEqualTo("Sai số liệu");
        assertThat(post(path + "/withdraw", new JsonObject().put("reason", "Nữa"))
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void aStorySaysOfItsPictureWhatItWillAndNothingWithoutOne() {
        for (var picture : List.of("cau-cap", "cau-khac")) {
            get(bench.db.write("""
                    INSERT INTO media (id, url, width, height, alt, caption, credit)
                    VALUES ($1, '/media/' || $1 || '-640.jpg', 640, 400, 'Cầu', 'Lời của ảnh', 'An Nhiên')""", Tuple.of(picture)));
        }
        var sent = story("Có ảnh").put("image", "cau-cap").put("imageCaption", "  Cầu  lúc thông xe ");
        var made = post(ARTICLES, sent).bodyAsJsonObject();
        long id = made.getLong("id");
        assertThat(made.getString("imageCaption")).isEqualTo("Cầu lúc thông xe");
        assertThat(caption(id)).isEqualTo("Cầu lúc thông xe");
        patch(id, new JsonObject().put("image", "cau-cap").put("title", "Vẫn ảnh ấy"));
        assertThat(caption(id)).isEqualTo("Cầu lúc thông xe");
        assertThat(patch(id, new JsonObject().putNull("imageCaption"))
                        .bodyAsJsonObject()
                        .containsKey("imageCaption"))
                .isFalse();
        assertThat(caption(id)).isEqualTo("Lời của ảnh");

        patch(id, new JsonObject().put("imageCaption", "Của ảnh trước"));
        patch(id, new JsonObject().put("image", "cau-khac"));
        assertThat(caption(id)).as("another picture").isEqualTo("Lời của ảnh");
        assertField("imageCaption", story("Không ảnh").put("imageCaption", "Chú thích gì"));
        assertField("imageCaption", story("Dài").put("image", "cau-cap").put("imageCaption", "a".repeat(501)));
    }

    /** What readers are shown. */
    private static String caption(long id) {
        return get(new Flow(bench.db).standing(new ArticleId(id)))
                .orElseThrow()
                .article()
                .picture()
                .caption();
    }

    /** Told to programs as long as it stands; readers never hear of it. */
    @Test
    void anEmbargoIsSetKeptAndLiftedByItsField() {
        var until = "2099-01-31T07:30:00+07:00";
        var made = post(ARTICLES, story("Kết quả kỳ thi").put("embargoedUntil", until))
                .bodyAsJsonObject();
        long id = made.getLong("id");
        assertThat(made.getString("embargoedUntil")).isEqualTo("2099-01-31T00:30:00Z");

        var refused = post(ARTICLES + "/" + id + "/publish", new JsonObject());
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.bodyAsJsonObject().getString("field")).isEqualTo("embargoedUntil");
        assertThat(refused.bodyAsJsonObject().getString("detail")).contains("2099-01-31T00:30:00Z");
        assertField("embargoedUntil", story("Sai").put("embargoedUntil", "hôm qua"));
        assertField("embargoedUntil", story("Sai").put("embargoedUntil", "2001-01-01T00:00:00Z"));

        var lifted = patch(id, new JsonObject().putNull("embargoedUntil")).bodyAsJsonObject();
        assertThat(lifted.containsKey("embargoedUntil")).isFalse();
        assertThat(post(ARTICLES + "/" + id + "/publish", new JsonObject()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void theSecondOfTwoEditorsLearnsTheCurrentVersion() {
        long id = post(ARTICLES, story("Hai người cùng sửa")).bodyAsJsonObject().getLong("id");

        var first = patch(id, new JsonObject().put("title", "Người thứ nhất"), "If-Match", "\"1\"");
        var second = patch(id, new JsonObject().put("title", "Người thứ hai"), "If-Match", "\"1\"");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.getHeader("ETag")).isEqualTo("\"2\"");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.bodyAsJsonObject().getInteger("currentVersion")).isEqualTo(2);
        assertThat(patch(id, new JsonObject().put("title", "x"), "If-Match", "two")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aRetryAnswersWhatTheFirstTryAnswered() {
        var body = story("Bấm đúp").put("status", "published");

        var first = post(ARTICLES, body, "Idempotency-Key", "double-click");
        long id = first.bodyAsJsonObject().getLong("id");
        patch(id, new JsonObject().put("title", "Đã sửa sau đó"));
        var second = post(ARTICLES, body, "Idempotency-Key", "double-click");
        var other = post(ARTICLES, story("Khác"), "Idempotency-Key", "double-click");

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.bodyAsJsonObject()).isEqualTo(first.bodyAsJsonObject());
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.bodyAsJsonObject().getString("field")).isEqualTo("Idempotency-Key");
    }

    @Test
    void triesWithTheSameKeyAtTheSameTimeMakeOneArticle() {
        var body = story("Cùng lúc").put("status", "published");

        var tries = IntStream.range(0, 8)
                .mapToObj(i -> request(HttpMethod.POST, ARTICLES, TOKEN, Map.of("Idempotency-Key", "at-once"))
                        .sendJsonObject(body))
                .toList();
        var ids = tries.stream()
                .map(TestDesk::get)
                .map(response -> response.bodyAsJsonObject().getLong("id"))
                .distinct()
                .toList();

        assertThat(ids).hasSize(1);
    }

    @Test
    void whoMayNotWriteIsTold() {
        var body = story("Ai viết");
        assertThat(send(HttpMethod.POST, ARTICLES, null, body).statusCode()).isEqualTo(401);
        assertThat(send(HttpMethod.POST, ARTICLES, "guessed", body).statusCode())
                .isEqualTo(401);
        var reporter = get(tokens.issue("reporter", Actor.rights(false, false), null, HOUSE));

        assertThat(send(HttpMethod.POST, ARTICLES, reporter, body).statusCode()).isEqualTo(201);
        assertThat(send(HttpMethod.POST, ARTICLES, reporter, body.copy().put("status", "published"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aTokenDoesWhatItsRightsSayAndNoMore() {
        var reader = get(tokens.issue("reader", Set.of(Right.READ), null, HOUSE));
        var writer = get(tokens.issue("writer", Set.of(Right.WRITE), null, HOUSE));
        var publisher = get(tokens.issue("publisher", Set.of(Right.PUBLISH), null, HOUSE));
        var draft = send(HttpMethod.POST, ARTICLES, writer, story("Bản nháp")).bodyAsJsonObject();
        var address = ARTICLES + "/" + draft.getLong("id");

        var read = send(HttpMethod.GET, address, reader, null);
        assertThat(read.bodyAsJsonObject()).isEqualTo(draft);
        assertThat(read.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(send(HttpMethod.GET, address, writer, null).statusCode()).isEqualTo(404);
        assertThat(send(HttpMethod.GET, address, null, null).statusCode()).isEqualTo(404);
        assertThat(send(HttpMethod.GET, address, "guessed", null).statusCode()).isEqualTo(404);
        assertThat(send(HttpMethod.POST, ARTICLES, reader, story("x")).statusCode())
                .isEqualTo(403);
        assertThat(send(HttpMethod.POST, ARTICLES, publisher, story("x")).statusCode())
                .isEqualTo(403);
        assertThat(send(HttpMethod.PATCH, address, publisher, story("x")).statusCode())
                .isEqualTo(403);
        assertThat(send(HttpMethod.POST, address + "/publish", writer, null).statusCode())
                .isEqualTo(403);
        assertThat(send(HttpMethod.POST, address + "/publish", publisher, null).statusCode())
                .isEqualTo(200);
        assertThat(send(HttpMethod.GET, address, reader, null).statusCode())
                .as("the desk leaves what was published to the readers' route, which is not there")
                .isEqualTo(404);
    }

    @Test
    void unusableValuesNameTheirField() {
        assertField("title", new JsonObject());
        assertField("title", story("a".repeat(301)));
        assertField("title", new JsonObject().put("title", 7));
        assertField("lead", story("x").put("lead", "a".repeat(1_001)));
        assertField("category", story("x").put("category", "khong-co"));
        assertField("image", story("x").put("image", "khong-co"));
        assertField("status", story("x").put("status", "withdrawn"));
        assertField("publishAt", story("x").put("status", "scheduled"));
        assertField("publishAt", story("x").put("status", "scheduled").put("publishAt", "mai"));
        assertField("publishAt", story("x").put("status", "scheduled").put("publishAt", "2001-01-01T00:00:00Z"));
        assertField("featured", story("x").put("featured", "yes"));
        assertField("role", story("x").put("role", "admin"));
    }

    @Test
    void whatCannotBeReadSaysWhere() {
        var cut = raw("{\"title\":\n \"a", "application/json");
        assertThat(cut.statusCode()).isEqualTo(400);
        assertThat(cut.bodyAsJsonObject().getString("detail")).contains("2");
        assertThat(raw("", "application/json").statusCode()).isEqualTo(400);
        assertThat(raw("[1]", "application/json").statusCode()).isEqualTo(400);
        assertThat(raw("{\"title\":\"a\"} x", "application/json").statusCode()).isEqualTo(400);
        assertThat(raw("{\"title\":\"a\",\"title\":\"b\"}", "application/json").statusCode())
                .isEqualTo(400);
        assertThat(raw("{\"a\":" + "[".repeat(70) + "]".repeat(70) + "}", "application/json")
                        .statusCode())
                .isEqualTo(400);
        assertThat(raw("{\"title\":\"a\"}", "text/plain").statusCode()).isEqualTo(415);
        assertThat(raw("{\"title\":\"" + "a".repeat(1 << 20) + "\"}", "application/json")
                        .statusCode())
                .isEqualTo(413);
        assertThat(raw("{\"title\":\"a\"}", "application/json; charset=UTF-8").statusCode())
                .isEqualTo(201);
    }

    @Test
    void problemsSpeakTheCallersLanguage() {
        var english = post(ARTICLES, new JsonObject(), "Accept-Language", "en-GB,en;q=0.9,vi;q=0.2");
        var vietnamese = post(ARTICLES, new JsonObject());

        assertThat(english.getHeader("Content-Type")).isEqualTo("application/problem+json");
        assertThat(english.bodyAsJsonObject().getString("title")).isEqualTo("Unusable value");
        assertThat(vietnamese.bodyAsJsonObject().getString("title")).isEqualTo("Giá trị không dùng được");
        assertThat(vietnamese.bodyAsJsonObject().getString("requestId")).matches("[0-9a-f]{16}");
    }

    @Test
    void theFiftyFirstWriteOfASecondIsTooMany() {
        var busy = get(tokens.issue("busy", Actor.rights(false, false), null, HOUSE));
        CLOCK.freeze(true);
        try {
            var codes = IntStream.range(0, 51)
                    .map(i -> send(HttpMethod.POST, ARTICLES + "/1/publish", busy, null)
                            .statusCode())
                    .toArray();

            assertThat(codes).contains(403).endsWith(429);
            var late = send(HttpMethod.POST, ARTICLES + "/1/publish", busy, null);
            assertThat(late.getHeader("Retry-After")).isEqualTo("1");
        } finally {
            CLOCK.freeze(false);
        }
    }

    @Test
    void whatIsDueIsPublishedOnceByTwoNodes() {
        var due = Instant.now().plus(1, ChronoUnit.HOURS);
        long id = post(ARTICLES, story("Hẹn giờ").put("status", "scheduled").put("publishAt", due.toString()))
                .bodyAsJsonObject()
                .getLong("id");
        bench.rows("UPDATE article SET publish_at = now() - interval '1 minute' WHERE id = $1", id);
        try (var other = bench.another()) {
            var here = new Scheduler(bench.vertx, bench.desk, new Metrics()).look();
            var there = new Scheduler(other.vertx, other.desk, new Metrics()).look();
            get(here);
            get(there);
        }

        assertThat(bench.value("SELECT count(*) FROM event_log WHERE article_id = $1", id))
                .isEqualTo(1L);
        assertThat(bench.value("SELECT status FROM article WHERE id = $1", id)).isEqualTo("published");
    }

    private static JsonObject story(String title) {
        return new JsonObject().put("title", title);
    }

    private static void assertField(String field, JsonObject body) {
        var response = post(ARTICLES, body);
        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(422);
        assertThat(response.bodyAsJsonObject().getString("field")).isEqualTo(field);
    }

    private static HttpResponse<Buffer> post(String path, JsonObject body, String... headers) {
        return send(HttpMethod.POST, path, TOKEN, body, headers);
    }

    private static HttpResponse<Buffer> patch(long id, JsonObject body, String... headers) {
        return send(HttpMethod.PATCH, ARTICLES + "/" + id, TOKEN, body, headers);
    }

    private static HttpResponse<Buffer> send(
            HttpMethod method, String path, String token, JsonObject body, String... headers) {
        var all = new HashMap<String, String>();
        for (int i = 0; i < headers.length; i += 2) all.put(headers[i], headers[i + 1]);
        var request = request(method, path, token, all);
        return get(body == null ? request.send() : request.sendJsonObject(body));
    }

    private static HttpResponse<Buffer> raw(String body, String contentType) {
        return get(request(HttpMethod.POST, ARTICLES, TOKEN, Map.of("Content-Type", contentType))
                .sendBuffer(Buffer.buffer(body)));
    }

    private static io.vertx.ext.web.client.HttpRequest<Buffer> request(
            HttpMethod method, String path, String token, Map<String, String> headers) {
        var request = client.request(method, server.actualPort(), "127.0.0.1", path);
        if (token != null) request.bearerTokenAuthentication(token);
        headers.forEach(request::putHeader);
        return request;
    }
}
