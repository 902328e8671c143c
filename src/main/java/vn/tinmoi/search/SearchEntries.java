package vn.tinmoi.search;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.Database;
import vn.tinmoi.text.Excerpt;
import vn.tinmoi.text.VnText;

/** Writes stories into {@code article_search}, a batch with a statement. Any thread. */
final class SearchEntries {
    private static final Logger LOG = LoggerFactory.getLogger(SearchEntries.class);

    /** Raise it when words are taken from a text in another way: every story is entered again. */
    private static final int EDITION = 1;

    private static final int BODY = 120_000; // characters: more than the 16,000 words that count

    private final Vertx vertx;
    private final Database database;

    SearchEntries(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.database = database;
    }

    private static final String COLUMNS = """
            SELECT a.id, a.version, a.title, a.lead, left(a.body_html, $4) AS body_html, a.byline, a.category, a.published_at
              FROM article a
              LEFT JOIN article_search s ON s.article_id = a.id
             WHERE a.status = 'published'
               AND (s.article_id IS NULL OR s.edition < $2 OR s.edition = $2 AND s.version < a.version)
            """;

    private static final String MISSING = COLUMNS + """
               AND a.id < $1::bigint
             ORDER BY a.id DESC
             LIMIT $3""";

    private static final String CHANGED = COLUMNS + """
               AND a.id = ANY($1::bigint[])
             ORDER BY a.id DESC
             LIMIT $3""";

    private static final String FORGET = """
            DELETE FROM article_search s
             USING article a
             WHERE s.article_id = ANY($1::bigint[]) AND a.id = s.article_id AND a.status <> 'published'""";

    private static final String FORGET_ALL = """
            DELETE FROM article_search s
             WHERE NOT EXISTS (SELECT FROM article a WHERE a.id = s.article_id AND a.status = 'published')""";

    /**
     * Enters the newest of those below {@code below} that are missing, {@code most} of them, and gives the lowest. Empty:
     * there are none, and what is not published any more is forgotten.
     */
    Future<OptionalLong> enterMissing(long below, int most) {
        return database.query(MISSING, Tuple.of(below, EDITION, most, BODY))
                .map(SearchEntries::list)
                .compose(rows -> rows.isEmpty()
                        ? forgetAll().map(gone -> OptionalLong.empty())
                        : write(rows)
                                .map(written -> OptionalLong.of(rows.getLast().getLong("id"))));
    }

    private Future<Void> forgetAll() {
        return database.query(FORGET_ALL, Tuple.tuple()).mapEmpty();
    }

    /** Enters those of them that are missing, and forgets those that are not published. */
    Future<Void> enter(List<Long> articles) {
        var ids = articles.toArray(Long[]::new);
        return database.query(
                        CHANGED,
                        Tuple.tuple()
                                .addArrayOfLong(ids)
                                .addValue(EDITION)
                                .addValue(articles.size())
                                .addValue(BODY))
                .compose(rows -> write(list(rows)))
                .compose(written -> database.query(FORGET, Tuple.tuple().addArrayOfLong(ids)))
                .mapEmpty();
    }

    // in the order of their ids, so that nodes that write the same stories wait for each other and never in a circle
    private static final String WRITE = """
            INSERT INTO article_search AS s (article_id, version, edition, category, published_at, title_folded,
                   title_a, title_u, words_a, words_u)
            SELECT n.id, n.version, $2::int, n.category, n.published_at, n.title_folded,
                   n.title_a::tsvector, n.title_u::tsvector, n.words_a::tsvector, n.words_u::tsvector
              FROM unnest($1::bigint[], $3::int[], $4::text[], $5::timestamptz[], $6::text[],
                          $7::text[], $8::text[], $9::text[], $10::text[])
                   AS n (id, version, category, published_at, title_folded, title_a, title_u, words_a, words_u)
             ORDER BY n.id
                ON CONFLICT (article_id) DO UPDATE
               SET version = excluded.version, edition = excluded.edition, category = excluded.category,
                   published_at = excluded.published_at, title_folded = excluded.title_folded,
                   title_a = excluded.title_a, title_u = excluded.title_u,
                   words_a = excluded.words_a, words_u = excluded.words_u
             WHERE (s.edition, s.version) < (excluded.edition, excluded.version)""";

    /** A story that cannot be entered keeps no other from it. */
    private Future<Void> write(List<Row> rows) {
        if (rows.isEmpty()) return Future.succeededFuture();
        return writeAll(rows)
                .recover(failure -> Problem.isAway(failure) ? Future.failedFuture(failure) : oneByOne(rows));
    }

    private Future<Void> oneByOne(List<Row> rows) {
        Future<Void> done = Future.succeededFuture();
        for (var row : rows) {
            done = done.compose(before -> writeAll(List.of(row))).recover(failure -> {
                if (Problem.isAway(failure)) return Future.failedFuture(failure);
                LOG.error("story not entered for search article={}", row.getLong("id"), failure);
                return Future.succeededFuture();
            });
        }
        return done;
    }

    private Future<Void> writeAll(List<Row> rows) {
        return vertx.executeBlocking(() -> entries(rows), false)
                .compose(entries -> database.query(WRITE, entries))
                .mapEmpty();
    }

    private static Tuple entries(List<Row> rows) {
        var entries = rows.stream().map(Entry::of).toList();
        return Tuple.tuple()
                .addArrayOfLong(entries.stream().map(Entry::id).toArray(Long[]::new))
                .addInteger(EDITION)
                .addArrayOfInteger(entries.stream().map(Entry::version).toArray(Integer[]::new))
                .addArrayOfString(entries.stream().map(Entry::category).toArray(String[]::new))
                .addArrayOfOffsetDateTime(
                        entries.stream().map(Entry::publishedAt).toArray(OffsetDateTime[]::new))
                .addArrayOfString(entries.stream().map(Entry::titleFolded).toArray(String[]::new))
                .addArrayOfString(
                        entries.stream().map(one -> one.title().accented()).toArray(String[]::new))
                .addArrayOfString(
                        entries.stream().map(one -> one.title().folded()).toArray(String[]::new))
                .addArrayOfString(
                        entries.stream().map(one -> one.words().accented()).toArray(String[]::new))
                .addArrayOfString(
                        entries.stream().map(one -> one.words().folded()).toArray(String[]::new));
    }

    private record Entry(
            long id,
            int version,
            String category,
            OffsetDateTime publishedAt,
            String titleFolded,
            SearchVectors title,
            SearchVectors words) {
        static Entry of(Row row) {
            var title = row.getString("title");
            var words = new SearchVectors()
                    .add(title, 'A')
                    .add(row.getString("lead"), 'B')
                    .add(Excerpt.plain(row.getString("body_html"), BODY), 'C')
                    .add(row.getString("byline"), 'D');
            return new Entry(
                    row.getLong("id"),
                    row.getInteger("version"),
                    row.getString("category"),
                    row.getOffsetDateTime("published_at"),
                    VnText.fold(title),
                    new SearchVectors().add(title, 'A'),
                    words);
        }
    }

    private static List<Row> list(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).toList();
    }
}
