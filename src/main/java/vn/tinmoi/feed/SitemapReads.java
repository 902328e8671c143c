package vn.tinmoi.feed;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.store.Database;

/** What sitemaps say of published stories: where each stands, and since when as it is. Any thread. */
final class SitemapReads {
    private final Database database;

    SitemapReads(Database database) {
        this.database = database;
    }

    /** A span of ids as a sitemap lists it. {@code part}: from 0. {@code changedAt}: when a story of it changed last. */
    record Span(long part, long stories, Instant changedAt) {
        private static Span read(Row row) {
            return new Span(
                    row.getLong("part"),
                    row.getLong("stories"),
                    row.getOffsetDateTime("changed_at").toInstant());
        }
    }

    private static final String SPANS = """
            SELECT (id - 1) / $1::bigint AS part, count(*) AS stories, max(updated_at) AS changed_at
              FROM article
             WHERE status = 'published'
             GROUP BY part
             ORDER BY part""";

    /** Every span of {@code size} ids that has published stories. Reads one entry of an index for each story. */
    Future<List<Span>> spans(long size) {
        return database.query(SPANS, Tuple.of(size))
                .map(rows -> stream(rows).map(Span::read).toList());
    }

    private static final String SPAN = """
            SELECT (id - 1) / $1::bigint AS part, count(*) AS stories, max(updated_at) AS changed_at
              FROM article
             WHERE status = 'published' AND id > $1::bigint * $2::bigint AND id <= $1::bigint * ($2::bigint + 1)
             GROUP BY part""";

    /** One of {@link #spans}; empty when it has no published stories. */
    Future<Optional<Span>> span(long size, long part) {
        return database.query(SPAN, Tuple.of(size, part))
                .map(rows -> stream(rows).map(Span::read).findFirst());
    }

    /** Where a story stands and since when as it is. */
    record Place(ArticleId id, String slug, Instant changedAt) {}

    private static final String PLACES = """
            SELECT id, slug, updated_at
              FROM article
             WHERE status = 'published' AND id > $1 AND id <= $2
             ORDER BY id
             LIMIT $3""";

    /** Published stories by their ids, {@code after} not among them, {@code last} too. */
    Future<List<Place>> places(long after, long last, int limit) {
        return database.query(PLACES, Tuple.of(after, last, limit))
                .map(rows -> stream(rows)
                        .map(row -> new Place(
                                new ArticleId(row.getLong("id")),
                                row.getString("slug"),
                                row.getOffsetDateTime("updated_at").toInstant()))
                        .toList());
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
