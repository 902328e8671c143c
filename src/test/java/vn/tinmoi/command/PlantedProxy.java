package vn.tinmoi.command;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.JksOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What may stand between a site and its readers, with faults that a test plants. A connection is one request: its head is
 * changed as a proxy does, and the rest goes through. Any thread.
 */
final class PlantedProxy implements AutoCloseable {
    enum Plant {
        BUFFERS,
        COMPRESSES,
        CUTS,
        DROPS_UPGRADE,
        STRIPS_ADDRESS,
        BELIEVES_READERS,
        SECOND_SITE
    }

    private static final int CUT_MS = 500;
    private static final String WHOSE = "X-Forwarded-For: 203.0.113.9\r\n";

    private final Vertx vertx;
    private final URI node;
    private final Set<Plant> plants;
    private final NetClient client;
    private final NetServer server;
    private final AtomicInteger fronts = new AtomicInteger();

    PlantedProxy(Vertx vertx, URI node, Plant... plants) {
        this(vertx, node, new NetServerOptions(), plants);
    }

    private PlantedProxy(Vertx vertx, URI node, NetServerOptions options, Plant... plants) {
        this.vertx = vertx;
        this.node = node;
        this.plants = Set.of(plants);
        this.client = vertx.createNetClient();
        this.server = vertx.createNetServer(options.setHost("127.0.0.1").setPort(0))
                .connectHandler(this::accept)
                .listen()
                .await();
    }

    /** With TLS, by this key store. */
    static PlantedProxy tls(Vertx vertx, URI node, Path keys, String password) {
        var options = new NetServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new JksOptions().setPath(keys.toString()).setPassword(password));
        return new PlantedProxy(vertx, node, options);
    }

    String url(String scheme) {
        return scheme + "://127.0.0.1:" + server.actualPort();
    }

    private void accept(NetSocket near) {
        var head = Buffer.buffer();
        near.handler(bytes -> {
            head.appendBuffer(bytes);
            var text = head.toString(StandardCharsets.ISO_8859_1);
            if (!text.endsWith("\r\n\r\n")) return;
            near.pause();
            if (plants.contains(Plant.SECOND_SITE)
                    && text.startsWith("GET /api/v1/front")
                    && fronts.incrementAndGet() % 2 == 0) answerAsAnother(near);
            else pass(near, text);
        });
    }

    private static void answerAsAnother(NetSocket near) {
        var body = "{\"cursor\":\"another-7\"}";
        near.end(Buffer.buffer(
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                                + body.length() + "\r\n\r\n" + body))
                .onFailure(gone -> {});
    }

    private void pass(NetSocket near, String head) {
        client.connect(node.getPort(), node.getHost())
                .onFailure(away -> near.close().onFailure(gone -> {}))
                .onSuccess(far -> {
                    far.write(asForwarded(head)).onFailure(gone -> {});
                    if (head.startsWith("GET /stream")) back(near, far);
                    else far.handler(bytes -> near.write(bytes).onFailure(gone -> {}));
                    far.endHandler(end -> near.end().onFailure(gone -> {}));
                    near.handler(bytes -> far.write(bytes).onFailure(gone -> {}));
                    near.closeHandler(closed -> far.close().onFailure(gone -> {}));
                    near.resume();
                });
    }

    private String asForwarded(String head) {
        var said = head;
        if (plants.contains(Plant.STRIPS_ADDRESS)) said = said.replaceAll("(?i)X-Forwarded-For:[^\\r]*\\r\\n", "");
        else if (!plants.contains(Plant.BELIEVES_READERS))
            said = said.replaceAll("(?i)X-Forwarded-For:[^\\r]*\\r\\n", "").replaceFirst("\\r\\n", "\r\n" + WHOSE);
        if (plants.contains(Plant.DROPS_UPGRADE)) said = said.replaceAll("(?i)(Upgrade|Connection):[^\\r]*\\r\\n", "");
        return said;
    }

    private void back(NetSocket near, NetSocket far) {
        if (plants.contains(Plant.BUFFERS)) {
            far.handler(held -> {});
            return;
        }
        var cut = new long[] {plants.contains(Plant.CUTS) ? cut(near) : -1};
        far.handler(bytes -> {
            if (cut[0] >= 0 && vertx.cancelTimer(cut[0])) cut[0] = cut(near);
            near.write(plants.contains(Plant.COMPRESSES) ? asCompressed(bytes) : bytes)
                    .onFailure(gone -> {});
        });
    }

    private long cut(NetSocket near) {
        return vertx.setTimer(CUT_MS, silent -> near.close().onFailure(gone -> {}));
    }

    private static Buffer asCompressed(Buffer bytes) {
        var text = bytes.toString(StandardCharsets.ISO_8859_1);
        return Buffer.buffer(
                text.startsWith("HTTP/1.1 200 OK\r\n")
                        ? text.replaceFirst("\\r\\n", "\r\nContent-Encoding: gzip\r\n")
                        : text,
                "ISO-8859-1");
    }

    @Override
    public void close() {
        server.close().await();
        client.close().await();
    }
}
