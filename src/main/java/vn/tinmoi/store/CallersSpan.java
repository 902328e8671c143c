package vn.tinmoi.store;

import io.opentelemetry.api.trace.Span;
import io.vertx.core.Context;
import io.vertx.core.internal.ContextInternal;
import io.vertx.tracing.opentelemetry.VertxContextStorageProvider.VertxContextStorage;

/** Brings the span of a traced request to where its statements run, so that each is a span below it. */
final class CallersSpan {
    private CallersSpan() {}

    /** {@code home} itself, unless the calling thread answers a traced request: then one like it, for what that one asks. */
    static Context on(Context home) {
        if (!(home instanceof ContextInternal own) || own.tracer() == null) return home;
        if (!Span.current().getSpanContext().isValid()) return home;
        var duplicate = own.duplicate();
        // never detached: the duplicate ends with what is asked on it
        var unused = VertxContextStorage.INSTANCE.attach(duplicate, io.opentelemetry.context.Context.current());
        return duplicate;
    }
}
