package vn.tinmoi.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The stores of the tests, started once a JVM and stopped at its end. This class alone decides which: containers when a
 * Docker engine answers, else the embedded servers. Every call gives something that no other test sees. Blocks; any thread.
 */
public final class TestBackends {
    private static final Path FOLDER = Path.of("target", "backends");

    /** Begins at the first use. */
    private static final class Shared {
        static final TestBackends ONE = new TestBackends(TestStores.start(FOLDER));
    }

    private final Vertx vertx = Vertx.vertx();
    private final TestStores stores;
    private final AtomicInteger databases = new AtomicInteger();
    private final AtomicInteger redises = new AtomicInteger();

    private TestBackends(TestStores stores) {
        this.stores = stores;
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        dropLeftDatabases();
        List.of(
                        "ALTER SYSTEM SET checkpoint_timeout = '1d'", // each would write hundreds of databases to the
                        // disk
                        "ALTER SYSTEM SET max_wal_size = '64GB'",
                        "SELECT pg_reload_conf()")
                .forEach(statement -> sql(stores.databaseUrl(), statement));
        sql(stores.databaseUrl(), "CREATE DATABASE test_template");
        wait(Migrations.migrate(vertx, sibling("test_template")));
    }

    /** URL of a new, migrated database. */
    public static String freshDatabase() {
        return Shared.ONE.database("test_template");
    }

    /** URL of a new database without any table. */
    public static String emptyDatabase() {
        return Shared.ONE.database("template0");
    }

    /** URL of a flushed logical database; nobody else gets it in this JVM until 1,000 others were given out. */
    public static String freshRedis() {
        return Shared.ONE.redis();
    }

    /** A private PostgreSQL with a migrated database, to kill and restart; close it. About 1 s. */
    public static OwnServer ownPostgres() {
        var own = OwnServer.start(FOLDER, true);
        int applied = wait(Migrations.migrate(Shared.ONE.vertx, own.url()));
        if (applied == 0) throw new IllegalStateException("a new server was migrated already");
        return own;
    }

    /** A private Redis to kill and restart; close it. */
    public static OwnServer ownRedis() {
        return OwnServer.start(FOLDER, false);
    }

    private synchronized String database(String template) {
        var name = "test_" + databases.incrementAndGet();
        sql(stores.databaseUrl(), "CREATE DATABASE " + name + " TEMPLATE " + template);
        return sibling(name);
    }

    private String redis() {
        var url = stores.redisUrl() + "/" + (1 + redises.getAndIncrement() % (TestStores.REDIS_DATABASES - 1));
        var client = Redis.createClient(vertx, url);
        wait(client.send(Request.cmd(Command.FLUSHDB)).eventually(client::close));
        return url;
    }

    private void dropLeftDatabases() {
        var left = wait(PgConnection.connect(vertx, PgConnectOptions.fromUri(stores.databaseUrl()))
                .compose(connection -> connection
                        .query("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'")
                        .execute()
                        .eventually(connection::close)));
        left.forEach(row -> sql(stores.databaseUrl(), "DROP DATABASE " + row.getString(0) + " WITH (FORCE)"));
    }

    private void sql(String url, String statement) {
        wait(PgConnection.connect(vertx, PgConnectOptions.fromUri(url))
                .compose(connection -> connection.query(statement).execute().eventually(connection::close)));
    }

    private String sibling(String database) {
        var url = stores.databaseUrl();
        return url.substring(0, url.lastIndexOf('/') + 1) + database;
    }

    private void stop() {
        wait(vertx.close());
        stores.close();
    }

    static <T> T wait(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the test's store failed: " + e.getMessage(), e);
        }
    }
}
