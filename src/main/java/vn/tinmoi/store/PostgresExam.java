package vn.tinmoi.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What one look at a PostgreSQL server tells of it, for who examines it and changes nothing. Its sessions have none of our
 * settings, so that it gets in where a node would be refused.
 *
 * @param version the major one
 * @param settings of fsync, full_page_writes and synchronous_commit, as a session of this user in this database has them
 * @param aheadMillis how far our clock is ahead of the server's, at least; negative: behind
 * @param pooled whether several of our connections share one of the server's: a pooler stands between
 * @param epoch of the event log; empty: there is none yet
 * @param backup the moment that the newest backup shows; empty: none is recorded
 */
public record PostgresExam(
        int version,
        Map<String, String> settings,
        String encoding,
        boolean standby,
        long aheadMillis,
        boolean pooled,
        Optional<String> epoch,
        Optional<Instant> backup) {
    private static final int PATIENCE_MS = 8_000;

    /** A pooler with its usual settings takes no session settings; these are what it takes. */
    private static final Map<String, String> BARE =
            Map.of("application_name", "tinmoi doctor", "client_encoding", "utf8");

    private static final String ABOUT = """
            SELECT current_setting('server_version_num')::int / 10000 AS version,
                   current_setting('fsync')              AS fsync,
                   current_setting('full_page_writes')   AS full_page_writes,
                   current_setting('synchronous_commit') AS synchronous_commit,
                   current_setting('server_encoding')    AS encoding,
                   pg_is_in_recovery()                   AS standby,
                   to_regclass('log_epoch') IS NOT NULL   AS has_log,
                   to_regclass('backup_made') IS NOT NULL AS has_backups,
                   floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now""";

    private static final String EPOCH = "SELECT epoch FROM log_epoch LIMIT 1";
    private static final String BACKUP = "SELECT max(at) AS at FROM backup_made";
    private static final String PROCESS = "SELECT pg_backend_pid() AS pid";

    /** What is known of a pooler that let nobody in. */
    public static final class Pooled extends RuntimeException {
        private static final long serialVersionUID = 1;

        Pooled(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** Within 8 s. Fails with {@link BackendFailed} that says what to do, or with {@link Pooled}. */
    public static Future<PostgresExam> of(Vertx vertx, String url, InstantSource clock) {
        var options = PostgresUrl.options(url).setProperties(BARE);
        var watch = LoopWatch.begin(vertx);
        return connect(vertx, options)
                .compose(connection ->
                        new Look(vertx, options, connection, clock).exam().eventually(connection::close))
                .timeout(PATIENCE_MS, TimeUnit.MILLISECONDS)
                .onComplete(done -> watch.end())
                .recover(failure -> Future.failedFuture(
                        isPooler(failure) ? new Pooled(failure) : PostgresFault.sentence(options, failure, watch)));
    }

    private static boolean isPooler(Throwable failure) {
        return failure instanceof PgException refused && PostgresFault.isPooler(refused);
    }

    private static Future<PgConnection> connect(Vertx vertx, PgConnectOptions options) {
        return PgConnection.connect(vertx, options);
    }

    /** On one connection, with a second one for a moment. */
    private record Look(Vertx vertx, PgConnectOptions options, PgConnection connection, InstantSource clock) {
        Future<PostgresExam> exam() {
            long asked = clock.millis();
            return first(connection, ABOUT).compose(about -> {
                long ahead = ahead(asked, about.getLong("now"), clock.millis());
                return epoch(about)
                        .compose(epoch -> backup(about)
                                .compose(backup -> pooled().map(pooled -> read(about, ahead, pooled, epoch, backup))));
            });
        }

        private static PostgresExam read(
                Row about, long ahead, boolean pooled, Optional<String> epoch, Optional<Instant> backup) {
            var settings = Map.of(
                    "fsync", about.getString("fsync"),
                    "full_page_writes", about.getString("full_page_writes"),
                    "synchronous_commit", about.getString("synchronous_commit"));
            return new PostgresExam(
                    about.getInteger("version"),
                    settings,
                    about.getString("encoding"),
                    about.getBoolean("standby"),
                    ahead,
                    pooled,
                    epoch,
                    backup);
        }

        private Future<Optional<String>> epoch(Row about) {
            if (!about.getBoolean("has_log")) return Future.succeededFuture(Optional.empty());
            return connection
                    .query(EPOCH)
                    .execute()
                    .map(rows ->
                            rows.stream().map(row -> row.getString("epoch")).findFirst());
        }

        private Future<Optional<Instant>> backup(Row about) {
            if (!about.getBoolean("has_backups")) return Future.succeededFuture(Optional.empty());
            return first(connection, BACKUP)
                    .map(newest ->
                            Optional.ofNullable(newest.getOffsetDateTime("at")).map(at -> at.toInstant()));
        }

        /**
         * A connection has one process of the server, and two that are open at once have two, unless someone lends them out:
         * the last one that was given back, or each in its turn.
         */
        private Future<Boolean> pooled() {
            return connect(vertx, options)
                    .compose(other -> process(connection)
                            .compose(one -> process(connection)
                                    .compose(again ->
                                            process(other).map(two -> !one.equals(again) || again.equals(two))))
                            .eventually(other::close));
        }

        private static Future<Integer> process(PgConnection connection) {
            return first(connection, PROCESS).map(row -> row.getInteger("pid"));
        }

        private static Future<Row> first(PgConnection connection, String sql) {
            return connection.query(sql).execute().map(rows -> rows.iterator().next());
        }

        /** The server looked at its clock somewhere between question and answer: what lies outside is told. */
        private static long ahead(long asked, long theirs, long answered) {
            return theirs < asked ? asked - theirs : Math.min(0, answered - theirs);
        }
    }
}
