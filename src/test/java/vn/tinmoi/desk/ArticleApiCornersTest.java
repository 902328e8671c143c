package vn.tinmoi.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.people.Tokens;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Messages;
import vn.tinmoi.web.Problems;
import vn.tinmoi.web.RateLimits;
import vn.tinmoi.web.TestErrorPages;

final class ArticleApiCornersTest {
    private static final String TOKEN = "bootstrap-token-of-thirty-two-chars";
    private static final String ARTICLES = "/api/v1/articles";

    private static TestDesk bench;
    private static HttpServer server;
    private static WebClient client;
    private static volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @BeforeAll
    static void serve() {
        bench = new TestDesk();
        var router = Router.router(bench.vertx);
        var answers = new Answers(new Problems(new Messages(), TestErrorPages.saying((title, detail) -> title)));
        var tokens = new Tokens(bench.db, TOKEN, new Metrics(), InstantSource.system());
        new ArticleApi(answers, bench.desk, tokens, new RateLimits(50, () -> now), event -> Future.succeededFuture())
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

    @BeforeEach
    void refillBuckets() {
        now = now.plusSeconds(10);
    }

    @Test
    void theLoserOfARaceIsToldTheCurrentVersion() {
        var path = ARTICLES + "/" + draft();
        var both = get(Future.join(List.of(
                        request(HttpMethod.PATCH, path, new JsonObject().put("title", "A"), "If-Match", "\"1\""),
                        request(HttpMethod.PATCH, path, new JsonObject().put("title", "B"), "If-Match", "\"1\"")))
                .map(done -> done.<HttpResponse<Buffer>>list()));

        assertThat(both).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(200, 409);
        var lost = both.stream()
                .filter(answer -> answer.statusCode() == 409)
                .findFirst()
                .orElseThrow();
        assertThat(lost.bodyAsJsonObject().getInteger("currentVersion")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1", "\"x\"", "\"0\"", "\"1\", \"2\"", "\"01\""})
    void aMalformedIfMatchIsNamed(String value) {
        var answer =
                send(HttpMethod.PATCH, ARTICLES + "/" + draft(), new JsonObject().put("title", "A"), "If-Match", value);

        assertProblem(answer, 400, "If-Match");
    }

    @Test
    void aStarMatchesAnyVersion() {
        var answer =
                send(HttpMethod.PATCH, ARTICLES + "/" + draft(), new JsonObject().put("title", "A"), "If-Match", "*");

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void aKeyOfAnotherBodyOrCallIsRefused() {
        var body = new JsonObject().put("title", "Khóa");
        var id = send(HttpMethod.POST, ARTICLES, body, "Idempotency-Key", "once")
                .bodyAsJsonObject()
                .getLong("id");

        assertProblem(
                send(HttpMethod.POST, ARTICLES, body.copy().put("lead", "x"), "Idempotency-Key", "once"),
                422,
                "Idempotency-Key");
        assertProblem(
                send(HttpMethod.PATCH, ARTICLES + "/" + id, body, "Idempotency-Key", "once"), 422, "Idempotency-Key");
        assertProblem(
                send(HttpMethod.POST, ARTICLES, body, "Idempotency-Key", "x".repeat(256)), 422, "Idempotency-Key");
        assertProblem(send(HttpMethod.POST, ARTICLES, body, "Idempotency-Key", "a b"), 422, "Idempotency-Key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "title     | {}",
                "title     | {\"title\":\"\"}",
                "title     | {\"title\":7}",
                "title     | {\"title\":null}",
                "title     | {\"title\":\"a\\u0000b\"}",
                "title     | {\"title\":\"a\\ud800b\"}",
                "lead      | {\"title\":\"a\",\"lead\":[]}",
                "bodyHtml  | {\"title\":\"a\",\"bodyHtml\":{}}",
                "byline    | {\"title\":\"a\",\"byline\":true}",
                "featured  | {\"title\":\"a\",\"featured\":\"true\"}",
                "category  | {\"title\":\"a\",\"category\":\"the-thao\"}",
                "category  | {\"title\":\"a\",\"category\":1}",
                "image     | {\"title\":\"a\",\"image\":\"khong-co\"}",
                "status    | {\"title\":\"a\",\"status\":\"Published\"}",
                "status    | {\"title\":\"a\",\"status\":\"withdrawn\"}",
                "publishAt | {\"title\":\"a\",\"status\":\"scheduled\"}",
                "publishAt | {\"title\":\"a\",\"publishAt\":\"2999-01-01T00:00:00Z\"}",
                "publishAt | {\"title\":\"a\",\"status\":\"scheduled\",\"publishAt\":\"2999-01-01T00:00:00\"}",
                "publishAt | {\"title\":\"a\",\"status\":\"scheduled\",\"publishAt\":\"2020-01-01T00:00:00Z\"}",
                "publishAt | {\"title\":\"a\",\"status\":\"scheduled\",\"publishAt\":\"+999999999-01-01T00:00:00Z\"}",
                "publishAt | {\"title\":\"a\",\"status\":\"scheduled\",\"publishAt\":\"9999-12-31T23:59:59-18:00\"}",
                "publishAt | {\"title\":\"a\",\"status\":\"scheduled\",\"publishAt\":5}",
                "category  | {\"title\":\"a\",\"category\":\"x\\ud800\"}",
                "status    | {\"title\":\"a\",\"status\":\"x\\ud800\"}",
                "role      | {\"title\":\"a\",\"role\":\"admin\"}",
                "a?b       | {\"title\":\"a\",\"a\\ud800b\":1}",
            })
    void anUnusableValueNamesItsField(String field, String body) {
        assertProblem(raw("application/json", Buffer.buffer(body)), 422, field);
    }

    @Test
    void aPatchTakesThePictureAwayWithNullAndNothingElse() {
        var path = ARTICLES + "/" + draft();

        assertThat(send(HttpMethod.PATCH, path, new JsonObject().putNull("image"))
                        .statusCode())
                .isEqualTo(200);
        assertProblem(send(HttpMethod.PATCH, path, new JsonObject().putNull("lead")), 422, "lead");
        assertProblem(post(path + "/feature", new JsonObject().put("featured", 1)), 422, "featured");
        assertProblem(post(path + "/publish", new JsonObject().put("x", 1)), 422, "x");
        assertProblem(post(ARTICLES + "/0/publish", new JsonObject()), 404, null);
        assertProblem(post(ARTICLES + "/99999999/publish", new JsonObject()), 404, null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``",
                "{",
                "[]",
                "{\"title\":\"a\"} x",
                "{\"title\":\"a\",\"title\":\"b\"}",
                "nonsense",
            })
    void whatIsNotJsonIsMalformed(String body) {
        assertProblem(raw("application/json", Buffer.buffer(body)), 400, null);
    }

    @Test
    void invalidUtf8AndDeepNestingAreMalformed() {
        assertProblem(raw("application/json", Buffer.buffer(new byte[] {'{', '"', (byte) 0xC3, '"', '}'})), 400, null);
        assertProblem(raw("application/json", Buffer.buffer("{\"a\":" + "[".repeat(100_000))), 400, null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain|415",
                "application/json; charset=iso-8859-1|415",
                "application/merge-patch+json|415",
                "application/json;charset=UTF-8|201",
                "Application/JSON; charset=\"utf-8\"|201",
            })
    void onlyJsonInUtf8IsRead(String type, int status) {
        assertThat(raw(type, Buffer.buffer("{\"title\":\"a\"}")).statusCode()).isEqualTo(status);
    }

    @Test
    void whoDoesNotSayWhoTheyAreWritesNothing() {
        assertProblem(anonymous(null), 401, null);
        assertProblem(anonymous("Basic YTpi"), 401, null);
        assertProblem(anonymous("Bearer " + TOKEN + "x"), 401, null);
        assertThat(anonymous(null).getHeader("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void aBodyOfOneMebibyteIsReadAndOneByteMoreIsNot() {
        assertProblem(raw("application/json", padded(1 << 20)), 422, "x");
        assertProblem(raw("application/json", padded((1 << 20) + 1)), 413, null);
    }

    @Test
    void aBodyOfUnknownLengthIsReadNoFurtherThanTheLimit() throws IOException {
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            out.write(head("Transfer-Encoding: chunked", TOKEN));
            var part = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 17; i++) out.write(part);
            out.flush();

            assertThat(statusLine(socket)).contains("413");
        }
    }

    @Test
    void aConnectionServesOnAfterARefusalBeforeItsBody() throws IOException {
        var body = "x".repeat(100_000);
        try (var socket = connect()) {
            for (int i = 0; i < 2; i++) {
                var out = socket.getOutputStream();
                out.write(head("Content-Length: " + body.length(), "unknown"));
                out.write(body.getBytes(StandardCharsets.US_ASCII));
                out.flush();
                assertThat(statusLine(socket)).contains("401");
                skipAnswer(socket);
            }
        }
    }

    @Test
    void whoAsksBeforeSendingIsInvited() throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(head("Content-Length: 13\r\nExpect: 100-continue", TOKEN));
            assertThat(statusLine(socket)).contains("100");
            assertThat(readLine(socket)).isEmpty();
            socket.getOutputStream().write("{\"title\":\"a\"}".getBytes(StandardCharsets.US_ASCII));
            assertThat(statusLine(socket)).contains("201");
        }
    }

