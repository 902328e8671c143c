package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinmoi.Await;

/** Who is counted by the real program, who is not, and what a former counter brings along. */
final class CountingIT {
    private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    @TempDir
    Path folder;

    private final Map<String, String> settings = Program.settings("TINMOI_SAMPLE=false");
    private Program program;
    private Client site;
    private int readers;

    @BeforeEach
    void serve() {
        program = Program.serve(folder, settings);
        site = new Client(program.site());
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void theBoxStepsUpWhenFormerFiguresAreImportedBesideIt() throws IOException {
        pixel();
        awaitTotal(1);

        var good = bringIn("date,visits\nstart,1000\n2024-03-01,30\n2024-03-02,4\n");
        assertThat(good.exitCode(60)).as(good.err()).isZero();
        assertThat(good.out()).contains("3 changed, 0 unchanged; visits of all time: 1035");
        awaitTotal(1035);

        var again = bringIn("date,visits\nstart,1000\n2024-03-01,30\n2024-03-02,4\n");
        assertThat(again.exitCode(60)).as(again.err()).isZero();
        assertThat(again.out()).contains("0 changed, 3 unchanged");

        var lower = bringIn("date,visits\n2024-03-01,29\n2024-03-02,4x\n");
        assertThat(lower.exitCode(60)).isEqualTo(1);
        assertThat(lower.out())
                .contains("line 3: \"4x\" is no number of visits")
                .contains("nothing was imported");
        awaitTotal(1035);
    }

    @Test
    void whoIsNoReaderIsSetAsideWithTheReason() {
        pixel("Authorization", "Bearer " + Program.TOKEN);
        pixel("Tinmoi-Load-Test", "release 1.2");
        pixel("Sec-Purpose", "prefetch;prerender");
        pixel("User-Agent", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)");
        pixel("User-Agent", "k6/0.50.0 (https://k6.io/)");
        pixel("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/130.0.0.0 Safari/537.36");
        pixel("Origin", "https://partner.example");
        pixel("Sec-Fetch-Site", "cross-site");
        pixel("Origin", program.site().toString().replaceFirst("/$", "")); // counted
        pixel("User-Agent", "Telegraf/1.30", "Cookie", "a=b");
        pixel("Authorization", "Bearer somebody-elses-token"); // counted
        awaitTotal(2);

        var metrics = new Client(program.management()).get("/metrics").body();
        for (var reason : new String[] {"staff", "prefetch", "bot", "automated", "program"}) {
            assertThat(metrics).contains("tinmoi_visits_ignored_total{reason=\"" + reason + "\"} 1.0");
        }
        assertThat(metrics)
                .contains("tinmoi_visits_ignored_total{reason=\"load-test\"} 2.0")
                .contains("tinmoi_visits_ignored_total{reason=\"elsewhere\"} 2.0")
                .contains("tinmoi_visits_ignored_total{reason=\"overload\"} 0.0");
    }

    private Program bringIn(String csv) throws IOException {
        var file = Files.writeString(folder.resolve("old.csv"), csv);
        return Program.run(folder, settings, "visits", "import", file.toString());
    }

    /** A sign of life of a new reader. */
    private void pixel(String... headers) {
        var all = new HashMap<>(Map.of("User-Agent", BROWSER, "Cookie", "tm_v=reader-%015d".formatted(readers++)));
        for (int i = 0; i < headers.length; i += 2) all.put(headers[i], headers[i + 1]);
        var flat = all.entrySet().stream()
                .flatMap(header -> java.util.stream.Stream.of(header.getKey(), header.getValue()))
                .toArray(String[]::new);
        assertThat(site.get("/visit.gif", flat).statusCode()).isEqualTo(200);
    }

    private void awaitTotal(long wanted) {
        assertThat(Await.until(() -> site.json("/api/v1/stats").getLong("total"), total -> total >= wanted))
                .isEqualTo(wanted);
    }
}
