package vn.tinmoi.serve;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.live.Hub;

/** Serves HTTP on one event loop: its own router and hub, so a request and its live stream stay on one thread. */
final class HttpVerticle extends VerticleBase {
    private static final int PATIENCE = 10; // seconds that requests in flight get to finish

    private final Node node;
    private final HttpServerOptions options;
    private final IntConsumer listening;
    private @Nullable Hub hub;
    private @Nullable HttpServer server;

    /** {@code listening}: gets the port, once for each loop. */
    HttpVerticle(Node node, HttpServerOptions options, IntConsumer listening) {
        this.node = node;
        this.options = options;
        this.listening = listening;
    }

    @Override
    public Future<?> start() {
        var opened = node.streams().open();
        hub = opened;
        var router = Router.router(vertx);
        var streams = node.streams().events(opened);
        node.mount(router, opened, streams);
        var http = node.gate().server(vertx, options, router, streams::unreadable, this::accepted);
        server = http;
        return http.listen().onSuccess(open -> listening.accept(open.actualPort()));
    }

    private void accepted(HttpConnection connection) {
        HttpListener.accepted(connection);
        node.hurry(connection);
    }

    /** The streams have said goodbye by now; requests in flight finish. */
    @Override
    public Future<?> stop() {
        if (hub != null) node.streams().close(hub);
        return server == null ? Future.succeededFuture() : server.shutdown(PATIENCE, TimeUnit.SECONDS);
    }
}