    private static long draft() {
        return post(ARTICLES, new JsonObject().put("title", "Nền"))
                .bodyAsJsonObject()
                .getLong("id");
    }

    private static HttpResponse<Buffer> post(String path, JsonObject body) {
        return send(HttpMethod.POST, path, body);
    }

    private static HttpResponse<Buffer> send(HttpMethod method, String path, JsonObject body, String... header) {
        return get(request(method, path, body, header));
    }

    private static Future<HttpResponse<Buffer>> request(
            HttpMethod method, String path, JsonObject body, String... header) {
        var request =
                client.request(method, server.actualPort(), "127.0.0.1", path).bearerTokenAuthentication(TOKEN);
        if (header.length == 2) request.putHeader(header[0], header[1]);
        return request.sendJsonObject(body);
    }

    private static HttpResponse<Buffer> raw(String contentType, Buffer body) {
        return get(client.request(HttpMethod.POST, server.actualPort(), "127.0.0.1", ARTICLES)
                .bearerTokenAuthentication(TOKEN)
                .putHeader("Content-Type", contentType)
                .sendBuffer(body));
    }

    private static HttpResponse<Buffer> anonymous(String authorization) {
        var request = client.request(HttpMethod.POST, server.actualPort(), "127.0.0.1", ARTICLES);
        if (authorization != null) request.putHeader("Authorization", authorization);
        return get(request.sendJson(new JsonArray()));
    }

