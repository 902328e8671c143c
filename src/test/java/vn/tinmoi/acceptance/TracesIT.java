package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real program with a collector of traces beside it. */
final class TracesIT {
    private final StringBuffer spans = new StringBuffer(); // OTLP's texts stand in its bytes as they are
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer collector;

    @BeforeEach
    void collect() throws IOException {
        collector = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            spans.append(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    @Test
    void requestsAndTheirStatementsAreSpansAndStreamsAndSecretsAreNot() throws Exception {
        var endpoint = "http://127.0.0.1:" + collector.getAddress().getPort();
        try (var program = Program.serve(Program.settings("TINMOI_OTEL_ENDPOINT=" + endpoint))) {
            try (var lines = client.send(request(program, "/stream").build(), BodyHandlers.ofLines())
                    .body()) {
                assertThat(lines.takeWhile(line -> !line.startsWith("event: sync")))
                        .isNotNull();
            }
            var story = request(program, "/api/v1/articles")
                    .header("Authorization", "Bearer " + Program.TOKEN)
                    .header("Content-Type", "application/json")
                    .header("X-Request-ID", "yeu-cau-so-4711")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"title\":\"Thông xe cầu Nậm Rịa\",\"status\":\"published\"}"));
            assertThat(client.send(story.build(), BodyHandlers.discarding()).statusCode())
                    .isEqualTo(201);
            client.send(
                    request(program, "/toa-soan/loi-moi/mot-bi-mat-cua-loi-moi?q=cau-hoi")
                            .build(),
                    BodyHandlers.discarding());
            assertThat(program.stop()).isZero();
        }

        assertThat(spans.toString())
                .contains("service.name", "tinmoi", "POST /api/v1/articles", "yeu-cau-so-4711", "INSERT INTO")
                .doesNotContain("/stream", Program.TOKEN, "Nậm Rịa", "mot-bi-mat", "cau-hoi");
    }

    private static HttpRequest.Builder request(Program program, String path) {
        return HttpRequest.newBuilder(program.site().resolve(path));
    }
}
