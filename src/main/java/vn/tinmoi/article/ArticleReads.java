package vn.tinmoi.article;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Headline;
import vn.tinmoi.store.Database;

/** What readers read, from PostgreSQL. All lists are of published stories, newest first. Any thread. */
public final class ArticleReads {
    private static final String HEADLINES = "SELECT " + ArticleRow.HEADLINE + " FROM article a" + PictureRow.JOIN;

    private final Database database;

    public ArticleReads(Database database) {
        this.database = database;
    }

    private static final String HIGHEST = """
            SELECT coalesce(max(id), 0) AS id
              FROM article""";

    /** The highest number that an article has, whoever may read it; 0 when there is none. */
    public Future<Long> highest() {
        return database.query(HIGHEST, Tuple.tuple())
                .map(rows -> rows.iterator().next().getLong("id"));
    }

    private static final String LATEST = HEADLINES + """
             WHERE a.status = 'published'
             ORDER BY a.published_at DESC, a.id DESC
             LIMIT $1""";

    /** The newest stories; {@code limit}: 1 to 100. */
    public Future<List<Headline>> latest(int limit) {
        return headlines(LATEST, Tuple.of(limit));
    }

    private static final String FEATURED = HEADLINES + """
             WHERE a.status = 'published' AND a.featured
             ORDER BY a.featured_at DESC, a.id DESC
             LIMIT $1""";

    /** "Tin nổi bật", the one chosen last first. */
    public Future<List<Headline>> featured(int limit) {
        return headlines(FEATURED, Tuple.of(limit));
    }

    private static final String BEFORE = HEADLINES + """
             WHERE a.status = 'published'
               AND (a.published_at, a.id) < (coalesce($1::timestamptz, 'infinity'), $2::bigint)
             ORDER BY a.published_at DESC, a.id DESC
             LIMIT $3""";

    /** The stories that follow a place; {@code before} null: from the newest. */
    public Future<List<Headline>> before(@Nullable ListPlace before, int limit) {
        return headlines(BEFORE, place(before).addValue(limit));
    }

    private static final String BYTES = """
            SELECT media_id, width, octet_length(bytes) AS bytes
              FROM media_rendition
             WHERE media_id = ANY ($1::text[])""";

    /** How many bytes each rendition of those pictures has, by the picture's id, a dash and the width. */
    public Future<Map<String, Integer>> bytes(Set<String> pictures) {
        if (pictures.isEmpty()) return Future.succeededFuture(Map.of());
        return database.query(BYTES, Tuple.tuple().addArrayOfString(pictures.toArray(String[]::new)))
                .map(rows -> {
                    var bytes = new HashMap<String, Integer>();
                    rows.forEach(row -> bytes.put(
                            row.getString("media_id") + "-" + row.getInteger("width"), row.getInteger("bytes")));
                    return bytes;
                });
    }

    private static final String BEFORE_IN_CATEGORY = HEADLINES + """
             WHERE a.status = 'published'
               AND (a.published_at, a.id) < (coalesce($1::timestamptz, 'infinity'), $2::bigint)
               AND a.category = $4
             ORDER BY a.published_at DESC, a.id DESC
             LIMIT $3""";

    /** The same in one category. */
    public Future<List<Headline>> before(@Nullable ListPlace before, int limit, String category) {
        return headlines(BEFORE_IN_CATEGORY, place(before).addValue(limit).addValue(category));
    }

    private static Tuple place(@Nullable ListPlace before) {
        return before == null
                ? Tuple.of(null, Long.MAX_VALUE)
                : Tuple.of(ArticleRow.argument(before.publishedAt()), before.id());
    }

    /** The stories to skip are walked in the index alone (article_by_category ends with id), not fetched. */
    private static final String PAGE = "SELECT " + ArticleRow.HEADLINE + """
              FROM (SELECT id, published_at
                      FROM article
                     WHERE status = 'published' AND category = $1
                     ORDER BY published_at DESC, id DESC
                    OFFSET $2 LIMIT $3) page
              JOIN article a ON a.id = page.id
            """ + PictureRow.JOIN + """
             ORDER BY page.published_at DESC, page.id DESC""";

    private static final String PAGE_OF_MANY = PAGE.replace("category = $1", "category = ANY ($1::text[])");

    /** Stories of these categories beyond the first {@code skip}, 0 to 20,000: further than that nobody turns pages. */
    public Future<List<Headline>> page(List<String> categories, int skip, int limit) {
        if (categories.size() == 1) return headlines(PAGE, Tuple.of(categories.getFirst(), skip, limit));
        return headlines(PAGE_OF_MANY, Tuple.of(categories.toArray(String[]::new), skip, limit));
    }

    private static final String RELATED = HEADLINES + """
             WHERE a.status = 'published' AND a.category = $1 AND a.id <> $2
             ORDER BY a.published_at DESC, a.id DESC
             LIMIT $3""";

    /** The newest of a category without one. */
    public Future<List<Headline>> related(String category, ArticleId without, int limit) {
        return headlines(RELATED, Tuple.of(category, without.value(), limit));
    }

    private static final String BESIDE = "SELECT " + ArticleRow.HEADLINE + """
              FROM ((SELECT id
                       FROM article
                      WHERE status = 'published' AND category = $1 AND (published_at, id) < ($2, $3)
                      ORDER BY published_at DESC, id DESC
                      LIMIT 1)
                     UNION ALL
                    (SELECT id
                       FROM article
                      WHERE status = 'published' AND category = $1 AND (published_at, id) > ($2, $3)
                      ORDER BY published_at, id
                      LIMIT 1)) beside
              JOIN article a ON a.id = beside.id
            """ + PictureRow.JOIN + """
             ORDER BY a.published_at, a.id""";

