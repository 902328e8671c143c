package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.tinmoi.Await;

/** Limits so low that everyone meets them at once, but for a listed network: by its connections and by a proxy's word. */
@Timeout(120)
@Served(
        value = {
            "TINMOI_SAMPLE=false",
            "TINMOI_MAX_STREAMS_PER_ADDRESS=2",
            "TINMOI_MAX_CONNECTIONS_PER_ADDRESS=2",
            "TINMOI_MAX_WRITES_PER_SECOND=1",
            "TINMOI_VISITS_BURST=1",
            "TINMOI_VISITS_NEW_PER_MINUTE=1",
            "TINMOI_TRUSTED_PROXIES=127.0.0.1",
            "TINMOI_LIMITS_LIFTED=127.0.0.5, 198.51.100.64/26"
        },
        alone = true)
final class LiftedLimitsIT {
    private static final String TESTER = "127.0.0.5";
    private static final String READER = "127.0.0.6";
    private static final String TESTER_BEHIND_PROXY = "198.51.100.65";
    private static final String READER_BEHIND_PROXY = "198.51.100.1";
    private static final String FORWARDED = "X-Forwarded-For";
    private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private final Program program;
    private final Client client;
    private final List<BareSocket> open = new ArrayList<>();

    LiftedLimitsIT(Program program) {
        this.program = program;
        client = new Client(program.site());
    }

    @AfterEach
    void leave() {
        open.forEach(BareSocket::close);
    }

    @Test
    void connections() {
        assertThat(answers(8, () -> kept(get(TESTER, "/health/live")).status())).containsOnly(200);
        assertThat(answers(8, () -> kept(get(READER, "/health/live")).status())).contains(200, 429);
    }

    @Test
    void streams() {
        assertThat(answers(8, () -> webSocket(TESTER))).containsOnly(101);
        assertThat(answers(8, () -> webSocket("127.0.0.1", FORWARDED, TESTER_BEHIND_PROXY)))
                .containsOnly(101);
        assertThat(answers(8, () -> webSocket(TESTER, FORWARDED, READER_BEHIND_PROXY)))
                .as("what it says of itself is not believed")
                .containsOnly(101);
        assertThat(answers(8, () -> webSocket("127.0.0.1", FORWARDED, READER_BEHIND_PROXY)))
                .containsOnly(101, 429);
        assertThat(answers(8, () -> webSocket("127.0.0.7", FORWARDED, TESTER_BEHIND_PROXY)))
                .as("one who only says that it is from there")
                .containsOnly(101, 429);
    }

    @Test
    void writingCalls() {
        assertThat(answers(20, () -> write(TESTER_BEHIND_PROXY))).containsOnly(201);
        assertThat(IntStream.range(0, 500).map(i -> write(READER_BEHIND_PROXY)).anyMatch(status -> status == 429))
                .isTrue();
    }

    @Test
    void newVisitors() {
        for (int i = 0; i < 8; i++) visit(TESTER_BEHIND_PROXY, i);
        Await.until(() -> client.json("/api/v1/stats").getLong("total"), total -> total >= 8);

        for (int i = 100; i < 108; i++) visit(READER_BEHIND_PROXY, i);
        var management = new Client(program.management());
        Await.until(
                () -> management.get("/metrics").body(),
                metrics -> !metrics.contains("tinmoi_visits_ignored_total{reason=\"ceiling\"} 0.0"));
        assertThat(client.json("/api/v1/stats").getLong("total")).isLessThan(16);
    }

    private static List<Integer> answers(int times, IntSupplier asking) {
        return IntStream.range(0, times).map(i -> asking.getAsInt()).boxed().toList();
    }

    private int webSocket(String from, String... headers) {
        return kept(BareSocket.webSocket(program.site(), from, headers)).status();
    }

    private BareSocket get(String from, String path) {
        return BareSocket.get(program.site(), from, path);
    }

    private int write(String from) {
        var draft = new JsonObject().put("title", "Thử tải");
        return client.write("POST", "/api/v1/articles", draft, FORWARDED, from).statusCode();
    }

    private void visit(String from, int reader) {
        var cookie = "tm_v=" + "abcdefghijklmnopqrst%02d".formatted(reader % 100 + reader / 100 * 50);
        var seen = client.get("/visit.gif", FORWARDED, from, "Cookie", cookie, "User-Agent", BROWSER);
        assertThat(seen.statusCode()).isEqualTo(200);
    }

    private BareSocket kept(BareSocket socket) {
        open.add(socket);
        return socket;
    }
}
