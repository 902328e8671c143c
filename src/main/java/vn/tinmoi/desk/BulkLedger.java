package vn.tinmoi.desk;

import static java.nio.charset.StandardCharsets.US_ASCII;

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

/**
 * What {@link Bulk} did with which story, and what became of its undoing. That a step was taken stands under its key, which the
 * step itself leaves in its own statement: no node can die between the two. Times are PostgreSQL's. Any thread.
 */
final class BulkLedger {
    private static final int UNDO_MINUTES = 15;

    private static final String DOING = "bulk-";
    private static final String UNDOING = "bulk-undo-"; // keys of forms have no such letters

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

    /** The step with that story leaves this. */
    static IdempotencyKey doing(String key, ArticleId article) {
        return key(DOING, key, article);
    }

    /** Taking it back leaves this. */
    static IdempotencyKey undoing(String key, ArticleId article) {
        return key(UNDOING, key, article);
    }

    private static IdempotencyKey key(String what, String key, ArticleId article) {
        var name = what + key + "-" + article;
        return IdempotencyKey.of(name, "newsroom", name.getBytes(US_ASCII));
    }

    private static final String WAS = """
            UPDATE bulk_story SET stage = $3, category = $4
             WHERE bulk_id = $1 AND article_id = $2""";

    /** How the story is before its step. */
    Future<Void> was(String key, Flow.Standing standing) {
        var article = standing.article();
        var arguments = Tuple.of(key, article.id().value(), standing.stage().wire(), article.category());
        return db.write(WAS, arguments).mapEmpty();
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
             WHERE id = $1 AND actor = $2 AND at > now() - $3 * interval '1 minute'
               AND (undone_at IS NULL OR undone_at < now() - interval '1 minute')
               AND (done_at IS NOT NULL OR at < now() - interval '1 minute')
            RETURNING id""";

    /** Whether this is the press that undoes it, or goes on where one stopped a minute ago. */
    Future<Boolean> claimUndo(String key, Actor actor) {
        return db.write(CLAIM, Tuple.of(key, actor.name(), UNDO_MINUTES)).map(rows -> rows.size() > 0);
    }

    private static final String ONE = """
            SELECT act, said, at, done_at IS NOT NULL OR at < now() - interval '1 minute' AS over,
                   undone_at IS NOT NULL AS undone, undone_at > now() - interval '1 minute' AS undoing, at + $3 * interval '1 minute' AS undo_until,
                   at + $3 * interval '1 minute' > now() AS fresh
              FROM bulk
             WHERE id = $1 AND actor = $2""";
    // version, undone: of a node of the version before this one
    private static final String STORIES = """
            SELECT s.article_id, coalesce(a.title, '') AS title, s.stage, s.category,
                   coalesce(did.version, s.version) AS version, s.problem, s.arguments::text AS arguments,
                   s.undone OR back.key IS NOT NULL AS undone
              FROM bulk_story s
              LEFT JOIN article a ON a.id = s.article_id
              LEFT JOIN idempotency did ON did.actor = $2 AND did.key = '%s' || s.bulk_id || '-' || s.article_id
              LEFT JOIN idempotency back ON back.actor = $2 AND back.key = '%s' || s.bulk_id || '-' || s.article_id
             WHERE s.bulk_id = $1
             ORDER BY s.place""".formatted(DOING, UNDOING);

    /** Empty: this person did nothing of that name. */
    Future<Optional<BulkReport>> report(String key, Actor actor) {
        return db.query(ONE, Tuple.of(key, actor.name(), UNDO_MINUTES)).compose(found -> {
            var row = found.iterator();
            if (!row.hasNext()) return Future.succeededFuture(Optional.empty());
            var one = row.next();
            return db.query(STORIES, Tuple.of(key, actor.name())).map(rows -> {
                var items = StreamSupport.stream(rows.spliterator(), false)
                        .map(BulkLedger::item)
                        .toList();
                return Optional.of(report(key, one, items));
            });
        });
    }

    private static BulkReport report(String key, Row row, List<BulkReport.Item> items) {
        boolean over = row.getBoolean("over");
        boolean undoing = Boolean.TRUE.equals(row.getBoolean("undoing"));
        boolean open =
                over && row.getBoolean("fresh") && !undoing && items.stream().anyMatch(BulkReport.Item::canGoBack);
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
