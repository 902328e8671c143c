package vn.tinmoi.live;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.VertxConnection;

/** A stream of Server-Sent Events on an ordinary response, any version of HTTP. {@link DetachedWire} is leaner. */
final class SseWire implements Wire {
    static final Buffer BEAT = Buffer.buffer(":\n\n");
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
        if (http1()) request.connection().shutdownHandler(stopping -> reader.stopping());
    }

    @Override
    public boolean full() {
        return response.writeQueueFull();
    }

    @Override
    public void send(Frame frame) {
        write(frame.sse()).onFailure(gone -> {}); // the close handler tells of it
    }

    Future<Void> write(Buffer bytes) {
        var written = response.write(bytes);
        if (!begun) shed();
        return written;
    }

    /** Vert.x writes at once. */
    @Override
    public void flush() {}

    /** Headers are a third of an idle stream's memory, and nobody reads them again. */
    private void shed() {
        begun = true;
        if (!http1()) return;
        request.headers().clear();
        response.headers().clear();
    }

    @Override
    public void beat() {
        write(BEAT).onFailure(gone -> {});
    }

    /** Tells nobody anything from now on. */
    void forget() {
        response.drainHandler(null);
        response.exceptionHandler(null);
        response.closeHandler(null);
        request.connection().shutdownHandler(null);
    }

    @Override
    public void end() {
        response.end().onFailure(gone -> {});
    }

    @Override
    public void cut() {
        if (!http1()) response.reset().onFailure(gone -> {});
        // behind Vert.x's handler, which would wait until everything before is read
        else if (request.connection() instanceof VertxConnection one)
            one.channelHandlerContext().close();
        else request.connection().close().onFailure(gone -> {});
    }

    private boolean http1() {
        return request.version() != HttpVersion.HTTP_2;
    }
}
