package vn.tinmoi.serve;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.Map.Entry;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Another tracer, but for requests that are no spans: streams, which live for an hour, and what comes by itself again and
 * again. Of an address nothing is told here, since an invitation's is a secret: a request gets its route's name later.
 */
final class RequestTracer<I, O> implements VertxTracer<I, O> {
    private static final Set<String> UNTRACED = Set.of(
            "/stream", "/ws", "/visit", "/visit.gif", "/metrics", "/health/live", "/health/ready", "/health/way");

    private static final TagExtractor<Object> METHOD = new TagExtractor<>() {
        @Override
        public int len(Object request) {
            return 1;
        }

        @Override
        public String name(Object request, int index) {
            return "http.request.method";
        }

        @Override
        public String value(Object request, int index) {
            return ((HttpServerRequest) request).method().name();
        }
    };

    private final VertxTracer<I, O> tracer;

    RequestTracer(VertxTracer<I, O> tracer) {
        this.tracer = tracer;
    }

    @Override
    @SuppressWarnings("unchecked") // METHOD takes whatever is a request
    public <R> @Nullable I receiveRequest(
            Context context,
            SpanKind kind,
            TracingPolicy policy,
            R request,
            String operation,
            Iterable<Entry<String, String>> headers,
            TagExtractor<R> tags) {
        if (!(request instanceof HttpServerRequest web))
            return tracer.receiveRequest(context, kind, policy, request, operation, headers, tags);
        if (isUntraced(String.valueOf(web.path()))) return null;
        return tracer.receiveRequest(
                context, kind, policy, request, operation, headers, (TagExtractor<R>) (TagExtractor<?>) METHOD);
    }

    private static boolean isUntraced(String path) {
        return UNTRACED.contains(path) || path.endsWith("/luong"); // of a story's page
    }

    @Override
    public <R> void sendResponse(Context context, R response, I payload, Throwable failure, TagExtractor<R> tags) {
        tracer.sendResponse(context, response, payload, failure, tags);
    }

    @Override
    public <R> O sendRequest(
            Context context,
            SpanKind kind,
            TracingPolicy policy,
            R request,
            String operation,
            BiConsumer<String, String> headers,
            TagExtractor<R> tags) {
        return tracer.sendRequest(context, kind, policy, request, operation, headers, tags);
    }

    @Override
    public <R> void receiveResponse(Context context, R response, O payload, Throwable failure, TagExtractor<R> tags) {
        tracer.receiveResponse(context, response, payload, failure, tags);
    }

    @Override
    public void close() {
        tracer.close();
    }
}
