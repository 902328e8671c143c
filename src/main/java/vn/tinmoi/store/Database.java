package vn.tinmoi.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Problem;

/**
 * The door to PostgreSQL, embedded or external: one pool of prepared, bounded connections shared by every event loop.
 * Statements are autocommit; {@link #pool} is for the few that need a transaction. Any thread.
 */
public final class Database {
    private static final int CONNECTIONS = 7;
    private static final int WAITING = 200; // more than this and waiting is worse than "try again"

    private static final int CROWD = 4; // statements in hand for each connection: three wait behind one

    private static final int RESTING =
            180; // s; a connection that not even the beats of a minute use goes after this long
    private static final int SWEEP_MS = 20_000;
    private static final PgDriver DRIVER = new AnswerWatch.Driver();

    private static final int STATEMENT_MS = 5_000;
    private static final int ANSWER_MS =
            7_500; // a frozen server cannot time out itself: 2 s for a connection, 5 s, some
    private static final long LAG_NANOS = 1_000_000_000; // a timer so late was not the store's
    private static final int PROBE_MS = 9_000;

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final Pool pool;
    private final ConnectionFactory<PgConnectOptions> kept;
    private final Metrics metrics;
    private final Context home; // of all statements: for a caller on another loop the pool would open a connection more

    private final Pulse pulse;
    private final AtomicBoolean diskFull = new AtomicBoolean();
    private final AtomicInteger inHand = new AtomicInteger(); // what query was asked and has not answered
    private final int crowd;

    private Database(Vertx vertx, PgConnectOptions options, PoolOptions size, Metrics metrics, Pulse pulse) {
        this.pulse = pulse;
        this.vertx = vertx;
        this.options = options;
        this.pool = pool(vertx, options, size);
        this.crowd = CROWD * size.getMaxSize();
        this.kept = DRIVER.createConnectionFactory(vertx, PostgresUrl.sockets());
        this.home = vertx.getOrCreateContext();
        this.metrics = metrics;
    }

    /**
     * Opens the pool; connections are made when they are needed. {@code url}: {@code postgresql://…}, with TLS by its
     * {@code sslmode}. Throws {@link BackendFailed} when it cannot be read.
     */
    public static Database open(Vertx vertx, String url, Metrics metrics) {
        var options = PostgresUrl.options(url)
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(256)
                .addProperty("application_name", "tinmoi")
                .addProperty("statement_timeout", Integer.toString(STATEMENT_MS))
                .addProperty("lock_timeout", "2000")
                .addProperty("idle_in_transaction_session_timeout", "2000");
        return new Database(vertx, options, size(options), metrics, new Pulse(System::nanoTime));
    }

    /**
     * The same server through connections of its own, so that whoever crowds them keeps nobody else waiting; close it.
     *
     * @param name of the pool, one a process
     * @param waiting how many may wait for a connection, before they are told to try again
     * @param session settings of its sessions, such as a shorter {@code statement_timeout}
     */
    public Database apart(String name, int connections, int waiting, Map<String, String> session) {
        var own = options();
        session.forEach(own::addProperty);
        var size = size(own);
        size.setMaxSize(connections).setMaxWaitQueueSize(waiting).setName(size.getName() + " " + name);
        return new Database(vertx, own, size, metrics, pulse);
    }

    private static Pool pool(Vertx vertx, PgConnectOptions options, PoolOptions size) {
        return ClientBuilder.pool(DRIVER)
                .with(size)
                .with(PostgresUrl.sockets())
                .connectingTo(options)
                .using(vertx)
                .build();
    }

    /** A shared pool outlives the verticle that opened it, and is found by its name: so that says which database it is. */
    private static PoolOptions size(PgConnectOptions options) {
        return new PoolOptions()
                .setMaxSize(CONNECTIONS)
                .setMaxWaitQueueSize(WAITING)
                .setConnectionTimeout(2)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                .setName("postgresql " + options.getHost() + ":" + options.getPort() + "/" + options.getDatabase())
                .setIdleTimeout(RESTING)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setPoolCleanerPeriod(SWEEP_MS)
                .setShared(true);
    }

    /**
     * For the start: succeeds when the server answers, is PostgreSQL 15 or newer, can be written to and keeps what it says
     * it saved; else fails within 10 s with {@link BackendFailed} saying what to do.
     */
    public Future<Void> probe() {
        var watch = LoopWatch.begin(vertx);
        return PgConnection.connect(vertx, options())
                .compose(connection ->
                        PostgresFault.checkServer(options, connection).eventually(connection::close))
                .timeout(PROBE_MS, TimeUnit.MILLISECONDS)
                .onSuccess(fit -> answered())
                .onComplete(done -> watch.end())
                .recover(failure -> Future.failedFuture(PostgresFault.sentence(options, failure, watch)));
    }

