package vn.tinmoi.visit;

import io.vertx.core.http.HttpServerRequest;

/** Who is told of opened streams. Any event loop. */
public interface Audience {
    /** A stream opened for that request; {@code protocol}: sse or websocket. */
    Seat arrived(HttpServerRequest request, String protocol);

    /** What a reader holds while his stream is open. */
    interface Seat {
        /** His stream closed; more than once is once. */
        void left();
    }
}