    /** The stories before and after one in its category, by the time of publication. */
    public record Beside(@Nullable Headline older, @Nullable Headline newer) {
        private static Beside of(Headline story, List<Headline> found) {
            var order = Comparator.comparing(Headline::publishedAt)
                    .thenComparingLong(one -> one.id().value());
            return new Beside(
                    found.stream()
                            .filter(one -> order.compare(one, story) < 0)
                            .findFirst()
                            .orElse(null),
                    found.stream()
                            .filter(one -> order.compare(one, story) > 0)
                            .findFirst()
                            .orElse(null));
        }

        public Stream<Headline> with(Headline story) {
            return Stream.of(Stream.of(story), Stream.ofNullable(older), Stream.ofNullable(newer))
                    .flatMap(one -> one);
        }
    }

    public Future<Beside> beside(Headline story) {
        var arguments = Tuple.of(
                story.category(),
                ArticleRow.argument(story.publishedAt()),
                story.id().value());
        return headlines(BESIDE, arguments).map(found -> Beside.of(story, found));
    }

    private static final String BANDS = "SELECT " + ArticleRow.HEADLINE + """
              FROM category c
              CROSS JOIN LATERAL (SELECT id, published_at
                      FROM article
                     WHERE status = 'published' AND category = c.slug
                     ORDER BY published_at DESC, id DESC
                     LIMIT $1) newest
              JOIN article a ON a.id = newest.id
            """ + PictureRow.JOIN + """
             ORDER BY c.position, newest.published_at DESC, newest.id DESC""";

    /** The newest of every category that has stories, in the categories' order. */
    public Future<Map<String, List<Headline>>> bands(int limit) {
        return headlines(BANDS, Tuple.of(limit))
                .map(all -> all.stream()
                        .collect(Collectors.groupingBy(Headline::category, LinkedHashMap::new, Collectors.toList())));
    }

    private static final String PUBLISHED = HEADLINES + """
             WHERE a.status = 'published' AND a.id = ANY ($1)""";

    /** Those of them that readers may read, in no order. */
    public Future<List<Headline>> published(List<ArticleId> ids) {
        return headlines(PUBLISHED, Tuple.of(ids.stream().map(ArticleId::value).toArray(Long[]::new)));
    }

    private static final String BY_ID = "SELECT " + ArticleRow.ARTICLE + """
              FROM article a
            """ + PictureRow.JOIN + """
             WHERE a.id = $1""";

    /** The article in whatever state. */
    public Future<Optional<Article>> byId(ArticleId id) {
        return database.query(BY_ID, Tuple.of(id.value()))
                .map(rows -> stream(rows).map(ArticleRow::article).findFirst());
    }

    /** The newest stories whole. The time is the log's: a withdrawal, too, changes what a feed says. */
    private static String newest(String condition) {
        return "SELECT log.at AS changed_at, " + ArticleRow.ARTICLE + " " + """
                  FROM (SELECT at FROM event_log ORDER BY seq DESC LIMIT 1) log
                  LEFT JOIN (SELECT id, published_at,
                                    sum(octet_length(body_html)) OVER (ORDER BY published_at DESC, id DESC)
                                        - octet_length(body_html) AS above
                               FROM (SELECT id, published_at, body_html
                                       FROM article
                                      WHERE status = 'published'""" + condition + """

                                      ORDER BY published_at DESC, id DESC
                                      LIMIT $1) few) listed ON listed.above < $2
                  LEFT JOIN article a ON a.id = listed.id
                """ + PictureRow.JOIN
                + """
                 ORDER BY listed.published_at DESC, listed.id DESC""";
    }

    private static final String NEWEST = newest("");
    private static final String NEWEST_IN_CATEGORY = newest(" AND category = $3");

    /** Stories whole, and when anything published, revised or withdrawn changed last, in one view of the database. */
    public record Newest(Instant changedAt, List<Article> articles) {
        private static Newest of(RowSet<Row> rows) {
            var changedAt =
                    rows.iterator().next().getOffsetDateTime("changed_at").toInstant();
            return new Newest(
                    changedAt,
                    stream(rows)
                            .filter(row -> row.getLong("id") != null)
                            .map(ArticleRow::article)
                            .toList());
        }
    }

    /** The newest stories of a category, or of all when it is null: as many as begin within so many bytes of bodies. */
    public Future<Newest> newest(@Nullable String category, int limit, long bytes) {
        var found = category == null
                ? database.query(NEWEST, Tuple.of(limit, bytes))
                : database.query(NEWEST_IN_CATEGORY, Tuple.of(limit, bytes, category));
        return found.map(Newest::of);
    }

    private static final String SINCE = HEADLINES + """
             WHERE a.status = 'published' AND a.published_at > $1
             ORDER BY a.published_at DESC, a.id DESC
             LIMIT $2""";

    /** The stories published after a time. */
    public Future<List<Headline>> since(Instant after, int limit) {
        return headlines(SINCE, Tuple.of(ArticleRow.argument(after), limit));
    }

    private Future<List<Headline>> headlines(String sql, Tuple arguments) {
        return database.query(sql, arguments)
                .map(rows -> stream(rows).map(ArticleRow::headline).toList());
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
