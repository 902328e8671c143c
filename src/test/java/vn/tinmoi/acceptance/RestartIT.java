package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded stores, from the first start to the second. */
final class RestartIT {
    @TempDir
    Path folder;

    @Test
    void storiesCountersAndCursorsOutliveTheProcess() {
        String cursor;
        String missed;
        long id;
        try (var program = Program.serve(folder, Map.of())) {
            var client = new Client(program.site());
            assertThat(client.json("/api/v1/front").getJsonArray("latest").size())
                    .as("sample stories")
                    .isEqualTo(20);
            try (var stream = SseClient.open(program.site(), "/stream?topics=news", "")) {
                cursor = stream.next().id();
            }
            visit(client);
            var story = client.publish("Còn lại sau khi khởi động lại");
            id = story.getLong("id");
            missed = story.getString("eventId");

            assertThat(program.stop()).as("exit code of a clean stop").isZero();
        }

        try (var program = Program.serve(folder, Map.of())) {
            var client = new Client(program.site());
            assertThat(client.json("/api/v1/articles/" + id).getString("title"))
                    .isEqualTo("Còn lại sau khi khởi động lại");
            assertThat(client.json("/api/v1/stats").getLong("total")).isGreaterThanOrEqualTo(1);
            try (var stream = SseClient.open(program.site(), "/stream?topics=news", cursor)) {
                assertThat(stream.next().data().getString("mode")).isEqualTo("resumed");
                assertThat(stream.next().id()).isEqualTo(missed);
            }
        }
    }

    private static void visit(Client client) {
        var pixel = client.get(
                "/visit.gif",
                "Cookie",
                "tm_v=abcdefghijklmnopqrstuv",
                "User-Agent",
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        assertThat(pixel.statusCode()).isEqualTo(200);
    }
}
