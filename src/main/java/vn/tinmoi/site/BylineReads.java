package vn.tinmoi.site;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import vn.tinmoi.article.ArticleRow;
import vn.tinmoi.article.PictureRow;
import vn.tinmoi.news.Headline;
import vn.tinmoi.page.Bylines;
import vn.tinmoi.store.Database;

/** Published stories by whom their bylines name. Any thread. */
final class BylineReads {
    /** What is counted at most: an index entry each. */
    static final int MOST_COUNTED = 10_000;

    private final Database database;

    BylineReads(Database database) {
        this.database = database;
    }

    /** {@code byline}: of the newest story; {@code stories}: one above {@link #MOST_COUNTED} where there are more. */
    record Named(String byline, long stories) {}

    // the second condition is the index's own
    private static final String NAMED = """
            SELECT (SELECT byline
                      FROM article
                     WHERE status = 'published' AND name_slug = $1 AND name_slug <> ''
                     ORDER BY published_at DESC, id DESC
                     LIMIT 1) AS byline,
                   (SELECT count(*)
                      FROM (SELECT
                              FROM article
                             WHERE status = 'published' AND name_slug = $1 AND name_slug <> ''
                             LIMIT 10001) counted) AS stories""";

    /** Empty: no published story names them. */
    Future<Optional<Named>> named(Bylines kind, String slug) {
        return database.query(in(kind, NAMED), Tuple.of(slug))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .filter(row -> row.getString("byline") != null)
                        .map(row -> new Named(row.getString("byline"), row.getLong("stories")))
                        .findFirst());
    }

    private static final String PAGE = "SELECT " + ArticleRow.HEADLINE + """
              FROM (SELECT id, published_at
                      FROM article
                     WHERE status = 'published' AND name_slug = $1 AND name_slug <> ''
                     ORDER BY published_at DESC, id DESC
                    OFFSET $2 LIMIT $3) page
              JOIN article a ON a.id = page.id
            """ + PictureRow.JOIN + """
             ORDER BY page.published_at DESC, page.id DESC""";

    /** Their stories beyond the first {@code skip}, newest first. */
    Future<List<Headline>> page(Bylines kind, String slug, int skip, int limit) {
        return database.query(in(kind, PAGE), Tuple.of(slug, skip, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ArticleRow::headline)
                        .toList());
    }

    private static String in(Bylines kind, String sql) {
        return sql.replace("name_slug", kind.column());
    }
}
