package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinmoi.Await;
import vn.tinmoi.store.TestBackends;

/** Commands, exit codes, and the one sentence that says why it did not start. */
final class StartIT {
    @TempDir
    Path folder;

    @Test
    void helpAndVersionExitWithZero() {
        try (var help = Program.run(folder, Map.of(), "--help");
                var version = Program.run(folder, Map.of(), "--version")) {
            assertThat(help.exitCode(60)).isZero();
            assertThat(help.out()).contains("serve", "import", "migrate");
            assertThat(version.exitCode(60)).isZero();
            assertThat(version.out()).startsWith("tinmoi ");
        }
    }

    @Test
    void anUnknownCommandExitsWithTwo() {
        try (var program = Program.run(folder, Map.of(), "surf")) {
            assertThat(program.exitCode(60)).isEqualTo(2);
            assertThat(program.err()).contains("unknown command \"surf\"");
        }
    }

    @Test
    void anUnknownSettingStopsTheStart() {
        assertStopped(Map.of("TINMOI_HTTP_PROT", "80"), "TINMOI_HTTP_PROT");
    }

    @Test
    void aDatabaseThatIsNotThereStopsTheStart() {
        assertStopped(Map.of("TINMOI_DATABASE_URL", "postgresql://u:unsaid@127.0.0.1:1/db"), "TINMOI_DATABASE_URL");
    }

    @Test
    void aRedisThatIsNotThereStopsTheStart() {
        assertStopped(
                Map.of(
                        "TINMOI_DATABASE_URL",
                        TestBackends.freshDatabase(),
                        "TINMOI_REDIS_URL",
                        "redis://:unsaid@127.0.0.1:1"),
                "TINMOI_REDIS_URL");
    }

    @Test
    void aDatabaseThatSaysNothingStopsTheStart() throws IOException {
        try (var silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            var url = "postgresql://u:unsaid@127.0.0.1:" + silent.getLocalPort() + "/db";
            assertStopped(Map.of("TINMOI_DATABASE_URL", url), "does not answer in time");
        }
    }

    /** As on a machine so busy that the first answers come too late. */
    @ParameterizedTest
    @CsvSource({
        "portal, the portal",
        "log_epoch, the log",
        "visit_batch, the counters",
        "article, the first start",
    })
    void aQuestionThatIsNotAnsweredInTimeIsAskedAgain(String table, String what) {
        var settings = Program.settings(
                "TINMOI_SAMPLE=false", "TINMOI_HTTP_PORT=0", "TINMOI_HTTP_HOST=127.0.0.1", "TINMOI_MANAGEMENT_PORT=-1");
        var vertx = Vertx.vertx();
        var lock = locked(vertx, settings.get("TINMOI_DATABASE_URL"), table);
        try (var program = Program.run(folder, settings, "serve")) {
            Await.until(() -> program.err().contains("no answer yet, asking again what=" + what) || !program.isAlive());
            assertThat(program.out()).isEmpty();

            lock.close().await();

            Await.until(() -> program.out().contains("site  ") || !program.isAlive());
            assertThat(new Client(program.site()).get("/health/live").statusCode())
                    .isEqualTo(200);
            assertThat(program.stop()).isZero();
        } finally {
            vertx.close().await();
        }
    }

    /** Who holds it until it is closed lets nobody read the table. */
    private static PgConnection locked(Vertx vertx, String url, String table) {
        return PgConnection.connect(vertx, PgConnectOptions.fromUri(url))
                .compose(connection ->
                        connection.query("BEGIN; LOCK TABLE " + table).execute().map(connection))
                .await();
    }

    private void assertStopped(Map<String, String> settings, String named) {
        try (var program = Program.run(folder, settings)) {
            assertThat(program.exitCode(60)).isEqualTo(1);
            assertThat(program.err()).contains(named).doesNotContain("unsaid", "Exception", "\tat ");
            assertThat(program.err().strip().lines()).hasSize(1);
        }
    }

    @Test
    void aTakenPortStopsTheStart() {
        var settings = Program.settings("TINMOI_SAMPLE=false");
        try (var holder = Program.serve(folder, settings)) {
            var taken = new HashMap<>(settings);
            taken.put("TINMOI_HTTP_PORT", String.valueOf(holder.site().getPort()));
            taken.put("TINMOI_HTTP_HOST", "127.0.0.1");
            taken.put("TINMOI_MANAGEMENT_PORT", "-1");
            try (var late = Program.run(folder, taken)) {
                assertThat(late.exitCode(60)).isEqualTo(1);
                assertThat(late.err())
                        .contains("http.port", String.valueOf(holder.site().getPort()));
            }
        }
    }

