package vn.tinmoi.search;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.Database;
import vn.tinmoi.text.Excerpt;
import vn.tinmoi.text.VnText;

/**
 * Keeps {@code article_search} level with the articles, by following the event log rather than in the statement that
 * publishes: that one holds the log's lock and must stay short, and what stood before the table, or was written while no
 * node ran, has to be entered anyway. What is missing is found by comparing versions, so that every node may do it, in any
 * order and twice. Any thread.
 */
public final class SearchIndex {
    private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);

    /** Raise it when words are taken from a text in another way: every story is entered again. */
    private static final int EDITION = 1;

    private static final int AT_ONCE = 64;
    private static final int MOST_WAITING = 10_000; // of an import; then everything is compared instead
    private static final int SETTLED_SOON = 64; // more are an import, which no search waits for
    private static final int AGAIN_MILLIS = 5_000;
    private static final int COMPARE_MILLIS = 600_000; // heals what was never told; 0.2 s for 200,000 stories
    private static final int BODY = 120_000; // characters: more than the 16,000 words that count

    private final Vertx vertx;
    private final Database database;
    private final Set<Long> waiting = new LinkedHashSet<>();
    private final List<Promise<Void>> settling = new ArrayList<>();
    private final List<Promise<Void>> idling = new ArrayList<>();
    private boolean comparing;
    private boolean compareAgain;
    private long below = Long.MAX_VALUE; // what is compared next, from the newest down
    private boolean running;
    private boolean stopped = true;
    private boolean well = true;
    private long timer = -1;

    public SearchIndex(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.database = database;
    }

    /** Begins to enter what is missing, the newest first; readers need not wait for it. */
    public synchronized void start() {
        stopped = false;
        timer = vertx.setPeriodic(COMPARE_MILLIS, tick -> compare());
        compare();
    }

    /** Ends after the batch in hand. */
    public synchronized Future<Void> stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        return idle();
    }

    /** The stories of these events changed. */
    public synchronized void followed(List<LoggedEvent> events) {
        for (var event : events)
            if (event.article().value() > 0) waiting.add(event.article().value());
        if (waiting.size() > MOST_WAITING) {
            waiting.clear();
            compare();
        }
        run();
    }

    /** Anything may have changed. */
    public synchronized void compare() {
        compareAgain = comparing;
        comparing = true;
        run();
    }

    /** Succeeds when the stories that this node was told of by now are entered, or are too many to wait for. */
    synchronized Future<Void> settled() {
        if (!running || waiting.size() > SETTLED_SOON) return Future.succeededFuture();
        Promise<Void> promise = Promise.promise();
        settling.add(promise);
        return promise.future();
    }

    /** Succeeds when there is nothing left to enter, or it has to wait for PostgreSQL. */
    public synchronized Future<Void> idle() {
        if (!running) return Future.succeededFuture();
        Promise<Void> promise = Promise.promise();
        idling.add(promise);
        return promise.future();
    }

    private synchronized void run() {
        if (running || stopped || (waiting.isEmpty() && !comparing)) return;
        running = true;
        step().onComplete(done -> rest(done.cause()));
    }

    /** One batch; what was told goes before what is compared. */
    private Future<Void> step() {
        var batch = nextBatch();
        return batch.isEmpty() ? compareOn() : enter(batch).onFailure(failed -> putBack(batch));
    }

    private synchronized List<Long> nextBatch() {
        var batch = waiting.stream().limit(AT_ONCE).toList();
        batch.forEach(waiting::remove);
        return batch;
    }

    private synchronized void putBack(List<Long> batch) {
        waiting.addAll(batch);
    }

    private Future<Void> compareOn() {
        return database.query(MISSING, Tuple.of(below(), EDITION, AT_ONCE, BODY))
                .map(SearchIndex::list)
                .compose(rows -> rows.isEmpty()
                        ? forgetAll().onSuccess(gone -> comparedAll())
                        : write(rows).onSuccess(written -> comparedTo(rows.getLast())));
    }

    private synchronized long below() {
        return below;
    }

    private synchronized void comparedTo(Row lowest) {
        below = lowest.getLong("id");
    }

    private synchronized void comparedAll() {
        comparing = compareAgain;
        compareAgain = false;
        below = Long.MAX_VALUE;
    }

    private void rest(@Nullable Throwable failure) {
        var told = new ArrayList<Promise<Void>>();
        synchronized (this) {
            running = false;
            boolean over = failure != null || stopped;
            if (over || waiting.isEmpty()) drain(settling, told);
            if (over || (waiting.isEmpty() && !comparing)) drain(idling, told);
            if (failure != null && !stopped) vertx.setTimer(AGAIN_MILLIS, tick -> run());
        }
        told.forEach(Promise::tryComplete);
        report(failure);
        if (failure == null) run();
    }

    private static void drain(List<Promise<Void>> from, List<Promise<Void>> into) {
        into.addAll(from);
        from.clear();
    }

    /** Says each change once: an outage lasts many seconds. */
    private synchronized void report(@Nullable Throwable failure) {
        if (well == (failure == null)) return;
        well = failure == null;
        if (failure == null) LOG.info("stories are entered for search again");
        else LOG.warn("stories not entered for search, each 5 s tries again why={}", failure.toString());
    }

    private static final String COLUMNS = """
            SELECT a.id, a.version, a.title, a.lead, left(a.body_html, $4) AS body_html, a.byline, a.category, a.published_at
              FROM article a
              LEFT JOIN article_search s ON s.article_id = a.id
             WHERE a.status = 'published'
               AND (s.article_id IS NULL OR s.edition < $2 OR s.edition = $2 AND s.version < a.version)
            """;

    private static final String MISSING = COLUMNS + """
               AND a.id < $1::bigint
             ORDER BY a.id DESC
             LIMIT $3""";

    private static final String CHANGED = COLUMNS + """
               AND a.id = ANY($1::bigint[])
             ORDER BY a.id DESC
             LIMIT $3""";

    private static final String FORGET = """
            DELETE FROM article_search s
             USING article a
             WHERE s.article_id = ANY($1::bigint[]) AND a.id = s.article_id AND a.status <> 'published'""";

    private static final String FORGET_ALL = """
            DELETE FROM article_search s
             WHERE NOT EXISTS (SELECT FROM article a WHERE a.id = s.article_id AND a.status = 'published')""";

    private Future<Void> forgetAll() {
        return database.query(FORGET_ALL, Tuple.tuple()).mapEmpty();
    }

    private Future<Void> enter(List<Long> articles) {
        var ids = articles.toArray(Long[]::new);
        return database.query(
                        CHANGED,
                        Tuple.tuple()
                                .addArrayOfLong(ids)
                                .addValue(EDITION)
                                .addValue(AT_ONCE)
                                .addValue(BODY))
                .compose(rows -> write(list(rows)))
                .compose(written -> database.query(FORGET, Tuple.tuple().addArrayOfLong(ids)))
                .mapEmpty();
    }

    // in the order of their ids, so that nodes that write the same stories wait for each other and never in a circle
    private static final String WRITE = """
            INSERT INTO article_search AS s (article_id, version, edition, category, published_at, title_folded,
                   title_a, title_u, words_a, words_u)
            SELECT n.id, n.version, $2::int, n.category, n.published_at, n.title_folded,
                   n.title_a::tsvector, n.title_u::tsvector, n.words_a::tsvector, n.words_u::tsvector
              FROM unnest($1::bigint[], $3::int[], $4::text[], $5::timestamptz[], $6::text[],
                          $7::text[], $8::text[], $9::text[], $10::text[])
                   AS n (id, version, category, published_at, title_folded, title_a, title_u, words_a, words_u)
             ORDER BY n.id
                ON CONFLICT (article_id) DO UPDATE
               SET version = excluded.version, edition = excluded.edition, category = excluded.category,
                   published_at = excluded.published_at, title_folded = excluded.title_folded,
                   title_a = excluded.title_a, title_u = excluded.title_u,
                   words_a = excluded.words_a, words_u = excluded.words_u
             WHERE (s.edition, s.version) < (excluded.edition, excluded.version)""";

    /** A story that cannot be entered keeps no other from it. */
    private Future<Void> write(List<Row> rows) {
        if (rows.isEmpty()) return Future.succeededFuture();
        return writeAll(rows)
                .recover(failure -> Problem.isAway(failure) ? Future.failedFuture(failure) : oneByOne(rows));
    }

    private Future<Void> oneByOne(List<Row> rows) {
        Future<Void> done = Future.succeededFuture();
        for (var row : rows) {
            done = done.compose(before -> writeAll(List.of(row))).recover(failure -> {
                if (Problem.isAway(failure)) return Future.failedFuture(failure);
                LOG.error("story not entered for search article={}", row.getLong("id"), failure);
                return Future.succeededFuture();
            });
        }
        return done;
    }

    private Future<Void> writeAll(List<Row> rows) {
        return vertx.executeBlocking(() -> entries(rows), false)
                .compose(entries -> database.query(WRITE, entries))
                .mapEmpty();
    }

    private static Tuple entries(List<Row> rows) {
        var entries = rows.stream().map(Entry::of).toList();
        return Tuple.tuple()
                .addArrayOfLong(entries.stream().map(Entry::id).toArray(Long[]::new))
                .addInteger(EDITION)
                .addArrayOfInteger(entries.stream().map(Entry::version).toArray(Integer[]::new))
                .addArrayOfString(entries.stream().map(Entry::category).toArray(String[]::new))
                .addArrayOfOffsetDateTime(
                        entries.stream().map(Entry::publishedAt).toArray(OffsetDateTime[]::new))
                .addArrayOfString(entries.stream().map(Entry::titleFolded).toArray(String[]::new))
                .addArrayOfString(
                        entries.stream().map(one -> one.title().accented()).toArray(String[]::new))
                .addArrayOfString(
                        entries.stream().map(one -> one.title().folded()).toArray(String[]::new))
                .addArrayOfString(
                        entries.stream().map(one -> one.words().accented()).toArray(String[]::new))
                .addArrayOfString(
                        entries.stream().map(one -> one.words().folded()).toArray(String[]::new));
    }

    private record Entry(
            long id,
            int version,
            String category,
            OffsetDateTime publishedAt,
            String titleFolded,
            SearchVectors title,
            SearchVectors words) {
        static Entry of(Row row) {
            var title = row.getString("title");
            var words = new SearchVectors()
                    .add(title, 'A')
                    .add(row.getString("lead"), 'B')
                    .add(Excerpt.plain(row.getString("body_html"), BODY), 'C')
                    .add(row.getString("byline"), 'D');
            return new Entry(
                    row.getLong("id"),
                    row.getInteger("version"),
                    row.getString("category"),
                    row.getOffsetDateTime("published_at"),
                    VnText.fold(title),
                    new SearchVectors().add(title, 'A'),
                    words);
        }
    }

    private static List<Row> list(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).toList();
    }
}
