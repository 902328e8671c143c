package vn.tinmoi.store;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A PostgreSQL of our own, data in {@code home/data}. {@code pg_ctl} starts it detached from this process' group, so that
 * Ctrl-C reaches only us and the last writes still find their server; the price is that it outlives a killed JVM, so every
 * start looks for one that was left. Blocks; one thread at a time.
 */
final class PostgresServer implements Restarter.Server {
    private static final String VERSION = "18";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration ENDING = Duration.ofSeconds(60);
    private static final Duration REAPING = Duration.ofSeconds(1);
    private static final Duration LINGERING = Duration.ofSeconds(15); // children of a killed postmaster hold its memory

    private final Path home;
    private final Path data;
    private final Path log;
    private final Path binaries;
    private final RunAs runAs;
    private int port;
    private int connections;

    private PostgresServer(Path home, Path binaries, RunAs runAs) {
        this.home = home;
        this.data = home.resolve("data");
        this.log = home.resolve("server.log");
        this.binaries = binaries;
        this.runAs = runAs;
    }

    /** Prepares the folder, ends a server that was left behind in it, and makes a new cluster if there is none. */
    static PostgresServer in(Path home, Path binaries, RunAs runAs, String password) throws IOException {
        Files.createDirectories(home);
        var server = new PostgresServer(home, binaries, runAs);
        runAs.own(home);
        server.endLeftover();
        if (!Files.exists(server.data)) server.create(password);
        server.checkVersion();
        return server;
    }

    /** Starts it on that port. False: the port is taken. */
    boolean start(int port, int connections) throws IOException {
        this.port = port;
        this.connections = connections;
        configure(port, connections);
        var deadline = System.nanoTime() + LINGERING.toNanos();
        while (true) {
            var from = Files.exists(log) ? Files.size(log) : 0;
            var start = run("pg_ctl", "-D", data.toString(), "-l", log.toString(), "-w", "-t", "60", "start");
            if (start.well()) return true;
            var said = logSince(from);
            if (said.contains("Address already in use")) return false;
            if (!said.contains("shared memory block") || System.nanoTime() > deadline) throw failed(start, said);
            pause();
        }
    }

    /**
     * Disconnects the clients, writes everything, ends; a server that cannot in that time is ended hard and recovers at its
     * next start. Gives what ended; empty: none ran.
     */
    @CanIgnoreReturnValue
    Optional<ProcessHandle> stop(Duration patience) throws IOException {
        var process = process();
        if (process.isEmpty()) return process;
        // the rest of the time is for ending it hard
        if (!stop("fast", patience.multipliedBy(2).dividedBy(3)) && !stop("immediate", patience.dividedBy(6)))
            process.get().destroyForcibly();
        if (!Processes.ended(process.get(), REAPING))
            throw new BackendFailed(
                    "the embedded PostgreSQL, process " + process.get().pid() + ", does not end: end it");
        return process;
    }

    @Override
    public boolean startAgain() throws IOException {
        endLeftover();
        return start(port, connections);
    }

    /** The running postmaster, if the pid file names one and that is ours: after a reboot the number may be anyone's. */
    @Override
    public Optional<ProcessHandle> process() throws IOException {
        var file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) return Optional.empty();
        var first = Files.readString(file).lines().findFirst().orElse("0").strip();
        return Processes.named(first.isEmpty() ? 0 : Long.parseLong(first), data.toString());
    }

    private boolean stop(String mode, Duration patience) {
        var words = runAs.words(program("pg_ctl"));
        words.addAll(List.of("-D", data.toString(), "-m", mode, "-w", "-t", "600", "stop"));
        return Subprocess.run(patience, home, words).well();
    }

    private void endLeftover() throws IOException {
        stop(ENDING);
        Files.deleteIfExists(data.resolve("postmaster.pid"));
    }

    private void create(String password) throws IOException {
        var fresh = home.resolve("data.new"); // renamed when whole: a half-made cluster is never taken for one
        Folders.delete(fresh);
        var secret = Files.createTempFile(home, "password", "");
        try {
            Files.writeString(secret, password);
            runAs.own(secret);
            expectWell(initdb(fresh, secret));
        } finally {
            Files.delete(secret);
        }
        expectWell(Subprocess.run(
                PATIENCE,
                home,
                "CREATE DATABASE tinmoi;\n",
                runAs.words(program("postgres"), "--single", "-D", fresh.toString(), "postgres")));
        Files.writeString(fresh.resolve("postgresql.conf"), "\ninclude 'tinmoi.conf'\n", StandardOpenOption.APPEND);
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Built-in C.UTF-8 sorts fast and alike on every machine; queries that sort for people say COLLATE "vi-x-icu". */
    private Subprocess.Ended initdb(Path fresh, Path secret) {
        boolean mac = System.getProperty("os.name").startsWith("Mac");
        return run(
                "initdb",
                "--pgdata=" + fresh,
                "--username=tinmoi",
                "--pwfile=" + secret,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                mac ? "--locale=C" : "--locale=C.UTF-8");
    }

    private void configure(int port, int connections) throws IOException {
        var file = Files.writeString(data.resolve("tinmoi.conf"), """
                # Written by tinmoi at every start; a line below its include in postgresql.conf wins.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                max_connections = %d
                shared_buffers = 128MB
                fsync = on
                full_page_writes = on
                synchronous_commit = on
                timezone = 'UTC'
                log_timezone = 'UTC'
                log_checkpoints = off
                """.formatted(port, connections));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        if (Files.exists(log) && Files.size(log) > 10 << 20) Files.delete(log);
        runAs.own(file);
    }

    private void checkVersion() throws IOException {
        var found = Files.readString(data.resolve("PG_VERSION")).strip();
        if (!found.equals(VERSION))
            throw new BackendFailed("the data in " + data + " was made by PostgreSQL " + found
                    + ", but this program brings PostgreSQL " + VERSION
                    + ": start the version of tinmoi that made it, or dump it there and load it here");
    }

    private Subprocess.Ended run(String program, String... arguments) {
        var words = runAs.words(program(program));
        words.addAll(List.of(arguments));
        return Subprocess.run(PATIENCE, home, words);
    }

    private String program(String name) {
        return binaries.resolve("bin").resolve(name).toString();
    }

    private void expectWell(Subprocess.Ended command) {
        if (!command.well()) throw failed(command, "");
    }

    private BackendFailed failed(Subprocess.Ended command, String said) {
        var lines = (said + command.output())
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        var last = String.join(" | ", lines.subList(Math.max(0, lines.size() - 6), lines.size()));
        return new BackendFailed("the embedded PostgreSQL in " + home + " does not start: "
                + DiskFull.cause(home, last) + last + " (see " + log
                + ", or set TINMOI_DATABASE_URL to an external one)");
    }

    private String logSince(long from) throws IOException {
        if (!Files.exists(log)) return "";
        try (var channel = Files.newByteChannel(log)) {
            channel.position(Math.min(from, channel.size()));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void pause() {
        LockSupport.parkNanos(200_000_000);
    }
}
