package vn.tinmoi.command;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.command.PlantedProxy.Plant.BELIEVES_READERS;
import static vn.tinmoi.command.PlantedProxy.Plant.BUFFERS;
import static vn.tinmoi.command.PlantedProxy.Plant.COMPRESSES;
import static vn.tinmoi.command.PlantedProxy.Plant.CUTS;
import static vn.tinmoi.command.PlantedProxy.Plant.DROPS_UPGRADE;
import static vn.tinmoi.command.PlantedProxy.Plant.SECOND_SITE;
import static vn.tinmoi.command.PlantedProxy.Plant.STRIPS_ADDRESS;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vn.tinmoi.Await;
import vn.tinmoi.acceptance.Program;
import vn.tinmoi.store.TestBackends;

/** What a proxy does to the site's streams, addresses and upgrades is found through the site's address. */
final class DoctorIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String DATABASE = TestBackends.freshDatabase();
    private static final String REDIS = TestBackends.freshRedis();
    private static final String NO_BACKUP = "backup";
    private static final Pattern METRIC = Pattern.compile("\\b(tinmoi|jvm|process|http_server|vertx)_[a-z0-9_]+");

    @TempDir
    private static Path folder;

    private static Program program;

    @BeforeAll
    static void serve() {
        program = Program.serve(
                List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"),
                folder,
                Map.of(
                        "TINMOI_ACCESS_LOG",
                        "json",
                        "TINMOI_LOG_FORMAT",
                        "json",
                        "TINMOI_HTTP_SOCKET",
                        "http.sock",
                        "TINMOI_DATABASE_URL",
                        DATABASE,
                        "TINMOI_REDIS_URL",
                        REDIS,
                        "TINMOI_SAMPLE",
                        "false",
                        "TINMOI_TRUSTED_PROXIES",
                        "127.0.0.1"));
    }

    @AfterAll
    static void stop() {
        program.close();
        VERTX.close().await();
    }

    static Stream<Arguments> plants() {
        return Stream.of(
                Arguments.of(List.of(), List.of()),
                Arguments.of(List.of(BUFFERS), List.of("site.buffered")),
                Arguments.of(List.of(COMPRESSES), List.of("site.compressed")),
                Arguments.of(List.of(CUTS), List.of("site.idle")),
                Arguments.of(List.of(DROPS_UPGRADE), List.of("site.websocket")),
                Arguments.of(List.of(STRIPS_ADDRESS), List.of("site.forwarded.missing")),
                Arguments.of(List.of(BELIEVES_READERS), List.of("site.forwarded.forged")),
                Arguments.of(List.of(SECOND_SITE), List.of("site.nodes")));
    }

    @ParameterizedTest
    @MethodSource("plants")
    void whatTheProxyDoesIsFoundByItsName(List<PlantedProxy.Plant> planted, List<String> faults) {
        var plants = planted.toArray(PlantedProxy.Plant[]::new);
        try (var proxy = new PlantedProxy(VERTX, program.site(), plants)) {
            var patient = patient().with("TINMOI_SITE_URL", proxy.url("http"));
            if (planted.contains(CUTS) || planted.isEmpty()) patient.watched(Duration.ofSeconds(2));

            var found = patient.faults();

            assertThat(found).startsWith(NO_BACKUP);
            assertThat(found.subList(1, found.size())).isEqualTo(faults);
        }
    }

    /** What was ready, what a route answered, and a stream; the log is JSON from its first line. */
    @Test
    void everyAnswerHasItsLine() throws Exception {
        for (var path : List.of("/", "/", "/khong-co-gi", "/health/live", "/toa-soan/moi/giau-kin"))
            assertThat(said(program.site(), path)).isNotEmpty();
        try (var http = HttpClient.newHttpClient()) {
            var stream = HttpRequest.newBuilder(program.site().resolve("/stream?topics=article/1"))
                    .build();
            http.send(stream, HttpResponse.BodyHandlers.ofInputStream()).body().close();
        }

        Await.until(
                () -> targets().containsAll(List.of("/", "/khong-co-gi", "/health/live", "/stream?topics=article/1")));
        assertThat(program.out()).doesNotContain("giau-kin").contains("\"network\":\"127.0.0.0/24\"");
        assertThat(program.err().strip().lines())
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(new JsonObject(line).fieldNames()).contains("time", "level", "logger", "message"));
    }

    private static List<String> targets() {
        return program.out()
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(line -> new JsonObject(line).getString("target"))
                .toList();
    }

    /** A page, a stream that gets news, a WebSocket; whose a request is, is believed. */
    @Test
    @Timeout(60)
    void aProxyOnThisMachineComesByTheSocket() throws Exception {
        assertThat(bySocket("/health/way", "X-Forwarded-For: 203.0.113.9\r\n", "believed"))
                .contains("\"forwarded\":\"changed\",\"believed\":true");
        assertThat(bySocket("/", "X-Forwarded-For: 198.51.100.7\r\n", "</html>"))
                .startsWith("HTTP/1.1 200");
        Await.until(() -> program.out()
                        .contains("\"network\":\"203.0.113.0/24\",\"method\":\"GET\",\"target\":\"/health/way\"")
                && program.out().contains("\"network\":\"198.51.100.0/24\",\"method\":\"GET\",\"target\":\"/\""));
        assertThat(bySocket(
                        "/ws",
                        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
                        "\"event\":\"sync\""))
                .startsWith("HTTP/1.1 101");
        try (var stream = socket()) {
            ask(stream, "/stream?topics=news", "");
            assertThat(read(stream, "event: sync")).startsWith("HTTP/1.1 200");
            publish("Tin qua tệp");

            assertThat(read(stream, "Tin qua tệp")).contains("event: article.published");
        }
    }

    private static void publish(String title) throws Exception {
        var request = HttpRequest.newBuilder(program.site().resolve("/api/v1/articles"))
                .header("Authorization", "Bearer " + Program.TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(new JsonObject()
                        .put("title", title)
                        .put("status", "published")
                        .encode()))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(201);
        }
    }

    private static SocketChannel socket() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("http.sock")));
    }

    private static void ask(SocketChannel socket, String path, String headers) throws IOException {
        var head = "GET " + path + " HTTP/1.1\r\nHost: tin.example\r\n" + headers + "\r\n";
        socket.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
    }

    /** All that comes until that is in it. */
    private static String read(SocketChannel socket, String until) throws IOException {
        var said = new ByteArrayOutputStream();
        var part = ByteBuffer.allocate(8192);
        while (!said.toString(StandardCharsets.UTF_8).contains(until) && socket.read(part.clear()) >= 0)
            said.write(part.array(), 0, part.position());
        return said.toString(StandardCharsets.UTF_8);
    }

    private static String bySocket(String path, String headers, String until) throws IOException {
        try (var socket = socket()) {
            ask(socket, path, headers);
            return read(socket, until);
        }
    }

    /** Here because a node runs here: an alert on a name that nobody publishes would never come. */
    @Test
    void theAlertsAndTheDashboardNameWhatANodePublishes() throws Exception {
        for (var path : List.of("/", "/api/v1/stats", "/health/live"))
            assertThat(said(program.site(), path)).isNotEmpty();
        var published = said(program.management(), "/metrics");
        var conf = Path.of("conf");
        var names = new TreeSet<String>();
        for (var file : List.of("alerts.yml", "grafana.json")) {
            var text = Files.readString(conf.resolve(file));
            METRIC.matcher(text).results().forEach(hit -> names.add(hit.group()));
        }

        assertThat(names).hasSizeGreaterThan(30);
        assertThat(names).allSatisfy(name -> assertThat(published).containsPattern("(?m)^" + name + "[{ ]"));
        assertThat(published).contains("tinmoi_schedule_lateness_seconds_bucket{le=\"10.0\"}");
        assertThat(new JsonObject(Files.readString(conf.resolve("grafana.json"))).getJsonArray("panels"))
                .hasSizeGreaterThan(20);
    }

    /** What promtool says is better, but not everywhere. */
    @Test
    void eachAlertHasAllItsParts() throws Exception {
        var rules = Files.readString(Path.of("conf/alerts.yml")).split("\n      - alert: ");
        assertThat(rules.length).isGreaterThan(15);
        assertThat(List.of(rules).subList(1, rules.length)).allSatisfy(rule -> {
            assertThat(rule)
                    .containsPattern(
                            "^Tinmoi[A-Za-z]+\n        expr: \\S.*\n(        for: [0-9]+[smhd]\n)?"
                                    + "        labels: \\{severity: (critical|warning)}\n        annotations: \\{summary: \".+\"}\\s*$");
            assertThat(rule.chars().filter(c -> c == '(').count())
                    .isEqualTo(rule.chars().filter(c -> c == ')').count());
        });
    }

    private static String said(URI server, String path) throws Exception {
        try (var http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return http.send(HttpRequest.newBuilder(server.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void aNodeOfAnotherDatabaseIsFound() {
        try (var proxy = new PlantedProxy(VERTX, program.site())) {
            assertThat(patient()
                            .with("TINMOI_SITE_URL", proxy.url("http"))
                            .with("TINMOI_DATABASE_URL", otherSite())
                            .faults())
                    .contains("site.nodes");
        }
    }

    private static String otherSite() {
        var other = TestBackends.freshDatabase();
        var database = vn.tinmoi.store.Database.open(VERTX, other, new vn.tinmoi.metric.Metrics());
        new vn.tinmoi.log.EventLog(database).epoch().await();
        database.close().await();
        return other;
    }

    @Test
    void aCertificateThatNobodyTrustsAndTheHeaderThatIsMissingAreFound() throws Exception {
        try (var proxy = PlantedProxy.tls(VERTX, program.site(), keys(), "changeit")) {
            assertThat(patient().with("TINMOI_SITE_URL", proxy.url("https")).faults())
                    .containsExactly(NO_BACKUP, "site.certificate", "site.hsts");
        }
    }

    private static Path keys() throws Exception {
        var store = folder.resolve("keys.p12");
        var words =
                "-genkeypair -alias a -keyalg EC -dname CN=127.0.0.1 -ext san=ip:127.0.0.1 -storetype PKCS12 -storepass changeit";
        var command = new java.util.ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(words.split(" ")));
        command.addAll(List.of("-keystore", store.toString()));
        var made = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(made.getInputStream().readAllBytes());
        assertThat(made.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.exists(store)).as(said).isTrue();
        return store;
    }

    private static Patient patient() {
        return new Patient().with("TINMOI_DATABASE_URL", DATABASE).with("TINMOI_REDIS_URL", REDIS);
    }
}
