package vn.tinmoi.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is published says what it is, in base units, by Prometheus' rules for names. */
final class MetricsTest {
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final Pattern FAMILY = Pattern.compile("# (HELP|TYPE) (\\S+) ?(.*)");
    private final Metrics metrics = used();

    /** Every number there is. */
    private static Metrics used() {
        var metrics = new Metrics();
        metrics.build("1.2");
        metrics.streamOpened("sse", 1);
        metrics.framesSent(3);
        metrics.publishedToSent(Duration.ofMillis(3));
        metrics.loopHeld(1_000_000);
        metrics.statsInterval("0", 1.5);
        metrics.statsSent("0", 0.01);
        metrics.logSeq(7);
        metrics.logHole();
        metrics.logLag(() -> 0);
        metrics.pageServed("front", "hit");
        metrics.pageWritten("front");
        metrics.redirected();
        metrics.requestServed("GET", 200, "/a/:id", Duration.ofMillis(1));
        metrics.visitsBegun(1);
        metrics.online(1);
        metrics.dependencyUp("redis", true);
        return metrics;
    }

    private Map<String, Map<String, String>> families() {
        var families = new HashMap<String, Map<String, String>>();
        metrics.scrape().lines().forEach(line -> {
            var matcher = FAMILY.matcher(line);
            if (matcher.matches())
                families.computeIfAbsent(matcher.group(2), name -> new HashMap<>())
                        .put(matcher.group(1), matcher.group(3));
        });
        return families;
    }

    @Test
    void everyNumberSaysWhatItIs() {
        assertThat(families())
                .hasSizeGreaterThan(40)
                .allSatisfy(
                        (name, said) -> assertThat(said.get("HELP")).as(name).isNotBlank());
    }

    @Test
    void oursAreNamedByTheRules() {
        families().forEach((name, said) -> {
            if (!name.startsWith("tinmoi_") && !name.startsWith("http_server_")) return;
            assertThat(name.endsWith("_total"))
                    .as(name)
                    .isEqualTo(said.get("TYPE").equals("counter"));
            assertThat(name)
                    .doesNotContainPattern("_(ms|millis|milliseconds|minutes|hours|kilobytes|percent|count)(_|$)");
        });
    }

    @Test
    void whatRunsHereAndItsGarbageCollectionArePublished() {
        assertThat(metrics.scrape())
                .containsPattern("tinmoi_build_info\\{arch=\"[^\"]+\",java=\"[^\"]+\",version=\"1.2\"} 1\n")
                .contains("# HELP jvm_gc_memory_allocated_bytes_total ");
    }

    @Test
    void requestsAreToldByRoute() {
        assertThat(metrics.scrape())
                .contains("http_server_requests_seconds_count{method=\"GET\",route=\"/a/:id\",status=\"200\"} 1\n");
    }

    /** Debian's package is {@code prometheus}. */
    @Test
    void promtoolFindsNothingWrongWithOurs() throws IOException, InterruptedException {
        assumeThat(PROMTOOL)
                .as("apt-get install prometheus brings what checks the metrics")
                .exists();
        var process = new ProcessBuilder(PROMTOOL.toString(), "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(metrics.scrape().getBytes(StandardCharsets.UTF_8));
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();

        assertThat(Files.isExecutable(PROMTOOL)).isTrue();
        assertThat(said.lines()
                        .filter(line ->
                                line.startsWith("tinmoi_") || line.startsWith("http_") || line.startsWith("error")))
                .isEmpty();
    }
}
