package vn.tinmoi.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
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
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinmoi.store.TestBackends;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;

/** Each fault that is planted is found, by its name, and nothing else is. */
final class DoctorTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String UNSET = "settings.site-url"; // what all of these leave out
    private static final String NO_BACKUP = "backup";

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    @Test
    void aWellNodeHasNoFault() {
        assertThat(well().faults()).containsExactly(UNSET, NO_BACKUP);
    }

    @Test
    void settingsThatCannotBeReadAreFoundAndTheMachineIsLookedAt() {
        var lines =
                new Patient().with("TINMOI_HTTP_PROT", "80").descriptors(256).examined();

        assertThat(lines)
                .filteredOn(line -> line.outcome() instanceof Outcome.Found)
                .hasSize(2);
        assertThat(new Patient().with("TINMOI_HTTP_PROT", "80").descriptors(256).faults())
                .containsExactly("settings", "machine.descriptors");
    }

    @Test
    void settingsThatBelieveEveryoneAreFound() {
        assertThat(well().with("TINMOI_TRUSTED_PROXIES", "10.0.0.0/8,0.0.0.0/0").faults())
                .contains("settings.trusted-proxies");
        assertThat(well().with("TINMOI_TRUSTED_PROXIES", "10.0.0.0/8").faults())
                .doesNotContain("settings.trusted-proxies");
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0/0, true", "::/0, true", "2000::/3, true", "203.0.113.0/24, false", "2001:db8::/32, false"})
    void limitsThatNobodyHasAreFound(String network, boolean everyone) {
        assertThat(well().with("TINMOI_LIMITS_LIFTED", network).faults().contains("settings.limits-lifted"))
                .isEqualTo(everyone);
        assertThat(well().with("TINMOI_TRUSTED_PROXIES", network).faults().contains("settings.trusted-proxies"))
                .isEqualTo(everyone);
    }

    @Test
    void aFullDiskAndFewDescriptorsAreFound() {
        assertThat(well().room(10 << 20).descriptors(256).faults())
                .containsExactly(UNSET, "machine.descriptors", "machine.disk", NO_BACKUP);
    }

    @Test
    void aPortThatAnotherProgramHasIsFound() throws IOException {
        try (var other = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            var port = String.valueOf(other.getLocalPort());
            assertThat(well().with("TINMOI_HTTP_HOST", "127.0.0.1")
                            .with("TINMOI_HTTP_PORT", port)
                            .faults())
                    .contains("machine.http-port");
        }
    }

    @Test
    void aServerThatMayLoseWhatItSavedIsFound() {
        try (var own = TestBackends.ownPostgres()) {
            sql(own.url(), "ALTER SYSTEM SET fsync = off");
            sql(own.url(), "ALTER SYSTEM SET full_page_writes = off");
            sql(own.url(), "ALTER SYSTEM SET synchronous_commit = off");
            sql(own.url(), "SELECT pg_reload_conf()");

            assertThat(well().with("TINMOI_DATABASE_URL", own.url()).faults())
                    .contains("postgresql.fsync", "postgresql.full-page-writes", "postgresql.synchronous-commit");
        }
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aPoolerInBetweenIsFound(boolean byTurns) {
        try (var pooler = new Pooler(VERTX, TestBackends.freshDatabase(), byTurns)) {
            assertThat(well().with("TINMOI_DATABASE_URL", pooler.url()).faults())
                    .containsExactly(UNSET, "postgresql.pooler", NO_BACKUP);
        }
    }

    @Test
    void aClockThatIsOffIsFound() {
        assertThat(well().ahead(Duration.ofSeconds(10)).faults()).containsExactly(UNSET, "clock", NO_BACKUP);
        assertThat(well().ahead(Duration.ofSeconds(-10)).faults()).containsExactly(UNSET, "clock", NO_BACKUP);
    }

    @Test
    void aRedisThatThrowsAwayIsFound() {
        try (var own = TestBackends.ownRedis()) {
            var client = Redis.createClient(VERTX, own.url());
            client.send(Request.cmd(Command.CONFIG)
                            .arg("SET")
                            .arg("maxmemory-policy")
                            .arg("allkeys-lru"))
                    .eventually(client::close)
                    .await();

            assertThat(well().with("TINMOI_REDIS_URL", own.url()).faults())
                    .containsExactly(UNSET, NO_BACKUP, "redis.maxmemory-policy");
        }
    }

    @Test
    void anOldBackupIsFoundAndAFreshOneIsWell() {
        var database = TestBackends.freshDatabase();
        sql(
                database,
                "CREATE TABLE IF NOT EXISTS backup_made (at timestamptz NOT NULL, file text, bytes bigint, rows bigint)");
        sql(database, "INSERT INTO backup_made (at, file, bytes, rows) VALUES (now() - interval '5 days', 'a', 1, 1)");
        assertThat(well().with("TINMOI_DATABASE_URL", database).faults()).containsExactly(UNSET, "backup.age");

        sql(database, "INSERT INTO backup_made (at, file, bytes, rows) VALUES (now(), 'b', 1, 1)");
        assertThat(well().with("TINMOI_DATABASE_URL", database).faults()).containsExactly(UNSET);
    }

    /** The worst that can be: everything takes a connection and says nothing. */
    @Test
    void withEverythingAwayItEndsInTimeWithEveryFinding() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            var at = "127.0.0.1:" + silent.getLocalPort();
            var began = System.nanoTime();
            var lines = new Patient()
                    .with("TINMOI_DATABASE_URL", "postgresql://u:secret@" + at + "/db")
                    .with("TINMOI_REDIS_URL", "redis://:secret@" + at)
                    .with("TINMOI_SITE_URL", "http://" + at)
                    .room(0)
                    .examined();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
            var report = new DoctorReport(lines);
            assertThat(new JsonObject(report.json(Language.EN)).getJsonArray("findings"))
                    .extracting(finding -> ((JsonObject) finding).getString("name"))
                    .containsExactlyInAnyOrder("machine.disk", "postgresql", "redis", "site");
            assertThat(report.text(Language.VI))
                    .contains("chưa xem được: site.websocket")
                    .doesNotContain("secret");
            assertThat(report.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void whatIsAwayIsFoundByRefusalToo() {
        assertThat(new Patient()
                        .with("TINMOI_DATABASE_URL", "postgresql://u:p@127.0.0.1:1/db")
                        .with("TINMOI_REDIS_URL", "redis://127.0.0.1:1")
                        .with("TINMOI_SITE_URL", "https://127.0.0.1:1")
                        .faults())
                .containsExactly("postgresql", "redis", "site");
    }

    /** Before its first start nothing is there to be wrong, and nothing is made. */
    @Test
    void embeddedStoresThatNeverRanAreNotStarted() {
        assertThat(new Patient().faults()).containsExactly(UNSET);
        assertThat(Path.of("target/no-such-folder")).doesNotExist();
    }

    @Test
    void itEndsByWhatItFound() {
        var warned = well();
        assertThat(new Commands(warned.around()).run("doctor", "--json")).isEqualTo(3);
        assertThat(new JsonObject(warned.said()).getInteger("warnings")).isPositive();
        assertThat(new JsonObject(warned.said()).getInteger("errors")).isZero();

        var broken = well().with("TINMOI_HTTP_PORT", "many").with("LANG", "vi_VN.UTF-8");
        assertThat(new Commands(broken.around()).run("doctor")).isEqualTo(1);
        assertThat(broken.said()).startsWith("LỖI settings: http.port").contains("Cần làm: ");
    }

    @Test
    void everyFaultAndReasonHasItsWords() throws IOException {
        var messages = new Messages();
        for (var language : Language.values()) {
            for (var fault : Fault.values()) {
                for (var part : new String[] {"what", "why", "do"})
                    assertThat(messages.say(language, "doctor." + fault.wire() + "." + part, 1, 2, 3))
                            .isNotBlank();
            }
            try (var files = Files.list(Path.of("src/main/java/vn/tinmoi/command"))) {
                for (var file : files.toList()) {
                    Pattern.compile("Outcome\\.skipped\\(\\s*\"([a-z-]+)\"")
                            .matcher(Files.readString(file))
                            .results()
                            .forEach(hit -> assertThat(messages.say(language, "doctor.skipped." + hit.group(1), "why"))
                                    .isNotBlank());
                }
            }
        }
    }

    private static Patient well() {
        return new Patient()
                .with("TINMOI_DATABASE_URL", TestBackends.freshDatabase())
                .with("TINMOI_REDIS_URL", TestBackends.freshRedis());
    }

    private static void sql(String url, String statement) {
        PgConnection.connect(VERTX, PgConnectOptions.fromUri(url))
                .compose(connection -> connection.query(statement).execute().eventually(connection::close))
                .await();
    }
}
