package vn.tinmoi.media;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.people.Right;
import vn.tinmoi.store.Database;

/**
 * How a picture leaves the house: only one that nothing shows, marked first, and gone 30 days later unless someone took that
 * back or used it meanwhile. Nodes forget it as they hear of it, browsers keep it for as long as they like. Every step
 * stands in the audit. Any thread.
 */
public final class Removals {
    private static final Logger LOG = LoggerFactory.getLogger(Removals.class);
    private static final Duration GRACE = Duration.ofDays(30);
    private static final String CLOCK = "clock"; // who deletes what is due

    private final Database db;
    private final InstantSource clock;

    public Removals(Database db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
    }

    private static final String MARK = """
            WITH marked AS (
                UPDATE media SET drop_at = $2, drop_by = $3, drop_marked_at = $5
                 WHERE id = $1 AND drop_at IS NULL AND ($4 OR uploaded_by = $3) AND NOT %s
                RETURNING id),
            audited AS (
                INSERT INTO audit (actor, action, detail)
                SELECT $3, 'picture.drop', jsonb_build_object('picture', id, 'at', $2::timestamptz) FROM marked)
            SELECT (SELECT count(*) FROM marked) > 0 OR m.drop_at IS NOT NULL AS marked,
                   $4 OR m.uploaded_by IS NOT DISTINCT FROM $3 AS allowed
              FROM media m
             WHERE m.id = $1""".formatted(PictureUse.ANYWHERE);

    /** NOT_FOUND: there is none; FORBIDDEN: another brought it, and the actor reviews nothing; CONFLICT: it is used. */
    public Future<Void> mark(String id, Actor actor) {
        boolean all = mayMarkAll(actor);
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        var at = now.plus(GRACE);
        return db.write(MARK, Tuple.of(id, at, actor.name(), all, now)).map(rows -> {
            if (rows.size() == 0) throw Problem.notFound("image.unknown", id);
            var row = rows.iterator().next();
            if (!row.getBoolean("allowed")) throw new Problem(Problem.Kind.FORBIDDEN, "media.not-yours", null);
            if (!row.getBoolean("marked")) throw Problem.conflict("media.used");
            return null;
        });
    }

    private static boolean mayMarkAll(Actor actor) {
        return actor.may(Right.REVIEW) || actor.may(Right.MANAGE);
    }

    /** {@code by}: who brought it; null: nobody. */
    public static boolean mayMark(@Nullable String by, Actor actor) {
        return mayMarkAll(actor) || actor.name().equals(by);
    }

    private static final String KEEP = """
            WITH marked AS (
                SELECT id, drop_by, drop_at FROM media WHERE id = $1 AND drop_at IS NOT NULL),
            kept AS (
                UPDATE media m SET drop_at = NULL, drop_by = NULL, drop_marked_at = NULL
                  FROM marked
                 WHERE m.id = marked.id AND m.drop_at IS NOT NULL
                RETURNING marked.*)
            INSERT INTO audit (actor, action, detail)
            SELECT $2, 'picture.keep', jsonb_build_object('picture', id, 'marked', drop_by, 'at', drop_at) FROM kept""";

    /**
     * Takes the mark back, whoever set it: who is about to use a picture need not find another first, and nothing is lost by
     * keeping one. The page and the audit name who set it. One that has no mark stays.
     */
    public Future<Void> keep(String id, Actor actor) {
        return keep(db, id, actor.name());
    }

    static Future<Void> keep(Database db, String id, String actor) {
        return db.write(KEEP, Tuple.of(id, actor)).mapEmpty();
    }

    /**
     * Deletes what is due and still used nowhere, which it looks at again with the picture locked; one that is used stays and
     * loses its mark. Each in a transaction of its own, so that any number of nodes may do this at the same time. How many are gone.
     */
    public Future<Integer> sweep() {
        return db.pool().withTransaction(this::next).compose(step -> switch (step) {
            case NONE -> Future.succeededFuture(0);
            case KEPT -> sweep();
            case GONE -> sweep().map(more -> more + 1);
        });
    }

    private enum Step {
        NONE,
        KEPT,
        GONE
    }

    private static final String DUE = """
            SELECT id
              FROM media
             WHERE drop_at <= $1
             ORDER BY drop_at, id
             LIMIT 1
               FOR UPDATE SKIP LOCKED""";

    private static final String USED = "SELECT " + PictureUse.ANYWHERE + " AS used";

    private static final String DELETE = """
            WITH gone AS (
                DELETE FROM media WHERE id = $1
                RETURNING id, alt, uploaded_by)
            INSERT INTO audit (actor, action, detail)
            SELECT $2, 'picture.delete', jsonb_build_object('picture', id, 'alt', alt, 'by', uploaded_by) FROM gone""";

    private Future<Step> next(SqlConnection in) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return in.preparedQuery(DUE).execute(Tuple.of(now)).compose(due -> {
            if (due.size() == 0) return Future.succeededFuture(Step.NONE);
            var id = due.iterator().next().getString("id");
            return in.preparedQuery(USED).execute(Tuple.of(id)).compose(rows -> {
                boolean used = rows.iterator().next().getBoolean("used");
                return in.preparedQuery(used ? KEEP : DELETE)
                        .execute(Tuple.of(id, CLOCK))
                        .map(done -> {
                            LOG.info(used ? "picture kept, it is used picture={}" : "picture deleted picture={}", id);
                            return used ? Step.KEPT : Step.GONE;
                        });
            });
        });
    }
}
