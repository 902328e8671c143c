package vn.tinmoi.desk;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.ArticleRow;
import vn.tinmoi.article.ListPlace;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.store.Database;
import vn.tinmoi.text.VnText;
import vn.tinmoi.text.WordSplitter;

/** The newsroom's list of stories in whatever state, what changed last first. Any thread. */
public final class StoryList {
    private static final int MOST_WORDS = 16;

    private final Database db;

    public StoryList(Database db) {
        this.db = db;
    }

    /** What is looked for: null or empty: any. {@code words}: beginnings of the title's, with or without accents. */
    public record Filter(@Nullable Stage stage, String category, String words) {}

    /**
     * One story.
     *
     * @param publishAt when a scheduled one is due
     * @param embargoedUntil before that nobody publishes it; null: it may be
     * @param actor who changed it last, as the audit calls them
     * @param pending whether it is a change of a published one
     */
    public record Line(
            ArticleId id,
            int version,
            String title,
            String category,
            Stage stage,
            Instant updatedAt,
            @Nullable Instant publishAt,
            @Nullable Instant embargoedUntil,
            String actor,
            boolean pending) {
        public ListPlace place() {
            return new ListPlace(updatedAt, id.value());
        }
    }

    private static final String LINES = """
            SELECT a.id, a.version, a.title, a.category, a.status, a.updated_at, a.publish_at, a.embargoed_until, s.stage, r.actor, p.draft_id IS NOT NULL AS pending
              FROM article a
              LEFT JOIN story_stage s ON s.article_id = a.id AND a.status = 'draft'
              JOIN revision r ON r.article_id = a.id AND r.version = a.version
              LEFT JOIN pending_version p ON p.draft_id = a.id
             WHERE p.applied_at IS NULL AND ($1::text IS NULL OR a.status = $1::text)
               AND CASE WHEN $2::text IS NULL THEN true WHEN $2::text = 'draft' THEN s.stage IS NULL ELSE s.stage = $2::text END
               AND ($3::text = '' OR a.category = $3::text)
               AND ($4::timestamptz IS NULL OR (a.updated_at, a.id) < ($4::timestamptz, $5::bigint))
            """;

    private static final String NEWEST = """
             ORDER BY a.updated_at DESC, a.id DESC
             LIMIT $6""";

    private static final String ALL = LINES + NEWEST;
    private static final String WITH_WORDS =
            LINES + " AND title_words(a.title) @@ to_tsquery('simple', $7::text) " + NEWEST;

    /** The next {@code limit} after that place; null: from the first. */
    public Future<List<Line>> page(Filter filter, @Nullable ListPlace after, int limit) {
        var stage = filter.stage();
        var arguments = Tuple.tuple()
                .addString(stage == null ? null : stage.status().wire())
                .addString(stage == null || stage.status() != ArticleStatus.DRAFT ? null : stage.wire())
                .addString(filter.category())
                .addOffsetDateTime(ArticleRow.argument(after == null ? null : after.publishedAt()))
                .addLong(after == null ? 0 : after.id())
                .addInteger(limit);
        var words = query(filter.words());
        if (filter.words().isBlank()) return lines(ALL, arguments);
        return words.isEmpty() ? Future.succeededFuture(List.of()) : lines(WITH_WORDS, arguments.addString(words));
    }

    private Future<List<Line>> lines(String sql, Tuple arguments) {
        return db.query(sql, arguments)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(StoryList::line)
                        .toList());
    }

    /** The beginnings of every word; empty: there is no letter in them. */
    private static String query(String words) {
        return WordSplitter.words(VnText.cleanLine(words), MOST_WORDS).stream()
                .filter(word -> word.span() == 1)
                .map(word -> word.folded().replaceAll("[^a-z0-9]", ""))
                .filter(word -> !word.isEmpty())
                .map(word -> "'" + word + "':*")
                .collect(Collectors.joining(" & "));
    }

    private static Line line(Row row) {
        return new Line(
                new ArticleId(row.getLong("id")),
                row.getInteger("version"),
                row.getString("title"),
                row.getString("category"),
                Stage.of(ArticleStatus.ofWire(row.getString("status")), row.getString("stage")),
                row.getOffsetDateTime("updated_at").toInstant(),
                row.getOffsetDateTime("publish_at") == null
                        ? null
                        : row.getOffsetDateTime("publish_at").toInstant(),
                embargo(row),
                row.getString("actor"),
                row.getBoolean("pending"));
    }

    private static @Nullable Instant embargo(Row row) {
        var until = row.getString("embargoed_until");
        return until == null ? null : Instant.parse(until);
    }

    private static final String COUNTS = """
            SELECT coalesce(s.stage, a.status) AS stage, count(*) AS stories
              FROM article a
              LEFT JOIN story_stage s ON s.article_id = a.id AND a.status = 'draft'
             WHERE a.status IN ('draft', 'scheduled')
               AND NOT EXISTS (SELECT FROM pending_version p WHERE p.draft_id = a.id AND p.applied_at IS NOT NULL)
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
