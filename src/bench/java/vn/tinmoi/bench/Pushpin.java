package vn.tinmoi.bench;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Debian's Pushpin, its limit of 2,500 messages a second lifted, before an origin that lets it hold every stream. */
final class Pushpin extends PeerProgram {
    private static final String CONFIGURATION = """
            [global]
            include=/usr/lib/pushpin/internal.conf
            rundir=%1$s
            ipc_prefix=p-
            [runner]
            services=condure,zurl,pushpin-proxy,pushpin-handler
            http_port=127.0.0.1:%2$d
            logdir=%1$s
            log_level=1
            client_buffer_size=8192
            client_maxconn=19000
            condure_bin=condure
            zurl_bin=zurl
            [proxy]
            routesfile=%1$s/routes
            sig_key=changeme
            updates_check=off
            zurl_out_specs=ipc://%1$s/p-zurl-in
            zurl_out_stream_specs=ipc://%1$s/p-zurl-in-stream
            zurl_in_specs=ipc://%1$s/p-zurl-out
            [handler]
            push_in_http_addr=127.0.0.1
            push_in_http_port=%3$d
            message_rate=1000000
            message_hwm=1000000
            message_wait=5000
            id_cache_ttl=60
            connection_subscription_max=20
            """;

    private final HttpServer origin;
    private final int door = free(); // for who publishes

    private Pushpin() {
        super("pushpin");
        try {
            origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        origin.createContext("/", exchange -> {
            var headers = exchange.getResponseHeaders();
            headers.add("Content-Type", "text/event-stream");
            headers.add("Grip-Hold", "stream");
            headers.add("Grip-Channel", "news");
            var greeting = ": welcome\n\n".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, greeting.length);
            try (var body = exchange.getResponseBody()) {
                body.write(greeting);
            }
        });
        origin.start();
    }

    static Peer begin() {
        var pushpin = new Pushpin();
        pushpin.write("routes", "* 127.0.0.1:" + pushpin.origin.getAddress().getPort() + "\n");
        var configuration = CONFIGURATION.formatted(pushpin.folder(), pushpin.port(), pushpin.door);
        return pushpin.start(configuration, "pushpin", "--config");
    }

    @Override
    void publish(String token) {
        var held = new JsonObject().put("content", "event: article.published\ndata: " + story(token) + "\n\n");
        var item = new JsonObject().put("channel", "news").put("formats", new JsonObject().put("http-stream", held));
        post(at(door, "/publish/"), new JsonObject().put("items", new JsonArray().add(item)), "Accept", "*/*");
    }

    @Override
    public void close() {
        super.close();
        origin.stop(0);
    }
}