    /**
     * Runs one autocommit statement. Fails with the server's {@code PgException} when the statement is at fault, and with a
     * {@link Problem} UNAVAILABLE when PostgreSQL cannot serve now or does not answer within 7.5 s.
     */
    public Future<RowSet<Row>> query(String sql, Tuple arguments) {
        long asked = System.nanoTime();
        inHand.incrementAndGet();
        return atHome(() -> pool.preparedQuery(sql).execute(arguments))
                .timeout(ANSWER_MS, TimeUnit.MILLISECONDS)
                .onComplete(done -> inHand.decrementAndGet())
                .onSuccess(rows -> answered())
                .recover(failure -> Future.failedFuture(explained(failure, false, asked)));
    }

    /**
     * As {@link #query}, for a statement whose caller must know whether it was carried out. The {@link Problem} is
     * {@code store.unknown} where the statement was sent and no answer came: it may have been. With {@code store.away}, and
     * with {@code store.busy}, where this node has more to ask than its connections can carry, it certainly was not; nor with
     * {@code store.full}, where PostgreSQL has no room on its disk.
     */
    public Future<RowSet<Row>> write(String sql, Tuple arguments) {
        var sent = new AtomicBoolean();
        long asked = System.nanoTime();
        return atHome(() -> pool.getConnection()
                        .recover(none -> isOutage(none)
                                ? Future.failedFuture(none)
                                : Future.failedFuture(PostgresFault.noConnection(none)))
                        .compose(connection -> {
                            sent.set(true);
                            return connection
                                    .preparedQuery(sql)
                                    .execute(arguments)
                                    .eventually(connection::close);
                        }))
                .timeout(ANSWER_MS, TimeUnit.MILLISECONDS)
                .onSuccess(rows -> saved())
                .recover(failure -> Future.failedFuture(explained(failure, sent.get(), asked)));
    }

    private <T> Future<T> atHome(Supplier<Future<T>> question) {
        Promise<T> answer = Promise.promise();
        CallersContext.on(home).runOnContext(now -> question.get().onComplete(answer));
        return answer.future();
    }

    /** For transactions. */
    public Pool pool() {
        return pool;
    }

    /** How to reach the server. */
    public PgConnectOptions options() {
        return new PgConnectOptions(options);
    }

    /**
     * A connection of the caller's own, to listen on. It is closed when it owes an answer for 9 s, also while it is made.
     */
    public Future<PgConnection> connect() {
        return kept.connect(vertx.getOrCreateContext(), options()).map(PgConnection::cast);
    }

    public Future<Void> close() {
        return pool.close();
    }

    /** Whether several statements wait behind each connection, so that what can be put off had better be. */
    public boolean isCrowded() {
        return inHand.get() > crowd;
    }

    /** Whether PostgreSQL is there: false after three misses in a row, or ten seconds without an answer. */
    public boolean up() {
        return pulse.up();
    }

    private void saved() {
        answered();
        if (diskFull.get() && diskFull.compareAndSet(true, false)) LOG.info("PostgreSQL has room on its disk again");
    }

    /** Reading goes on; said once, until something could be saved again. */
    private Problem full(Throwable failure) {
        metrics.stores().missed("postgresql", "disk_full");
        if (diskFull.compareAndSet(false, true)) {
            LOG.error(
                    "PostgreSQL's disk is full, nothing can be saved until there is room on it: {}",
                    failure.getMessage());
        }
        return Problem.unavailable("store.full");
    }

    private void answered() {
        pulse.answered();
        metrics.stores().dependencyUp("postgresql", true);
    }

    private Throwable explained(Throwable failure, boolean sent, long asked) {
        if (PostgresFault.isAnswer(failure)) answered();
        if (DiskFull.isCause(failure)) return full(failure);
        if (!isOutage(failure)) return failure;
        var miss = miss(failure, asked);
        metrics.stores().missed("postgresql", miss.name().toLowerCase(Locale.ROOT));
        if (miss == Miss.AWAY || miss == Miss.SILENT) pulse.missed();
        metrics.stores().dependencyUp("postgresql", pulse.up());
        if (sent && PostgresFault.leavesUnknown(failure)) return Problem.unavailable("store.unknown");
        return Problem.unavailable(miss == Miss.QUEUE || miss == Miss.LAG ? "store.busy" : "store.away");
    }

    /** Why a statement was not carried out in time: the last two are our own fault and no outage. */
    private enum Miss {
        /** It said so, or is not reached. */
        AWAY,
        SILENT,
        /** All connections are busy, and answers come. */
        QUEUE,
        /** This process got no processor to read an answer with. */
        LAG
    }

    private Miss miss(Throwable failure, long asked) {
        if (PostgresFault.isQueue(failure)) return pulse.answeredLately() ? Miss.QUEUE : Miss.SILENT;
        if (!(failure instanceof TimeoutException)) return Miss.AWAY;
        long late = System.nanoTime() - asked - TimeUnit.MILLISECONDS.toNanos(ANSWER_MS);
        return late > LAG_NANOS ? Miss.LAG : Miss.SILENT;
    }

    /**
     * Whether a failure says that PostgreSQL is away or cannot serve now (disk full, a time-out, a standby), rather than
     * that the statement is wrong.
     */
    public static boolean isOutage(Throwable failure) {
        return PostgresFault.isOutage(failure);
    }
}
