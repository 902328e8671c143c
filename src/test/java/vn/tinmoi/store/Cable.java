package vn.tinmoi.store;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The wire between a node and a store, to be cut, mended, silenced and made deaf by a test. Any thread. */
public final class Cable {
    private final String url;
    private final NetServer server;
    private final NetClient client;
    private final Set<NetSocket> ends = ConcurrentHashMap.newKeySet();
    private final Set<NetSocket> all = ConcurrentHashMap.newKeySet();
    private final Set<NetSocket> deaf = ConcurrentHashMap.newKeySet();
    private final List<Runnable> held = new CopyOnWriteArrayList<>();
    private volatile boolean cut;
    private volatile boolean silent;
    private final AtomicInteger admitted = new AtomicInteger(Integer.MAX_VALUE);

    /** {@code url}: of the store, with host and port. */
    public Cable(Vertx vertx, String url) {
        this.url = url;
        var store = URI.create(url);
        client = vertx.createNetClient();
        server = vertx.createNetServer().connectHandler(near -> {
            if (cut || admitted.getAndDecrement() <= 0) {
                near.close().onFailure(gone -> {});
                return;
            }
            near.pause();
            Runnable joining = () -> client.connect(store.getPort(), store.getHost())
                    .onSuccess(far -> join(near, far))
                    .onFailure(failure -> near.close().onFailure(gone -> {}));
            if (silent) held.add(joining);
            else joining.run();
        });
        TestBackends.wait(server.listen(0, "127.0.0.1"));
    }

    private void join(NetSocket near, NetSocket far) {
        ends.add(near);
        all.addAll(List.of(near, far));
        near.handler(bytes -> far.write(bytes).onFailure(gone -> {}));
        far.handler(bytes -> {
            if (!deaf.contains(near)) near.write(bytes).onFailure(gone -> {});
        });
        near.closeHandler(closed -> {
            ends.remove(near);
            all.removeAll(Set.of(near, far));
            far.close().onFailure(gone -> {});
        });
        far.closeHandler(closed -> near.close().onFailure(gone -> {}));
        if (silent) far.pause();
        else near.resume();
    }

    /** The store's URL by this way. */
    public String url() {
        var store = URI.create(url);
        return url.replace("@" + store.getHost() + ":" + store.getPort(), "@127.0.0.1:" + server.actualPort());
    }

    public void cut() {
        cut = true;
        ends.forEach(end -> end.close().onFailure(gone -> {}));
    }

    /** Takes that many connections more, and no other. */
    void admit(int connections) {
        admitted.set(connections);
    }

    public void mend() {
        cut = false;
    }

    /** The connections of now stay open, but nothing comes back on them any more; later ones work. */
    public void goDeaf() {
        deaf.addAll(ends);
    }

    /** Every connection stays open and new ones open, but nothing goes either way; what was sent waits. */
    public void silence() {
        silent = true;
        all.forEach(NetSocket::pause);
    }

    /** What waited goes on. */
    public void speak() {
        silent = false;
        all.forEach(NetSocket::resume);
        held.forEach(Runnable::run);
        held.clear();
    }
}
