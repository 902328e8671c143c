package vn.tinmoi.search;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import vn.tinmoi.article.ArticleRow;
import vn.tinmoi.article.PictureRow;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Headline;
import vn.tinmoi.store.Database;
import vn.tinmoi.text.Word;

/** What {@link Related} asks PostgreSQL. Any thread. */
final class RelatedReads {
    /** How many titles have each of the commonest words; {@code rest}: at most so many have any other. */
    record Counted(Map<String, Long> titles, long rest, Instant readAt) {
        long of(Word word) {
            return titles.getOrDefault(word.accented(), rest);
        }
    }

    private final Database database;

    RelatedReads(Database database) {
        this.database = database;
    }

    private static final String COUNTED = """
            SELECT most_common_elems::text::text[] AS words, most_common_elem_freqs::float8[] AS shares,
                   greatest(c.reltuples, 0)::float8 AS stories
              FROM pg_class c
              LEFT JOIN pg_stats s ON s.schemaname = c.relnamespace::regnamespace::text AND s.tablename = c.relname
                                  AND s.attname = 'title_a'
             WHERE c.oid = to_regclass('article_search')""";

    /** Of the last ANALYZE; before the first, no word is counted. */
    Future<Counted> counted(Instant now) {
        return database.query(COUNTED, Tuple.tuple())
                .map(rows -> counted(rows.iterator().next(), now));
    }

    private static Counted counted(Row row, Instant now) {
        var titles = new HashMap<String, Long>();
        double stories = row.getDouble("stories");
        var words = row.getArrayOfStrings("words");
        var shares = row.getArrayOfDoubles("shares");
        long rest = Long.MAX_VALUE;
        for (int i = 0; words != null && shares != null && i < words.length; i++) {
            long count = Math.round(shares[i] * stories);
            titles.put(words[i], count);
            rest = Math.min(rest, count);
        }
        return new Counted(titles, words == null ? 1 : rest, now);
    }

    private static final String WITH = "SELECT " + ArticleRow.HEADLINE + """
              FROM (SELECT article_id, published_at
                      FROM article_search
                     WHERE title_a @@ $1::text::tsquery AND category = $2 AND article_id <> $3
                     ORDER BY published_at DESC, article_id DESC
                     LIMIT $4) found
              JOIN article a ON a.id = found.article_id AND a.status = 'published' AND a.category = $2
            """ + PictureRow.JOIN + """
             ORDER BY found.published_at DESC, found.article_id DESC""";

    /** The newest stories of the category whose titles have one of the words. */
    Future<List<Headline>> with(List<String> words, String category, ArticleId without, int limit) {
        var query = words.stream().map(SearchQuery::quoted).collect(Collectors.joining(" | "));
        return database.query(WITH, Tuple.of(query, category, without.value(), limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ArticleRow::headline)
                        .toList());
    }
}
