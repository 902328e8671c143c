package vn.tinmoi.command;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** What readers, dashboards and editors ask a node for in its first minute, one after the other. Blocking. */
final class Rehearsal {
    private static final List<String> PAGES = List.of(
            "/",
            "/en/",
            "/chuyen-muc/tin-tuc",
            "/tim-kiem?q=tinh",
            "/rss.xml",
            "/sitemap.xml",
            "/static/tinmoi-live.js",
            "/api/v1/front",
            "/api/v1/site",
            "/api/v1/stats",
            "/health/ready",
            "/openapi.json",
            "/toa-soan/dang-nhap",
            "/bang-theo-doi");
    private static final int ROUNDS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI site;

    Rehearsal(URI site) {
        this.site = site;
    }

    /** @throws NotTrained when the node refuses any of it */
    void play() throws IOException, InterruptedException {
        follow();
        var story = publish();
        for (int round = 0; round < ROUNDS; round++) {
            for (var page : PAGES) get(page);
            get(story);
        }
    }

    /** A stream, to its first event. */
    private void follow() throws IOException, InterruptedException {
        var request = request("/stream?topics=news,stats").build();
        try (var lines = answered(client.send(request, BodyHandlers.ofLines())).body()) {
            lines.takeWhile(line -> !line.startsWith("event: sync")).forEach(line -> {});
        }
    }

    /** The address of a new story. */
    private String publish() throws IOException, InterruptedException {
        var story = new JsonObject()
                .put("title", "Thử trước giờ mở cửa")
                .put("bodyHtml", "<p>Một bài để máy làm quen.</p>")
                .put("status", "published");
        var request = request("/api/v1/articles")
                .header("Authorization", "Bearer " + Trainee.TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(story.encode()))
                .build();
        var answer = answered(client.send(request, BodyHandlers.ofString()));
        return URI.create(new JsonObject(answer.body()).getString("url")).getPath();
    }

    private void get(String path) throws IOException, InterruptedException {
        var request = request(path).header("Accept-Encoding", "gzip").build();
        answered(client.send(request, BodyHandlers.discarding()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(site.resolve(path)).timeout(PATIENCE);
    }

    @CanIgnoreReturnValue
    private static <T> HttpResponse<T> answered(HttpResponse<T> answer) {
        if (answer.statusCode() >= 400)
            throw new NotTrained(answer.uri() + " answered " + answer.statusCode() + " in the rehearsal");
        return answer;
    }
}
