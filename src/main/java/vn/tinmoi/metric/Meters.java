package vn.tinmoi.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The registry, with what the JVM says of itself, and counters and levels in it by their names. Any thread. */
final class Meters {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics(); // listens for as long as the process lives
    private final Map<String, AtomicLong> levels = new ConcurrentHashMap<>();

    Meters() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        gc.bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    void build(String version) {
        var build = Info.builder()
                .name("tinmoi_build")
                .help("What runs here; always 1")
                .labelNames("version", "java", "arch")
                .register(registry.getPrometheusRegistry());
        build.setLabelValues(version, Runtime.version().toString(), System.getProperty("os.arch", ""));
    }

    void count(String name, String description, String tag, String value, long by) {
        count(name, description, Tags.of(tag, value), by);
    }

    void count(String name, String description, Tags tags, long by) {
        Counter.builder(name)
                .description(description)
                .tags(tags)
                .register(registry)
                .increment((double) by);
    }

    /** What a gauge of that name and these tags shows; one for each. */
    AtomicLong level(String name, String description, String... tags) {
        return levels.computeIfAbsent(name + String.join(",", tags), key -> {
            var level = new AtomicLong();
            Gauge.builder(name, level, AtomicLong::doubleValue)
                    .description(description)
                    .tags(tags)
                    .register(registry);
            return level;
        });
    }
}
