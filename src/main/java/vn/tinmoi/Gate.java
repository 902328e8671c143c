package vn.tinmoi;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Turns away what two servers in a row could read differently. Content-Length beside Transfer-Encoding, and two different
 * lengths, are refused by Netty; two of a kind are refused here.
 */
final class Gate implements Handler<HttpServerRequest> {
    private final Handler<HttpServerRequest> inside;

    Gate(Handler<HttpServerRequest> inside) {
        this.inside = inside;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (ambiguous(request, HttpHeaders.TRANSFER_ENCODING) || ambiguous(request, HttpHeaders.CONTENT_LENGTH)) {
            refuse(request);
            return;
        }
        inside.handle(request);
    }

    /** What follows on the connection may be part of this request or the next one: none of it is read as a request. */
    private static void refuse(HttpServerRequest request) {
        request.response()
                .putHeader(HttpHeaders.CONNECTION, "close")
                .setStatusCode(400)
                .end()
                .onComplete(sent -> request.connection().close().onFailure(gone -> {}));
    }

    private static boolean ambiguous(HttpServerRequest request, CharSequence header) {
        return request.headers().contains(header)
                && request.headers().getAll(header).size() > 1;
    }
}
