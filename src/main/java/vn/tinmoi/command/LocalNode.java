package vn.tinmoi.command;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.util.concurrent.TimeUnit;
import vn.tinmoi.conf.Settings;

/** The node that these settings start, if it runs on this machine. Futures fail where it does not. */
final class LocalNode {
    private static final int CONNECT_MS = 1_000;
    private static final int PATIENCE_MS = 4_000;

    private final HttpClient client;
    private final Settings settings;

    LocalNode(Vertx vertx, Settings settings) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_MS).setKeepAlive(false));
        this.settings = settings;
    }

    Future<String> metrics() {
        return get(settings.management(), "/metrics");
    }

    /** Whether a node of tinmoi answers there; anything else is someone else's. Never fails. */
    Future<Boolean> listensOn(Settings.Listener listener) {
        return get(listener, "/health/live")
                .map(said -> said.contains("\"status\":\"up\""))
                .otherwise(false);
    }

    private Future<String> get(Settings.Listener listener, String path) {
        if (listener.port() <= 0) return Future.failedFuture("no fixed port");
        return client.request(HttpMethod.GET, listener.port(), reached(listener.host()), path)
                .compose(request -> request.send())
                .compose(response -> response.body())
                .map(Buffer::toString)
                .timeout(PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    /** A listener on every address is met on this machine's own. */
    static String reached(String host) {
        return host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    }
}
