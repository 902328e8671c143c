package vn.tinmoi.desk;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.StreamSupport;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.store.Database;

/**
 * The sample stories as they stand on a site, and how they leave it: withdrawn one by one, so that every page, feed and stream
 * hears of it, and never to come back, for a site that has any story gets none. One that somebody changed is theirs. Any
 * thread; fails with a {@link vn.tinmoi.news.Problem}.
 */
public final class Samples {
    /** Who brought them. */
    public static final Actor AUTHOR = new Actor("samples", true);

    private static final String SHOWN = """
            SELECT a.id
              FROM article a
             WHERE a.status = 'published'
               AND EXISTS (SELECT FROM revision r WHERE r.article_id = a.id AND r.version = 1 AND r.actor = 'samples')
               AND NOT EXISTS (SELECT FROM revision r
                                WHERE r.article_id = a.id AND (r.actor LIKE 'person:%' OR r.actor LIKE 'token:%')
                                  AND r.action = 'change')
             ORDER BY a.id""";

    private final Database db;
    private final Desk desk;

    public Samples(Database db, Desk desk) {
        this.db = db;
        this.desk = desk;
    }

    /** How many readers see. */
    public Future<Integer> shown() {
        return ids().map(List::size);
    }

    private Future<List<ArticleId>> ids() {
        return db.query(SHOWN, Tuple.tuple())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new ArticleId(row.getLong("id")))
                        .toList());
    }

    /** Takes all of them away, the oldest first; how many. What is broken off is finished by the next call. */
    public Future<Integer> withdraw(String reason, Actor actor) {
        return ids().compose(ids -> {
            var gone = Future.<Void>succeededFuture();
            for (var id : ids) gone = gone.compose(before -> withdraw(id, reason, actor));
            return gone.map(ids.size());
        });
    }

    /** One that is withdrawn already is as it should be. */
    private Future<Void> withdraw(ArticleId id, String reason, Actor actor) {
        return desk.withdraw(id, reason, null, actor, null)
                .<Void>mapEmpty()
                .recover(failure -> failure instanceof Problem problem && problem.kind() == Problem.Kind.CONFLICT
                        ? Future.succeededFuture()
                        : Future.failedFuture(failure));
    }
}
