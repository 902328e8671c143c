package vn.tinmoi.store;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import redis.embedded.core.ExecutableProvider;

/** A Redis of our own, append-only file in {@code home}. Detached, as {@link PostgresServer} is. Blocks; one thread at a time. */
final class RedisServer implements Restarter.Server {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration ENDING = Duration.ofSeconds(15);
    private static final String READY = "Ready to accept connections"; // before, it answers LOADING
    private static final Duration REAPING = Duration.ofSeconds(1);
    private static final Pattern PROCESS = Pattern.compile("process_id:(\\d+)");

    private final Path home;
    private final Path program;
    private final String password;
    private int port;
    private int databases;

    private RedisServer(Path home, Path program, String password) {
        this.home = home;
        this.program = program;
        this.password = password;
    }

    /** Prepares the folder and ends a server that was left behind in it. */
    static RedisServer in(Path home, Path binaries, String password) throws IOException {
        Files.createDirectories(home);
        var server = new RedisServer(home, unpack(binaries), password);
        server.stop(ENDING);
        return server;
    }

    /** Starts it on that port. False: the port is taken. */
    boolean start(int port, int databases) throws IOException {
        this.port = port;
        this.databases = databases;
        stop(ENDING); // one of ours that lost its pid file would keep the port and the data
        Files.deleteIfExists(pidFile());
        var log = home.resolve("server.log");
        Files.deleteIfExists(log);
        var start = Subprocess.run(
                PATIENCE,
                home,
                List.of(program.toString(), configure(port, databases).toString()));
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (start.well() && System.nanoTime() < deadline) {
            if (ask(port).isPresent() && said(log).contains(READY)) return true;
            if (said(log).contains("Address already in use")) return false;
            if (said(log).contains("exiting")) break;
            LockSupport.parkNanos(10_000_000);
        }
        var words = said(log) + start.output();
        throw new BackendFailed("the embedded Redis in " + home + " does not start: "
                + DiskFull.cause(home, words) + last(words) + " (see " + log
                + ", or set TINMOI_REDIS_URL to an external one)");
    }

    /** Asks it to write everything and end; ends it hard when it does not in that time. Gives what ended; empty: none ran. */
    @CanIgnoreReturnValue
    Optional<ProcessHandle> stop(Duration patience) throws IOException {
        var process = process();
        if (process.isEmpty()) return process;
        process.get().destroy();
        if (Processes.ended(process.get(), patience)) return process;
        process.get().destroyForcibly();
        if (!Processes.ended(process.get(), REAPING))
            throw new BackendFailed(
                    "the embedded Redis, process " + process.get().pid() + ", does not end: end it");
        return process;
    }

    @Override
    public boolean startAgain() throws IOException {
        return process().isPresent() || start(port, databases);
    }

    /**
     * The running server: the pid file's, if that is a Redis, since after a reboot the number may be anyone's; else the one
     * that answers on our port to our password, whose file was lost.
     */
    @Override
    public Optional<ProcessHandle> process() throws IOException {
        var named =
                Files.exists(pidFile()) ? named(Files.readString(pidFile()).strip()) : Optional.<ProcessHandle>empty();
        return named.isPresent() ? named : named(ask(port).orElse(""));
    }

    private Optional<ProcessHandle> named(String number) throws IOException {
        return Processes.named(number.isEmpty() ? 0 : Long.parseLong(number), program.toString());
    }

    private Path pidFile() {
        return home.resolve("server.pid");
    }

    private Path configure(int port, int databases) throws IOException {
        var file = Files.writeString(home.resolve("redis.conf"), """
                # Written by tinmoi at every start.
                bind 127.0.0.1
                port %d
                requirepass %s
                databases %d
                dir "%s"
                pidfile "%s"
                logfile "%s"
                daemonize yes
                appendonly yes
                appendfsync everysec
                save ""
                """.formatted(
                        port, password, databases, home, pidFile(), home.resolve("server.log")));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /**
     * The number of the process that answers there to our password; empty: none does.
     *
     * @throws IOException when it cannot be asked, for want of descriptors
     */
    private Optional<String> ask(int port) throws IOException {
        if (port == 0) return Optional.empty();
        try (var socket = SocketChannel.open()) {
            return ask(socket.socket(), port);
        }
    }

    private Optional<String> ask(Socket socket, int port) {
        try {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            socket.setSoTimeout(1000);
            var question = "AUTH " + password + "\r\nINFO server\r\nQUIT\r\n";
            socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var number = PROCESS.matcher(answer);
            return number.find() ? Optional.of(number.group(1)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // nobody, or a stranger
        }
    }

    private static Path unpack(Path binaries) throws IOException {
        Files.createDirectories(binaries);
        var fresh = Files.createTempDirectory(binaries, "unpacking");
        var unpacked =
                ExecutableProvider.newJarResourceProvider(fresh.toFile()).get().toPath();
        var program = binaries.resolve(unpacked.getFileName().toString());
        if (!Files.exists(program) || Files.size(program) != Files.size(unpacked))
            Files.move(unpacked, program, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Folders.delete(fresh);
        return program.toAbsolutePath();
    }

    private static String said(Path log) throws IOException {
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private static String last(String said) {
        var lines = said.lines().filter(line -> !line.isBlank()).toList();
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 4), lines.size()));
    }
}