    private static Buffer padded(int bytes) {
        var start = "{\"x\":\"";
        return Buffer.buffer(start + "a".repeat(bytes - start.length() - 2) + "\"}");
    }

    private static void assertProblem(HttpResponse<Buffer> answer, int status, String field) {
        var body = answer.bodyAsJsonObject();
        assertThat(answer.statusCode()).as(() -> String.valueOf(body)).isEqualTo(status);
        assertThat(answer.getHeader("Content-Type")).isEqualTo("application/problem+json");
        assertThat(body.getInteger("status")).isEqualTo(status);
        assertThat(body.getString("field")).isEqualTo(field);
        assertThat(body.getString("requestId")).isNotEmpty();
        assertThat(body.getString("detail")).isNotEmpty().doesNotContain("Exception");
    }

    private static Socket connect() throws IOException {
        var socket = new Socket("127.0.0.1", server.actualPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static byte[] head(String header, String token) {
        return ("POST " + ARTICLES + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                        + token + "\r\n" + header + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String statusLine(Socket socket) throws IOException {
        return readLine(socket);
    }

    private static void skipAnswer(Socket socket) throws IOException {
        int length = 0;
        for (var line = readLine(socket); !line.isEmpty(); line = readLine(socket)) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        assertThat(socket.getInputStream().readNBytes(length)).hasSize(length);
    }

    private static String readLine(Socket socket) throws IOException {
        var line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\n';
                c = socket.getInputStream().read()) {
            if (c != '\r') line.append((char) c);
        }
        return line.toString();
    }
}
