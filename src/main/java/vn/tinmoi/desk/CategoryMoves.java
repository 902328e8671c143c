package vn.tinmoi.desk;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.article.ArticleRow;
import vn.tinmoi.article.PictureRow;
import vn.tinmoi.log.EventText;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Headline;
import vn.tinmoi.news.NewsEvent;
import vn.tinmoi.people.Actor;
import vn.tinmoi.store.Database;

/**
 * Moves the stories of categories that are gone to those that took their place, some hundred in a statement, so that neither
 * the log nor a row is held for long, and whoever dies in the middle leaves only whole ones behind. Each published story that
 * moves is an {@code article.revised} that says where it stood. What was begun stands in {@code category_former}: any node may
 * go on with it, several at a time do no harm. Any thread; fails as {@link Database#query} does.
 */
public final class CategoryMoves {
    private static final Logger LOG = LoggerFactory.getLogger(CategoryMoves.class);
    private static final int AT_ONCE = 250; // about 0.1 s of the log's lock
    private static final Actor ACTOR = new Actor("categories", true);

    private static final long LOOK_MILLIS = 60_000; // for what a node that died has left behind

    private final Vertx vertx;
    private final Database db;
    private long timer = -1;
    private volatile boolean stopped;
    private Future<Integer> under = Future.succeededFuture(0);

    public CategoryMoves(Vertx vertx, Database db) {
        this.vertx = vertx;
        this.db = db;
    }

    /** Goes on with what was begun, at once and each minute. */
    public synchronized void start() {
        timer = vertx.setPeriodic(LOOK_MILLIS, tick -> look());
        look();
    }

    private void look() {
        run().onFailure(e -> LOG.warn("categories not moved, the next minute tries again: {}", e.toString()));
    }

    /** Ends after the statement in hand. */
    public synchronized Future<Void> stop() {
        vertx.cancelTimer(timer);
        stopped = true;
        return under.otherwise(0).mapEmpty();
    }

    private record Way(String from, String into) {}

    private static final String WAITING = """
            SELECT f.slug, f.into_slug
              FROM category_former f JOIN category c ON c.slug = f.slug
             ORDER BY f.at, f.slug
             LIMIT 1""";

    /** Moves all that is waiting, and gives how many stories that were; begun by several at a time, one after the other. */
    public synchronized Future<Integer> run() {
        under = under.otherwise(0).compose(before -> run(0));
        return under;
    }

    private Future<Integer> run(int before) {
        return db.query(WAITING, Tuple.tuple()).compose(rows -> {
            var found = rows.iterator();
            if (!found.hasNext() || stopped) return Future.succeededFuture(before);
            var row = found.next();
            var way = new Way(row.getString("slug"), row.getString("into_slug"));
            return move(way, 0).compose(moved -> {
                LOG.info("category moved from={} into={} stories={}", way.from, way.into, moved);
                return run(before + moved);
            });
        });
    }

    private static final String NEXT = "SELECT " + ArticleRow.HEADLINE + """
            , a.status
              FROM article a
            """ + PictureRow.JOIN + """
             WHERE a.category = $1
             ORDER BY a.id
             LIMIT $2""";

    private Future<Integer> move(Way way, int before) {
        return db.query(NEXT, Tuple.of(way.from, AT_ONCE)).compose(rows -> {
            if (stopped) return Future.succeededFuture(before);
            if (rows.size() == 0)
                return close(way).compose(closed -> closed ? Future.succeededFuture(before) : move(way, before));
            var next = StreamSupport.stream(rows.spliterator(), false).toList();
            return move(way, next).compose(moved -> move(way, before + moved));
        });
    }

    // The event is appended in the outermost list, when all else is done: see DeskWrites.
    private static final String MOVE = """
            WITH moving AS (
                SELECT * FROM unnest($3::bigint[], $4::int[], $5::text[]) AS w (id, version, payload)),
            changed AS (
                UPDATE article a SET category = $2::text, version = a.version + 1
                  FROM moving w
                 WHERE a.id = w.id AND a.version = w.version AND a.category = $1::text
                RETURNING a.*),
            revised AS (
                INSERT INTO revision (article_id, version, action, actor, snapshot)
                SELECT id, version, 'move', $6::text, to_jsonb(changed) FROM changed
                RETURNING article_id),
            audited AS (
                INSERT INTO audit (actor, action, article_id, detail)
                SELECT $6::text, 'move', id, json_build_object('from', $1::text, 'into', $2::text)::jsonb FROM changed
                RETURNING article_id),
            done AS (
                SELECT (SELECT count(*) FROM revised) AS stories, (SELECT count(*) FROM audited) AS audits)
            SELECT done.stories,
                   (SELECT count(append_event('%s', c.id, c.version, $2::text, $1::text, c.featured, c.payload::json))
                      FROM (SELECT changed.id, changed.version, changed.featured, w.payload
                              FROM changed JOIN moving w ON w.id = changed.id
                             WHERE changed.status = 'published'
                             ORDER BY changed.id) c) AS events
              FROM done""".formatted(EventText.REVISED);

    /** How many moved: who was changed meanwhile comes with the next look. */
    private Future<Integer> move(Way way, List<Row> stories) {
        var ids = new Long[stories.size()];
        var versions = new Integer[stories.size()];
        var payloads = new String[stories.size()];
        for (int i = 0; i < ids.length; i++) {
            var row = stories.get(i);
            ids[i] = row.getLong("id");
            versions[i] = row.getInteger("version");
            payloads[i] = isPublished(row) ? payload(way, ArticleRow.headline(row)) : "{}";
        }
        return db.write(MOVE, Tuple.of(way.from, way.into, ids, versions, payloads, ACTOR.name()))
                .map(rows -> rows.iterator().next().getLong("stories").intValue());
    }

    private static boolean isPublished(Row row) {
        return row.getString("status").equals(ArticleStatus.PUBLISHED.wire());
    }

    private static String payload(Way way, Headline was) {
        var now = was.movedTo(way.into);
        return EventText.payload(new NewsEvent.Revised(now, way.from, was.featured(), null));
    }

    private static final String CLOSE = """
            DELETE FROM category c
             WHERE c.slug = $1
               AND NOT EXISTS (SELECT FROM article a WHERE a.category = c.slug)
               AND EXISTS (SELECT FROM category_former f WHERE f.slug = c.slug)""";

    /** False: a story came in that very moment. */
    private Future<Boolean> close(Way way) {
        return db.write(CLOSE, Tuple.of(way.from))
                .map(true)
                .recover(failure ->
                        failure instanceof PgException ? Future.succeededFuture(false) : Future.failedFuture(failure));
    }
}
