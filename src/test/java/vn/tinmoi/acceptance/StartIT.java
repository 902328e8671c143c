package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        assertStopped(Map.of("TINMOI_DATABASE_URL", "postgresql://u:secret@127.0.0.1:1/db"), "TINMOI_DATABASE_URL");
    }

    @Test
    void aRedisThatIsNotThereStopsTheStart() {
        assertStopped(
                Map.of(
                        "TINMOI_DATABASE_URL",
                        TestBackends.freshDatabase(),
                        "TINMOI_REDIS_URL",
                        "redis://:secret@127.0.0.1:1"),
                "TINMOI_REDIS_URL");
    }

    @Test
    void aDatabaseThatSaysNothingStopsTheStart() throws IOException {
        try (var silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            var url = "postgresql://u:secret@127.0.0.1:" + silent.getLocalPort() + "/db";
            assertStopped(Map.of("TINMOI_DATABASE_URL", url), "does not answer in time");
        }
    }

    private void assertStopped(Map<String, String> settings, String named) {
        try (var program = Program.run(folder, settings)) {
            assertThat(program.exitCode(60)).isEqualTo(1);
            assertThat(program.err()).contains(named).doesNotContain("secret", "Exception", "\tat ");
            assertThat(program.err().strip().lines()).hasSize(1);
        }
    }

    @Test
    void aTakenPortStopsTheStart() {
        var settings = Program.settings("TINMOI_SAMPLE=false");
        try (var holder = Program.serve(folder, settings)) {
            var taken = new java.util.HashMap<>(settings);
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
}
