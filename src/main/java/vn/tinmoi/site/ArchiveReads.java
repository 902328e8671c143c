package vn.tinmoi.site;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.ArticleRow;
import vn.tinmoi.article.PictureRow;
import vn.tinmoi.news.Headline;
import vn.tinmoi.store.Database;

/**
 * Published stories by when they were published. Days are spans between instants that the caller knows, so that PostgreSQL's
 * idea of a zone is never asked and a day's count is always of the stories that its page lists. Any thread.
 */
final class ArchiveReads {
    private final Database database;

    ArchiveReads(Database database) {
        this.database = database;
    }

    /** The first and the last moment that a story was published at. */
    record Ends(Instant oldest, Instant newest) {}

    private static final String ENDS = """
            SELECT min(published_at) AS oldest, max(published_at) AS newest
              FROM article
             WHERE status = 'published'""";

    /** Empty: there are no stories. */
    Future<Optional<Ends>> ends() {
        return database.query(ENDS, Tuple.tuple())
                .map(rows -> stream(rows)
                        .filter(row -> row.getValue("oldest") != null)
                        .map(row -> new Ends(instant(row, "oldest"), instant(row, "newest")))
                        .findFirst());
    }

    private static final String COUNTS = """
            SELECT width_bucket(published_at, $1::timestamptz[]) AS span, count(*) AS stories
              FROM article
             WHERE status = 'published' AND published_at >= $2 AND published_at < $3
             GROUP BY span""";

    /** How many stories stand in each span, by its number from 0; none: left out. {@code bounds}: ascending, two or more. */
    Future<Map<Integer, Long>> counts(List<Instant> bounds) {
        return database.query(COUNTS, spans(bounds))
                .map(rows -> stream(rows)
                        .collect(Collectors.toMap(row -> row.getInteger("span") - 1, row -> row.getLong("stories"))));
    }

    private static final String FILLED = """
            SELECT n.span
              FROM unnest($1::timestamptz[]) WITH ORDINALITY AS n (begins, span)
             WHERE EXISTS (SELECT
                             FROM article
                            WHERE status = 'published' AND published_at >= greatest(n.begins, $2)
                              AND published_at < least(($1::timestamptz[])[n.span + 1], $3))
             ORDER BY n.span""";

    /** The spans that have stories, by their numbers from 0. */
    Future<List<Integer>> filled(List<Instant> bounds) {
        return database.query(FILLED, spans(bounds))
                .map(rows -> stream(rows)
                        .map(row -> row.getLong("span").intValue() - 1)
                        .toList());
    }

    private static Tuple spans(List<Instant> bounds) {
        return Tuple.tuple()
                .addArrayOfOffsetDateTime(
                        bounds.stream().map(ArticleRow::argument).toArray(OffsetDateTime[]::new))
                .addValue(ArticleRow.argument(bounds.getFirst()))
                .addValue(ArticleRow.argument(bounds.getLast()));
    }

    private static final String PAGE = "SELECT " + ArticleRow.HEADLINE + """
              FROM (SELECT id, published_at
                      FROM article
                     WHERE status = 'published' AND published_at >= $1 AND published_at < $2
                     ORDER BY published_at DESC, id DESC
                    OFFSET $3 LIMIT $4) page
              JOIN article a ON a.id = page.id
            """ + PictureRow.JOIN + """
             ORDER BY page.published_at DESC, page.id DESC""";

    /** Stories of a span beyond the first {@code skip}, newest first. */
    Future<List<Headline>> page(Instant from, Instant until, int skip, int limit) {
        return database.query(PAGE, Tuple.of(ArticleRow.argument(from), ArticleRow.argument(until), skip, limit))
                .map(rows -> stream(rows).map(ArticleRow::headline).toList());
    }

    /** When a story stands nearest to a span, on either side of it; null: none does. */
    record Near(@Nullable Instant before, @Nullable Instant after) {}

    private static final String NEAR = """
            SELECT (SELECT max(published_at) FROM article WHERE status = 'published' AND published_at < $1) AS before,
                   (SELECT min(published_at) FROM article WHERE status = 'published' AND published_at >= $2) AS after""";

    Future<Near> near(Instant from, Instant until) {
        return database.query(NEAR, Tuple.of(ArticleRow.argument(from), ArticleRow.argument(until)))
                .map(rows -> {
                    var row = rows.iterator().next();
                    return new Near(optional(row, "before"), optional(row, "after"));
                });
    }

    private static @Nullable Instant optional(Row row, String column) {
        return row.getValue(column) == null ? null : instant(row, column);
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
