package vn.tinmoi.desk;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import vn.tinmoi.article.Fields;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.store.Database;

/** What {@link Bulk} did with which story, and what became of its undoing. Times are PostgreSQL's. Any thread. */
final class BulkLedger {
    private static final int UNDO_MINUTES = 15;

    private final Database db;

    BulkLedger(Database db) {
        this.db = db;
    }

    private static final String BEGIN = """
            WITH begun AS (
                INSERT INTO bulk (id, actor, act, said) VALUES ($1, $2, $3, $4)
                ON CONFLICT DO NOTHING
                RETURNING id),
            listed AS (
                INSERT INTO bulk_story (bulk_id, article_id, place, seen)
                SELECT begun.id, one.article_id, one.place, one.seen
                  FROM begun, unnest($5::bigint[], $6::int[]) WITH ORDINALITY AS one (article_id, seen, place)
                ON CONFLICT DO NOTHING
                RETURNING article_id)
            SELECT count(*) AS stories FROM listed""";

    /** Whether this is the first press. */
    Future<Boolean> begin(BulkOrder order, Actor actor) {
        var arguments = Tuple.tuple()
                .addString(order.key())
                .addString(actor.name())
                .addString(order.act().wire())
                .addString(order.said())
                .addArrayOfLong(order.stories().stream()
                        .map(one -> one.article().value())
                        .toArray(Long[]::new))
                .addArrayOfInteger(
                        order.stories().stream().map(BulkOrder.Wish::seen).toArray(Integer[]::new));
        return db.write(BEGIN, arguments).map(rows -> rows.iterator().next().getLong("stories") > 0);
    }

    private static final String DONE = """
            UPDATE bulk_story SET stage = $3, category = $4, version = $5
             WHERE bulk_id = $1 AND article_id = $2""";

    /** {@code was}: how the story was before; {@code version}: of it now. */
    Future<Void> done(String key, Flow.Standing was, int version) {
        var article = was.article();
        return db.write(DONE, Tuple.of(key, article.id().value(), was.stage().wire(), article.category(), version))
                .mapEmpty();
    }

    private static final String LEFT = """
            UPDATE bulk_story SET problem = $3, arguments = $4::text::jsonb
             WHERE bulk_id = $1 AND article_id = $2""";

    /** Nothing was done with it, or undone. */
    Future<Void> left(String key, ArticleId article, Problem problem) {
        var arguments = new JsonArray(problem.arguments().stream()
                .map(one -> (Object) Fields.onlyStorable(one.toString()))
                .toList());
        return db.write(LEFT, Tuple.of(key, article.value(), problem.code(), arguments.encode()))
                .mapEmpty();
    }

    private static final String FINISH = "UPDATE bulk SET done_at = now() WHERE id = $1";

    Future<Void> finish(String key) {
        return db.write(FINISH, Tuple.of(key)).mapEmpty();
    }

    private static final String CLAIM = """
            UPDATE bulk SET undone_at = now()
             WHERE id = $1 AND actor = $2 AND undone_at IS NULL AND at > now() - $3 * interval '1 minute'
               AND (done_at IS NOT NULL OR at < now() - interval '1 minute')
            RETURNING id""";

    /** Whether this is the press that undoes it. */
    Future<Boolean> claimUndo(String key, Actor actor) {
        return db.write(CLAIM, Tuple.of(key, actor.name(), UNDO_MINUTES)).map(rows -> rows.size() > 0);
    }

    private static final String UNDONE = "UPDATE bulk_story SET undone = true WHERE bulk_id = $1 AND article_id = $2";

    Future<Void> undone(String key, ArticleId article) {
        return db.write(UNDONE, Tuple.of(key, article.value())).mapEmpty();
    }

    private static final String ONE = """
            SELECT act, said, at, done_at IS NOT NULL OR at < now() - interval '1 minute' AS over,
                   undone_at IS NOT NULL AS undone, at + $3 * interval '1 minute' AS undo_until,
                   at + $3 * interval '1 minute' > now() AS fresh
              FROM bulk
             WHERE id = $1 AND actor = $2""";
    private static final String STORIES = """
            SELECT s.article_id, coalesce(a.title, '') AS title, s.stage, s.category, s.version, s.problem,
                   s.arguments::text AS arguments, s.undone
              FROM bulk_story s
              LEFT JOIN article a ON a.id = s.article_id
             WHERE s.bulk_id = $1
             ORDER BY s.place""";

    /** Empty: this person did nothing of that name. */
    Future<Optional<BulkReport>> report(String key, Actor actor) {
        return db.query(ONE, Tuple.of(key, actor.name(), UNDO_MINUTES)).compose(found -> {
            var row = found.iterator();
            if (!row.hasNext()) return Future.succeededFuture(Optional.empty());
            var one = row.next();
            return db.query(STORIES, Tuple.of(key)).map(rows -> {
                var items = StreamSupport.stream(rows.spliterator(), false)
                        .map(BulkLedger::item)
                        .toList();
                return Optional.of(report(key, one, items));
            });
        });
    }

    private static BulkReport report(String key, Row row, List<BulkReport.Item> items) {
        boolean over = row.getBoolean("over");
        boolean open = over && row.getBoolean("fresh") && !row.getBoolean("undone");
        return new BulkReport(
                key,
                BulkOrder.act(row.getString("act")),
                row.getString("said"),
                over,
                row.getBoolean("undone"),
                open ? instant(row) : null,
                items);
    }

    private static Instant instant(Row row) {
        return row.getOffsetDateTime("undo_until").toInstant();
    }

    private static BulkReport.Item item(Row row) {
        var version = row.getInteger("version");
        var arguments = new JsonArray(row.getString("arguments"));
        return new BulkReport.Item(
                new ArticleId(row.getLong("article_id")),
                row.getString("title"),
                version == null ? null : was(row, version),
                row.getString("problem"),
                arguments.stream().map(Object::toString).toList(),
                row.getBoolean("undone"));
    }

    private static BulkReport.Was was(Row row, int version) {
        return new BulkReport.Was(Stage.ofWire(row.getString("stage")), row.getString("category"), version);
    }

    private static final String FORGET = "DELETE FROM bulk WHERE at < now() - interval '7 days'";

    /** Drops what nobody looks at any more. */
    Future<Void> forget() {
        return db.write(FORGET, Tuple.tuple()).mapEmpty();
    }
}
