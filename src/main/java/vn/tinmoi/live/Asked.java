package vn.tinmoi.live;

import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** What a request for a stream says, whatever it says. */
record Asked(@Nullable String topics, @Nullable String cursor) {
    static Asked of(HttpServerRequest request) {
        var last = present(request.getHeader("Last-Event-ID"));
        return new Asked(parameter(request, "topics"), last == null ? parameter(request, "after") : last);
    }

    /** A query that cannot be decoded is garbage, not an error: an EventSource would never come back after a 4xx. */
    private static @Nullable String parameter(HttpServerRequest request, String name) {
        try {
            return present(request.getParam(name));
        } catch (IllegalArgumentException malformed) {
            return name.equals("after") ? "malformed" : null;
        }
    }

    private static @Nullable String present(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
