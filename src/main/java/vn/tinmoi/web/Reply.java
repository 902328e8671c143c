package vn.tinmoi.web;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** What a handler answers; {@link Answers} sends it. */
public sealed interface Reply {
    /** Bytes of any kind. {@code headers} come on top of the content type. */
    record Bytes(int status, String contentType, Buffer body, Map<String, String> headers) implements Reply {
        public Bytes(int status, String contentType, Buffer body) {
            this(status, contentType, body, Map.of());
        }
    }

    /** {@code application/json}. */
    record Json(int status, JsonObject body, Map<String, String> headers) implements Reply {
        public Json(JsonObject body) {
            this(200, body, Map.of());
        }

        public Json(int status, JsonObject body) {
            this(status, body, Map.of());
        }
    }

    /** A redirect: {@code status} 301, 302, 303, 307 or 308; {@code location}: a path of this site or an absolute address. */
    record Redirect(int status, String location) implements Reply {}

    /** A status without a body, such as 204 or 304. */
    record Empty(int status, Map<String, String> headers) implements Reply {
        public Empty(int status) {
            this(status, Map.of());
        }
    }

    /** Copies the entries into a request's or response's headers. */
    static void copy(Map<String, String> headers, MultiMap into) {
        headers.forEach(into::set);
    }
}
