package vn.tinmoi.article;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Correction;
import vn.tinmoi.news.Headline;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.TextField;
import vn.tinmoi.news.Texts;

/** Rows of {@code article a}, joined by {@link PictureRow#JOIN}, to the newsroom's words. */
public final class ArticleRow {
    private static final Set<TextField> OF_HEADLINES =
            EnumSet.of(TextField.TITLE, TextField.LEAD, TextField.IMAGE_CAPTION);

    /** The columns that {@link #headline} reads. */
    public static final String HEADLINE = """
            a.id, a.version, a.slug, a.title, a.lead, a.category, a.featured, a.published_at, a.updated_at,
            a.image_caption,
            """ + PictureRow.COLUMNS;

    /** The columns that {@link #article} reads. */
    public static final String ARTICLE = HEADLINE + """
            , a.status, a.publish_at, a.created_at, a.withdrawn_at, a.withdrawn_reason, a.correction, a.corrected_at"""
            + Stream.of(TextField.values())
                    .filter(field -> !OF_HEADLINES.contains(field))
                    .map(field -> ", a." + field.column())
                    .collect(Collectors.joining());

    private ArticleRow() {}

    public static Headline headline(Row row) {
        return new Headline(
                new ArticleId(row.getLong("id")),
                row.getInteger("version"),
                row.getString("slug"),
                row.getString("title"),
                row.getString("lead"),
                row.getString("category"),
                row.getBoolean("featured"),
                required(row, "published_at"),
                required(row, "updated_at"),
                picture(row));
    }

    public static Article article(Row row) {
        return new Article(
                new ArticleId(row.getLong("id")),
                row.getInteger("version"),
                ArticleStatus.ofWire(row.getString("status")),
                row.getString("slug"),
                Texts.of(field -> row.getString(field.column())),
                row.getString("category"),
                row.getBoolean("featured"),
                picture(row),
                instant(row, "publish_at"),
                instant(row, "published_at"),
                required(row, "created_at"),
                required(row, "updated_at"),
                instant(row, "withdrawn_at"),
                row.getString("withdrawn_reason"),
                correction(row));
    }

    private static @Nullable Picture picture(Row row) {
        var picture = PictureRow.read(row);
        return picture == null ? null : picture.captioned(row.getString(TextField.IMAGE_CAPTION.column()));
    }

    /** An instant as the argument of a statement. */
    public static @Nullable OffsetDateTime argument(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Correction correction(Row row) {
        var note = row.getString("correction");
        return note == null ? null : new Correction(note, required(row, "corrected_at"));
    }

    private static Instant required(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static @Nullable Instant instant(Row row, String column) {
        var value = row.getOffsetDateTime(column);
        return value == null ? null : value.toInstant();
    }
}
