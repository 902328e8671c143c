package vn.tinmoi.web;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/** What a handler answers; {@link Answers} sends it. */
public sealed interface Reply {
    /** Bytes of any kind. {@code headers} come on top of the content type. */
    record Bytes(int status, String contentType, Buffer body, Map<String, String> headers) implements Reply {}

    /** {@code application/json}. */
    record Json(int status, JsonObject body, Map<String, String> headers) implements Reply {}

    /** A redirect: {@code status} 301, 302, 303, 307 or 308; {@code location}: a path of this site or an absolute address. */
    record Redirect(int status, String location) implements Reply {}

    /** A body that is made piece by piece, each when the one before is written, so that a large one takes little memory. */
    record Pieced(int status, String contentType, Pieces body, Map<String, String> headers) implements Reply {}

    /** The pieces of a body, asked for on the request's event loop, the next one after the last is written. */
    interface Pieces {
        /** The next piece; empty: that was all. A failure breaks the answer off, so that nobody takes it for whole. */
        Future<Optional<Buffer>> next();

        /** No more is asked for: all is written, or the caller is gone, or a piece failed. Called once. */
        void close();
    }

    /** A status without a body, such as 204 or 304. */
    record Empty(int status, Map<String, String> headers) implements Reply {}

    /** Copies the entries into a request's or response's headers. */
    static void copy(Map<String, String> headers, MultiMap into) {
        headers.forEach(into::set);
    }
}
