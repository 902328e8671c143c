package vn.tinmoi.store;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL and a real Redis from the class path, data kept in one folder across restarts, on free ports of
 * 127.0.0.1 that are remembered. One process at a time may use a folder. Blocks: never call it on an event loop.
 */
public final class EmbeddedBackends implements AutoCloseable {
    private static final int CONNECTIONS = 72; // three nodes of three pools and a few kept connections each
    private static final int PORT_TRIES = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60); // a full write-back on a slow disk

    private final @Nullable FileChannel lock; // null: another process holds it, and these are its servers
    private final Remembered remembered;
    private final List<Restarter> guards = new CopyOnWriteArrayList<>();
    private @Nullable PostgresServer postgres;
    private @Nullable RedisServer redis;

    private EmbeddedBackends(@Nullable FileChannel lock, Remembered remembered) {
        this.lock = lock;
        this.remembered = remembered;
    }

    /**
     * Starts what is asked for and waits until it answers: about 3 s in a new folder, 0.5 s in a known one. Servers that a
     * killed process left behind in the folder are ended first. One that ends by itself later is started again, with its
     * data and at its address, until {@link #standDown} or {@link #close}.
     *
     * @throws BackendFailed when another process uses the folder, or a server cannot start; nothing is left running then
     */
    public static EmbeddedBackends start(Path dataDir, boolean postgres, boolean redis) {
        return start(dataDir, dataDir.resolve("binaries"), postgres, redis, CONNECTIONS, 16)
                .guarded();
    }

    /**
     * As {@link #start}, but where another process uses the folder, the servers that it runs; {@link #close} leaves those
     * alone. For a command that runs beside a serving process.
     */
    public static EmbeddedBackends startOrJoin(Path dataDir, boolean postgres, boolean redis) {
        return start(dataDir, dataDir.resolve("binaries"), postgres, redis, CONNECTIONS, 16, true)
                .guarded();
    }

    static EmbeddedBackends start(
            Path dataDir, Path binaries, boolean postgres, boolean redis, int connections, int redisDatabases) {
        return start(dataDir, binaries, postgres, redis, connections, redisDatabases, false);
    }

    private static EmbeddedBackends start(
            Path dataDir,
            Path binaries,
            boolean postgres,
            boolean redis,
            int connections,
            int redisDatabases,
            boolean mayJoin) {
        try {
            var folder = Files.createDirectories(dataDir).toRealPath();
            var lock = lock(folder);
            if (lock == null && mayJoin) return new EmbeddedBackends(null, Remembered.in(folder));
            if (lock == null) throw inUse(folder);
            var backends = new EmbeddedBackends(lock, Remembered.in(folder));
            backends.startAll(folder, binaries.toAbsolutePath(), postgres, redis, connections, redisDatabases);
            return backends;
        } catch (IOException e) {
            throw new BackendFailed(
                    "the embedded stores cannot use " + dataDir.toAbsolutePath() + ": " + e
                            + (DiskFull.isSaid(e.toString())
                                    ? "; its disk is full, make room there or set TINMOI_DATA_DIR to another one"
                                    : "; make it writable or set TINMOI_DATA_DIR to another folder"),
                    e);
        } catch (NoClassDefFoundError e) {
            throw new BackendFailed(
                    "this build leaves out the embedded stores (" + e.getMessage()
                            + " is not on the class path): set TINMOI_DATABASE_URL and TINMOI_REDIS_URL",
                    e);
        }
    }

    /** {@code postgresql://…} with a password. */
    public String databaseUrl() {
        if (postgres == null && lock != null)
            throw new IllegalStateException("the embedded PostgreSQL was not asked for");
        return "postgresql://tinmoi:%s@127.0.0.1:%d/tinmoi"
                .formatted(remembered.password(), remembered.port("postgresql"));
    }

    /** {@code redis://…} with a password. */
    public String redisUrl() {
        if (redis == null && lock != null) throw new IllegalStateException("the embedded Redis was not asked for");
        return "redis://:%s@127.0.0.1:%d".formatted(remembered.password(), remembered.port("redis"));
    }

    /** As {@link #close(Duration)} with a minute. */
    @Override
    public void close() {
        close(PATIENCE);
    }

    /**
     * Stops Redis, then PostgreSQL; afterwards no process of theirs is left. One that does not end in its share of that time
     * is ended hard, which loses nothing that was committed. Again: nothing. Also in a shutdown hook.
     */
    public synchronized void close(Duration patience) {
        var held = lock;
        if (held == null || !held.isOpen()) return;
        long until = System.nanoTime() + patience.toNanos();
        try (held) {
            standDown();
            for (var guard : guards) guard.end(patience.dividedBy(4));
            stopAll(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
        } catch (IOException e) {
            throw new BackendFailed("the embedded stores did not stop cleanly: " + e.getMessage(), e);
        }
    }

    /** From now on a server that ends by itself stays down: for the time of a stop. Any thread, at once. */
    public void standDown() {
        guards.forEach(Restarter::standDown);
    }

    /** Has what was started here started again whenever it ends by itself. */
    @CanIgnoreReturnValue
    EmbeddedBackends guarded() {
        if (postgres != null) guards.add(new Restarter("PostgreSQL", postgres));
        if (redis != null) guards.add(new Restarter("Redis", redis));
        return this;
    }

    @Nullable
    PostgresServer postgres() {
        return postgres;
    }

    @Nullable
    RedisServer redis() {
        return redis;
    }

    private void startAll(
            Path folder, Path binaries, boolean wantPostgres, boolean wantRedis, int connections, int redisDatabases)
            throws IOException {
        boolean started = false;
        try {
            if (wantPostgres) startPostgres(folder, binaries, connections);
            if (wantRedis) startRedis(folder.resolve("redis"), binaries, redisDatabases);
            started = true;
        } finally {
            if (!started) close();
        }
    }

    private void startPostgres(Path folder, Path binaries, int connections) throws IOException {
        var unpacked = PostgresBinaries.under(binaries);
        var runAs = RunAs.here(folder, unpacked);
        var server = PostgresServer.in(folder.resolve("postgresql"), unpacked, runAs, remembered.password());
        postgres = server;
        onFreePort("postgresql", port -> server.start(port, connections));
    }

    private void startRedis(Path home, Path binaries, int databases) throws IOException {
        var server = RedisServer.in(home, binaries, remembered.password());
        redis = server;
        onFreePort("redis", port -> server.start(port, databases));
    }

    private void stopAll(Duration patience) throws IOException {
        long until = System.nanoTime() + patience.toNanos();
        var ended = new ArrayList<ProcessHandle>();
        try {
            if (redis != null) redis.stop(patience.dividedBy(3)).ifPresent(ended::add);
        } finally {
            if (postgres != null)
                postgres.stop(Duration.ofNanos(until - System.nanoTime())).ifPresent(ended::add);
        }
        Processes.leaveTheList(ended);
    }

    private interface Start {
        boolean on(int port) throws IOException;
    }

    /** The remembered port first; another when somebody took it meanwhile. */
    private void onFreePort(String name, Start start) throws IOException {
        for (int i = 0; i < PORT_TRIES; i++) {
            if (i > 0 || remembered.port(name) == 0) remembered.port(name, freePort());
            if (start.on(remembered.port(name))) return;
        }
        throw new BackendFailed("no free port on 127.0.0.1 for the embedded " + name + ": other programs take them");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** Null: another process uses the folder. */
    private static @Nullable FileChannel lock(Path folder) throws IOException {
        var channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) return channel;
        } catch (OverlappingFileLockException e) {
            // held by this very process; the same answer
        }
        channel.close();
        return null;
    }

    private static BackendFailed inUse(Path folder) {
        return new BackendFailed("another tinmoi uses the data folder " + folder
                + ": stop it, or set TINMOI_DATA_DIR to another folder");
    }
}
