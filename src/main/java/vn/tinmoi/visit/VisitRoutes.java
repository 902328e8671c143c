package vn.tinmoi.visit;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Base64;
import java.util.Map;
import vn.tinmoi.news.Problem;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Routes;

/** The beacon of a page and the pixel of a page without script. */
final class VisitRoutes implements Routes {
    private static final int LONGEST_BODY = 1024; // bytes; what a beacon says is not read
    private static final Map<String, String> NO_STORE = Map.of("Cache-Control", "no-store");
    /** A transparent GIF of one pixel, 43 bytes. */
    private static final Buffer PIXEL =
            Buffer.buffer(Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw=="));

    private final Answers answers;
    private final Reception reception;

    VisitRoutes(Answers answers, Reception reception) {
        this.answers = answers;
        this.reception = reception;
    }

    @Override
    public void mount(Router router) {
        answers.answer(router.post("/visit"), this::beacon);
        answers.answer(router.get("/visit.gif"), this::pixel);
        answers.answer(router.head("/visit.gif"), this::pixel);
    }

    private Future<Reply> beacon(RoutingContext ctx) {
        if (announced(ctx.request()) > LONGEST_BODY) {
            reception.failed();
            throw new Problem(Problem.Kind.TOO_LARGE, "visit.body", null, LONGEST_BODY);
        }
        drain(ctx.request());
        reception.beacon(ctx.request());
        return Future.succeededFuture(new Reply.Empty(204, NO_STORE));
    }

    private Future<Reply> pixel(RoutingContext ctx) {
        reception.beacon(ctx.request());
        return Future.succeededFuture(new Reply.Bytes(200, "image/gif", PIXEL, NO_STORE));
    }

    private static long announced(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length); // Vert.x has refused what is no number
    }

    /** Lets a body of unannounced length go by, and hangs up on one that does not end. */
    private static void drain(HttpServerRequest request) {
        var read = new long[1];
        request.handler(bytes -> {
            read[0] += bytes.length();
            if (read[0] > LONGEST_BODY) request.connection().close().onFailure(gone -> {});
        });
    }
}
