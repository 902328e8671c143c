package vn.tinmoi.web;

import io.opentelemetry.api.trace.Span;
import io.vertx.ext.web.RoutingContext;

/** What a trace says of a request: the route that answers it, and the id by which the log knows it; never its address. */
final class RequestSpan {
    private RequestSpan() {}

    /** On the request's own context, before it is answered. */
    static void describe(RoutingContext ctx, String id) {
        var span = Span.current();
        span.setAttribute("tinmoi.request_id", id);
        ctx.addHeadersEndHandler(any -> {
            var route = RouteName.of(ctx);
            span.updateName(ctx.request().method().name() + " " + route);
            span.setAttribute("http.route", route);
        });
    }
}
