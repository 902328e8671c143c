package vn.tinmoi.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StaticAssetsTest {
    private static final String CSS = "body { color: #17191c }\n".repeat(40);

    private final StaticAssets assets = new StaticAssets(Map.of(
            "css/site.css", CSS.getBytes(StandardCharsets.UTF_8),
            "tinmoi-live.js", "export {}".getBytes(StandardCharsets.UTF_8),
            "img/dot.png", new byte[] {1, 2, 3}));
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void serve() {
        var answers = new Answers(new Problems(new Messages(), TestErrorPages.saying((title, detail) -> title)));
        var router = Router.router(vertx);
        router.route().handler(new SecurityHeaders(false));
        answers.refuseUnreadable(router.route());
        assets.routes(answers).mount(router);
        answers.answerTheRest(router);
        server = vertx.createHttpServer().requestHandler(router).listen(0).await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void aHashedNameMayBeKeptForEver() throws Exception {
        var address = assets.hashed("css/site.css");

        var response = get(address);

        assertThat(address).matches("/static/css/site\\.[0-9a-f]{8}\\.css");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(response)).isEqualTo(CSS);
        assertThat(header(response, "cache-control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(response, "content-type")).isEqualTo("text/css; charset=utf-8");
        assertThat(header(response, "x-content-type-options")).isEqualTo("nosniff");
    }

    @Test
    void aPlainNameIsAskedForAgainWithItsTag() throws Exception {
        var first = get("/static/css/site.css");
        var again = get("/static/css/site.css", "If-None-Match", header(first, "etag"));

        assertThat(header(first, "cache-control")).isEqualTo("public, max-age=60");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "etag")).isEqualTo(header(first, "etag"));
    }

    @Test
    void textsComeCompressedToWhoTakesItUnderATagOfTheirOwn() throws Exception {
        var plain = get("/static/css/site.css");
        var gzip = get("/static/css/site.css", "Accept-Encoding", "br, gzip");

        assertThat(header(gzip, "content-encoding")).isEqualTo("gzip");
        assertThat(header(gzip, "vary")).isEqualTo("Accept-Encoding");
        assertThat(header(plain, "vary")).isEqualTo("Accept-Encoding");
        assertThat(header(gzip, "etag")).isNotEqualTo(header(plain, "etag"));
        assertThat(new String(
                        new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes(),
                        StandardCharsets.UTF_8))
                .isEqualTo(CSS);
        assertThat(get("/static/img/dot.png", "Accept-Encoding", "gzip").body()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void headAnswersTheLengthWithoutTheBody(HttpClient.Version version) throws Exception {
        var request = HttpRequest.newBuilder(uri("/static/css/site.css"))
                .version(version)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();

        var response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "content-length")).isEqualTo(String.valueOf(CSS.length()));
        assertThat(response.body().length).isZero();
    }

    @Test
    void whatIsNotThereIsNotFoundHoweverItIsWritten() throws Exception {
        for (var path : new String[] {
            "/static/",
            "/static/css",
            "/static/css/",
            "/static/css/site.00000000.css",
            "/static/../pom.xml",
            "/static/%2e%2e/%2e%2e/etc/passwd",
            "/static/..%2f..%2fetc/passwd",
            "/static//etc/passwd",
            "/static/css%00.css",
            "/static/package-info.class",
            "/static/css/site.css/"
        }) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void theLiveScriptAndNothingElseIsOpenToOtherSites() throws Exception {
        var live = get("/static/tinmoi-live.js");
        var own = get("/static/css/site.css");

        assertThat(header(live, "cross-origin-resource-policy")).isEqualTo("cross-origin");
        assertThat(header(live, "access-control-allow-origin")).isEqualTo("*");
        assertThat(header(own, "cross-origin-resource-policy")).isEqualTo("same-origin");
        assertThat(own.headers().firstValue("access-control-allow-origin")).isEmpty();
        assertThat(header(own, "content-security-policy"))
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void aForgottenFileKeepsItsPlainAddress() {
        assertThat(assets.hashed("img/later.png")).isEqualTo("/static/img/later.png");
    }

    @Test
    void aModuleNamesWhatItLoadsAndNobodyElseMust() {
        var site = new StaticAssets(Map.of(
                "live.js", bytes("export {};"),
                "js/page.js", bytes("import {live} from \"./live.js\";\nlive();"),
                "js/live.js",
                        bytes(
                                "import {\n  subscribe,\n} from \"../live.js\";\nimport \"./words.js\";\nimport(\"./a/later.js\");"),
                "js/words.js", bytes("export {say} from \"./page.js\";"),
                "js/a/later.js", bytes("import {say} from \"../words.js\";\nimport {x} from \"./x.js\";"),
                "js/a/x.js", bytes("// import {no} from \"./no.js\";")));

        assertThat(site.modules("js/page.js", "js/none.js"))
                .containsExactly("/static/js/live.js", "/static/live.js", "/static/js/words.js");
        assertThat(site.reachable(List.of(site.hashed("js/page.js"), "/banner.svg")))
                .containsExactlyInAnyOrder("js/live.js", "live.js", "js/words.js", "js/a/later.js", "js/a/x.js");
    }

    @Test
    void aModuleThatIsNotThereIsNamedAtTheStart() {
        assertThatThrownBy(() -> new StaticAssets(Map.of("js/a.js", bytes("import {b} from \"./b.js\";"))))
                .hasMessage("webroot/js/a.js imports webroot/js/b.js, which is not there");
    }

    @Test
    void ownScriptsAndSheetsGoOutWithoutWhatOnlyTheirAuthorsRead() throws Exception {
        var script =
                "/*\n * What it is.\n */\n// of us\nconst a = 1; // one\n\n  /** That. */\n  const b = \"//\"; /* c */\n/*! licence */\n";
        var site = new StaticAssets(Map.of(
                "js/a.js", bytes(script),
                "js/text.js", bytes("const a = `\n  // no comment\n`;\n"),
                "css/a.css", bytes("/* a */ b { }\n  //c\n/* d\n e */\n  f { } /* g\n h */\n"),
                "vendor/a.js", bytes(script),
                "live.js", bytes(script)));

        assertThat(body(site, "js/a.js")).isEqualTo("const a = 1; // one\nconst b = \"//\"; /* c */\n/*! licence */\n");
        assertThat(body(site, "js/text.js")).contains("\n  // no comment\n");
        assertThat(body(site, "css/a.css")).isEqualTo("/* a */ b { }\n//c\nf { } /* g\nh */\n");
        assertThat(body(site, "vendor/a.js")).isEqualTo(script);
        assertThat(body(site, "live.js")).isEqualTo(script);
    }

    /** A text over several lines in one of them would leave it whole. */
    @Test
    void everyOwnFileIsMadeLean() {
        var site = StaticAssets.load();
        Webroot.read().keySet().forEach(path -> {
            if (path.matches("(js|css|newsroom)/.*"))
                assertThat(body(site, path))
                        .as(path)
                        .doesNotContainPattern("(?m)^(\\s|//|/\\*(?!!))")
                        .isNotBlank();
        });
    }

    @Test
    void aThemesFilesTakeThePlaceOfOnesOwnOneByOne(@TempDir Path theme) throws IOException {
        Files.writeString(theme.resolve("banner.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        Files.createDirectories(theme.resolve("font"));
        Files.writeString(theme.resolve("font/ngan.woff2"), "font");
        Files.writeString(theme.resolve(".secret"), "x");

        var themed = StaticAssets.load(theme);

        assertThat(body(themed, "banner.svg")).isEqualTo("<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        assertThat(themed.hashed("banner.svg"))
                .isNotEqualTo(StaticAssets.load().hashed("banner.svg"))
                .matches("/static/banner\\.[0-9a-f]{8}\\.svg");
        assertThat(themed.hashed("css/site.css")).isEqualTo(StaticAssets.load().hashed("css/site.css"));
        assertThat(themed.at("/static/font/ngan.woff2")).isNotNull();
        assertThat(themed.at("/static/.secret")).isNull();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String body(StaticAssets site, String path) {
        return site.at("/static/" + path).answer(name -> null, Map.of()).body().toString();
    }

    @Test
    void theClassPathsWebrootIsFound() {
        assertThat(Webroot.read()).containsKey("tinmoi-live.js");
    }

    /** Its promise to the sites that use it; what explains it is in src/docs/tinmoi-live.md. */
    @Test
    void theLiveScriptIsSmall() throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        try (var gzip = new java.util.zip.GZIPOutputStream(out)) {
            gzip.write(Files.readAllBytes(Path.of("webroot/tinmoi-live.js")));
        }

        assertThat(out.size()).isLessThanOrEqualTo(2_500);
    }

    @Test
    void aWebrootInsideAJarIsReadToo(@TempDir Path folder) throws IOException {
        var jar = folder.resolve("tin mới.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (var name : new String[] {"webroot/", "webroot/css/", "webroot/css/a.css", "other.txt"}) {
                out.putNextEntry(new JarEntry(name));
                if (!name.endsWith("/")) out.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }

        var files = Webroot.read(URI.create("jar:" + jar.toUri() + "!/webroot").toURL());

        assertThat(files).containsOnlyKeys("css/a.css");
        assertThat(files.get("css/a.css")).asString(StandardCharsets.UTF_8).isEqualTo("webroot/css/a.css");
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) request.headers(headers);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + server.actualPort() + path);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElseThrow();
    }
}
