package vn.tinmoi.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import vn.tinmoi.metric.Metrics;

/**
 * Answers what {@link StrictDecoder} refused and what Netty could not read, with a number and a sentence, and ends the
 * connection. Counted and not logged: anyone can send a thousand a second. On the connection's event loop.
 */
public final class Refusals implements Handler<HttpServerRequest> {
    private final SecurityHeaders headers;
    private final Problems problems;
    private final Metrics metrics;
    private final Handler<HttpServerRequest> streams;

    /**
     * {@code streams}: takes a {@code GET /stream} with a value that no field may have, or with too long ones; an EventSource
     * that sends such a cursor gets a stream and a fresh one.
     */
    public Refusals(SecurityHeaders headers, Problems problems, Metrics metrics, Handler<HttpServerRequest> streams) {
        this.headers = headers;
        this.problems = problems;
        this.metrics = metrics;
        this.streams = streams;
    }

    @Override
    public void handle(HttpServerRequest request) {
        headers.put(request);
        var kind = request.decoderResult().cause() instanceof Unacceptable fault ? fault.kind() : null;
        boolean onlyOdd = kind == null || kind == Unacceptable.Kind.HEADERS;
        if (onlyOdd && isStream(request)) streams.handle(request);
        else refuse(request, kind == null ? Unacceptable.Kind.HEADER : kind);
    }

    private static boolean isStream(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET) && "/stream".equals(request.path());
    }

    private void refuse(HttpServerRequest request, Unacceptable.Kind kind) {
        metrics.requestRefused(kind.label());
        LastWords.on(request.connection());
        var reply = problems.refused(request, kind);
        var response = request.response().setStatusCode(reply.status());
        Reply.copy(reply.headers(), response.headers());
        response.putHeader(HttpHeaders.CONTENT_TYPE, reply.contentType())
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(reply.body())
                .onFailure(gone -> {});
    }
}
