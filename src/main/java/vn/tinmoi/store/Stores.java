package vn.tinmoi.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Problem;

/** PostgreSQL and Redis, opened and proven, embedded where no URL is set. Blocking: for the main thread. */
public final class Stores {
    private static final Logger LOG = LoggerFactory.getLogger(Stores.class);
    private static final int PATIENT_MS = 500; // for an answer to a health check, which itself has a second
    private static final int PATIENCE = 60; // seconds for a migration or the other node's
    private static final int READERS = 6; // connections
    private static final int WAITING = 140; // statements for readers' pages; more than this and waiting is worse
    private static final int START =
            30; // seconds in which a statement of a start is asked again: four answers that are late

    private final @Nullable EmbeddedBackends embedded;
    private final Database database;
    private final Database readers;
    private final RedisLink redis;

    private Stores(@Nullable EmbeddedBackends embedded, Database database, RedisLink redis) {
        this.embedded = embedded;
        this.database = database;
        this.readers = database.apart("readers", READERS, WAITING, Map.of());
        this.redis = redis;
    }

    /**
     * Opens both stores and brings the schema up to date.
     *
     * @throws BackendFailed with a sentence for the operator
     */
    public static Stores open(Vertx vertx, Settings settings, Metrics metrics) {
        return open(vertx, settings, metrics, EmbeddedBackends::start);
    }

    /**
     * As {@link #open}, beside another process that may have started the embedded stores of the same folder, or be about to:
     * a command waits a minute for stores that do not answer yet.
     */
    public static Stores join(Vertx vertx, Settings settings, Metrics metrics) {
        return new Insistence(PATIENCE, Stores::mayCome)
                .ask("the stores", () -> open(vertx, settings, metrics, EmbeddedBackends::startOrJoin));
    }

    /** Whether waiting may help: nobody answers; a wrong password or an old server stays what it is. */
    private static boolean mayCome(Throwable failure) {
        var cause = failure.getCause();
        return failure instanceof Problem || cause instanceof TimeoutException || cause instanceof IOException;
    }

    /** How embedded stores are come by. */
    interface Embedding {
        EmbeddedBackends start(Path dataDir, boolean postgres, boolean redis);
    }

    static Stores open(Vertx vertx, Settings settings, Metrics metrics, Embedding embedding) {
        boolean ownPostgres = settings.database() == null;
        boolean ownRedis = settings.redis() == null;
        var embedded = ownPostgres || ownRedis ? embedding.start(settings.dataDir(), ownPostgres, ownRedis) : null;
        try {
            var databaseUrl = embedded != null && ownPostgres ? embedded.databaseUrl() : required(settings.database());
            var redisUrl = embedded != null && ownRedis ? embedded.redisUrl() : required(settings.redis());
            var database = Database.open(vertx, databaseUrl, metrics);
            var ready = database.probe().compose(proven -> Migrations.migrate(vertx, databaseUrl));
            int migrated = await(ownPostgres ? embedded("PostgreSQL", settings, ready) : ready);
            if (migrated > 0) LOG.info("schema brought up to date migrations={}", migrated);
            var redis = RedisLink.open(vertx, redisUrl, metrics);
            await(ownRedis ? embedded("Redis", settings, redis.probe()) : redis.probe());
            return new Stores(embedded, database, redis);
        } catch (RuntimeException e) {
            if (embedded != null) embedded.close();
            throw e;
        }
    }

    /** As the answer is; but a setting of the operator's is not to blame where the server is the embedded one. */
    private static <T> Future<T> embedded(String server, Settings settings, Future<T> answer) {
        return answer.recover(failure -> Future.failedFuture(
                failure instanceof Unreachable ? embeddedFailed(server, settings.dataDir(), failure) : failure));
    }

    private static BackendFailed embeddedFailed(String server, Path dataDir, Throwable failure) {
        var cause = failure.getCause() == null ? failure : failure.getCause();
        var why = cause instanceof TimeoutException
                ? "did not answer in time: this machine is too busy, or its process hangs"
                : "cannot be used (" + cause.getMessage() + ")";
        return new BackendFailed(
                "the embedded " + server + " in " + dataDir.toAbsolutePath() + " " + why
                        + "; nothing was changed, so run the same again when it is quieter, and see its log there if that"
                        + " does not help",
                cause);
    }

    /** What a command does with PostgreSQL alone. */
    public interface Work<T> {
        T on(Database database);
    }

