package vn.tinmoi.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/** A stream of Server-Sent Events on an ordinary response, HTTP/1.1 or HTTP/2. */
final class SseWire implements Wire {
    private static final Buffer BEAT = Buffer.buffer(":\n\n");
    private static final int MOST_UNSENT = 16 << 10; // bytes; more is the kernel's business, and the ring's

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private boolean begun;

    SseWire(HttpServerRequest request) {
        this.request = request;
        this.response = request.response();
    }

    @Override
    public void open(Reader reader) {
        response.setWriteQueueMaxSize(MOST_UNSENT);
        response.drainHandler(drained -> reader.drained());
        response.exceptionHandler(failure -> reader.closed());
        response.closeHandler(closed -> reader.closed());
    }

    @Override
    public boolean full() {
        return response.writeQueueFull();
    }

    @Override
    public void send(Frame frame) {
        write(frame.sse());
        if (!begun) shed();
    }

    /** Headers are a third of an idle stream's memory, and nobody reads them again. */
    private void shed() {
        begun = true;
        if (!http1()) return;
        request.headers().clear();
        response.headers().clear();
    }

    @Override
    public void beat() {
        write(BEAT);
    }

    /** The close handler tells of a failed write. */
    private void write(Buffer bytes) {
        response.write(bytes).onFailure(gone -> {});
    }

    @Override
    public void end() {
        response.end().onFailure(gone -> {});
    }

    @Override
    public void cut() {
        if (http1()) request.connection().close().onFailure(gone -> {});
        else response.reset().onFailure(gone -> {});
    }

    private boolean http1() {
        return request.version() != HttpVersion.HTTP_2;
    }
}
