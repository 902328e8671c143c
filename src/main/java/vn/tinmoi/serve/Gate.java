package vn.tinmoi.serve;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.function.Predicate;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.web.ConnectionLimits;
import vn.tinmoi.web.Connections;
import vn.tinmoi.web.Express;
import vn.tinmoi.web.Problems;
import vn.tinmoi.web.Refusals;
import vn.tinmoi.web.SecurityHeaders;

/**
 * What stands before every route of the public listener: who is one too many or sends too slowly is hung up on, requests that
 * two servers in a row could read differently are refused, every answer gets its security headers before anything else is
 * known of it, and what is ready is answered at once.
 */
final class Gate {
    private final SecurityHeaders headers;
    private final Problems problems;
    private final Metrics metrics;
    private final ConnectionLimits limits;
    private final Connections.Pace pace;
    private final Express express;

    Gate(
            SecurityHeaders headers,
            Problems problems,
            Metrics metrics,
            ConnectionLimits limits,
            Connections.Pace pace,
            Express express) {
        this.headers = headers;
        this.problems = problems;
        this.metrics = metrics;
        this.limits = limits;
        this.pace = pace;
        this.express = express;
    }

    /** With the limits that the settings give; {@code exempt}: addresses that have none of their own. */
    static Gate of(
            Settings settings,
            SecurityHeaders headers,
            Problems problems,
            Predicate<String> exempt,
            Metrics metrics,
            Express express) {
        var limits =
                new ConnectionLimits(settings.maxConnections(), settings.maxConnectionsPerAddress(), exempt, metrics);
        return new Gate(headers, problems, metrics, limits, Connections.Pace.USUAL, express);
    }

    /**
     * A server for one event loop, not listening yet.
     *
     * @param unreadable takes a stream that is asked for with a header that HTTP does not allow
     */
    HttpServer server(Vertx vertx, HttpServerOptions options, Router router, Handler<HttpServerRequest> unreadable) {
        var connections = new Connections(vertx, limits, pace, headers);
        return vertx.createHttpServer(options)
                .connectionHandler(connection -> {
                    if (!connections.accepted(connection, options)) return;
                    HttpListener.accepted(connection);
                    express.install(connection);
                })
                .requestHandler(request -> {
                    headers.put(request);
                    router.handle(request);
                })
                .invalidRequestHandler(new Refusals(headers, problems, metrics, unreadable));
    }
}
