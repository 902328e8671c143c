package vn.tinmoi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A program of the system with a configuration and a folder of its own, ended with all its children. */
abstract class PeerProgram extends Peer {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(15);

    private final String name;
    private final int port = free();
    private final Path folder;
    private Process process;

    PeerProgram(String name) {
        this.name = name;
        try {
            folder = Files.createTempDirectory(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int free() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts {@code command FILE}, the file holding {@code configuration}, and waits until its port answers. */
    final Peer start(String configuration, String... command) {
        var file = write(name + ".conf", configuration);
        var words =
                Stream.concat(Stream.of(command), Stream.of(file.toString())).toList();
        try {
            process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("out").toFile())
                    .start();
            for (long begin = System.nanoTime(); !answers(); LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50)))
                if (System.nanoTime() - begin > PATIENCE || !process.isAlive())
                    throw new IllegalStateException(
                            words + " does not serve: " + Files.readString(folder.resolve("out")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private boolean answers() {
        try (var socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    final Path folder() {
        return folder;
    }

    final int port() {
        return port;
    }

    final Path write(String file, String text) {
        try {
            return Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static URI at(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    final String name() {
        return name;
    }

    @Override
    final URI stream() {
        return at(port, "/stream");
    }

    @Override
    final Stream<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    @Override
    public void close() {
        List.copyOf(processes().toList()).forEach(ProcessHandle::destroy);
    }
}
