package vn.tinmoi.portal;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Category;
import vn.tinmoi.people.Actor;
import vn.tinmoi.store.Database;

/**
 * Writes a decided list of categories: one autocommit statement, guarded by the portal's version that it was decided on, which
 * also says what happened in the portal's versions, in the audit and in the log. Any thread.
 */
final class CategoryWrites {
    private static final String STILL_USED = "23503"; // foreign_key_violation

    private final Database db;

    CategoryWrites(Database db) {
        this.db = db;
    }

    /**
     * What is to be written.
     *
     * @param next the whole list, in its order
     * @param gone the slug that is no longer one; null: none; {@code into}: where its address and its stories go; null:
     *     nowhere, for it has none
     */
    record Step(
            String action,
            JsonObject detail,
            List<Category> next,
            @Nullable String gone,
            @Nullable String into) {}

    // The former names come first to the one that takes their place; a slug that is in use again is no former one.
    // Foreign
    // keys are looked at when all is done.
    private static final String WRITE = """
            WITH changed AS (
                UPDATE portal SET version = version + 1 WHERE version = $1::int
                RETURNING version, document),
            noted AS (
                INSERT INTO portal_version (version, actor, action, detail, document)
                SELECT version, $2::text, $3::text, $4::text::jsonb, document FROM changed
                RETURNING version),
            audited AS (
                INSERT INTO audit (actor, action, detail)
                SELECT $2::text, $3::text, $4::text::jsonb FROM changed
                RETURNING id),
            listed AS (
                INSERT INTO category (slug, name_vi, name_en, parent, hidden, position)
                SELECT n.slug, n.vi, n.en, n.parent, n.hidden, n.position
                  FROM changed, json_to_recordset($5::text::json)
                       AS n (slug text, vi text, en text, parent text, hidden boolean, position int)
                ON CONFLICT (slug) DO UPDATE
                   SET name_vi = excluded.name_vi, name_en = excluded.name_en, parent = excluded.parent,
                       hidden = excluded.hidden, position = excluded.position
                RETURNING slug),
            orphaned AS (
                UPDATE category c SET parent = NULL
                  FROM changed
                 WHERE c.slug = $6::text AND $7::text IS NOT NULL
                RETURNING c.slug),
            freed AS (
                DELETE FROM category_former f
                 USING changed, json_to_recordset($5::text::json) AS n (slug text)
                 WHERE f.slug = n.slug
                RETURNING f.slug),
            led AS (
                UPDATE category_former f SET into_slug = $7::text
                  FROM changed
                 WHERE f.into_slug = $6::text AND f.slug <> $7::text
                RETURNING f.slug),
            left_behind AS (
                INSERT INTO category_former (slug, into_slug)
                SELECT $6::text, $7::text FROM changed WHERE $6::text IS NOT NULL AND $7::text IS NOT NULL
                RETURNING slug),
            dropped AS (
                DELETE FROM category c
                 USING changed
                 WHERE c.slug = $6::text AND $7::text IS NULL
                RETURNING c.slug),
            done AS (
                SELECT (SELECT count(*) FROM noted), (SELECT count(*) FROM audited), (SELECT count(*) FROM listed),
                       (SELECT count(*) FROM orphaned), (SELECT count(*) FROM freed), (SELECT count(*) FROM led),
                       (SELECT count(*) FROM left_behind), (SELECT count(*) FROM dropped))
            SELECT append_event('portal.changed', NULL, changed.version, NULL, NULL, false,
                                json_build_object('version', changed.version)) AS seq
              FROM changed, done""";

    /** False: the portal was changed since, nothing was written. {@link StillUsed} where stories stand in what is to go. */
    Future<Boolean> write(int version, Step step, Actor actor) {
        var arguments =
                Tuple.of(version, actor.name(), step.action(), step.detail().encode(), list(step.next()), step.gone());
        return db.write(WRITE, arguments.addValue(step.into()))
                .map(rows -> rows.size() > 0)
                .recover(failure -> failure instanceof PgException refused && STILL_USED.equals(refused.getSqlState())
                        ? Future.failedFuture(new StillUsed())
                        : Future.failedFuture(failure));
    }

    /** Stories stand in a category that was to go. */
    static final class StillUsed extends RuntimeException {
        private static final long serialVersionUID = 1;

        private StillUsed() {
            super("stories stand in it", null, false, false);
        }
    }

    static String list(List<Category> next) {
        var list = new JsonArray();
        for (var one : next) {
            list.add(new JsonObject()
                    .put("slug", one.slug())
                    .put("vi", one.nameVi())
                    .put("en", one.nameEn())
                    .put("parent", one.parent())
                    .put("hidden", one.hidden())
                    .put("position", list.size() + 1));
        }
        return list.encode();
    }

    private static final String STORIES = "SELECT count(*) AS stories FROM article WHERE category = $1";

    /** How many articles stand in it, in whatever state. */
    Future<Long> stories(String slug) {
        return db.query(STORIES, Tuple.of(slug))
                .map(rows -> rows.iterator().next().getLong("stories"));
    }
}
