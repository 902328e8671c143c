package vn.tinmoi.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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

/** Odd requests over a bare socket: which number each gets, that nothing behind one is read, and what every answer says. */
final class GateTest {
    private static final String HOST = "Host: localhost\r\n";
    private static final String END = "\r\n";
    private static final String CHUNKED = "POST /write HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String UNREAD = "POST /unread HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n";

    private static Vertx vertx;
    private static int port;

    @BeforeAll
    static void serve() throws Exception {
        vertx = Vertx.vertx();
        var problems = new Problems(new Messages(), TestErrorPages.saying((title, detail) -> title));
        var answers = new Answers(problems);
        var router = Router.router(vertx);
        answers.refuseUnreadable(router.route());
        answers.answer(router.get("/"), ctx -> json("front"));
        answers.answer(router.get("/api/v1/thing/:id"), ctx -> json("thing"));
        router.post("/write").handler(JsonBody.handler());
        answers.answer(
                router.post("/write"),
                ctx -> JsonBody.read(ctx, Set.of(), Problem::notFound).compose(read -> json(read.toString())));
        answers.answer(router.post("/unread"), ctx -> json("unread"));
        answers.answer(router.get("/en"), ctx -> json("en"));
        answers.answer(router.get("/api/v1/list"), ctx -> json("list"));
        answers.answer(router.get("/chuyen-muc/:category/rss.xml"), ctx -> json("feed"));
        answers.answer(router.get("/a/:id/qr.svg"), ctx -> json("qr"));
        answers.answer(router.get("/static/*"), ctx -> json("file"));
        answers.answer(router.get("/fails"), ctx -> {
            throw new IllegalStateException("on purpose");
        });
        answers.answerTheRest(router);
        var options =
                HttpListener.options(new Settings.Listener("127.0.0.1", 0)).setPort(0);
        var metrics = new Metrics();
        var limits = new ConnectionLimits(0, 0, any -> false, metrics);
        var headers = new SecurityHeaders(false);
        var express = new Express(uri -> null, headers, metrics, AccessLog.off());
        var gate = new Gate(headers, problems, metrics, limits, Connections.Pace.USUAL, express);
        var server = gate.server(vertx, options, router, HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER);
        port = server.listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS)
                .actualPort();
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static Future<Reply> json(String said) {
        return Future.succeededFuture(new Reply.Json(200, new JsonObject().put("said", said), Map.of()));
    }

