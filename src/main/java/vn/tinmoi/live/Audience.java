package vn.tinmoi.live;

import io.vertx.core.http.HttpServerRequest;

/** Who wants to know who is here. Called on the stream's event loop; must neither block nor throw. */
@FunctionalInterface
public interface Audience {
    /**
     * A stream opens. {@code request}: to be read now, its headers are gone later; {@code protocol}: sse or websocket.
     */
    Seat arrived(HttpServerRequest request, String protocol);

    /** The place of one open stream. */
    @FunctionalInterface
    interface Seat {
        /** The stream is over; called once. */
        void left();
    }
}
