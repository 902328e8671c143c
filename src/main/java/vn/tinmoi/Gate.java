package vn.tinmoi;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import vn.tinmoi.web.Answers;

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
            request.response().putHeader(HttpHeaders.CONNECTION, "close");
            Answers.refuse(request.response(), 400);
            return;
        }
        inside.handle(request);
    }

    private static boolean ambiguous(HttpServerRequest request, CharSequence header) {
        return request.headers().contains(header)
                && request.headers().getAll(header).size() > 1;
    }
}