    /** Each: what it is, the bytes, the number, whether the connection ends. */
    static Stream<Arguments> odd() {
        return Stream.of(
                odd("a plain request", get("/", HOST), 200, false),
                odd("a thing", get("/api/v1/thing/1", HOST), 200, false),
                odd("no route", get("/nowhere", HOST), 404, false),
                odd("a fault of ours", get("/fails", HOST), 500, false),
                // RFC 9112, 3.2
                odd("no Host", get("/", ""), 400, true),
                odd("no Host, in the API", get("/api/v1/thing/1", ""), 400, true),
                odd("no Host, of HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", 200, true),
                odd("two Hosts of HTTP/1.0", "GET / HTTP/1.0\r\n" + HOST + HOST + END, 400, true),
                odd("two Hosts", get("/", HOST + "Host: evil.example\r\n"), 400, true),
                odd("the same Host twice", get("/", HOST + HOST), 400, true),
                odd("an empty Host", get("/", "Host:\r\n"), 400, true),
                odd("a blank Host", get("/", "Host:   \r\n"), 400, true),
                host("tin.example", 200),
                host("tin.example:8080", 200),
                host("TIN.example.:8080", 200),
                host("tin.example:", 200),
                host("127.0.0.1:8080", 200),
                host("[::1]", 200),
                host("[2001:db8::7]:443", 200),
                host("xn--bo-0ia4b.vn", 200),
                host("ten_may_chu", 200),
                host("b%C3%A1o.vn", 200),
                host("a@tin.example", 400),
                host("user:pw@tin.example", 400),
                host("tin.example/x", 400),
                host("http://tin.example", 400),
                host("tin example", 400),
                host("tin.example, evil.example", 400),
                host("tin.example,evil.example", 400),
                host("tin.example:80:80", 400),
                host("tin.example:http", 400),
                host("tin.example:65536", 400),
                host("tin.example:-1", 400),
                host(":8080", 400),
                host("[::1", 400),
                host("::1", 400),
                host("[zz::1]", 400),
                host("[::1]x", 400),
                host("[127.0.0.1]", 400),
                host("[fe80::1%25eth0]", 400),
                host("a..b", 400),
                host(".", 400),
                host("<script>", 400),
                host("a\\b", 400),
                host("tin%zz", 400),
                host("tin\u00e9.example", 400),
                host("tin?x", 400),
                host("tin#x", 400),
                host("x".repeat(256), 400),
                // RFC 9112, 3.2.2: the target's host is the one that counts
                odd("an absolute target", get("http://tin.example/", HOST), 200, false),
                odd("an absolute target without a path", get("http://tin.example", HOST), 200, false),
                odd("an absolute target with a query", get("http://tin.example/api/v1/thing/1?a=b", HOST), 200, false),
                odd("an absolute target and no Host", get("http://tin.example/", ""), 400, true),
                odd("an absolute target with a user", get("http://a@tin.example/", HOST), 400, true),
                odd("an absolute target without a host", get("http:///", HOST), 400, true),
                odd("an absolute target of another scheme", get("ftp://tin.example/", HOST), 400, true),
                odd("a target that is no path", get("x", HOST), 400, true),
                odd("a star", get("*", HOST), 400, true),
                odd("a path that cannot be decoded", get("/%", HOST), 400, false),
                odd("a query that cannot be decoded", get("/?a=%zz", HOST), 400, false),
                odd("a NUL in the target", get("/\0", HOST), 400, true),
                odd("a space in the target", get("/a b", HOST), 400, true),
                // versions
                version("HTTP/3.7", 505),
                version("HTTP/2.0", 505),
                version("HTTP/0.9", 505),
                version("HTTP/9", 505),
                version("http/1.1", 505),
                version("HTCPCP/1.0", 505),
                version("<script>alert(1)</script>", 505),
                version("HTTP/1.10", 505),
                version("HTTP/1.1.1", 505),
                version("HTTP/1.2", 200), // RFC 9110, 2.5: as the highest that is known of 1
                odd("no version", "GET /\r\n\r\n", 400, true),
                odd("a version and more", "GET / HTTP/1.1 x\r\n" + HOST + END, 400, true),
                odd("HTTP/2 with prior knowledge", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, true),
                odd("TLS", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003\r\n\r\n", 400, true),
                // field lines
                odd("a space before the colon", get("/", HOST + "X-A : b\r\n"), 400, true),
                odd("a folded line", get("/", HOST + "X-A: b\r\n c\r\n"), 400, true),
                odd("a line folded with a tab", get("/", HOST + "X-A: b\r\n\tc\r\n"), 400, true),
                odd("a folded first line", get("/", " " + HOST), 400, true),
                odd("a line without a colon", get("/", HOST + "X-A\r\n"), 400, true),
                odd("no name", get("/", HOST + ": b\r\n"), 400, true),
                odd("a name with a bracket", get("/", HOST + "X(A: b\r\n"), 400, true),
                odd("a name with a slash", get("/", HOST + "X/A: b\r\n"), 400, true),
                odd("a name with an accent", get("/", HOST + "X-\u00e9: b\r\n"), 400, true),
                odd("a name with a NUL", get("/", HOST + "X\0A: b\r\n"), 400, true),
                odd("a NUL in a value", get("/", HOST + "X-A: b\0c\r\n"), 400, true),
                odd("a bare CR in a value", get("/", HOST + "X-A: b\rc\r\n"), 400, true),
                odd("a bare LF", "GET / HTTP/1.1\n" + HOST + END, 400, true),
                odd("a bare LF behind a field", get("/", "Host: localhost\nX-A: b\r\n"), 400, true),
                odd("a method that is no token", "GE(T / HTTP/1.1\r\n" + HOST + END, 400, true),
                odd("a long line", get("/" + "x".repeat(9_000), HOST), 414, true),
                odd("long headers", get("/", HOST + "X-A: " + "x".repeat(20_000) + END), 431, true),
                // lengths and codings
                odd("a length with a sign", post("Content-Length: +5\r\n", "{\"a\":"), 400, true),
                odd("a negative length", post("Content-Length: -5\r\n", ""), 400, true),
                odd("a list of lengths", post("Content-Length: 2, 2\r\n", "{}"), 400, true),
                odd("a length twice", post("Content-Length: 2\r\nContent-Length: 2\r\n", "{}"), 400, true),
                odd("two lengths", post("Content-Length: 2\r\nContent-Length: 3\r\n", "{}"), 400, true),
                odd("a hexadecimal length", post("Content-Length: 0x2\r\n", "{}"), 400, true),
                odd("an empty length", post("Content-Length:\r\n", "{}"), 400, true),
                odd("a length beyond all", post("Content-Length: 99999999999999999999\r\n", "{}"), 400, true),
                odd("nearly a length", get("/", HOST + "Content-Xength: 5\r\n"), 200, false),
                odd("nearly a length, too", get("/", HOST + "ContentXLength: 5\r\n"), 200, false),
                odd("nearly a type", get("/", HOST + "Content-Xype: 5\r\n"), 200, false),
                odd(
                        "a length and a coding",
                        post("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
                        400,
                        true),
                odd(
                        "a coding twice",
                        post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
                        400,
                        true),
                odd("chunked twice", post("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n"), 400, true),
                odd("gzip", post("Transfer-Encoding: gzip\r\n", "x"), 501, true),
                odd("gzip in chunks", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 501, true),
                odd("chunks in gzip", post("Transfer-Encoding: chunked, gzip\r\n", "0\r\n\r\n"), 501, true),
                odd("chunked and identity", post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"), 501, true),
                odd("identity", post("Transfer-Encoding: identity\r\n", ""), 501, true),
                odd("nearly chunked", post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), 501, true),
                odd("chunked with a tab", post("Transfer-Encoding:\tchunked\r\n", "2\r\n{}\r\n0\r\n\r\n"), 200, false),
                odd("chunked in capitals", post("Transfer-Encoding: CHUNKED\r\n", "2\r\n{}\r\n0\r\n\r\n"), 200, false),
                odd("an empty coding", post("Transfer-Encoding:\r\n", "{}"), 400, true),
                odd(
                        "a coding of HTTP/1.0",
                        "POST /write HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        400,
                        true),
                // chunks
                odd("chunks", CHUNKED + "1\r\n{\r\n1;a=b\r\n}\r\n0\r\n\r\n", 200, false),
                odd("chunks with a trailer", CHUNKED + "2\r\n{}\r\n0\r\nX-A: b\r\n\r\n", 200, false),
                odd("a chunk of no number", CHUNKED + "zz\r\n{}\r\n0\r\n\r\n", 400, true),
                odd("a chunk with a sign", CHUNKED + "+2\r\n{}\r\n0\r\n\r\n", 400, true),
                odd("a chunk of 0x", CHUNKED + "0x2\r\n{}\r\n0\r\n\r\n", 400, true),
                odd("a negative chunk", CHUNKED + "-2\r\n{}\r\n0\r\n\r\n", 400, true),
                odd("a chunk without a size", CHUNKED + "\r\n{}\r\n0\r\n\r\n", 400, true),
                odd("a chunk beyond all", CHUNKED + "FFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n", 400, true),
                odd("a chunk longer than it says", CHUNKED + "1\r\n{}\r\n0\r\n\r\n", 400, true),
                odd("a chunk shorter than it says", CHUNKED + "3\r\n{}\r\n0\r\n\r\n", 400, true),
                odd("a chunk with a bare LF", CHUNKED + "2\n{}\r\n0\r\n\r\n", 400, true),
                odd("a chunk that ends with a bare LF", CHUNKED + "2\r\n{}\n0\r\n\r\n", 400, true),
                odd("a second chunk of no number", CHUNKED + "1\r\n{\r\nzz\r\n}\r\n0\r\n\r\n", 400, true),
                odd("a broken body that nobody reads", UNREAD + "zz\r\n{}\r\n0\r\n\r\n", 400, true),
                odd("a broken end that nobody reads", UNREAD + "2\r\n{}\r\n2\r\n{}}}\r\n0\r\n\r\n", 400, true));
    }

    private static Arguments odd(String name, String bytes, int status, boolean ends) {
        return Arguments.of(name, bytes, status, ends);
    }

    private static Arguments host(String host, int status) {
        return odd("Host: " + host, get("/", "Host: " + host + "\r\n"), status, status == 400);
    }

    private static Arguments version(String version, int status) {
        return odd(version, "GET /api/v1/thing/1 " + version + "\r\n" + HOST + END, status, status == 505);
    }

    private static String get(String target, String headers) {
        return "GET " + target + " HTTP/1.1\r\n" + headers + END;
    }

    private static String post(String headers, String body) {
        return "POST /write HTTP/1.1\r\n" + HOST + headers + END + body;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("odd")
    void everyRequestGetsItsNumberAndEveryAnswerItsHeaders(String name, String bytes, int status, boolean ends) {
        try (var http = new BareHttp(port)) {
            http.send(bytes);
            var answer = http.answer();

            assertThat(answer.line())
                    .startsWith((bytes.contains(" HTTP/1.0\r\n") ? "HTTP/1.0 " : "HTTP/1.1 ") + status + " ");
            assertHeaders(answer);
            if (ends) {
                http.send("GET /behind HTTP/1.1\r\n" + HOST + END);
                assertThat(http.hungUp(5_000)).as("nothing behind it is read").isTrue();
            } else {
                http.send("GET /api/v1/thing/2 HTTP/1.1\r\n" + HOST + END);
                assertThat(http.answer().status()).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("odd")
    void whatIsRefusedIsTheLastThatIsRead(String name, String bytes, int status, boolean ends) {
        if (!ends || status == 200) return;
        try (var http = new BareHttp(port)) {
            http.send(get("/api/v1/thing/0", HOST) + bytes + get("/behind", HOST));

            assertThat(http.answer().status()).isEqualTo(200);
            assertThat(http.answer().status()).isEqualTo(status);
            assertThat(http.hungUp(5_000)).as("nothing behind it is read").isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE  | /                     | GET, HEAD, OPTIONS",
                "PUT     | /api/v1/thing/7       | GET, HEAD, OPTIONS",
                "TRACE   | /api/v1/thing/7       | GET, HEAD, OPTIONS",
                "GET     | /write                | OPTIONS, POST",
                "HEAD    | /write                | OPTIONS, POST",
                "POST    | /chuyen-muc/x/rss.xml | GET, HEAD, OPTIONS",
                "PATCH   | /static/a/b.css       | GET, HEAD, OPTIONS",
            })
    void aMethodThatAnAddressDoesNotTakeIsNotAllowed(String method, String path, String allowed) {
        var answer = BareHttp.ask(port, method + " " + path + " HTTP/1.1\r\n" + HOST + END);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo(allowed);
        assertHeaders(answer);
        if (!method.equals("HEAD"))
            assertThat(answer.header("Content-Type"))
                    .isEqualTo(path.startsWith("/api/") ? "application/problem+json" : "text/html; charset=utf-8");
        var options = BareHttp.ask(port, "OPTIONS " + path + " HTTP/1.1\r\n" + HOST + END);
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Allow")).isEqualTo(allowed);
        assertHeaders(options);
    }

    @Test
    void whereThereIsNothingNoMethodIsAllowed() {
        for (var method : List.of("GET", "POST", "DELETE", "OPTIONS")) {
            var answer = BareHttp.ask(port, method + " /nowhere HTTP/1.1\r\n" + HOST + END);
            assertThat(answer.status()).as(method).isEqualTo(404);
        }
    }

    @Test
    void aMethodThatHttpDoesNotHaveIsNotImplemented() {
        for (var request : List.of("FOO /", "get /", "FOO /nowhere", "CONNECT tin.example:443", "FOO /api/v1/list")) {
            var answer = BareHttp.ask(port, request + " HTTP/1.1\r\n" + HOST + END);
            assertThat(answer.status()).as(request).isEqualTo(501);
            assertHeaders(answer);
        }
    }

    @Test
    void theServerItselfSaysWhatItTakes() {
        var answer = BareHttp.ask(port, "OPTIONS * HTTP/1.1\r\n" + HOST + END);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
        assertHeaders(answer);
    }

    @Test
    void headIsWhereverGetIs() {
        for (var path : List.of("/", "/api/v1/list", "/api/v1/thing/3", "/a/1/qr.svg")) {
            try (var http = new BareHttp(port)) {
                http.send("HEAD " + path + " HTTP/1.1\r\n" + HOST + END + get(path, HOST));
                var head = http.head();
                var get = http.answer();

                assertThat(head.status()).isEqualTo(200);
                assertThat(head.headers()).isEqualTo(get.headers());
                assertThat(get.body()).isNotEmpty();
            }
        }
    }

    /** What the reading API's description calls open to every origin is so for scripts that send headers of their own. */
    @Test
    void aPreflightOfWhatIsOpenSucceeds() {
        for (var path : List.of("/api/v1/list", "/api/v1/thing/3", "/chuyen-muc/x/rss.xml")) {
            var answer = BareHttp.ask(
                    port,
                    "OPTIONS " + path + " HTTP/1.1\r\n" + HOST
                            + "Origin: https://elsewhere.example\r\nAccess-Control-Request-Method: GET\r\n"
                            + "Access-Control-Request-Headers: if-none-match,x-requested-with\r\n\r\n");

            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo("GET, HEAD, OPTIONS");
            assertThat(answer.header("Access-Control-Allow-Headers").split(", "))
                    .contains(
                            "If-None-Match",
                            "Cache-Control",
                            "Content-Type",
                            "Last-Event-ID",
                            "X-Requested-With",
                            "Tinmoi-Load-Test");
            assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("86400");
            assertThat(answer.all("Access-Control-Allow-Credentials")).isEmpty();
            var read = BareHttp.ask(port, get(path, HOST));
            assertThat(read.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(read.header("Access-Control-Expose-Headers"))
                    .isEqualTo("ETag, Retry-After, X-Tinmoi-Stale, Link");
        }
        var page = BareHttp.ask(port, "OPTIONS / HTTP/1.1\r\n" + HOST + END);
        assertThat(page.headers()).noneMatch(header -> header.startsWith("access-control-"));
        assertThat(BareHttp.ask(port, get("/a/1/qr.svg", HOST)).header("Cross-Origin-Resource-Policy"))
                .isEqualTo("cross-origin");
    }

    private static void assertHeaders(BareHttp.Answer answer) {
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("strict-origin-when-cross-origin");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isIn("same-origin", "cross-origin");
        assertThat(answer.header("Permissions-Policy")).contains("camera=()");
        assertThat(answer.all("Server")).isEmpty();
    }
}
