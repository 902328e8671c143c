package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.tinmoi.Await;

/** What goes on when there is too much: publishing, open streams and kept pages; what is told to come back: new streams, searches. */
@Timeout(240)
final class OverloadIT {
    private static final String HERE = "127.0.0.1";

    private final List<AutoCloseable> open = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() throws Exception {
        for (var one : List.copyOf(open).reversed()) one.close();
    }

    private <T extends AutoCloseable> T kept(T one) {
        open.add(one);
        return one;
    }

    private Program serve(Map<String, String> settings) {
        return kept(Program.serve(settings));
    }

    @Test
    void aFloodOfStreamsIsLetInBitByBitAndDisturbsNobody() {
        var program = serve(
                Program.settings("TINMOI_SAMPLE=false", "TINMOI_STREAMS_BURST=5", "TINMOI_STREAMS_NEW_PER_SECOND=2"));
        var client = new Client(program.site());
        var first = stream(program);
        assertThat(first.status()).isEqualTo(200);

        var threads = kept(Executors.newVirtualThreadPerTaskExecutor());
        var asked = new ArrayList<CompletableFuture<String>>();
        var sockets = new ArrayList<CompletableFuture<BareSocket>>();
        for (int i = 0; i < 40; i++) { // by turns, so that both are among those who wait
            asked.add(CompletableFuture.supplyAsync(() -> firstEvent(stream(program)), threads));
            sockets.add(CompletableFuture.supplyAsync(() -> kept(BareSocket.webSocket(program.site(), HERE)), threads));
        }
        var flood = asked.stream().map(CompletableFuture::join).toList();
        var upgraded = sockets.stream().map(CompletableFuture::join).toList();
        assertThat(upgraded).extracting(BareSocket::status).containsOnly(101, 503);
        var socket =
                upgraded.stream().filter(one -> one.status() == 503).findFirst().orElseThrow();

        assertThat(flood)
                .filteredOn(event -> event.startsWith("event: sync"))
                .as("at once or in their turn")
                .hasSizeBetween(1, 24);
        assertThat(flood)
                .filteredOn(event -> event.contains("\"reason\":\"rate\""))
                .hasSizeGreaterThan(10);
        var told = flood.stream()
                .filter(event -> event.startsWith("event: refused"))
                .map(event -> new JsonObject(event.substring(event.indexOf('{'))))
                .toList();
        assertThat(told).allSatisfy(refused -> {
            assertThat(refused.getString("setting")).isEqualTo("streams.new-per-second");
            assertThat(refused.getInteger("retryMs")).isBetween(5_000, 62_000);
        });
        assertThat(told.stream().map(refused -> refused.getInteger("retryMs")).distinct())
                .as("each has a time of its own")
                .hasSizeGreaterThan(5);
        assertThat(socket.status()).isEqualTo(503);
        assertThat(Integer.parseInt(socket.header("Retry-After"))).isBetween(5, 62);

        var story = client.publish("Giữa lúc đông");
        assertThat(lineBeginning(first, "id: " + story.getString("eventId"))).isNotEmpty();
        assertThat(client.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(client.get("/").body()).contains("Giữa lúc đông");
        Await.until(() -> firstEvent(stream(program)), event -> event.startsWith("event: sync"));
        assertThat(new Client(program.management()).get("/metrics").body())
                .doesNotContain("tinmoi_streams_refused_total{reason=\"rate\"} 0.0");
    }

    @Test
    void whoLeavesWhileItWaitsGivesThePlaceBack() throws IOException {
        var program = serve(Program.settings(
                "TINMOI_SAMPLE=false",
                "TINMOI_STREAMS_BURST=1",
                "TINMOI_STREAMS_NEW_PER_SECOND=1",
                "TINMOI_MAX_STREAMS_PER_ADDRESS=2"));
        assertThat(firstEvent(stream(program))).startsWith("event: sync");

        try (var gone = new Socket(HERE, program.site().getPort())) {
            gone.getOutputStream()
                    .write("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }

        Await.until(() -> firstEvent(stream(program)), event -> event.startsWith("event: sync"));
        assertThat(firstEvent(stream(program))).contains("\"reason\":\"address\"");
    }

    /** Pictures that nobody gets, because their table is locked, hold all connections that readers have. */
    @Test
    void whileReadersWaitForTheStoreEditorsDoNotAndSearchIsPutOff() {
        var settings = Program.settings("TINMOI_SAMPLE=false");
        var program = serve(settings);
        var client = new Client(program.site());
        var page = client.publish("Trang đã có").getString("url");
        assertThat(client.get(page).statusCode()).isEqualTo(200);
        var stream = stream(program);
        var vertx = Vertx.vertx();
        open.add(() -> vertx.close().await());
        var lock = locked(vertx, settings.get("TINMOI_DATABASE_URL"));
        open.add(() -> lock.close().await());
        crowd(program);

        var search = Await.until(() -> client.get("/tim-kiem?q=trang"), answer -> answer.statusCode() == 503);

        assertThat(search.body()).contains("Đang có rất đông người đọc");
        assertThat(Integer.parseInt(search.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(2, 7);
        assertThat(client.get("/en/tim-kiem?q=trang").body()).contains("search is put off");
        assertThat(client.get("/api/v1/search?q=trang").statusCode()).isEqualTo(503);
        var story = client.publish("Đăng được cả lúc này");
        assertThat(lineBeginning(stream, "id: " + story.getString("eventId"))).isNotEmpty();
        assertThat(client.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(client.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(client.get(page).statusCode()).isEqualTo(200);
        assertThat(new Client(program.management()).get("/metrics").body())
                .doesNotContain("tinmoi_searches_put_off_total{reason=\"store\"} 0.0");
    }

    /** 120 readers who ask for a picture again and again; a statement that waits for a lock gives up after 2 s. */
    private void crowd(Program program) {
        var http = kept(HttpClient.newHttpClient());
        var over = new AtomicBoolean();
        var threads = kept(Executors.newVirtualThreadPerTaskExecutor());
        open.add(() -> over.set(true));
        for (int i = 0; i < 120; i++) {
            var picture = HttpRequest.newBuilder(program.site().resolve("/media/anh-" + i + "-320.jpg"))
                    .build();
            threads.execute(() -> {
                while (!over.get())
                    http.sendAsync(picture, HttpResponse.BodyHandlers.discarding())
                            .join();
            });
        }
    }

    private BareSocket stream(Program program) {
        return kept(BareSocket.get(program.site(), HERE, "/stream?topics=news"));
    }

    /** Its name and data in one line. */
    private static String firstEvent(BareSocket stream) {
        var name = lineBeginning(stream, "event: ");
        return name + " " + lineBeginning(stream, "data: ");
    }

    private static String lineBeginning(BareSocket stream, String begin) {
        var line = stream.line();
        while (!line.startsWith(begin)) line = stream.line();
        return line;
    }

    private static PgConnection locked(Vertx vertx, String url) {
        return PgConnection.connect(vertx, PgConnectOptions.fromUri(url))
                .compose(connection -> connection
                        .query("BEGIN; LOCK TABLE media_rendition")
                        .execute()
                        .map(connection))
                .await();
    }
}
