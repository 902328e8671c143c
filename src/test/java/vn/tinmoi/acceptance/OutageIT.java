package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
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
            var admin = administrator(client);

            cable.silence();
            var missed = new Client(other.site()).publish("Tin của nút khác").getString("eventId");
            assertUnavailable(write(client, "vi"));
            assertStale(client, "/");
            assertStale(client, "/api/v1/front");
            assertThat(client.get("/").body()).contains("Tin trước khi mất liên lạc");
            var health = Await.until(() -> client.get("/health/ready"), OutageIT::isDegraded); // after the third miss
            assertThat(health.statusCode()).isEqualTo(200);
            for (var stream : streams) stream.awaitBeat();
            assertEveryFormOfThePortalComesBack(client, admin);

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

    /** The cookie of an administrator with a password of their own, who has looked at a page. */
    static String administrator(Client client) {
        var entered = cookie(client.form("/toa-soan/dang-nhap", "", Map.of("ten", "admin", "mat-khau", Desk.FIRST)));
        var own = "cau dai de nho cua toi";
        var token = token(client.get("/toa-soan/doi-mat-khau", "Cookie", entered));
        var chosen = cookie(
                client.form("/toa-soan/doi-mat-khau", entered, Map.of("bieu-mau", token, "moi", own, "lai", own)));
        client.get("/toa-soan/cong", "Cookie", chosen);
        return chosen;
    }

    private static String cookie(HttpResponse<String> answer) {
        var cookie = answer.headers().firstValue("set-cookie").orElseThrow(() -> new AssertionError(answer.body()));
        return cookie.substring(0, cookie.indexOf(';'));
    }

    static String token(HttpResponse<String> page) {
        return Jsoup.parse(page.body()).select("[name=bieu-mau]").attr("value");
    }

    /** That each says what became of it, and still has what was typed. */
    private static void assertEveryFormOfThePortalComesBack(Client client, String admin) {
        var token = token(client.get("/toa-soan/cong", "Cookie", admin));
        var typed = "Chữ gõ lúc mất liên lạc";
        var forms = Map.of(
                "", Map.of("name", typed),
                "/menu", Map.of("menu-0-vi", typed, "menu-0-to", "/luu-tru"),
                "/trang-nhat", Map.of("notice.text", typed),
                "/chuyen-muc", Map.of("name.vi", typed),
                "/chuyen-muc/kinh-te", Map.of("name.vi", typed, "slug", "kinh-te"),
                "/trang", Map.of("title.vi", typed),
                "/trang/gioi-thieu", Map.of("title.vi", "Giới thiệu", "bodyHtml.vi", typed));
        forms.forEach((topic, fields) -> {
            var all = new HashMap<>(fields);
            all.put("bieu-mau", token);
            all.put("version", "0");
            var answer = client.form("/toa-soan/cong" + topic, admin, all);
            assertThat(answer.statusCode()).as(topic).isEqualTo(503);
            var page = Jsoup.parse(answer.body());
            assertThat(page.select("[role=alert]").text()).as(topic).contains("Kho dữ liệu", "lưu");
            assertThat(page.select("form").outerHtml()).as(topic).contains(typed);
        });
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
        return Program.serve(Program.settings(
                "TINMOI_DATABASE_URL=" + database, "TINMOI_SAMPLE=false", "TINMOI_ADMIN_PASSWORD=" + Desk.FIRST));
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
