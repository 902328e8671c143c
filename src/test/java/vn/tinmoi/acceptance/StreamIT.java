package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What was published meanwhile arrives, and what was missed is sent again, over both protocols and on any node. */
final class StreamIT {
    private static final Pattern CURSOR = Pattern.compile("(?:data-cursor=|\"cursor\":)\"([^\"]+)\"");

    private static Program first;
    private static Program second;
    private static Client client;

    @BeforeAll
    static void twoNodesOnOneDatabase() {
        var settings = Program.settings("TINMOI_SAMPLE=false");
        first = Program.serve(settings);
        second = Program.serve(settings);
        client = new Client(first.site());
    }

    @AfterAll
    static void stop() {
        if (first != null) first.close();
        if (second != null) second.close();
    }

    @Test
    void theFirstEventIsSyncAndThenTheStoryArrives() {
        try (var stream = SseClient.open(first.site(), "/stream?topics=news", "")) {
            var sync = stream.next();
            assertThat(sync.name()).isEqualTo("sync");
            assertThat(sync.data().getString("mode")).isEqualTo("fresh");
            assertThat(sync.data().getString("snapshot")).isEqualTo("/api/v1/front");
            assertThat(sync.id()).isEqualTo(sync.data().getString("cursor"));

            var published = client.publish("Cầu mới qua sông Thủy");

            var event = stream.next();
            assertThat(event.name()).isEqualTo("article.published");
            assertThat(event.id()).isEqualTo(published.getString("eventId"));
            assertThat(event.data().getString("title")).isEqualTo("Cầu mới qua sông Thủy");
            assertThat(event.data().getLong("id")).isEqualTo(published.getLong("id"));
        }
        var headers = SseClient.open(first.site(), "/stream", "").response().headers();
        assertThat(headers.firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(headers.firstValue("Cache-Control")).contains("no-store, no-transform");
        assertThat(headers.firstValue("X-Accel-Buffering")).contains("no");
        assertThat(headers.firstValue("Access-Control-Allow-Origin")).contains("*");
    }

    @Test
    void aReaderThatComesBackGetsExactlyWhatItMissedFromAnyNode() {
        String cursor;
        try (var stream = SseClient.open(first.site(), "/stream?topics=news", "")) {
            stream.next();
            var seen = client.publish("Đã thấy");
            cursor = stream.next().id();
            assertThat(cursor).isEqualTo(seen.getString("eventId"));
        }
        var one = client.publish("Lỡ thứ nhất");
        var two = client.publish("Lỡ thứ hai");

        for (var node : new Program[] {first, second}) {
            try (var stream = SseClient.open(node.site(), "/stream?topics=news&after=0000-0", cursor)) {
                var sync = stream.next();
                assertThat(sync.data().getString("mode")).isEqualTo("resumed");
                assertThat(stream.next().id()).isEqualTo(one.getString("eventId"));
                assertThat(stream.next().id()).isEqualTo(two.getString("eventId"));
                assertThat(stream.quiet()).isTrue();
            }
        }
    }

    @Test
    void whatHappensBetweenAPageAndItsStreamIsExactlyWhatTheStreamBeginsWith() {
        var revised = client.publish("Bài sẽ sửa").getLong("id");
        for (var path : new String[] {"/", "/en", "/chuyen-muc/tin-tuc", "/bai-viet/x-" + revised, "/api/v1/front"}) {
            var withdrawn = client.publish("Bài sẽ gỡ").getLong("id");
            var cursor = CURSOR.matcher(page(path))
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group(1);

            var published = client.publish("Bài mới");
            client.write("PATCH", "/api/v1/articles/" + revised, new JsonObject().put("title", "Bài đã sửa ở " + path));
            client.withdraw(withdrawn);

            for (var node : new Program[] {first, second}) {
                try (var stream = SseClient.open(node.site(), "/stream?topics=news&after=" + cursor, "")) {
                    assertThat(stream.next().data().getString("mode")).isEqualTo("resumed");
                    var one = stream.next();
                    assertThat(one.id()).as(path).isEqualTo(published.getString("eventId"));
                    assertThat(one.data().getString("title")).isEqualTo("Bài mới");
                    assertThat(stream.next().data().getString("title")).isEqualTo("Bài đã sửa ở " + path);
                    var last = stream.next();
                    assertThat(last.name()).isEqualTo("article.withdrawn");
                    assertThat(last.data().getLong("id")).isEqualTo(withdrawn);
                    assertThat(stream.quiet()).isTrue();
                }
            }
        }
    }

    /** As a browser gets it: the story's own address is a redirect away. */
    private static String page(String path) {
        var answer = client.get(path);
        return answer.statusCode() == 301
                ? client.get(answer.headers().firstValue("Location").orElseThrow())
                        .body()
                : answer.body();
    }

    @Test
    void aStoryThatMovesSaysWhereItWas() {
        var story = client.publish("Bài sẽ chuyển mục");
        var path = "/api/v1/articles/" + story.getLong("id");
        try (var left = SseClient.open(second.site(), "/stream?topics=news/tin-tuc", story.getString("eventId"));
                var chosen = SseClient.open(second.site(), "/stream?topics=featured", story.getString("eventId"))) {
            client.write(
                    "PATCH", path, new JsonObject().put("category", "kinh-te").put("featured", true));
            client.write("PATCH", path, new JsonObject().put("title", "Bài đã chuyển mục"));
            client.write("PATCH", path, new JsonObject().put("featured", false));

            assertThat(left.next().name()).isEqualTo("sync");
            var moved = left.next().data();
            assertThat(moved.getString("category")).isEqualTo("kinh-te");
            assertThat(moved.getString("previousCategory")).isEqualTo("tin-tuc");
            assertThat(chosen.next().name()).isEqualTo("sync");
            assertThat(chosen.next().data().containsKey("previouslyFeatured")).isFalse();
            assertThat(chosen.next().data().fieldNames()).doesNotContain("previousCategory", "previouslyFeatured");
            assertThat(chosen.next().data().getBoolean("previouslyFeatured")).isTrue();
            assertThat(left.quiet()).isTrue();
        }
    }

    @Test
    void cursorsThatNobodyGaveAreAnsweredWithAReset() {
        for (var cursor : new String[] {"garbage", "abc-1", "'; DROP TABLE article; --", "-1", "9".repeat(6000)}) {
            try (var stream = SseClient.open(first.site(), "/stream?topics=news", cursor)) {
                assertThat(stream.response().statusCode()).isEqualTo(200);
                var sync = stream.next();
                assertThat(sync.name()).isEqualTo("sync");
                assertThat(sync.data().getString("mode")).isEqualTo("reset");
            }
        }
    }

    @Test
    void aReplayNeverShowsAWithdrawnStorysWords() {
        String cursor;
        JsonObject story;
        try (var there = SseClient.open(second.site(), "/stream?topics=news", "")) {
            cursor = there.next().id();
            story = client.publish("Tin đính chính sai lệch");
            client.withdraw(story.getLong("id"));
            while (!there.next().name().equals("article.withdrawn")) continue; // the other node hears it a moment later
        }

        for (var node : new Program[] {first, second}) {
            try (var stream = SseClient.open(node.site(), "/stream?topics=news", cursor)) {
                assertThat(stream.next().data().getString("mode")).isEqualTo("resumed");
                var event = stream.next();
                while (event.data().getLong("id") != story.getLong("id")) event = stream.next();
                assertThat(event.name()).isEqualTo("article.withdrawn");
                assertThat(event.data().fieldNames()).containsExactlyInAnyOrder("id", "url");
            }
        }
        assertThat(client.get("/").body()).doesNotContain("Tin đính chính sai lệch");
        assertThat(client.get("/bai-viet/x-" + story.getLong("id")).statusCode())
                .isEqualTo(410);
    }

    @Test
    void aWebSocketCarriesTheSame() throws Exception {
        var messages = new ArrayBlockingQueue<JsonObject>(100);
        var socket = webSocket(second.site(), "/ws?topics=news", messages);
        var sync = next(messages);
        assertThat(sync.getString("event")).isEqualTo("sync");

        var published = client.publish("Qua WebSocket");

        var event = next(messages);
        assertThat(event.getString("event")).isEqualTo("article.published");
        assertThat(event.getString("id")).isEqualTo(published.getString("eventId"));
        assertThat(event.getJsonObject("data").getString("title")).isEqualTo("Qua WebSocket");
        socket.abort();

        var missed = client.publish("Lỡ qua WebSocket");
        var again = new ArrayBlockingQueue<JsonObject>(100);
        var resumed = webSocket(second.site(), "/ws?topics=news&after=" + event.getString("id"), again);
        assertThat(next(again).getJsonObject("data").getString("mode")).isEqualTo("resumed");
        assertThat(next(again).getString("id")).isEqualTo(missed.getString("eventId"));
        resumed.abort();
    }

    private static WebSocket webSocket(URI site, String path, BlockingQueue<JsonObject> messages) {
        var uri = URI.create(site.toString().replace("http://", "ws://") + path);
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(uri, new WebSocket.Listener() {
                    private final StringBuilder text = new StringBuilder();

                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
                        text.append(part);
                        if (last) {
                            messages.add(new JsonObject(text.toString()));
                            text.setLength(0);
                        }
                        socket.request(1);
                        return null;
                    }
                })
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private static JsonObject next(BlockingQueue<JsonObject> messages) throws InterruptedException {
        while (true) {
            var message = messages.poll(20, TimeUnit.SECONDS);
            assertThat(message).as("a message within 20 s").isNotNull();
            if (!"stats".equals(message.getString("event"))) return message;
        }
    }
}
