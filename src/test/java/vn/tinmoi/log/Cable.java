package vn.tinmoi.log;

import static vn.tinmoi.log.LogFixture.await;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The wire between a node and PostgreSQL, to be cut, mended and made deaf by a test. */
final class Cable {
    private final NetServer server;
    private final Set<NetSocket> ends = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private final Set<NetSocket> deaf = ConcurrentHashMap.newKeySet();

    Cable(Vertx vertx, String host, int port) {
        var client = vertx.createNetClient();
        server = vertx.createNetServer().connectHandler(near -> {
            if (cut) {
                near.close().onFailure(gone -> {});
                return;
            }
            near.pause();
            client.connect(port, host)
                    .onSuccess(far -> join(near, far))
                    .onFailure(failure -> near.close().onFailure(gone -> {}));
        });
        await(server.listen(0, "127.0.0.1"));
    }

    private void join(NetSocket near, NetSocket far) {
        ends.add(near);
        near.handler(bytes -> far.write(bytes).onFailure(gone -> {}));
        far.handler(bytes -> {
            if (!deaf.contains(near)) near.write(bytes).onFailure(gone -> {});
        });
        near.closeHandler(closed -> {
            ends.remove(near);
            far.close().onFailure(gone -> {});
        });
        far.closeHandler(closed -> near.close().onFailure(gone -> {}));
        near.resume();
    }

    int port() {
        return server.actualPort();
    }

    void cut() {
        cut = true;
        ends.forEach(end -> end.close().onFailure(gone -> {}));
    }

    void mend() {
        cut = false;
    }

    /** The connections of now stay open, but nothing comes back on them any more; later ones work. */
    void goDeaf() {
        deaf.addAll(ends);
    }
}
