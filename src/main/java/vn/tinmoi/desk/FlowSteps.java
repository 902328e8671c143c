package vn.tinmoi.desk;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.store.Database;

/**
 * Writes the steps of the {@link Flow}. Each is one autocommit statement that holds the article's row, so that of two at once one
 * finds the story elsewhere, and that leaves its key, where it has one, if and only if it was taken. Any thread.
 */
final class FlowSteps {
    private final Database db;

    FlowSteps(Database db) {
        this.db = db;
    }

    /** Of several at once one takes it: who waited for the row looks at the stage again, at its newest. */
    private static final String STEP = """
            WITH held AS MATERIALIZED (
                SELECT a.id, a.version, a.status, a.category FROM article a WHERE a.id = $1::bigint FOR NO KEY UPDATE),
            found AS MATERIALIZED (
                SELECT held.id, held.version, held.category,
                       CASE WHEN held.status = 'draft'
                            THEN coalesce((SELECT stage FROM story_stage WHERE article_id = held.id), 'draft')
                            ELSE held.status END AS stage
                  FROM held),
            allowed AS (
                SELECT id, version FROM found
                 WHERE stage = ANY ($2::text[]) AND (cardinality($7::text[]) = 0 OR category = ANY ($7::text[]))),
            moved AS (
                INSERT INTO story_stage AS s (article_id, stage, actor)
                SELECT id, $3::text, $4::text FROM allowed
                ON CONFLICT (article_id) DO UPDATE
                   SET stage = excluded.stage, actor = excluded.actor, at = now()
                 WHERE s.stage = ANY ($2::text[])
                RETURNING s.article_id),
            noted AS (
                INSERT INTO story_note (article_id, version, move, actor, note)
                SELECT id, version, $5::text, $4::text, $6::text FROM allowed JOIN moved ON article_id = id
                RETURNING article_id),
            audited AS (
                INSERT INTO audit (actor, action, article_id, detail)
                SELECT $4::text, 'story.' || $5::text, article_id, jsonb_build_object('note', $6::text) FROM moved
                RETURNING article_id),
            keyed AS (
                INSERT INTO idempotency (actor, key, digest, article_id, version)
                SELECT $4::text, $8::text, decode($9::text, 'hex'), id, version FROM allowed JOIN moved ON article_id = id
                 WHERE $8::text IS NOT NULL)
            SELECT found.stage, found.category, (SELECT count(*) FROM moved) > 0 AS done,
                   (SELECT count(*) FROM noted)
                     + (SELECT count(*) FROM audited) AS written
              FROM found""";

    /** CONFLICT {@code story.stage} where the story is elsewhere by now. {@code key}: null, or new: left with the version. */
    Future<Stage> take(ArticleId article, Move move, String note, Actor actor, @Nullable IdempotencyKey key) {
        var to = move.to(Stage.DRAFT);
        var from = move.from().stream().map(Stage::wire).toArray(String[]::new);
        var arguments = Tuple.tuple()
                .addLong(article.value())
                .addArrayOfString(from)
                .addString(to.wire())
                .addString(actor.name())
                .addString(move.wire())
                .addString(note)
                .addArrayOfString(actor.categories().toArray(String[]::new))
                .addString(key == null ? null : key.value())
                .addString(key == null ? null : key.call());
        return db.write(STEP, arguments).map(rows -> {
            var row = rows.iterator();
            if (!row.hasNext()) throw Problem.notFound("article.unknown", article);
            var found = row.next();
            actor.requireFor(found.getString("category"));
            if (!found.getBoolean("done")) throw Problem.conflict("story.stage", found.getString("stage"));
            return to;
        });
    }

    private static final String BACK = """
            WITH held AS MATERIALIZED (
                SELECT a.id, a.category FROM article a
                 WHERE a.id = $1::bigint AND a.version = $2 AND a.status = 'draft' FOR NO KEY UPDATE),
            allowed AS MATERIALIZED (
                SELECT held.id FROM held JOIN story_stage s ON s.article_id = held.id
                 WHERE s.stage = $3::text AND s.actor = $4::text
                   AND (cardinality($6::text[]) = 0 OR held.category = ANY ($6::text[]))),
            moved AS (
                UPDATE story_stage s SET stage = $5::text, at = now() FROM allowed
                 WHERE s.article_id = allowed.id AND s.stage = $3::text AND s.actor = $4::text AND $5::text <> 'draft'
                RETURNING s.article_id),
            begun AS (
                DELETE FROM story_stage s USING allowed
                 WHERE s.article_id = allowed.id AND s.stage = $3::text AND s.actor = $4::text AND $5::text = 'draft'
                RETURNING s.article_id),
            audited AS (
                INSERT INTO audit (actor, action, article_id, detail)
                SELECT $4::text, 'story.undo', id, jsonb_build_object('from', $3::text, 'to', $5::text)
                  FROM (SELECT article_id AS id FROM moved UNION ALL SELECT article_id FROM begun) AS done
                RETURNING article_id),
            keyed AS (
                INSERT INTO idempotency (actor, key, digest, article_id, version)
                SELECT $4::text, $7::text, decode($8::text, 'hex'), article_id, $2 FROM audited)
            SELECT (SELECT count(*) FROM moved) + (SELECT count(*) FROM begun) AS stories, (SELECT count(*) FROM audited)""";

    /** Takes this person's own step back, and leaves the key; CONFLICT {@code article.version} where anything became of the story since. */
    Future<Void> back(ArticleId article, Move move, Stage was, int version, Actor actor, IdempotencyKey key) {
        var arguments = Tuple.tuple()
                .addLong(article.value())
                .addInteger(version)
                .addString(move.to(was).wire())
                .addString(actor.name())
                .addString(was.wire())
                .addArrayOfString(actor.categories().toArray(String[]::new))
                .addString(key.value())
                .addString(key.call());
        return db.write(BACK, arguments).map(rows -> {
            if (rows.iterator().next().getLong("stories") == 0) throw Problem.conflict("article.version", version);
            return null;
        });
    }
}
