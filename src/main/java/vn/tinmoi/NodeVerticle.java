package vn.tinmoi;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** The life of what a process does once, whatever the number of its event loops: follow the log, count, schedule. */
final class NodeVerticle extends VerticleBase {
    private final Node node;

    NodeVerticle(Node node) {
        this.node = node;
    }

    @Override
    public Future<?> start() {
        return node.start();
    }

    @Override
    public Future<?> stop() {
        return node.stop();
    }
}