    /** Stores and a node of its own run below it; a terminal's Ctrl-C ends the command alone when it runs in a build. */
    @Test
    void anAotRunThatIsToldToStopLeavesNothingBehind() {
        assumeTrue(Runtime.version().feature() >= 25, "AOT caches need JDK 25");
        try (var program =
                Program.run(folder, Map.of(), "aot", folder.resolve("x.aot").toString())) {
            Await.until(this::nodeIsStarted);
            assertThat(processesIn(folder)).isNotEmpty();
            program.stop();
        }
        assertThat(folder).isEmptyDirectory();
        assertThat(processesIn(folder)).isEmpty();
    }

    private boolean nodeIsStarted() {
        var inside = Stream.of(folder.toFile().listFiles()).findFirst();
        return inside.filter(run -> run.toPath().resolve("output.txt").toFile().exists())
                .isPresent();
    }

    private static List<String> processesIn(Path folder) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(folder + "/.aot"))
                .toList();
    }

    /** What a stranger has to go on with: nothing set but where to listen. */
    @Test
    void theFirstStartPrintsAllThatOneNeedsAndOnlyOnce() throws Exception {
        var settings = new HashMap<>(Program.settings("TINMOI_SAMPLE=false"));
        settings.put("TINMOI_API_TOKEN", "");
        try (var first = Program.serve(folder, settings)) {
            Await.until(() -> first.out().contains("API token"));
            assertThat(first.out())
                    .containsSubsequence("site  ", "management  ", "newsroom  ", "/toa-soan", "password", "API token");
            assertThat(named(first)).isEqualTo(200);
            var entered = send(
                    first,
                    "/toa-soan/dang-nhap",
                    Map.of("Content-Type", "application/x-www-form-urlencoded"),
                    "POST",
                    "ten=admin&mat-khau=" + printed(first, "admin's one-time password, shown only this once: (\\S+)"));
            assertThat(entered.statusCode()).isEqualTo(303);
            assertThat(entered.headers().firstValue("location")).hasValue("/toa-soan");
        }
        try (var second = Program.serve(folder, settings)) {
            assertThat(second.out()).doesNotContain("only this once");
        }
    }

    private static int named(Program program) throws Exception {
        var token = printed(program, "API token, shown only this once: (\\S+)");
        var headers = Map.of("Content-Type", "application/json", "Authorization", "Bearer " + token);
        return send(program, "/api/v1/site", headers, "PUT", "{\"name\":\"Thượng Ngàn\"}")
                .statusCode();
    }

    private static String printed(Program program, String form) {
        return Pattern.compile(form)
                .matcher(program.out())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private static HttpResponse<String> send(
            Program program, String path, Map<String, String> headers, String method, String body) throws Exception {
        var request = HttpRequest.newBuilder(program.site().resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void anOldJavaIsToldWhichOneIsNeeded() {
        var old = Path.of("/usr/lib/jvm/java-17-openjdk-amd64/bin/java");
        assumeTrue(Files.isExecutable(old), "to try an old Java, install one: apt-get install openjdk-17-jre-headless");
        try (var program = Program.run(old, folder, Map.of())) {
            assertThat(program.exitCode(60)).isEqualTo(1);
            assertThat(program.err()).startsWith("tinmoi needs Java 21 or newer");
        }
    }

    @Test
    void migrateOnlyMigrates() {
        try (var program =
                Program.run(folder, Map.of("TINMOI_DATABASE_URL", TestBackends.emptyDatabase()), "migrate")) {
            assertThat(program.exitCode(60)).isZero();
            assertThat(program.out()).contains("schema");
        }
    }

    /** Made by the build before these tests; {@code AOTMode=on} ends a JVM whose cache does not fit it. */
    @Test
    void theProgramsOwnAotCacheFits() {
        assumeTrue(Runtime.version().feature() >= 25, "an AOT cache needs a JDK 25");
        try (var program = Program.runWithCacheOrNotAtAll(folder, "--version")) {
            assertThat(program.exitCode(60)).as(program.err()).isZero();
            assertThat(program.out()).startsWith("tinmoi ");
            assertThat(program.err()).isEmpty();
        }
    }
}
