package vn.tinmoi.log;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.store.Database;
import vn.tinmoi.store.TestBackends;

/** A database of its own with an event log, and what a test does to it. Waits block; not for event loops. */
public final class LogFixture implements AutoCloseable {
    public final Vertx vertx;
    public final Metrics metrics = new Metrics();
    public final String url;
    public final Database database;
    public final EventLog log;

    public LogFixture(Vertx vertx) {
        this(vertx, TestBackends.freshDatabase());
    }

    /** On a database that is there already. */
    public LogFixture(Vertx vertx, String url) {
        this.vertx = vertx;
        this.url = url;
        this.database = Database.open(vertx, url, metrics);
        this.log = new EventLog(database);
    }

    private static final String APPEND = "SELECT append_event($1, $2, $3, $4, $5, $6, $7::text::json) AS seq";

    /** Appends an event as the newsroom does; gives its number. */
    public Future<Long> append(
            String kind, long article, String category, String previous, boolean featured, String payload) {
        return database.query(APPEND, Tuple.of(kind, article, 1, category, previous, featured, payload))
                .map(rows -> rows.iterator().next().getLong("seq"));
    }

    public long publish(long article) {
        return await(append(
                EventText.PUBLISHED,
                article,
                "tin-tuc",
                "tin-tuc",
                false,
                "{\"id\":" + article + ",\"title\":\"Tin\"}"));
    }

    /** What the newsroom's withdrawal does to the log: one transaction rewrites the story's rows and appends the event. */
    public long withdraw(long article) {
        var payload = EventText.withdrawn(new vn.tinmoi.news.ArticleId(article));
        return await(database.query("""
                        WITH rewritten AS (
                            UPDATE event_log SET kind = 'article.withdrawn', payload = $2::text::json
                             WHERE article_id = $1 RETURNING seq)
                        SELECT append_event('article.withdrawn', $1, 2, 'tin-tuc', 'tin-tuc', false, $2::text::json) AS seq
                          FROM (SELECT count(*) FROM rewritten) done""", Tuple.of(article, payload))
                .map(rows -> rows.iterator().next().getLong("seq")));
    }

    public RowSet<Row> sql(String sql) {
        return await(database.pool().query(sql).execute());
    }

    public PgConnection connect() {
        return await(PgConnection.connect(vertx, database.options()));
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /**
     * The answer to what is asked on an event loop. Who asks on another thread may be put aside before the handler of an
     * answer, a body or a message is in place, and Vert.x drops what nobody waits for.
     */
    public static <T> T await(Vertx vertx, Supplier<Future<T>> question) {
        var answer = Promise.<T>promise();
        vertx.runOnContext(now -> question.get().onComplete(answer));
        return await(answer.future());
    }

    @Override
    public void close() {
        await(database.close());
    }

    /** Remembers what it was told. */
    static final class Recorder implements Followers {
        final LinkedBlockingQueue<LoggedEvent> events = new LinkedBlockingQueue<>();
        final LinkedBlockingQueue<Cursor> epochs = new LinkedBlockingQueue<>();
        final LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();
        final LinkedBlockingQueue<io.vertx.core.Context> contexts = new LinkedBlockingQueue<>();

        @Override
        public void followed(List<LoggedEvent> next) {
            contexts.add(Vertx.currentContext());
            events.addAll(next);
        }

        @Override
        public void said(String word) {
            said.add(word);
        }

        @Override
        public void epochChanged(Cursor head) {
            epochs.add(head);
        }

        List<Long> take(int n) {
            var numbers = new ArrayList<Long>();
            while (numbers.size() < n) numbers.add(next(events).id().seq());
            return numbers;
        }

        static <T> T next(LinkedBlockingQueue<T> queue) {
            try {
                var next = queue.poll(20, TimeUnit.SECONDS);
                if (next == null) throw new AssertionError("nothing came within 20 s");
                return next;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
