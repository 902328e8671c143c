package vn.tinmoi.article;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Picture;

/** Rows of {@code media m}, alone or beside an article's, to pictures. */
public final class PictureRow {
    /** The columns that {@link #read} reads; none of their names is one of an article's. */
    public static final String COLUMNS = """
            m.id AS picture_id, m.url AS picture_url, m.width AS picture_width, m.height AS picture_height,
            m.alt AS picture_alt, m.caption AS picture_caption, m.credit AS picture_credit,
            m.widths AS picture_widths, m.focus_x AS picture_focus_x, m.focus_y AS picture_focus_y,
            m.moves AS picture_moves""";

    /** Joins the picture that {@code article a} shows; ends its line. */
    public static final String JOIN = " LEFT JOIN media m ON m.id = a.image\n";

    /** The pictures of the ids {@code $1}, for {@link #byId}. */
    public static final String OF_IDS = "SELECT " + COLUMNS + """

              FROM media m
             WHERE m.id = ANY ($1::text[])""";

    private PictureRow() {}

    public static Map<String, Picture> byId(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(PictureRow::read)
                .flatMap(Stream::ofNullable)
                .collect(Collectors.toMap(Picture::id, picture -> picture));
    }

    /** Null: the row has none. */
    public static @Nullable Picture read(Row row) {
        var id = row.getString("picture_id");
        if (id == null) return null;
        return new Picture(
                id,
                row.getString("picture_url"),
                row.getInteger("picture_width"),
                row.getInteger("picture_height"),
                row.getString("picture_alt"),
                row.getString("picture_caption"),
                row.getString("picture_credit"),
                List.of(row.getArrayOfIntegers("picture_widths")),
                new Picture.Focus(row.getInteger("picture_focus_x"), row.getInteger("picture_focus_y")),
                row.getBoolean("picture_moves"));
    }
}
