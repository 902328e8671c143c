package vn.tinmoi.store;

import io.opentelemetry.api.trace.Span;
import io.vertx.core.Context;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.context.storage.AccessMode;
import io.vertx.tracing.opentelemetry.VertxContextStorageProvider.VertxContextStorage;

/**
 * Brings what is known of a request to where its statements run: its id, so that the lines that are logged after an answer
 * name it, and its span, so that each statement is one below it.
 */
final class CallersContext {
    private CallersContext() {}

    /** {@code home} itself, unless the calling thread answers a request: then one like it, for what that one asks. */
    static Context on(Context home) {
        var caller = ContextInternal.current();
        var known = caller == null ? null : ContextInternal.LOCAL_MAP.get(caller);
        if (known == null) return home;
        var duplicate = ((ContextInternal) home).duplicate();
        duplicate.putLocal(ContextInternal.LOCAL_MAP, AccessMode.CONCURRENT, known);
        if (duplicate.tracer() != null && Span.current().getSpanContext().isValid()) {
            // never detached: the duplicate ends with what is asked on it
            var unused = VertxContextStorage.INSTANCE.attach(duplicate, io.opentelemetry.context.Context.current());
        }
        return duplicate;
    }
}
