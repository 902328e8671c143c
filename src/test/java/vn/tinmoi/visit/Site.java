package vn.tinmoi.visit;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.VisitCounts;
import vn.tinmoi.store.Database;
import vn.tinmoi.store.RedisLink;
import vn.tinmoi.store.Script;
import vn.tinmoi.store.TestBackends;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Messages;
import vn.tinmoi.web.Problems;
import vn.tinmoi.web.TestErrorPages;

/** One site on real stores, with as many nodes as a test wants, whose stores can be made to fail. Close it. */
final class Site implements AutoCloseable {
    static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    /** An address whose limits are lifted. */
    static final String LOAD_TESTER = "198.51.100.7";

    final Vertx vertx = Vertx.vertx();
    final Metrics metrics = new Metrics();
    final RedisLink redis = RedisLink.open(vertx, TestBackends.freshRedis(), metrics);
    final Database database = Database.open(vertx, TestBackends.freshDatabase(), metrics);
    final InstantSource clock;

    Site(InstantSource clock) {
        this.clock = clock;
        wait(redis.probe());
    }

    /** A node of the site, started but without its timers: the test calls {@code beat}. */
    final class Node {
        final List<VisitCounts> told = new CopyOnWriteArrayList<>();
        Consumer<VisitCounts> listener = counts -> {};
        /** Where everybody is. */
        String address = "203.0.113.7";

        boolean redisAway;
        Future<Boolean> staff = Future.succeededFuture(false);
        int scripts;
        int statements;
        /** How often PostgreSQL executes a statement but its answer is lost. */
        int answersLost;

        boolean databaseAway;
        /** How often Redis judges but its answer is lost. */
        int judgementsLost;

        /** Completed when the next exchange has happened; its answer comes after {@code onItsWay}. */
        Promise<Void> exchanged;

        Promise<Void> onItsWay;
        final Visits visits;

        Node(int burst, int newPerMinute) {
            visits = new Visits(
                    vertx,
                    this::query,
                    this::eval,
                    new VisitRules(ZONE, burst, newPerMinute, LOAD_TESTER::equals),
                    clock,
                    metrics,
                    answers(),
                    request -> address,
                    () -> "https://tin.example.vn",
                    request -> staff,
                    this::tell);
        }

        private void tell(VisitCounts counts) {
            if (told.isEmpty() || !counts.saysTheSameAs(told.getLast())) told.add(counts);
            listener.accept(counts);
        }

        void arrive(String session) {
            visits.audience().arrived(Requests.of(session), "sse");
        }

        VisitCounts beat() {
            Site.wait(visits.beat());
            return visits.current();
        }

        private Future<RowSet<Row>> query(String sql, Tuple arguments) {
            statements++;
            if (databaseAway) return Future.failedFuture(new IOException("PostgreSQL is away"));
            var answer = database.query(sql, arguments);
            if (answersLost == 0) return answer;
            answersLost--;
            return answer.compose(executed -> Future.failedFuture(new IOException("the answer got lost")));
        }

        private Future<Response> eval(Script script, List<String> keys, List<String> arguments) {
            scripts++;
            if (redisAway) return Future.failedFuture(new IOException("Redis is away"));
            var answer = redis.eval(script, keys, arguments);
            if (judgementsLost > 0 && keys.getFirst().startsWith("tinmoi:session:")) {
                judgementsLost--;
                return answer.compose(judged -> Future.failedFuture(new IOException("the answer got lost")));
            }
            boolean late = onItsWay != null && keys.getFirst().equals("tinmoi:nodes");
            return late
                    ? answer.onSuccess(executed -> exchanged.tryComplete())
                            .compose(executed -> onItsWay.future().map(executed))
                    : answer;
        }
    }

    Node node() {
        return node(1_000_000);
    }

    /** One that counts so many new sessions of a network a minute. */
    Node node(int newPerMinute) {
        return node(newPerMinute, newPerMinute);
    }

    Node node(int burst, int newPerMinute) {
        return new Node(burst, newPerMinute);
    }

    static Answers answers() {
        return new Answers(new Problems(new Messages(), TestErrorPages.saying((title, detail) -> detail)));
    }

    Response redis(Command command, String... arguments) {
        var request = Request.cmd(command);
        for (var argument : arguments) request.arg(argument);
        return wait(redis.send(request));
    }

    static <T> T wait(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        wait(redis.close());
        wait(database.close());
        wait(vertx.close());
    }
}
