package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.tinmoi.Await;
import vn.tinmoi.store.Cable;
import vn.tinmoi.store.TestBackends;

/** What readers and writers meet while PostgreSQL is away, and afterwards. */
@Timeout(180)
final class OutageIT {
    private static final JsonObject STORY = new JsonObject()
            .put("title", "Tin gửi trong lúc mất liên lạc")
            .put("bodyHtml", "<p>Nội dung</p>")
            .put("status", "published");

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aSilentPartitionIsSaidEverywhereAndNothingIsLostAfterIt() {
        var database = TestBackends.freshDatabase();
        var cable = new Cable(vertx, database);
        try (var cutOff = serve(cable.url());
                var other = serve(database)) {
            var client = new Client(cutOff.site());
            client.publish("Tin trước khi mất liên lạc");
            assertThat(client.get("/").body()).contains("Tin trước khi mất liên lạc");
            var streams = streams(cutOff);

            cable.silence();
            var missed = new Client(other.site()).publish("Tin của nút khác").getString("eventId");
            assertUnavailable(write(client, "vi"));
            assertStale(client, "/");
            assertStale(client, "/api/v1/front");
            assertThat(client.get("/").body()).contains("Tin trước khi mất liên lạc");
            var health = Await.until(() -> client.get("/health/ready"), OutageIT::isDegraded); // after the third miss
            assertThat(health.statusCode()).isEqualTo(200);
            for (var stream : streams) stream.awaitBeat();

            cable.speak();
            var saved = Await.until(() -> write(client, "en"), answer -> answer.statusCode() == 201);
            var own = new JsonObject(saved.body()).getString("eventId");
            for (var stream : streams) {
                var ids = List.of(stream.next().id(), stream.next().id());
                assertThat(ids).as("without a reset, each once").containsExactlyInAnyOrder(missed, own);
                stream.close();
            }
            Await.until(() -> client.get("/"), page -> !isStale(page));
            assertThat(client.get("/").body()).contains("Tin của nút khác", "Tin gửi trong lúc mất liên lạc");
        }
    }

    @Test
    void anOutageRightAfterTheStartFindsTheFirstPages() {
        try (var postgres = TestBackends.ownPostgres();
                var program = serve(postgres.url())) {
            postgres.kill();
            var client = new Client(program.site());

            for (var path : List.of("/", "/en", "/chuyen-muc/tin-tuc")) {
                assertThat(client.get(path).statusCode()).as(path).isEqualTo(200);
                assertStale(client, path);
            }
        }
    }

    @Test
    void anEmbeddedPostgresThatIsKilledComesBackUnderOpenStreams() throws IOException {
        try (var program = Program.serve(folder, Map.of("TINMOI_SAMPLE", "false"))) {
            var client = new Client(program.site());
            try (var stream = SseClient.open(program.site(), "/stream?topics=news", "")) {
                assertThat(stream.next().name()).isEqualTo("sync");

                var postmaster = folder.resolve("data/postgresql/data/postmaster.pid");
                killHard(
                        Long.parseLong(Files.readAllLines(postmaster).getFirst().strip()));
                var saved = Await.until(() -> write(client, "vi"), answer -> answer.statusCode() == 201);

                var story = stream.next();
                assertThat(story.name()).as("no reset before it").isEqualTo("article.published");
                assertThat(story.id()).isEqualTo(new JsonObject(saved.body()).getString("eventId"));
            }
            assertThat(program.stop()).isZero();
            assertThat(program.err())
                    .contains("embedded PostgreSQL ended by itself", "embedded PostgreSQL answers again");
        }
    }

    private static Program serve(String database) {
        return Program.serve(Program.settings("TINMOI_DATABASE_URL=" + database, "TINMOI_SAMPLE=false"));
    }

    private static void killHard(long pid) {
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    }

    private static List<SseClient> streams(Program program) {
        var streams = new ArrayList<SseClient>();
        for (int i = 0; i < 3; i++) {
            var stream = SseClient.open(program.site(), "/stream?topics=news", "");
            assertThat(stream.next().name()).isEqualTo("sync");
            streams.add(stream);
        }
        return streams;
    }

    private static HttpResponse<String> write(Client client, String language) {
        return client.write(
                "POST", "/api/v1/articles", STORY, "Idempotency-Key", "outage-1", "Accept-Language", language);
    }

    private static void assertUnavailable(HttpResponse<String> refused) {
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(new JsonObject(refused.body()).getString("detail")).containsAnyOf("Chưa có gì", "Idempotency-Key");
    }

    private static void assertStale(Client client, String path) {
        assertThat(Await.until(() -> client.get(path), OutageIT::isStale).statusCode())
                .as(path)
                .isEqualTo(200);
    }

    private static boolean isDegraded(HttpResponse<String> health) {
        return new JsonObject(health.body()).getString("status").equals("degraded");
    }

    private static boolean isStale(HttpResponse<String> page) {
        return page.headers().firstValue("X-Tinmoi-Stale").isPresent();
    }
}
