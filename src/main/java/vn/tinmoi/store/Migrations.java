package vn.tinmoi.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Brings a database to this program's schema. An own runner, because Flyway and Liquibase need JDBC: each file runs as it
 * is, in one transaction with its row in {@code schema_version}; an advisory lock lets many nodes start at once.
 */
public final class Migrations {
    private static final String LOCK = "SELECT pg_advisory_lock(7001)";

    static final String TABLE = """
            CREATE TABLE IF NOT EXISTS schema_version (
                number     int PRIMARY KEY,
                name       text NOT NULL,
                sha256     text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now()
            )""";

    private static final String APPLIED = """
            SELECT number, sha256
              FROM schema_version
             ORDER BY number""";

    private static final String RECORD = """
            INSERT INTO schema_version (number, name, sha256)
            VALUES ($1, $2, $3)""";

    private Migrations() {}

    /**
     * Applies what the database lacks, in order, and gives how many that were. Waits for other nodes that migrate, however
     * long they take. Fails with {@link BackendFailed} when a file fails, when an applied one was changed, and when the
     * database is newer than this program. Any thread.
     */
    public static Future<Integer> migrate(Vertx vertx, String databaseUrl) {
        return vertx.executeBlocking(Migration::onClassPath)
                .compose(migrations -> migrate(vertx, databaseUrl, migrations));
    }

    /** As {@link #migrate(Vertx, String)}, of the database that is open. */
    public static Future<Integer> migrate(Vertx vertx, Database database) {
        return vertx.executeBlocking(Migration::onClassPath)
                .compose(migrations -> migrate(vertx, database.options(), migrations));
    }

    static Future<Integer> migrate(Vertx vertx, String databaseUrl, List<Migration> migrations) {
        return migrate(vertx, PostgresUrl.options(databaseUrl), migrations);
    }

    private static Future<Integer> migrate(Vertx vertx, PgConnectOptions to, List<Migration> migrations) {
        var options = to.addProperty("application_name", "tinmoi migrate")
                .addProperty("client_min_messages", "warning")
                .addProperty("statement_timeout", "0")
                .addProperty("lock_timeout", "0");
        var watch = LoopWatch.begin(vertx);
        return PgConnection.connect(vertx, options)
                .timeout(PostgresUrl.CONNECT_MS, TimeUnit.MILLISECONDS)
                .onComplete(done -> watch.end())
                .compose(connection -> bring(connection, migrations).eventually(connection::close))
                .recover(failure -> Future.failedFuture(PostgresFault.sentence(options, failure, watch)));
    }

    private static Future<Integer> bring(SqlConnection connection, List<Migration> migrations) {
        return connection
                .query(LOCK)
                .execute()
                .compose(locked -> connection.query(TABLE).execute())
                .compose(ready -> applied(connection))
                .map(applied -> missing(migrations, applied))
                .compose(missing -> applyAll(connection, missing).map(missing.size()));
    }

    private static Future<SortedMap<Integer, String>> applied(SqlConnection connection) {
        return connection.query(APPLIED).execute().map(rows -> {
            var applied = new TreeMap<Integer, String>();
            rows.forEach(row -> applied.put(row.getInteger("number"), row.getString("sha256")));
            return applied;
        });
    }

    private static List<Migration> missing(List<Migration> known, SortedMap<Integer, String> applied) {
        int newest = known.isEmpty() ? 0 : known.getLast().number();
        int reached = applied.isEmpty() ? 0 : applied.lastKey();
        if (reached > newest)
            throw new BackendFailed("the database is at schema " + reached + ", but this program only knows schema "
                    + newest + ": start the version of tinmoi that made it, or a newer one");
        known.forEach(migration -> check(migration, reached, applied));
        return known.stream().filter(migration -> migration.number() > reached).toList();
    }

    private static void check(Migration migration, int reached, Map<Integer, String> applied) {
        var digest = applied.get(migration.number());
        if (digest == null && migration.number() < reached)
            throw new BackendFailed("the database is at schema " + reached + " but never got " + migration.file()
                    + ": give that migration a number above " + reached);
        if (digest != null && !digest.equals(migration.digest()))
            throw new BackendFailed("the migration " + migration.file()
                    + " was changed after this database had applied it: restore the file and put the change into a new"
                    + " one with the next number");
    }

    private static Future<Void> applyAll(SqlConnection connection, List<Migration> missing) {
        Future<Void> done = Future.succeededFuture();
        for (var migration : missing) done = done.compose(before -> apply(connection, migration));
        return done;
    }

    private static Future<Void> apply(SqlConnection connection, Migration migration) {
        return connection
                .begin()
                .compose(transaction -> connection
                        .query(migration.sql())
                        .execute()
                        .compose(ran -> record(connection, migration))
                        .compose(recorded -> transaction.commit()))
                .recover(failure -> Future.failedFuture(failed(migration, failure)));
    }

    static Future<?> record(SqlConnection connection, Migration migration) {
        return connection
                .preparedQuery(RECORD)
                .execute(Tuple.of(migration.number(), migration.name(), migration.digest()));
    }

    static BackendFailed failed(Migration migration, Throwable failure) {
        var reason = failure instanceof PgException refused
                ? refused.getErrorMessage() + " (SQLSTATE " + refused.getSqlState() + ")"
                : failure.getMessage();
        return new BackendFailed(
                "the migration " + migration.file() + " failed and was taken back whole: " + reason, failure);
    }
}
