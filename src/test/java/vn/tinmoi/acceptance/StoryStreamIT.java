package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An open story page hears from its node what happens to the story on another one. */
final class StoryStreamIT {
    private static final String SIGN_OUT = "/toa-soan/dang-xuat";

    private final Map<String, String> settings =
            Program.settings("TINMOI_SAMPLE=false", "TINMOI_ADMIN_PASSWORD=" + Desk.FIRST);
    private final Program first = Program.serve(settings);
    private final Program second = Program.serve(settings);
    private final Client here = new Client(first.site());
    private final Client elsewhere = new Client(second.site());
    private final String editor = OutageIT.administrator(here);

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    private SseClient open(String path) {
        return SseClient.open(first.site(), path + "/luong", "", "Cookie", editor);
    }

    private static JsonObject next(SseClient stream, String name) {
        while (true) {
            var event = stream.next();
            if (event.name().equals(name)) return event.data();
        }
    }

    @Test
    void aStoryIsFollowedAcrossNodesUntilTheSessionOrTheNodeEnds() throws Exception {
        var draft = new JsonObject().put("title", "Bài chung").put("bodyHtml", "<p>Một.</p>");
        var id = new JsonObject(
                        elsewhere.write("POST", "/api/v1/articles", draft).body())
                .getLong("id");
        var path = "/toa-soan/bai/" + id;
        assertThat(here.get(path + "/luong").statusCode()).as("signed out").isEqualTo(303);
        assertThat(here.get("/toa-soan/bai/987654/luong", "Cookie", editor).statusCode())
                .isEqualTo(404);
        try (var stream = open(path);
                var english = open("/en" + path)) {
            assertThat(stream.response().headers().firstValue("cache-control").orElse(""))
                    .contains("no-store");
            var both = Stream.of(stream.next(), stream.next()) // in either order
                    .collect(Collectors.toMap(SseClient.Event::name, SseClient.Event::data));
            var begun = both.get("story");
            assertThat(begun.getInteger("version")).isEqualTo(1);
            assertThat(begun.getString("state")).isEqualTo("draft");
            assertThat(both.get("here").getJsonArray("here")).isEqualTo(new JsonArray());
            next(english, "story");

            elsewhere.write("PATCH", "/api/v1/articles/" + id, new JsonObject().put("title", "Bài chung, sửa"));
            assertThat(within(stream).getInteger("version")).isEqualTo(2);
            var form = Map.of(
                    "bieu-mau",
                    OutageIT.token(elsewhere.get(path, "Cookie", editor)),
                    "version",
                    "2",
                    "title",
                    "Bài chung, sửa",
                    "nut",
                    "submit");
            assertThat(elsewhere.form(path, editor, form).statusCode()).isEqualTo(303);
            assertThat(within(stream).getString("state")).isEqualTo("waiting");
            next(english, "story");
            assertThat(next(english, "story").getString("stage")).isEqualTo("Waiting for review");
            elsewhere.write("POST", "/api/v1/articles/" + id + "/publish", new JsonObject());
            assertThat(within(stream).getString("state")).isEqualTo("published");
            assertThat(metric("tinmoi_story_streams")).isEqualTo(2);

            var token = OutageIT.token(elsewhere.get("/toa-soan", "Cookie", editor));
            elsewhere.form(SIGN_OUT, editor, Map.of("bieu-mau", token));
            long ended = System.nanoTime();
            stream.awaitEnd();
            english.awaitEnd();
            assertThat(System.nanoTime() - ended).isLessThan(TimeUnit.SECONDS.toNanos(1));
        }
    }

    @Test
    void aNodeThatStopsLetsGoOfThem() throws Exception {
        var draft = new JsonObject().put("title", "Bài đang mở");
        var id = new JsonObject(here.write("POST", "/api/v1/articles", draft).body()).getLong("id");
        try (var stream = open("/toa-soan/bai/" + id)) {
            next(stream, "story");
            first.terminate();
            stream.awaitEnd();
            assertThat(first.exitCode(20)).isZero();
        }
    }

    private static JsonObject within(SseClient stream) {
        long asked = System.nanoTime();
        var data = next(stream, "story");
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
        return data;
    }

    private double metric(String name) {
        return new Client(first.management())
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }
}
