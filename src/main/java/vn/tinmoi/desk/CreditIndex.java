package vn.tinmoi.desk;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.store.Database;
import vn.tinmoi.text.Credit;

/**
 * Enters whom a byline names into articles that were saved before that was stored. The desk does it for each one that it
 * saves; this goes from the newest to the oldest that lacks it, once after a start and then each ten minutes, because a node
 * of an older edition may still be writing. Every node may do it at once: what another one holds or has done is passed by.
 * Any thread.
 */
public final class CreditIndex {
    private static final Logger LOG = LoggerFactory.getLogger(CreditIndex.class);
    private static final int AT_ONCE = 500;
    private static final int AGAIN_MILLIS = 600_000;

    private final Vertx vertx;
    private final Database database;
    private boolean stopped = true;
    private long timer = -1;
    private Future<Void> pass = Future.succeededFuture();

    public CreditIndex(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.database = database;
    }

    /** Begins; readers need not wait for it. */
    public synchronized void start() {
        stopped = false;
        timer = vertx.setPeriodic(AGAIN_MILLIS, tick -> begin());
        begin();
    }

    /** Ends after the batch in hand. */
    public synchronized Future<Void> stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        return idle();
    }

    /** Succeeds when the pass in hand is over. */
    synchronized Future<Void> idle() {
        return pass.otherwiseEmpty();
    }

    private synchronized void begin() {
        if (!pass.isComplete()) return;
        pass = enter(Long.MAX_VALUE)
                .onFailure(e -> LOG.warn("bylines not entered, ten minutes later tries again: {}", e.toString()));
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private static final String LACKING = """
            SELECT id, byline
              FROM article
             WHERE author_slug IS NULL AND id < $1
             ORDER BY id DESC
             LIMIT $2""";

    private Future<Void> enter(long below) {
        if (isStopped()) return Future.succeededFuture();
        return database.query(LACKING, Tuple.of(below, AT_ONCE))
                .map(CreditIndex::list)
                .compose(rows -> rows.isEmpty()
                        ? Future.succeededFuture()
                        : write(rows).compose(written -> enter(rows.getLast().getLong("id"))));
    }

    // an article that was changed since has what it needs from the desk
    private static final String WRITE = """
            UPDATE article a
               SET author_slug = n.author, source_slug = n.source
              FROM (SELECT id
                      FROM article
                     WHERE id = ANY ($1::bigint[]) AND author_slug IS NULL
                     ORDER BY id
                       FOR NO KEY UPDATE SKIP LOCKED) held
              JOIN unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) AS n (id, byline, author, source) USING (id)
             WHERE a.id = held.id AND a.byline = n.byline""";

    private Future<Void> write(List<Row> rows) {
        var credits =
                rows.stream().map(row -> Credit.of(row.getString("byline"))).toList();
        var arguments = Tuple.tuple()
                .addArrayOfLong(rows.stream().map(row -> row.getLong("id")).toArray(Long[]::new))
                .addArrayOfString(
                        rows.stream().map(row -> row.getString("byline")).toArray(String[]::new))
                .addArrayOfString(credits.stream().map(Credit::authorSlug).toArray(String[]::new))
                .addArrayOfString(credits.stream().map(Credit::sourceSlug).toArray(String[]::new));
        return database.query(WRITE, arguments).mapEmpty();
    }

    private static List<Row> list(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).toList();
    }
}
