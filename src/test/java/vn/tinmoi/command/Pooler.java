package vn.tinmoi.command;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Lends connections of PostgreSQL to all who come, as a pooler does: each logs in on one of its own, and asks on the first
 * one's, or on all of them by turns. Only whoever waits for each answer is served rightly. Any thread.
 */
final class Pooler implements AutoCloseable {
    private static final byte[] READY = {'Z', 0, 0, 0, 5, 'I'}; // ReadyForQuery, idle (PostgreSQL manual, 54.7)

    private final URI url;
    private final NetClient client;
    private final NetServer server;
    private final boolean byTurns;
    private final List<NetSocket> lent = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicReference<NetSocket> asker = new AtomicReference<>();

    Pooler(Vertx vertx, String url, boolean byTurns) {
        this.byTurns = byTurns;
        this.url = URI.create(url);
        client = vertx.createNetClient();
        server = vertx.createNetServer()
                .connectHandler(this::accept)
                .listen(0, "127.0.0.1")
                .await();
    }

    String url() {
        return url.toString().replace("@" + url.getHost() + ":" + url.getPort(), "@127.0.0.1:" + server.actualPort());
    }

    private void accept(NetSocket near) {
        near.pause();
        client.connect(url.getPort(), url.getHost())
                .onFailure(away -> near.close().onFailure(gone -> {}))
                .onSuccess(far -> {
                    near.handler(bytes -> far.write(bytes).onFailure(gone -> {}));
                    far.handler(bytes -> login(near, far, bytes));
                    near.resume();
                });
    }

    private void login(NetSocket near, NetSocket far, Buffer bytes) {
        near.write(bytes).onFailure(gone -> {});
        if (bytes.length() < READY.length
                || !bytes.slice(bytes.length() - READY.length, bytes.length()).equals(Buffer.buffer(READY))) return;
        lent.add(far);
        far.handler(answer -> asker.get().write(answer).onFailure(gone -> {}));
        near.handler(question -> {
            if (question.getByte(0) == 'X') return; // Terminate: the connection is the pooler's
            asker.set(near);
            var next = byTurns ? turn.getAndIncrement() % lent.size() : 0;
            lent.get(next).write(question).onFailure(gone -> {});
        });
    }

    @Override
    public void close() {
        server.close().await();
        client.close().await();
    }
}
