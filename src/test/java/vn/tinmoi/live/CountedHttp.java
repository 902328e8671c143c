package vn.tinmoi.live;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.metrics.HttpServerMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;

/** What Vert.x tells a metrics registry of its server: how many connections and requests are open. */
final class CountedHttp implements VertxMetrics, HttpServerMetrics<String, String, String> {
    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger begun = new AtomicInteger();

    @Override
    public HttpServerMetrics<?, ?, ?> createHttpServerMetrics(HttpServerOptions options, SocketAddress address) {
        return this;
    }

    @Override
    public String connected(SocketAddress remote, String name) {
        connections.incrementAndGet();
        return name;
    }

    @Override
    public void disconnected(String socket, SocketAddress remote) {
        connections.decrementAndGet();
    }

    @Override
    public String requestBegin(String socket, HttpRequest request) {
        begun.incrementAndGet();
        requests.incrementAndGet();
        return socket;
    }

    @Override
    public void requestReset(String request) {
        requests.decrementAndGet();
    }

    @Override
    public void responseEnd(String request, HttpResponse response, long bytes) {
        requests.decrementAndGet();
    }

    @Override
    public void close() {}
}
