package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.tinmoi.Await;

/** What goes on when there is too much: publishing, open streams and kept pages; what is told to come back: new streams. */
@Timeout(240)
final class OverloadIT {
    private static final String HERE = "127.0.0.1";

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var one : open.reversed()) one.close();
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
                Program.settings("TINMOI_SAMPLE=false", "TINMOI_STREAMS_BURST=5", "TINMOI_STREAMS_NEW_PER_SECOND=1"));
        var client = new Client(program.site());
        var first = stream(program);
        assertThat(first.status()).isEqualTo(200);

        var flood = IntStream.range(0, 40)
                .mapToObj(i -> firstEvent(stream(program)))
                .toList();
        var socket = Await.until(
                () -> BareSocket.webSocket(program.site(), HERE),
                one -> kept(one).status() != 101);

        assertThat(flood).anyMatch(event -> event.startsWith("event: sync"));
        assertThat(flood)
                .filteredOn(event -> event.contains("\"reason\":\"rate\""))
                .hasSizeGreaterThan(20);
        var told = flood.stream()
                .filter(event -> event.startsWith("event: refused"))
                .map(event -> new JsonObject(event.substring(event.indexOf('{'))))
                .toList();
        assertThat(told).allSatisfy(refused -> {
            assertThat(refused.getString("setting")).isEqualTo("streams.new-per-second");
            assertThat(refused.getInteger("retryMs")).isBetween(1_000, 62_000);
        });
        assertThat(told.stream().map(refused -> refused.getInteger("retryMs")).distinct())
                .as("each has a time of its own")
                .hasSizeGreaterThan(10);
        assertThat(socket.status()).isEqualTo(503);
        assertThat(Integer.parseInt(socket.header("Retry-After"))).isBetween(1, 62);

        var story = client.publish("Giữa lúc đông");
        assertThat(lineBeginning(first, "id: " + story.getString("eventId"))).isNotEmpty();
        assertThat(client.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(client.get("/").body()).contains("Giữa lúc đông");
        Await.until(() -> firstEvent(stream(program)), event -> event.startsWith("event: sync"));
        assertThat(new Client(program.management()).get("/metrics").body())
                .doesNotContain("tinmoi_streams_refused_total{reason=\"rate\"} 0.0");
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
}
