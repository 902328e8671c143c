package vn.tinmoi.media;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.store.Database;

/** What editors do with a picture after it was brought. Each act stands in the audit. Any thread. */
public final class PictureCare {
    private final Database db;

    public PictureCare(Database db) {
        this.db = db;
    }

    private static final String FOCUS = """
            WITH changed AS (
                UPDATE media SET focus_x = $2, focus_y = $3 WHERE id = $1
                RETURNING id),
            audited AS (
                INSERT INTO audit (actor, action, detail)
                SELECT $4, 'picture.focus', jsonb_build_object('picture', id, 'x', $2::int, 'y', $3::int) FROM changed)
            SELECT id FROM changed""";

    /**
     * Says what must be seen of it. Pages that are kept show it within two minutes, when they are read again. NOT_FOUND: there is
     * no such picture; INVALID at its field of the form for what is no percent.
     */
    public Future<Void> focus(String id, Picture.Focus focus, Actor actor) {
        requirePercent("focusX", focus.x());
        requirePercent("focusY", focus.y());
        return db.write(FOCUS, Tuple.of(id, focus.x(), focus.y(), actor.name())).map(rows -> {
            if (rows.size() == 0) throw Problem.notFound("image.unknown", id);
            return null;
        });
    }

    private static void requirePercent(String field, int percent) {
        if (percent < 0 || percent > 100) throw Problem.invalid(field, "number.between", 0, 100);
    }
}
