package vn.tinmoi.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vn.tinmoi.Await;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Problem;

@Execution(ExecutionMode.CONCURRENT)
final class DatabaseTest {
    private final Vertx vertx = Vertx.vertx();
    private final Metrics metrics = new Metrics();

    @AfterEach
    void close() {
        TestBackends.wait(vertx.close());
    }

    @Test
    void aFullDiskIsCalledThatAndIsNoOutage() {
        var database = probed(TestBackends.freshDatabase());
        var full =
                "DO $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$";

        for (int i = 0; i < 4; i++) {
            assertThat(failure(database.write(full, Tuple.tuple())))
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.code()).isEqualTo("store.full"));
        }

        assertThat(database.up()).isTrue();
    }

    @Test
    void aProbedDatabaseAnswersQueries() {
        var database = probed(TestBackends.freshDatabase());

        var rows =
                TestBackends.wait(database.query("SELECT name_vi FROM category WHERE slug = $1", Tuple.of("xa-hoi")));

        assertThat(rows.iterator().next().getString(0)).isEqualTo("Xã hội");
        assertThat(metrics.scrape()).contains("tinmoi_dependency_up{name=\"postgresql\"} 1.0");
    }

    @Test
    void twoDatabasesOfOneProcessDoNotShareTheirConnections() {
        var first = probed(TestBackends.freshDatabase());
        var second = probed(TestBackends.freshDatabase());

        assertThat(name(first)).isNotEqualTo(name(second));
    }

    /** Or the lines that are logged then could not say which request they belong to. */
    @Test
    void whatIsKnownOfTheCallerIsKnownWhenItsAnswerIsThere() {
        var database = probed(TestBackends.freshDatabase());
        for (var sql : List.of("SELECT 1", "no SQL")) {
            var caller = ((VertxInternal) vertx).createEventLoopContext().duplicate();
            Promise<Object> known = Promise.promise();

            caller.runOnContext(now -> {
                ContextInternal.LOCAL_MAP.get(caller, ConcurrentHashMap::new).put("request", sql);
                database.query(sql, Tuple.tuple())
                        .eventually(() -> database.write(sql, Tuple.tuple()))
                        .onComplete(answered -> known.complete(ContextInternal.LOCAL_MAP
                                .get(ContextInternal.current(), ConcurrentHashMap::new)
                                .getOrDefault("request", "nothing")));
            });

            assertThat(TestBackends.wait(known.future())).isEqualTo(sql);
        }
    }

    @Test
    void aWrongStatementIsNotAnOutage() {
        var database = probed(TestBackends.freshDatabase());

        for (var failure : new Throwable[] {
            failure(database.query("SELECT nonsense", Tuple.tuple())),
            failure(database.query("INSERT INTO category (slug) VALUES ($1)", Tuple.of("a"))),
        }) {
            assertThat(failure).isInstanceOf(PgException.class);
            assertThat(Database.isOutage(failure)).isFalse();
        }
        assertThat(failure(database.query("SELECT $1::int", Tuple.of("text")))).isNotInstanceOf(Problem.class);
        assertThat(failure(database.query("SELECT $1::int", Tuple.tuple()))).isNotInstanceOf(Problem.class);
        assertThat(metrics.scrape()).contains("tinmoi_dependency_up{name=\"postgresql\"} 1.0");
    }

    @Test
    void aServerThatWasKilledIsAnOutageUntilItIsBack() {
        try (var server = TestBackends.ownPostgres()) {
            var database = probed(server.url());
            assertThat(name(database)).isEqualTo("tinmoi");

            server.kill();
            assertThat(failure(database.query("SELECT 1", Tuple.tuple()))).isInstanceOf(Problem.class);
            assertThat(database.up()).as("one miss is no outage").isTrue();
            while (database.up())
                assertThat(problem(database.query("SELECT 1", Tuple.tuple()))).isEqualTo("store.away");
            assertThat(metrics.scrape()).contains("tinmoi_dependency_up{name=\"postgresql\"} 0.0");

            server.restart();
            assertThat(name(database)).isEqualTo("tinmoi");
            assertThat(metrics.scrape()).contains("tinmoi_dependency_up{name=\"postgresql\"} 1.0");
        }
    }

    @Test
    void aFrozenServerIsAnOutageWithinEightSeconds() {
        try (var server = TestBackends.ownPostgres()) {
            var database = probed(server.url());
            assertThat(name(database)).isEqualTo("tinmoi");

            server.pause();
            assertThat(failure(Sooner.than(8_000, vertx, () -> database.query("SELECT 1", Tuple.tuple()))))
                    .isInstanceOf(Problem.class);

            server.resume();
            assertThat(name(database)).isEqualTo("tinmoi");
        }
    }

    @Test
    void connectionsThatWentDeafLeaveTheirPlacesInThePool() {
        var cable = new Cable(vertx, TestBackends.freshDatabase());
        var database = probed(cable.url());
        var busy = new ArrayList<Future<?>>();
        for (int i = 0; i < 12; i++) busy.add(database.query("SELECT pg_sleep(0.2)::text", Tuple.tuple()));
        TestBackends.wait(Future.all(busy));

        cable.goDeaf();
        var lost = new ArrayList<Future<?>>();
        for (int i = 0; i < 12; i++)
            lost.add(database.query("SELECT 1", Tuple.tuple()).otherwiseEmpty());
        TestBackends.wait(Future.all(lost));

        int asked = 0;
        while (TestBackends.wait(
                        database.query("SELECT 1", Tuple.tuple()).map(1).otherwise(0))
                == 0) assertThat(++asked).as("questions, one for each place").isLessThanOrEqualTo(12);
    }

    @Test
    void callersOfAllLoopsShareAConnectionAsLongAsOneIsEnough() {
        var database = probed(TestBackends.freshDatabase());
        var asked = Promise.<Set<Integer>>promise();
        backends(database, 24, Set.of()).onComplete(asked);

        assertThat(TestBackends.wait(asked.future())).hasSize(1);
    }

    /** The server's processes that answer so many statements, one after the other, each asked on another loop. */
    private Future<Set<Integer>> backends(Database database, int times, Set<Integer> before) {
        if (times == 0) return Future.succeededFuture(before);
        var answer = Promise.<Set<Integer>>promise();
        var other = ((VertxInternal) vertx).createEventLoopContext();
        other.runOnContext(now -> database.query("SELECT pg_backend_pid()", Tuple.tuple())
                .map(rows -> {
                    var all = new HashSet<>(before);
                    all.add(rows.iterator().next().getInteger(0));
                    return (Set<Integer>) all;
                })
                .onComplete(answer));
        return answer.future().compose(all -> backends(database, times - 1, all));
    }

    @Test
    void aQueueOfOurOwnIsNoOutage() {
        var database = probed(TestBackends.freshDatabase()).apart("crowded", 2, 3, Map.of());
        var busy = new ArrayList<Future<?>>();
        for (int i = 0; i < 2; i++) busy.add(database.query("SELECT pg_sleep(3)::text", Tuple.tuple()));
        for (int i = 0; i < 3; i++)
            busy.add(database.query("SELECT 1", Tuple.tuple()).otherwiseEmpty());

        assertThat(problem(database.write("SELECT 1", Tuple.tuple()))).isEqualTo("store.busy");
        TestBackends.wait(Future.all(busy));

        assertThat(database.up()).isTrue();
        assertThat(metrics.scrape())
                .contains("tinmoi_dependency_up{name=\"postgresql\"} 1.0", "reason=\"queue\"")
                .contains("name=\"postgresql\",reason=\"away\"} 0.0");
        assertThat(name(database)).startsWith("test_");
    }

    @Test
    void aWriteSaysWhetherItMayHaveBeenCarriedOut() {
        var url = TestBackends.freshDatabase();
        var direct = probed(url);
        var cable = new Cable(vertx, url);
        var database = probed(cable.url());
        assertThat(name(database)).startsWith("test_");

        var lost = database.write("CREATE TABLE sent AS SELECT 1 AS one FROM pg_sleep(0.5)", Tuple.tuple());
        awaitActive(direct, "CREATE TABLE sent");
        cable.goDeaf();
        assertThat(problem(lost)).isEqualTo("store.unknown");
        assertThat(TestBackends.wait(direct.query("SELECT one FROM sent", Tuple.tuple())))
                .hasSize(1);

        var under = database.write("SELECT pg_sleep(3)::text", Tuple.tuple());
        awaitActive(direct, "SELECT pg_sleep(3)");
        cable.cut();
        assertThat(problem(under)).isEqualTo("store.unknown");

        assertThat(problem(database.write("CREATE TABLE unsent AS SELECT 1", Tuple.tuple())))
                .isEqualTo("store.away");
        assertThat(failure(direct.write("SELECT nonsense", Tuple.tuple()))).isInstanceOf(PgException.class);
        assertThat(problem(direct.write("SELECT pg_sleep(6)::text", Tuple.tuple())))
                .isEqualTo("store.away"); // the server itself gave it up
    }

    private static void awaitActive(Database database, String statement) {
        var active = "SELECT FROM pg_stat_activity"
                + " WHERE starts_with(query, $1) AND state = 'active' AND datname = current_database()";
        Await.until(() ->
                TestBackends.wait(database.query(active, Tuple.of(statement))).size() > 0);
    }

    private static String problem(Future<?> future) {
        var failure = failure(future);
        assertThat(failure).isInstanceOf(Problem.class);
        return ((Problem) failure).code();
    }

    @Test
    void wrongAddressesGetOneClearSentenceWithoutThePassword() throws Exception {
        var right = TestBackends.freshDatabase();
        var place = right.substring(right.indexOf('@') + 1);

        assertThat(sentence("postgresql://u:s3cret@127.0.0.1:1/db")).contains("127.0.0.1:1 cannot be reached");
        assertThat(sentence("postgresql://u:s3cret@nowhere.invalid/db")).contains("host name is unknown");
        assertThat(sentence("postgresql://tinmoi:s3cret@" + place)).contains("refuses the user tinmoi");
        assertThat(sentence(right + "_gone")).contains("has no database test_");
        assertThat(sentence("postgresql://u:s3 cret@[")).contains("TINMOI_DATABASE_URL cannot be read");
        assertThat(sentence("mysql://u:s3cret@127.0.0.1/db")).contains("TINMOI_DATABASE_URL cannot be read");
        try (var silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            assertThat(sentence("postgresql://u:s3cret@127.0.0.1:" + silent.getLocalPort() + "/db"))
                    .contains("does not answer in time");
        }
    }

    @Test
    void aServerThatMayLoseDataIsRefused() {
        var url = TestBackends.freshDatabase();
        var database = probed(url);
        var name = url.substring(url.lastIndexOf('/') + 1);
        TestBackends.wait(database.query("ALTER DATABASE " + name + " SET synchronous_commit = off", Tuple.tuple()));

        assertThat(sentence(url)).contains("may lose what it said it saved: synchronous_commit is off");
    }

    private Database probed(String url) {
        var database = Database.open(vertx, url, metrics);
        TestBackends.wait(database.probe());
        return database;
    }

    private static String name(Database database) {
        return TestBackends.wait(database.query("SELECT current_database()", Tuple.tuple()))
                .iterator()
                .next()
                .getString(0);
    }

    private String sentence(String url) {
        var failure = failure(Sooner.than(
                10_000,
                vertx,
                () -> Future.succeededFuture().compose(now -> {
                    var database = Database.open(vertx, url, metrics);
                    return database.probe().eventually(database::close);
                })));
        assertThat(failure).isInstanceOf(BackendFailed.class);
        assertThat(failure.getMessage()).doesNotContain("s3cret").doesNotContain("\n");
        return failure.getMessage();
    }

    private static Throwable failure(Future<?> future) {
        return TestBackends.wait(future.<Throwable>map(value -> {
                    throw new AssertionError("expected a failure, got " + value);
                })
                .otherwise(failure -> failure));
    }
}
