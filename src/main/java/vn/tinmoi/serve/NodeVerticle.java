package vn.tinmoi.serve;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.function.Supplier;

/** The life of what a process does once, whatever the number of its event loops: follow the log, count, schedule. */
final class NodeVerticle extends VerticleBase {
    private final Node node;
    private final Supplier<Duration> patience;

    /** {@code patience}: what a stop leaves for this part of it, asked when it comes. */
    NodeVerticle(Node node, Supplier<Duration> patience) {
        this.node = node;
        this.patience = patience;
    }

    @Override
    public Future<?> start() {
        return node.start();
    }

    @Override
    public Future<?> stop() {
        return node.stop(patience.get());
    }
}
