package vn.tinmoi.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import vn.tinmoi.metric.Metrics;

/**
 * Counts every request that was answered and no stream, by method, status and route, with the time it took, and writes it down, and says who
 * was refused. Mount it behind the streams.
 */
public final class ServedRequests implements Handler<RoutingContext> {
    /** Labels are for ever, and a caller may invent methods. */
    private static final Set<String> KNOWN_METHODS = Set.of("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS");

    private final Metrics metrics;
    private final Denials denials;
    private final AccessLog access;

    public ServedRequests(Metrics metrics, ClientAddress addresses, AccessLog access, InstantSource clock) {
        this.metrics = metrics;
        this.denials = new Denials(metrics, addresses, clock);
        this.access = access;
    }

    @Override
    public void handle(RoutingContext ctx) {
        long began = System.nanoTime();
        ctx.addEndHandler(ended -> {
            if (ended.succeeded()) served(ctx, System.nanoTime() - began);
        });
        ctx.next();
    }

    private void served(RoutingContext ctx, long nanos) {
        var method = ctx.request().method().name();
        int status = ctx.response().getStatusCode();
        var route = RouteName.of(ctx);
        if (!"text/event-stream".equals(ctx.response().headers().get(HttpHeaders.CONTENT_TYPE))) {
            metrics.requestServed(
                    KNOWN_METHODS.contains(method) ? method : "other", status, route, Duration.ofNanos(nanos));
        }
        denials.answered(ctx.request(), status, route);
        access.answered(ctx, route, nanos);
    }
}
