package vn.tinmoi.media;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import vn.tinmoi.article.Fields;
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

    /** What is said of a picture. */
    public record Words(String alt, String caption, String credit) {
        /** Of the picture as it is. */
        public static Words of(Picture picture) {
            return new Words(picture.alt(), picture.caption(), picture.credit());
        }

        /** The same, repaired; INVALID at {@code alt}, {@code caption} or {@code credit} for what cannot be. */
        Words checked() {
            return new Words(Fields.alt(alt), Fields.caption(caption), Fields.credit(credit));
        }
    }

    private static final String SAY = """
            WITH changed AS (
                UPDATE media SET alt = $2, caption = $3, credit = $4
                 WHERE id = $1 AND (alt, caption, credit) = ($5, $6, $7)
                RETURNING id),
            audited AS (
                INSERT INTO audit (actor, action, detail)
                SELECT $8, 'picture.words', jsonb_build_object(
                           'picture', id, 'alt', $2::text, 'caption', $3::text, 'credit', $4::text)
                  FROM changed)
            SELECT EXISTS (SELECT FROM changed) OR (alt, caption, credit) = ($2, $3, $4) AS said
              FROM media
             WHERE id = $1""";

    /**
     * Says other words of it, wherever a story has none of its own for it. Pages that are kept show them within two minutes,
     * when they are read again. {@code seen}: what it said when the person began; a CONFLICT {@code image.words} where that
     * is over, unless it says the same by now. NOT_FOUND: there is no such picture; INVALID at the field, also at a
     * {@code credit} that is taken away while a story shows the picture that readers see, or that is on its way to them.
     */
    public Future<Void> say(String id, Words seen, Words now, Actor actor) {
        var fit = now.checked();
        var arguments = Tuple.of(id, fit.alt, fit.caption, fit.credit)
                .addString(seen.alt)
                .addString(seen.caption)
                .addString(seen.credit)
                .addString(actor.name());
        return requireNeeded(id, seen, fit)
                .compose(fine -> db.write(SAY, arguments))
                .map(rows -> {
                    if (rows.size() == 0) throw Problem.notFound("image.unknown", id);
                    if (!rows.iterator().next().getBoolean("said")) throw Problem.conflict("image.words");
                    return null;
                });
    }

    private static final int NAMED = 3;

    private static final String NEEDED = """
            SELECT a.title
              FROM picture_use u
              JOIN article a ON a.id = u.article_id
              LEFT JOIN story_stage s ON s.article_id = a.id AND a.status = 'draft'
             WHERE u.media_id = $1
               AND (a.image = u.media_id OR strpos(a.body_html, '/media/' || u.media_id || '-') > 0)
               AND (a.status IN ('published', 'scheduled') OR s.stage IN ('waiting', 'reviewing', 'approved'))
               AND NOT EXISTS (SELECT FROM pending_version p WHERE p.draft_id = a.id AND p.applied_at IS NOT NULL)
             ORDER BY a.updated_at DESC, a.id DESC
             LIMIT $2""";

    private Future<Void> requireNeeded(String id, Words seen, Words now) {
        if (!now.credit.isEmpty() || seen.credit.isBlank()) return Future.succeededFuture();
        return db.query(NEEDED, Tuple.of(id, NAMED + 1)).map(rows -> {
            if (rows.size() == 0) return null;
            var titles = StreamSupport.stream(rows.spliterator(), false)
                    .limit(NAMED)
                    .map(row -> "“" + row.getString("title") + "”")
                    .collect(Collectors.joining(", "));
            throw Problem.invalid("credit", "image.words-needed", titles + (rows.size() > NAMED ? " …" : ""));
        });
    }

    private static void requirePercent(String field, int percent) {
        if (percent < 0 || percent > 100) throw Problem.invalid(field, "number.between", 0, 100);
    }
}
