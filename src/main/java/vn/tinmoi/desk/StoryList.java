package vn.tinmoi.desk;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.ArticleRow;
import vn.tinmoi.article.ListPlace;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.store.Database;
import vn.tinmoi.text.VnText;

/** The newsroom's list of stories in whatever state, what changed last first. Any thread. */
public final class StoryList {
    private final Database db;

    public StoryList(Database db) {
        this.db = db;
    }

    /** What is looked for: null or empty: any. {@code words}: in the title, with or without accents. */
    public record Filter(@Nullable Stage stage, String category, String words) {}

    /** {@code person}: who changed it last, as the audit calls them. {@code publishAt}: when a scheduled one is due. */
    public record Line(
            ArticleId id,
            String title,
            String category,
            Stage stage,
            Instant updatedAt,
            @Nullable Instant publishAt,
            String actor) {
        public ListPlace place() {
            return new ListPlace(updatedAt, id.value());
        }
    }

    private static final String LINES = """
            SELECT a.id, a.title, a.category, a.status, a.updated_at, a.publish_at, s.stage, r.actor
              FROM article a
              LEFT JOIN story_stage s ON s.article_id = a.id AND a.status = 'draft'
              JOIN revision r ON r.article_id = a.id AND r.version = a.version
             WHERE ($1::text IS NULL OR a.status = $1::text)
               AND CASE WHEN $2::text IS NULL THEN true WHEN $2::text = 'draft' THEN s.stage IS NULL ELSE s.stage = $2::text END
               AND ($3::text = '' OR a.category = $3::text)
               AND ($4::text = '' OR a.title ILIKE $4::text OR a.slug LIKE $5::text)
               AND ($6::timestamptz IS NULL OR (a.updated_at, a.id) < ($6::timestamptz, $7::bigint))
             ORDER BY a.updated_at DESC, a.id DESC
             LIMIT $8""";

    /** The next {@code limit} after that place; null: from the first. */
    public Future<List<Line>> page(Filter filter, @Nullable ListPlace after, int limit) {
        var stage = filter.stage();
        var arguments = Tuple.tuple()
                .addString(stage == null ? null : stage.status().wire())
                .addString(stage == null || stage.status() != ArticleStatus.DRAFT ? null : stage.wire())
                .addString(filter.category())
                .addString(pattern(filter.words()))
                .addString(slugPattern(filter.words()))
                .addOffsetDateTime(ArticleRow.argument(after == null ? null : after.publishedAt()))
                .addLong(after == null ? 0 : after.id())
                .addInteger(limit);
        return db.query(LINES, arguments)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(StoryList::line)
                        .toList());
    }

    private static String pattern(String words) {
        var text = VnText.cleanLine(words);
        return text.isEmpty() ? "" : "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    /** Slugs are titles without accents; words without a letter are in none. */
    private static String slugPattern(String words) {
        var slug = VnText.fold(words).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return slug.isEmpty() ? "" : "%" + slug + "%";
    }

    private static Line line(Row row) {
        return new Line(
                new ArticleId(row.getLong("id")),
                row.getString("title"),
                row.getString("category"),
                Stage.of(ArticleStatus.ofWire(row.getString("status")), row.getString("stage")),
                row.getOffsetDateTime("updated_at").toInstant(),
                row.getOffsetDateTime("publish_at") == null
                        ? null
                        : row.getOffsetDateTime("publish_at").toInstant(),
                row.getString("actor"));
    }

    private static final String COUNTS = """
            SELECT coalesce(s.stage, a.status) AS stage, count(*) AS stories
              FROM article a
              LEFT JOIN story_stage s ON s.article_id = a.id AND a.status = 'draft'
             WHERE a.status IN ('draft', 'scheduled')
             GROUP BY 1""";

    /** How many there are that readers do not see yet; a stage without any is not named. */
    public Future<Map<Stage, Integer>> counts() {
        return db.query(COUNTS, Tuple.tuple()).map(rows -> {
            var counts = new EnumMap<Stage, Integer>(Stage.class);
            for (var row : rows) counts.put(Stage.ofWire(row.getString("stage")), row.getInteger("stories"));
            return counts;
        });
    }
}
