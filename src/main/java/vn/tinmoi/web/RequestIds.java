package vn.tinmoi.web;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of each request but those of streams: the proxy's, where it sends a sane one, else a new one. It stands in the
 * answer, in problem documents and in the lines that are logged while it is answered, so that what a reader reports is found.
 * On the request's event loop.
 */
public final class RequestIds implements Handler<RoutingContext> {
    static final String HEADER = "X-Request-ID";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:+/=-]{7,127}");

    @Override
    public void handle(RoutingContext ctx) {
        var id = id(ctx.request().getHeader(HEADER));
        ctx.put(HEADER, id);
        if (Vertx.currentContext() instanceof ContextInternal own) {
            ContextInternal.LOCAL_MAP.get(own, ConcurrentHashMap::new).put(RequestIds.class, id);
            if (own.tracer() != null) RequestSpan.describe(ctx, id);
        }
        ctx.response().putHeader(HEADER, id);
        ctx.next();
    }

    /** {@code theirs}: what the caller calls it. */
    static String id(@Nullable String theirs) {
        return theirs != null && SANE.matcher(theirs).matches() ? theirs : fresh();
    }

    /** Of the request; a new one where it was refused before it got one. */
    static String of(RoutingContext ctx) {
        String id = ctx.get(HEADER);
        return id == null ? fresh() : id;
    }

    /** 16 hexadecimal digits. No secret: it only has to be another one each time. */
    static String fresh() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    /** Of the request that the calling thread is answering. */
    public static Optional<String> current() {
        if (!(Vertx.currentContext() instanceof ContextInternal own)) return Optional.empty();
        var data = ContextInternal.LOCAL_MAP.get(own);
        return data == null ? Optional.empty() : Optional.ofNullable((String) data.get(RequestIds.class));
    }
}
