package vn.tinmoi.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.conf.SettingsReader;
import vn.tinmoi.metric.Metrics;

/** With embedded stores no setting is to blame when one does not answer, at whichever step of a start. */
@Execution(ExecutionMode.CONCURRENT)
final class StoresTest {
    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private FileChannel held; // as by a node that runs its stores here

    @BeforeEach
    void anotherRunsThem() throws IOException {
        held = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        held.lock();
    }

    @AfterEach
    void close() throws IOException {
        TestBackends.wait(vertx.close());
        held.close();
    }

    @Test
    void noStepOfAStartBlamesASettingForAnEmbeddedStore() throws IOException {
        try (var own = TestBackends.ownPostgres()) {
            var wire = new Cable(vertx, own.url());

            for (int answered = 0; answered <= 2; answered++) {
                remember(own.url(), URI.create(wire.url()).getPort());
                wire.admit(answered);

                assertBlamesNoSetting(
                        answered < 2 ? "PostgreSQL" : "Redis",
                        catchThrowable(
                                () -> Stores.open(vertx, settings(), new Metrics(), EmbeddedBackends::startOrJoin)));
            }
        }
    }

    @Test
    void neitherDoesAMigration() throws IOException {
        try (var own = TestBackends.ownPostgres()) {
            var wire = new Cable(vertx, own.url());
            remember(own.url(), URI.create(wire.url()).getPort());

            for (int answered = 0; answered <= 1; answered++) {
                wire.admit(answered);

                assertBlamesNoSetting("PostgreSQL", catchThrowable(() -> Stores.migrate(vertx, settings())));
            }
        }
    }

    private void assertBlamesNoSetting(String server, Throwable failure) {
        assertThat(failure)
                .isInstanceOf(BackendFailed.class)
                .hasMessageStartingWith("the embedded " + server + " in " + folder)
                .hasMessageNotContainingAny("TINMOI_DATABASE_URL", "TINMOI_REDIS_URL");
    }

    /** The stores that run in the folder: this PostgreSQL, and a Redis where nobody listens. */
    private void remember(String url, int port) throws IOException {
        var password = URI.create(url).getUserInfo().split(":")[1];
        Files.writeString(
                folder.resolve("embedded.properties"),
                "password=" + password + "\npostgresql.port=" + port + "\nredis.port=1\n");
    }

    private Settings settings() {
        return SettingsReader.read(folder.resolve("none.properties"), Map.of("TINMOI_DATA_DIR", folder.toString()));
    }
}
