package vn.tinmoi.command;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.metric.Metrics;

/** The Vert.x that a command runs on. */
final class EventLoops {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoops.class);

    private static final int PATIENCE = 2; // seconds; it takes milliseconds

    private EventLoops() {}

    /** As {@link #start(Settings, Metrics, VertxTracerFactory)}, without traces. */
    static Vertx start(Settings settings, Metrics metrics) {
        return start(settings, metrics, VertxTracerFactory.NOOP);
    }

    /** As many as the settings say, counted in {@code metrics}; {@link #stop} them. */
    static Vertx start(Settings settings, Metrics metrics, VertxTracerFactory traces) {
        var options = new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(settings.eventLoops())
                .setMetricsOptions(pools())
                .setDisableTCCL(true);
        var vertx = Vertx.builder()
                .with(options)
                .withMetrics(new MicrometerMetricsFactory(metrics.registry()))
                .withTracer(traces)
                .build();
        if (!vertx.isNativeTransportEnabled()) {
            LOG.info(
                    "no native transport here, streams cost more: {}",
                    String.valueOf(vertx.unavailableNativeTransportCause()));
        }
        return vertx;
    }

    /**
     * Of Vert.x' own metrics only those of the pools: its HTTP metrics would keep objects for each open stream, so requests
     * are counted by the router.
     */
    private static MicrometerMetricsOptions pools() {
        return new MicrometerMetricsOptions()
                .setEnabled(true)
                .setDisabledMetricsCategories(Stream.of(MetricsDomain.values())
                        .filter(domain -> domain != MetricsDomain.NAMED_POOLS)
                        .map(MetricsDomain::toCategory)
                        .collect(Collectors.toSet()));
    }

    /** For a process that ends next: what hangs, such as a login that is never answered, ends with it and unsaid. */
    static void stop(Vertx vertx) {
        var closed = new CountDownLatch(1);
        vertx.close()
                .onFailure(failure -> LOG.debug("Vert.x did not close cleanly", failure))
                .onComplete(any -> closed.countDown());
        try {
            if (!closed.await(PATIENCE, TimeUnit.SECONDS)) LOG.debug("Vert.x did not close in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
