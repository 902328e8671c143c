package vn.tinmoi.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Problem;

/**
 * The door to PostgreSQL, embedded or external: one pool of prepared, bounded connections shared by every event loop.
 * Statements are autocommit; {@link #pool} is for the few that need a transaction. Any thread.
 */
public final class Database {
    private static final int CONNECTIONS = 12;
    private static final int WAITING = 200; // more than this and waiting is worse than "try again"

    private final PgConnectOptions options;
    private final Pool pool;
    private final Metrics metrics;

    private Database(PgConnectOptions options, Pool pool, Metrics metrics) {
        this.options = options;
        this.pool = pool;
        this.metrics = metrics;
    }

    /** Opens the pool; connections are made when they are needed. {@code url}: {@code postgresql://…}. */
    public static Database open(Vertx vertx, String url, Metrics metrics) {
        var options = PgConnectOptions.fromUri(url)
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(256)
                .addProperty("application_name", "tinmoi")
                .addProperty("statement_timeout", "5000")
                .addProperty("lock_timeout", "2000")
                .addProperty("idle_in_transaction_session_timeout", "2000");
        var size = new PoolOptions()
                .setMaxSize(CONNECTIONS)
                .setMaxWaitQueueSize(WAITING)
                .setConnectionTimeout(2)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                .setName("tinmoi-postgresql")
                .setShared(true)
                .setEventLoopSize(1);
        var pool =
                PgBuilder.pool().with(size).connectingTo(options).using(vertx).build();
        return new Database(options, pool, metrics);
    }

    /**
     * Runs one autocommit statement. Fails with the server's {@code PgException} when the statement is at fault, and with a
     * {@link Problem} UNAVAILABLE when PostgreSQL does not answer.
     */
    public Future<RowSet<Row>> query(String sql, Tuple arguments) {
        return pool.preparedQuery(sql)
                .execute(arguments)
                .onSuccess(rows -> metrics.dependencyUp("postgresql", true))
                .recover(this::nameOutage);
    }

    /** For transactions. */
    public Pool pool() {
        return pool;
    }

    /** How to reach the server, for connections that are kept, such as the one that listens. */
    public PgConnectOptions options() {
        return new PgConnectOptions(options);
    }

    public Future<Void> close() {
        return pool.close();
    }

    private <T> Future<T> nameOutage(Throwable failure) {
        if (!isOutage(failure)) return Future.failedFuture(failure);
        metrics.dependencyUp("postgresql", false);
        return Future.failedFuture(Problem.unavailable("store.away"));
    }

    /** Whether a failure says that PostgreSQL is away, rather than that the statement is wrong. */
    public static boolean isOutage(Throwable failure) {
        return failure instanceof java.io.IOException
                || failure instanceof TimeoutException
                || failure instanceof io.vertx.core.VertxException
                || failure instanceof io.vertx.pgclient.PgException refused
                        && refused.getSqlState() != null
                        && (refused.getSqlState().startsWith("08")
                                || refused.getSqlState().startsWith("57P"));
    }
}
