package vn.tinmoi.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is published says what it is, in base units, by Prometheus' rules for names. */
final class MetricsTest {
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final Pattern FAMILY = Pattern.compile("# (HELP|TYPE) (\\S+) ?(.*)");
    private static final Map<Class<?>, Object> SOME = Map.of(
            String.class,
            "1.2",
            int.class,
            1,
            long.class,
            1L,
            double.class,
            1.5,
            boolean.class,
            true,
            Duration.class,
            Duration.ofMillis(3),
            Supplier.class,
            (Supplier<Number>) () -> 7);
    private final Metrics metrics = used();

    /** Every number there is, those that come with the next method as well. */
    private static Metrics used() {
        var metrics = new Metrics();
        for (var group : List.of(metrics, metrics.people(), metrics.stores()))
            for (var method : group.getClass().getDeclaredMethods())
                if (Modifier.isPublic(method.getModifiers()) && method.getReturnType() == void.class)
                    call(group, method);
        metrics.requestServed("GET", 200, "/a/:id", Duration.ofMillis(1));
        return metrics;
    }

    private static void call(Object metrics, Method method) {
        var arguments = Stream.of(method.getParameterTypes()).map(SOME::get).toArray();
        assertThat(arguments)
                .as(method + ": a value of each type for this test")
                .doesNotContainNull();
        try {
            method.invoke(metrics, arguments);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(method.toString(), e);
        }
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

    @Test
    void promtoolFindsNothingWrongWithTheAlerts() throws IOException, InterruptedException {
        assumeThat(PROMTOOL)
                .as("apt-get install prometheus brings what checks the rules")
                .exists();
        var process = new ProcessBuilder(PROMTOOL.toString(), "check", "rules", "conf/alerts.yml")
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("SUCCESS");
    }
}