    /**
     * Opens PostgreSQL, beside another process that may have started the embedded one, has the work done and lets go of it.
     * The schema is brought up to date before, unless it is to be made anew.
     */
    public static <T> T onDatabase(Vertx vertx, Settings settings, Metrics metrics, boolean migrated, Work<T> work) {
        if (settings.database() != null) return onDatabase(vertx, settings.database(), metrics, migrated, work);
        try (var embedded = EmbeddedBackends.startOrJoin(settings.dataDir(), true, false)) {
            return onDatabase(vertx, embedded.databaseUrl(), metrics, migrated, work);
        }
    }

    private static <T> T onDatabase(Vertx vertx, String url, Metrics metrics, boolean migrated, Work<T> work) {
        var database = Database.open(vertx, url, metrics);
        try {
            await(database.probe());
            int applied = migrated ? await(Migrations.migrate(vertx, url)) : 0;
            if (applied > 0) LOG.info("schema brought up to date migrations={}", applied);
            return work.on(database);
        } finally {
            await(database.close());
        }
    }

    /** Brings the database's schema up to date; how many migrations that took. */
    public static int migrate(Vertx vertx, Settings settings) {
        if (settings.database() != null) return await(migrated(vertx, settings.database()));
        try (var embedded = EmbeddedBackends.startOrJoin(settings.dataDir(), true, false)) {
            return await(embedded("PostgreSQL", settings, migrated(vertx, embedded.databaseUrl())));
        }
    }

    private static Future<Integer> migrated(Vertx vertx, String databaseUrl) {
        var database = Database.open(vertx, databaseUrl, new Metrics());
        return database.probe().eventually(database::close).compose(proven -> Migrations.migrate(vertx, databaseUrl));
    }

    private static String required(@Nullable String url) {
        return Objects.requireNonNull(url);
    }

    public Database database() {
        return database;
    }

    /** The same, by connections of their own, for what readers ask: however many they are, who publishes finds a connection. */
    public Database readers() {
        return readers;
    }

    public RedisLink redis() {
        return redis;
    }

    /** Whether each store is there, by its name; asks it, so that an outage is noticed, but one late answer is none. */
    public Map<String, Supplier<Future<Boolean>>> questions() {
        return Map.of(
                "postgresql",
                        () -> database.query("SELECT 1", Tuple.tuple())
                                .<Boolean>map(true)
                                .timeout(PATIENT_MS, TimeUnit.MILLISECONDS)
                                .otherwise(late -> database.up()),
                "redis", () -> Future.succeededFuture(redis.there()));
    }

    /** A stop began: embedded stores that end are not started again. */
    public void standDown() {
        if (embedded != null) embedded.standDown();
    }

    /** Lets go of both, and stops the embedded ones, in what is left of that time. */
    public void close(Countdown countdown) {
        countdown.settle(Countdown.Step.CONNECTIONS, Future.join(readers.close(), database.close(), redis.close()));
        if (embedded == null) return;
        try {
            embedded.close(countdown.left(Countdown.Step.SERVERS));
        } catch (BackendFailed e) {
            countdown.report(Countdown.Step.SERVERS, e);
        }
    }

    /**
     * What {@code question} gives, asked again for half a minute where the store does not answer it, which under load need not
     * be the store's fault; then that failure. For what may be done twice from its beginning. {@code what}: is waited for, in
     * the log.
     */
    public static <T> T insist(String what, Supplier<Future<T>> question) {
        return new Insistence(START, Stores::mayPass).ask(what, () -> await(question.get()));
    }

    /** The same without blocking; {@code question} is asked on the context of its failure. */
    public static <T> Future<T> insist(Vertx vertx, String what, Supplier<Future<T>> question) {
        return new Insistence(START, Stores::mayPass).ask(vertx, what, question);
    }

    /** What may have been carried out is not said again: a secret that it made would be another one. */
    private static boolean mayPass(Throwable failure) {
        if (failure instanceof Problem problem)
            return Problem.isAway(problem) && !problem.code().equals("store.unknown");
        return Database.isOutage(failure);
    }

    /** The result, waited for on a thread that may wait. */
    public static <T> T await(Future<T> future) {
        return await(future, PATIENCE);
    }

    public static <T> T await(Future<T> future, long seconds) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new BackendFailed(
                    "there was no answer within " + seconds
                            + " s: a store hangs, or this machine is too busy; try again when it is quieter",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
