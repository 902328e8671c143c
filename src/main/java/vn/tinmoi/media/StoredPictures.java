package vn.tinmoi.media;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import vn.tinmoi.article.PictureRow;
import vn.tinmoi.people.Actor;

/** Takes pictures out of a database whole, and puts them into another under the same addresses. Any thread. */
public final class StoredPictures {
    private StoredPictures() {}

    private static final String PRINTS = """
            SELECT r.width AS print, r.type, r.bytes,
                   (SELECT o.bytes FROM media_motion o WHERE o.media_id = m.id) AS motion,
            """ + PictureRow.COLUMNS + """

              FROM media m LEFT JOIN media_rendition r ON r.media_id = m.id
             WHERE m.id = $1
             ORDER BY r.width""";

    /** Those of them that there are, in their order, one after the other. */
    public static Future<List<StoredPicture>> read(SqlClient client, List<String> ids) {
        var read = Future.<List<StoredPicture>>succeededFuture(new ArrayList<>());
        for (var id : ids) {
            read = read.compose(before -> one(client, id).map(found -> {
                found.ifPresent(before::add);
                return before;
            }));
        }
        return read;
    }

    private static Future<Optional<StoredPicture>> one(SqlClient client, String id) {
        return client.preparedQuery(PRINTS).execute(Tuple.of(id)).map(rows -> {
            var all = StreamSupport.stream(rows.spliterator(), false).toList();
            return all.stream().findFirst().map(first -> stored(first, all));
        });
    }

    private static StoredPicture stored(Row first, List<Row> rows) {
        var prints = rows.stream()
                .filter(row -> row.getInteger("print") != null)
                .map(row -> new StoredPicture.Print(
                        row.getInteger("print"),
                        row.getString("type"),
                        row.getBuffer("bytes").getBytes()))
                .toList();
        var motion = first.getBuffer("motion");
        return new StoredPicture(
                Objects.requireNonNull(PictureRow.read(first)), prints, motion == null ? null : motion.getBytes());
    }

    private static final String KEEP = """
            WITH kept AS (
                INSERT INTO media (id, url, width, height, alt, caption, credit, widths, uploaded_by, focus_x, focus_y,
                                   moves)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8::int[], $9, $12, $13, $14::bytea IS NOT NULL)
                ON CONFLICT (id) DO NOTHING
                RETURNING id),
            moving AS (
                INSERT INTO media_motion (media_id, bytes)
                SELECT id, $14::bytea FROM kept WHERE $14::bytea IS NOT NULL)
            INSERT INTO media_rendition (media_id, width, type, bytes)
            SELECT kept.id, made.width, made.type, made.bytes
              FROM kept, unnest($8::int[], $10::text[], $11::bytea[]) made (width, type, bytes)""";

    /** In the caller's transaction; one that is there already, by its id, stays as it is. */
    public static Future<Void> keep(SqlConnection transaction, List<StoredPicture> pictures, Actor actor) {
        var kept = Future.<Void>succeededFuture();
        for (var one : pictures) {
            kept = kept.compose(before ->
                    transaction.preparedQuery(KEEP).execute(row(one, actor)).mapEmpty());
        }
        return kept;
    }

    private static Tuple row(StoredPicture one, Actor actor) {
        var picture = one.picture();
        var prints = one.prints();
        return Tuple.of(
                        picture.id(),
                        picture.url(),
                        picture.width(),
                        picture.height(),
                        picture.alt(),
                        picture.caption())
                .addValue(picture.credit())
                .addArrayOfInteger(picture.widths().toArray(Integer[]::new))
                .addValue(actor.name())
                .addArrayOfString(prints.stream().map(StoredPicture.Print::type).toArray(String[]::new))
                .addArrayOfBuffer(prints.stream()
                        .map(print -> Buffer.buffer(print.bytes()))
                        .toArray(Buffer[]::new))
                .addInteger(picture.focus().x())
                .addInteger(picture.focus().y())
                .addBuffer(one.motion() == null ? null : Buffer.buffer(one.motion()));
    }
}
