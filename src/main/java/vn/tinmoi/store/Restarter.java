package vn.tinmoi.store;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts an embedded server again that ended by itself, on its data and its port, so that whoever is connected finds it
 * where it was. It looks a few times a second rather than wait for the process' exit: a detached server is not our child,
 * and in a container nobody may reap it, so that it seems to live for ever. On a daemon thread of its own.
 */
final class Restarter {
    private static final Logger LOG = LoggerFactory.getLogger(Restarter.class);
    private static final long LOOK_MILLIS = 300;
    private static final long LONGEST_MILLIS = 30_000;

    /** What is guarded. Blocks; one call at a time. */
    interface Server {
        /** The running server; empty: it is over. Fails when that cannot be seen. */
        Optional<ProcessHandle> process() throws IOException;

        /** Nothing where it runs after all. False: somebody else has its port now. */
        boolean startAgain() throws IOException;
    }

    private final String name;
    private final Server server;
    private final Thread thread;
    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable ProcessHandle known; // of the guard's thread

    /** Begins at once. {@code name}: for the log. */
    Restarter(String name, Server server) {
        this.name = name;
        this.server = server;
        this.thread = Thread.ofPlatform().daemon().name("guard of " + name).start(this::watch);
    }

    /** From now on a server that ends stays down; one that is just being started may still come up. */
    void standDown() {
        over.countDown();
    }

    /** Stands down, and waits that long for a start under way, which is broken off then. */
    void end(Duration patience) {
        standDown();
        if (!joined(patience)) {
            thread.interrupt();
            if (!joined(Duration.ofSeconds(1))) LOG.warn("embedded {} is still being started", name);
        }
    }

    private boolean joined(Duration patience) {
        try {
            return thread.join(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void watch() {
        while (isOn(LOOK_MILLIS)) if (isGone()) revive();
    }

    /** Not being able to look is no death. */
    private boolean isGone() {
        try {
            var last = known;
            if (last != null && Processes.runs(last)) return false;
            known = server.process().orElse(null);
            return known == null;
        } catch (IOException | RuntimeException e) {
            LOG.debug("embedded {} cannot be looked at", name, e);
            return false;
        }
    }

    private void revive() {
        long ended = System.nanoTime();
        LOG.warn("embedded {} ended by itself, it is started again", name);
        for (int attempt = 0; isOn(delayMillis(attempt)); attempt++) {
            if (!started()) continue;
            LOG.info("embedded {} answers again after_ms={}", name, (System.nanoTime() - ended) / 1_000_000);
            return;
        }
    }

    private boolean started() {
        try {
            if (server.startAgain()) return true;
            LOG.warn("embedded {} does not start again, trying on: another program has its port", name);
        } catch (IOException | RuntimeException e) {
            LOG.warn("embedded {} does not start again, trying on: {}", name, e.getMessage());
        }
        return false;
    }

    /** 1 s × 2ⁿ, at most 30 s. */
    static long delayMillis(int attempt) {
        return Math.min(LONGEST_MILLIS, 1_000L << Math.min(attempt, 10));
    }

    /** Waits; false when it is over. */
    private boolean isOn(long millis) {
        try {
            return !over.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
