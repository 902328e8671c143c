package vn.tinmoi.serve;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.live.Hub;
import vn.tinmoi.live.SseRoutes;

/** Serves HTTP on one event loop: its own router and hub, so a request and its live stream stay on one thread. */
final class HttpVerticle extends VerticleBase {
    private static final int PATIENCE = 10; // seconds that requests in flight get to finish

    private final Node node;
    private final HttpServerOptions options;
    private final @Nullable Path socket;
    private final IntConsumer listening;
    private @Nullable Hub hub;
    private final List<HttpServer> servers = new ArrayList<>();

    /** {@code socket}: file of a second listener; null: none. {@code listening}: gets the port, once for each loop. */
    HttpVerticle(Node node, HttpServerOptions options, @Nullable Path socket, IntConsumer listening) {
        this.node = node;
        this.options = options;
        this.socket = socket;
        this.listening = listening;
    }

    @Override
    public Future<?> start() {
        var opened = node.streams().open();
        hub = opened;
        var router = Router.router(vertx);
        var streams = node.streams().events(opened);
        node.mount(router, opened, streams);
        var http = server(router, streams);
        return http.listen()
                .onSuccess(open -> listening.accept(open.actualPort()))
                .compose(open -> socket == null
                        ? Future.succeededFuture()
                        : server(router, streams).listen(SocketAddress.domainSocketAddress(socket.toString())));
    }

    private HttpServer server(Router router, SseRoutes streams) {
        var one = node.gate().server(vertx, options, router, streams::unreadable);
        servers.add(one);
        return one;
    }

    /** The streams have said goodbye by now; requests in flight finish. */
    @Override
    public Future<?> stop() {
        if (hub != null) node.streams().close(hub);
        return Future.join(servers.stream()
                .map(server -> server.shutdown(PATIENCE, TimeUnit.SECONDS))
                .toList());
    }
}
