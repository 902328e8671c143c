package vn.tinmoi.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A server of one test alone: it may be killed and started again, on the same port with the same data. Blocks. */
public final class OwnServer implements AutoCloseable {
    private final Path folder;
    private final Path binaries;
    private final boolean postgres;
    private EmbeddedBackends backends;
    private boolean paused;

    private OwnServer(Path folder, Path binaries, boolean postgres) {
        this.folder = folder;
        this.binaries = binaries;
        this.postgres = postgres;
        this.backends = begin();
    }

    static OwnServer start(Path parent, boolean postgres) {
        return new OwnServer(parent.resolve("own-" + UUID.randomUUID()), parent.resolve("binaries"), postgres);
    }

    /** Stays the same across restarts. */
    public String url() {
        return postgres ? backends.databaseUrl() : backends.redisUrl();
    }

    /** Ends it as a power cut would: its children, too, which answer for a while when the server alone is gone. */
    public void kill() {
        process().ifPresent(server -> {
            var children = server.descendants().toList();
            TestStores.end(server);
            children.forEach(TestStores::end);
        });
        backends.close();
    }

    /** Freezes it with all its children: connections stay, new ones open, nothing answers. */
    public void pause() {
        signal("STOP");
        paused = true;
    }

    public void resume() {
        signal("CONT");
        paused = false;
    }

    /** Ends it in order. */
    public void stop() {
        backends.close();
    }

    /** Starts it again after {@link #kill} or {@link #stop}; it answers when this returns. */
    public void restart() {
        backends.close();
        backends = begin();
    }

    /** While it is stopped: copies its data aside, as an operator would. */
    public void backUp() {
        copy(folder, backup());
    }

    /** While it is stopped: the data as they were copied, in place of its own. */
    public void putBack() {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        copy(backup(), folder);
    }

    private Path backup() {
        return folder.resolveSibling(folder.getFileName() + "-copy");
    }

    private static void copy(Path from, Path to) {
        var words = List.of(
                "cp",
                "-a",
                from.toAbsolutePath().toString(),
                to.toAbsolutePath().toString());
        var copied = Subprocess.run(Duration.ofSeconds(60), from.getParent(), words);
        if (!copied.well()) throw new IllegalStateException(copied.output());
    }

    /** Stops it and deletes its data. */
    @Override
    public void close() {
        if (paused) resume(); // a test that failed left it frozen
        backends.close();
        try {
            Folders.delete(folder);
            Folders.delete(backup());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signal(String name) {
        var server = process().orElseThrow();
        var words = new ArrayList<>(List.of("kill", "-" + name, Long.toString(server.pid())));
        server.descendants().forEach(child -> words.add(Long.toString(child.pid())));
        var sent = Subprocess.run(Duration.ofSeconds(5), folder, words);
        if (!sent.well()) throw new IllegalStateException(sent.output());
    }

    private EmbeddedBackends begin() {
        return EmbeddedBackends.start(folder, binaries, postgres, !postgres, 50, 16);
    }

    private Optional<ProcessHandle> process() {
        try {
            if (!postgres) return backends.redis().process();
            return backends.postgres().process();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
