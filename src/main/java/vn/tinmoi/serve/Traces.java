package vn.tinmoi.serve;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingOptions;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.bridge.SLF4JBridgeHandler;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.conf.Version;

/**
 * Spans of requests and of the statements that they cause, sent by OTLP over HTTP from a queue that no event loop waits for; a
 * full one drops them. A collector that is away is said in the log now and then, and costs nothing else.
 */
public final class Traces implements VertxTracerFactory, AutoCloseable {
    private static final String PATH = "/v1/traces"; // OTLP 1.x, where the address names none
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long LAST_SECONDS = 2;

    private final OpenTelemetrySdk sdk;

    private Traces(OpenTelemetrySdk sdk) {
        this.sdk = sdk;
    }

    /** {@code trace}: where to, and what share of the requests. {@link #close} it after Vert.x. */
    public static Traces to(Settings.Trace trace) {
        sayInTheLog();
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(address(trace.endpoint()))
                .setTimeout(PATIENCE)
                .build();
        var provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"), "tinmoi",
                        AttributeKey.stringKey("service.version"), Version.current(),
                        AttributeKey.stringKey("service.instance.id"),
                                UUID.randomUUID().toString())))
                // by the trace's name alone: a caller may say which trace a request belongs to, not that it is kept
                .setSampler(Sampler.traceIdRatioBased(trace.percent() / 100.0))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build();
        return new Traces(OpenTelemetrySdk.builder()
                .setTracerProvider(provider)
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                .build());
    }

    private static void sayInTheLog() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    static String address(String endpoint) {
        var path = URI.create(endpoint).getPath();
        return path.isEmpty() || path.equals("/") ? endpoint.replaceFirst("/$", "") + PATH : endpoint;
    }

    @Override
    public VertxTracer<?, ?> tracer(TracingOptions options) {
        return new RequestTracer<>(new OpenTelemetryTracingFactory(sdk).tracer(options));
    }

    /** Sends what waits, for at most 2 s. Blocks. */
    @Override
    public void close() {
        sdk.getSdkTracerProvider().shutdown().join(LAST_SECONDS, TimeUnit.SECONDS);
    }
}
