package vn.tinmoi.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
final class EmbeddedBackendsTest {
    private static final Path PARENT = Path.of("target", "backends");
    private static final List<RunAs> NOT_IN_A_NAMESPACE =
            List.of(RunAs.NOBODY, RunAs.NOBODY_ENTERING, RunAs.NOBODY_OVERRIDING);
    private static Path fresh;

    private final Vertx vertx = Vertx.vertx();
    private Path folder;

    @BeforeAll
    static void makeServersOnce() throws IOException {
        fresh = Files.createTempDirectory(Files.createDirectories(PARENT), "fresh");
        start(fresh).close();
        var remembered = fresh.resolve("embedded.properties"); // each copy finds ports of its own
        var kept = Files.readAllLines(remembered).stream().filter(line -> !line.contains(".port="));
        Files.write(remembered, kept.toList());
    }

    @AfterAll
    static void deleteServers() throws IOException {
        Folders.delete(fresh);
    }

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory(PARENT, "embedded ");
    }

    /** Data of servers that ran there: to make them anew takes longer than the tests. */
    private void copyServers() {
        var copied = vn.tinmoi.store.Subprocess.run(
                Duration.ofMinutes(2), PARENT, List.of("cp", "-a", fresh.toAbsolutePath() + "/.", absolute(folder)));
        assertThat(copied.output()).isEmpty();
    }

    @AfterEach
    void deleteFolder() throws IOException {
        TestBackends.wait(vertx.close());
        Folders.delete(folder);
    }

    @Test
    void rowsAndPortsOutliveARestart() {
        String databaseUrl;
        String redisUrl;
        try (var backends = start()) {
            databaseUrl = backends.databaseUrl();
            redisUrl = backends.redisUrl();
            sql(databaseUrl, "CREATE TABLE kept AS SELECT 'Tin mới'::text AS title");
            redis(redisUrl, Request.cmd(Command.SET).arg("kept").arg("có"));
        }

        try (var again = start()) {
            assertThat(again.databaseUrl()).isEqualTo(databaseUrl);
            assertThat(again.redisUrl()).isEqualTo(redisUrl);
            assertThat(sql(databaseUrl, "SELECT title FROM kept")).isEqualTo("Tin mới");
            assertThat(redis(redisUrl, Request.cmd(Command.GET).arg("kept"))).isEqualTo("có");
        }
    }

    @Test
    void aHalfMadeClusterIsMadeAnew() throws IOException {
        copyServers();
        Files.move(folder.resolve("postgresql/data"), folder.resolve("postgresql/data.new"));

        try (var backends = start()) {
            assertThat(sql(backends.databaseUrl(), "SELECT 'well'")).isEqualTo("well");
        }
    }

    @Test
    void theServerIsDurableAndKnowsVietnamese() {
        try (var backends = start()) {
            var url = backends.databaseUrl();

            assertThat(sql(url, "SHOW fsync")).isEqualTo("on");
            assertThat(sql(url, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(sql(url, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(sql(url, "SHOW max_connections")).isEqualTo("50");
            assertThat(sql(url, "SELECT lower('ĐƯỜNG PHỐ')")).isEqualTo("đường phố");
            assertThat(sql(
                            url,
                            "SELECT string_agg(w, ' ' ORDER BY w COLLATE \"vi-x-icu\")"
                                    + " FROM unnest(ARRAY['đa', 'dy', 'ê', 'e', 'da']) w"))
                    .isEqualTo("da dy đa e ê");
            assertThat(sql(
                            url,
                            "SELECT count(*) FROM pg_available_extensions"
                                    + " WHERE name IN ('unaccent', 'pg_trgm', 'pgcrypto')"))
                    .isEqualTo("3");
        }
    }

    @Test
    void closingLeavesNoProcessBehind() throws IOException {
        var backends = start();
        var postgres = backends.postgres().process().orElseThrow();
        var redis = backends.redis().process().orElseThrow();

        backends.close();
        backends.close();

        assertThat(Processes.runs(postgres)).isFalse();
        assertThat(Processes.runs(redis)).isFalse();
    }

    @Test
    void aKilledPostmasterLosesNothingThatWasCommitted() throws IOException {
        try (var backends = start()) {
            sql(backends.databaseUrl(), "CREATE TABLE kept AS SELECT 7::text AS n");

            kill(backends.postgres().process().orElseThrow());
        }

        try (var again = start()) {
            assertThat(sql(again.databaseUrl(), "SELECT n FROM kept")).isEqualTo("7");
        }
    }

    @Test
    void serversThatAreKilledComeBackWithTheirDataAtTheirAddress() throws IOException {
        try (var backends = start().guarded()) {
            var databaseUrl = backends.databaseUrl();
            var redisUrl = backends.redisUrl();
            sql(databaseUrl, "CREATE TABLE kept AS SELECT 'Tin mới'::text AS title");
            redis(redisUrl, Request.cmd(Command.SET).arg("kept").arg("có"));

            for (int i = 0; i < 2; i++) {
                kill(backends.postgres().process().orElseThrow());
                kill(backends.redis().process().orElseThrow());

                assertThat(onceItAnswers(() -> sql(databaseUrl, "SELECT title FROM kept")))
                        .isEqualTo("Tin mới");
                assertThat(onceItAnswers(
                                () -> redis(redisUrl, Request.cmd(Command.GET).arg("kept"))))
                        .isEqualTo("có");
            }
        }
    }

    @Test
    void aLiveRedisWhosePidFileIsLostIsNeitherDoubledNorLeft() throws IOException {
        ProcessHandle lost;
        try (var backends = start().guarded()) {
            lost = backends.redis().process().orElseThrow();
            Files.delete(folder.resolve("redis/server.pid"));

            assertThat(backends.redis().process()).contains(lost);
            assertThat(backends.redis().startAgain()).isTrue();
            assertThat(backends.redis().process()).contains(lost);
        }
        assertThat(Processes.runs(lost)).isFalse();

        start().close();
    }

    @Test
    void anOrphanedRedisWithoutPidFileIsEndedByTheNextStart() throws IOException {
        var other = otherProcess();
        var orphan = processOf("redis/server.pid");
        kill(other.toHandle());
        Files.delete(folder.resolve("redis/server.pid"));

        try (var backends = start()) {
            assertThat(Processes.runs(orphan)).isFalse();
            assertThat(redis(backends.redisUrl(), Request.cmd(Command.PING))).isEqualTo("PONG");
        }
    }

    @Test
    void aServerThatIsKilledDuringAStopStaysDown() throws IOException {
        var backends = start().guarded();
        backends.standDown();
        kill(backends.postgres().process().orElseThrow());

        backends.close(Duration.ofSeconds(10));

        assertThat(backends.postgres().process()).isEmpty();
        assertThat(backends.redis().process()).isEmpty();
    }

    @Test
    void aFrozenServerDoesNotHoldUpAStop() throws IOException {
        var backends = start();
        var frozen = backends.postgres().process().orElseThrow();
        signal("STOP", frozen);
        signal("STOP", backends.redis().process().orElseThrow());
        var asked = System.nanoTime();

        backends.close(Duration.ofSeconds(6));

        assertThat(Duration.ofNanos(
                        System.nanoTime() - asked)) // on a busy machine; who waits for the servers waits for ever
                .isLessThan(Duration.ofMinutes(1));
        assertThat(backends.postgres().process()).isEmpty();
        assertThat(backends.redis().process()).isEmpty();
    }

    private static String onceItAnswers(Supplier<String> question) {
        var until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try {
                return question.get();
            } catch (IllegalStateException e) {
                if (System.nanoTime() > until) throw e;
                Thread.onSpinWait();
            }
        }
    }

    private void signal(String name, ProcessHandle process) {
        var sent = vn.tinmoi.store.Subprocess.run(
                Duration.ofSeconds(5), folder, List.of("kill", "-" + name, Long.toString(process.pid())));
        assertThat(sent.output()).isEmpty();
    }

    @Test
    void aSecondUserOfTheFolderIsRefused() throws IOException {
        var other = otherProcess();
        try {
            assertThatThrownBy(this::start)
                    .isInstanceOf(BackendFailed.class)
                    .hasMessageContaining("another tinmoi uses the data folder")
                    .hasMessageContaining("TINMOI_DATA_DIR");
        } finally {
            end(other);
        }
        try (var first = start()) {
            assertThatThrownBy(this::start).hasMessageContaining("another tinmoi uses the data folder");
            assertThat(sql(first.databaseUrl(), "SELECT 'well'")).isEqualTo("well");
        }
    }

    @Test
    void whatAKilledProcessLeftRunningIsEndedAndItsRowsAreKept() throws IOException {
        var other = otherProcess();
        var left = List.of(processOf("postgresql/data/postmaster.pid"), processOf("redis/server.pid"));
        kill(other.toHandle());
        assertThat(left).allMatch(Processes::runs);

        try (var backends = start()) {
            assertThat(left).noneMatch(Processes::runs);
            assertThat(sql(backends.databaseUrl(), "SELECT title FROM kept")).isEqualTo("by the other");
        }
    }

    @Test
    void aShutdownHookMayStopThem() throws IOException {
        var other = otherProcess();
        var left = List.of(processOf("postgresql/data/postmaster.pid"), processOf("redis/server.pid"));

        end(other);

        assertThat(left).noneMatch(Processes::runs);
    }

    @Test
    void aPortThatSomebodyTookIsReplaced() throws IOException {
        start().close();
        var remembered = new Properties();
        try (var reader = Files.newBufferedReader(folder.resolve("embedded.properties"))) {
            remembered.load(reader);
        }
        var loopback = InetAddress.getByName("127.0.0.1");
        try (var one = new ServerSocket(Integer.parseInt(remembered.getProperty("postgresql.port")), 1, loopback);
                var two = new ServerSocket(Integer.parseInt(remembered.getProperty("redis.port")), 1, loopback);
                var backends = start()) {
            assertThat(backends.databaseUrl()).doesNotContain(":" + one.getLocalPort() + "/");
            assertThat(backends.redisUrl()).doesNotEndWith(":" + two.getLocalPort());
            assertThat(sql(backends.databaseUrl(), "SELECT 'well'")).isEqualTo("well");
        }
    }

    @Test
    void aPidFileThatNamesAStrangerHarmsNobody() throws IOException {
        start().close();
        var me = ProcessHandle.current().pid();
        Files.writeString(folder.resolve("postgresql/data/postmaster.pid"), me + "\n/elsewhere\n0\n1\n");
        Files.writeString(folder.resolve("redis/server.pid"), me + "\n");

        try (var backends = start()) {
            assertThat(sql(backends.databaseUrl(), "SELECT 'well'")).isEqualTo("well");
        }
    }

    @Test
    void asRootWithoutNamespacesItRunsAsNobody() throws IOException {
        var binaries = binaries();
        Assumptions.assumeTrue(RunAs.here(folder, binaries) != RunAs.SELF, "run it as root, who alone changes users");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        var home = folder.toRealPath().resolve("another");

        assertRunsAsNobody(home, binaries, RunAs.among(NOT_IN_A_NAMESPACE, folder, binaries));

        var again = PostgresServer.in(home, binaries, RunAs.NAMESPACE, "secret");
        assertThat(again.start(freePort(), 50)).isTrue();
        again.stop(Duration.ofSeconds(20));
    }

    @Test
    void asRootItRunsAsNobodyInAFolderThatOnlyRootMayEnter() throws IOException {
        Assumptions.assumeTrue(RunAs.here(folder, binaries()) != RunAs.SELF, "run it as root, who alone changes users");
        var binaries = folder.toRealPath().resolve("binaries");
        var copied = vn.tinmoi.store.Subprocess.run(
                Duration.ofSeconds(30), folder, List.of("cp", "-a", binaries().toString(), binaries.toString()));
        assertThat(copied.output()).isEmpty();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));

        assertThat(RunAs.among(NOT_IN_A_NAMESPACE, folder, binaries)).isEqualTo(RunAs.NOBODY_ENTERING);
        assertRunsAsNobody(folder.toRealPath().resolve("one"), binaries, RunAs.NOBODY_ENTERING);
        assertRunsAsNobody(folder.toRealPath().resolve("two"), binaries, RunAs.NOBODY_OVERRIDING);
        assertThatThrownBy(() -> RunAs.among(List.of(RunAs.NOBODY), folder, binaries))
                .isInstanceOf(BackendFailed.class)
                .hasMessageContaining("refuses to run as root")
                .hasMessageContaining("TINMOI_DATA_DIR to a folder that every user may enter")
                .hasMessageContaining("TINMOI_DATABASE_URL");
    }

    @Test
    void programsThatMayNotRunGiveASentenceOfWhatToDo() throws IOException {
        Files.createDirectories(folder.resolve("noexec/bin"));
        Files.writeString(folder.resolve("noexec/bin/postgres"), "no program");

        assertThatThrownBy(() -> RunAs.among(List.of(RunAs.SELF), folder, folder.resolve("noexec")))
                .isInstanceOf(BackendFailed.class)
                .hasMessageContaining("Permission denied")
                .hasMessageContaining("TINMOI_DATA_DIR");
    }

    private static void assertRunsAsNobody(Path home, Path binaries, RunAs way) throws IOException {
        var server = PostgresServer.in(home, binaries, way, "secret");
        try {
            assertThat(server.start(freePort(), 50)).isTrue();
            assertThat(server.process().orElseThrow().info().user()).contains("nobody");
        } finally {
            server.stop(Duration.ofSeconds(20));
        }
    }

    private static Path binaries() throws IOException {
        return PostgresBinaries.under(PARENT.resolve("binaries").toAbsolutePath());
    }

    @Test
    void dataOfAnotherPostgresVersionIsNotTouched() throws IOException {
        copyServers();
        Files.writeString(folder.resolve("postgresql/data/PG_VERSION"), "17\n");

        assertThatThrownBy(this::start).hasMessageContaining("was made by PostgreSQL 17");
    }

    @Test
    void strangersNeedThePassword() {
        try (var backends = start()) {
            var wrong = backends.databaseUrl().replaceFirst("tinmoi:[0-9a-f]+@", "tinmoi:guess@");

            assertThatThrownBy(() -> sql(wrong, "SELECT 1")).hasMessageContaining("password");
        }
    }

    /** Runs in a JVM of its own: starts in the folder, says so, and stops in a shutdown hook when its input ends. */
    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        var backends = EmbeddedBackends.start(folder, folder.resolveSibling("binaries"), true, true, 50, 16);
        Runtime.getRuntime().addShutdownHook(new Thread(backends::close));
        var vertx = Vertx.vertx();
        TestBackends.wait(PgConnection.connect(vertx, PgConnectOptions.fromUri(backends.databaseUrl()))
                .compose(connection -> connection
                        .query("CREATE TABLE kept AS SELECT 'by the other'::text AS title")
                        .execute()));
        System.out.println("ready");
        int end = System.in.read();
        System.exit(end < 0 ? 0 : end);
    }

    private EmbeddedBackends start() {
        if (!Files.exists(folder.resolve("postgresql"))) copyServers();
        return start(folder);
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().toString();
    }

    private static EmbeddedBackends start(Path folder) {
        return EmbeddedBackends.start(folder, PARENT.resolve("binaries"), true, true, 50, 16);
    }

    private Process otherProcess() throws IOException {
        copyServers();
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedBackendsTest.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.inputReader().readLine()).isEqualTo("ready");
        return process;
    }

    private static void end(Process process) throws IOException {
        process.outputWriter().close();
        assertThat(Processes.ended(process.toHandle(), Duration.ofSeconds(60))).isTrue();
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        assertThat(Processes.ended(process, Duration.ofSeconds(20))).isTrue();
    }

    private ProcessHandle processOf(String pidFile) throws IOException {
        var pid = Files.readString(folder.resolve(pidFile)).lines().findFirst().orElseThrow();
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private String sql(String url, String statement) {
        return TestBackends.wait(PgConnection.connect(vertx, PgConnectOptions.fromUri(url))
                .compose(connection -> connection
                        .query(statement)
                        .execute()
                        .map(rows -> rows.size() == 0
                                ? ""
                                : String.valueOf(rows.iterator().next().getValue(0)))
                        .eventually(connection::close)));
    }

    private String redis(String url, Request request) {
        var client = Redis.createClient(vertx, url);
        return TestBackends.wait(client.send(request).eventually(client::close)).toString();
    }
}
