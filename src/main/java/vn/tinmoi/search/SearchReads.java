package vn.tinmoi.search;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.ArticleRow;
import vn.tinmoi.article.PictureRow;
import vn.tinmoi.news.Headline;
import vn.tinmoi.search.SearchQuery.Form;
import vn.tinmoi.store.Database;

/**
 * What search asks PostgreSQL. Each statement looks words up in an index, takes the newest of what it finds and looks into
 * those alone, so that no word is too common. Whether a story may be shown is always asked of {@code article} itself: one
 * that was withdrawn is gone with the withdrawal's commit, whatever the index still holds. Any thread.
 */
public final class SearchReads {
    /** The most that a search finds. */
    public static final int WINDOW = 200;

    private static final String WITHIN = """
             AND ($2::text[] IS NULL OR category = ANY ($2))
             AND published_at >= coalesce($3::timestamptz, '-infinity')
             AND published_at < coalesce($4::timestamptz, 'infinity')
            """;

    private static final String FILTER = WITHIN + "ORDER BY published_at DESC, article_id DESC";

    private final Database database;

    SearchReads(Database database) {
        this.database = database;
    }

    /** Null: any. {@code categories}: by their slugs; {@code until}: the first moment that is too late. */
    public record Filter(
            @Nullable List<String> categories,
            @Nullable Instant from,
            @Nullable Instant until) {
        static final Filter NONE = new Filter(null, null, null);
    }

    record Found(long id, String title) {}

    /** A story that was found; {@code body}: the beginning of its HTML. */
    record Hit(Headline headline, String body) {}

    // a few more than the window, because some may have been withdrawn since
    private static final String TITLES = """
            SELECT a.id, a.title
              FROM (SELECT article_id, published_at
                      FROM article_search
                     WHERE title_x @@ $1::text::tsquery
            """ + FILTER + """

                     LIMIT least($5::int, 200) + 20) found
              JOIN article a ON a.id = found.article_id AND a.status = 'published'
             ORDER BY found.published_at DESC, found.article_id DESC
             LIMIT least($5::int, 200)""";

    /** Stories with the phrase in their title, newest first, no more than {@code most}. */
    Future<List<Found>> titles(SearchQuery query, Form form, Filter filter, int most) {
        return found(in(form, TITLES), filtered(query.phrase(form, ""), filter).addValue(most));
    }

    // the title's pairs choose among the titles, or the newest 200 could keep the best one out
    private static final String WORDS = """
            WITH found AS MATERIALIZED (
                (SELECT article_id
                   FROM article_search
                  WHERE title_x @@ $1::text::tsquery
            """ + WITHIN + "ORDER BY " + together("title_a", "$9") + " DESC, "
            + together("title_x", "$10") + """
             DESC, published_at DESC, article_id DESC
                  LIMIT 200)
                UNION
                (SELECT article_id
                   FROM article_search
                  WHERE words_x @@ $1::text::tsquery
            """ + FILTER + """

                  LIMIT 200)),
            read AS MATERIALIZED (
                SELECT s.article_id, s.published_at, s.title_x AS title, s.title_a AS accented_title,
                       s.words_x || ''::tsvector AS words, -- unpacked once
                       ($6::text IS NULL OR s.words_a @@ $6::text::tsquery) AS accents
                  FROM found
                  JOIN article_search s USING (article_id)),
            ranked AS (
                SELECT r.article_id, r.published_at, r.accents, r.words @@ $5::text::tsquery AS phrase,
                       CASE WHEN r.title @@ $1::text::tsquery THEN 0
                            WHEN r.words @@ $7::text::tsquery THEN 1
                            ELSE 2 END AS words_place,
                       CASE WHEN r.title @@ $5::text::tsquery THEN 0
                            WHEN r.words @@ $8::text::tsquery THEN 1
                            ELSE 2 END AS phrase_place,
            """ + together("r.accented_title", "$9")
            + " AS accented_pairs, " + together("r.title", "$10")
            + " AS title_pairs, " + together("r.words", "$11") + " AS sapo_pairs, " + together("r.words", "$10") + """
                       AS all_pairs, round(ts_rank_cd(r.words, $1::text::tsquery)::numeric, 1) AS near
                  FROM read r)
            SELECT a.id, a.title
              FROM ranked r
              JOIN article a ON a.id = r.article_id AND a.status = 'published'
             ORDER BY r.phrase DESC, r.accents DESC, CASE WHEN r.phrase THEN r.phrase_place END,
                      r.accented_pairs DESC, r.title_pairs DESC, r.sapo_pairs DESC, r.all_pairs DESC,
                      CASE WHEN r.phrase THEN 0 ELSE r.words_place END, CASE WHEN r.phrase THEN 0 ELSE r.near END DESC,
                      r.published_at DESC, r.article_id DESC
             LIMIT 200""";

    /** How many of the tsqueries in an array parameter a vector has. PostgreSQL folds what is not there to nothing. */
    private static String together(String vector, String queries) {
        return IntStream.range(1, SearchQuery.MOST_WORDS)
                .mapToObj(i -> "coalesce((" + vector + " @@ (" + queries + "::text[])[" + i + "]::tsquery)::int, 0)")
                .collect(Collectors.joining(" + ", "(", ")"));
    }

    /**
     * Stories with every word anywhere: the phrase first, then the accents, then those in whose title more of the words
     * that stand side by side in the question do so too, then in title or sapo, then anywhere; then by where all the words
     * are: title, sapo, the rest; then the newest.
     */
    Future<List<Found>> words(SearchQuery query, Form form, Filter filter) {
        var arguments = filtered(query.all(form, ""), filter)
                .addValue(query.phrase(form, ""))
                .addValue(query.accents())
                .addValue(query.all(form, "AB"))
                .addValue(query.phrase(form, "B"))
                .addArrayOfString(query.isAccented() ? query.pairs(Form.ACCENTED, "") : new String[0])
                .addArrayOfString(query.pairs(form, ""))
                .addArrayOfString(query.pairs(form, "AB"));
        return found(in(form, WORDS), arguments);
    }

    private static final String HITS = "SELECT " + ArticleRow.HEADLINE + """
            , left(a.body_html, 20000) AS body
              FROM article a
            """ + PictureRow.JOIN + """
             WHERE a.id = ANY($1::bigint[]) AND a.status = 'published'""";

    /** Those stories in that order; one that was withdrawn since is left out. */
    Future<List<Hit>> hits(List<Long> ids) {
        if (ids.isEmpty()) return Future.succeededFuture(List.of());
        return database.query(HITS, Tuple.tuple().addArrayOfLong(ids.toArray(Long[]::new)))
                .map(rows -> {
                    Map<Long, Hit> hits = StreamSupport.stream(rows.spliterator(), false)
                            .map(row -> new Hit(ArticleRow.headline(row), row.getString("body")))
                            .collect(Collectors.toMap(hit -> hit.headline().id().value(), Function.identity()));
                    return ids.stream().filter(hits::containsKey).map(hits::get).toList();
                });
    }

    private static final String BEGINNING = "SELECT " + ArticleRow.HEADLINE + """
              FROM (SELECT article_id, published_at, title_a @@ $2::text::tsquery AS accents
                      FROM article_search
                     WHERE title_u @@ $1::text::tsquery
                     ORDER BY accents DESC, published_at DESC, article_id DESC
                     LIMIT 16) found
              JOIN article a ON a.id = found.article_id AND a.status = 'published'
            """ + PictureRow.JOIN + """
             ORDER BY found.accents DESC, found.published_at DESC, found.article_id DESC
             LIMIT 8""";

    private static final String BEGINNING_OF_NEWEST = "SELECT " + ArticleRow.HEADLINE + """
              FROM (SELECT s.article_id, s.published_at, s.title_a @@ $2::text::tsquery AS accents
                      FROM (SELECT id
                              FROM article
                             WHERE status = 'published'
                             ORDER BY published_at DESC, id DESC
                             LIMIT 3000) newest
                      JOIN article_search s ON s.article_id = newest.id
                     WHERE s.title_u @@ $1::text::tsquery
                     ORDER BY accents DESC, s.published_at DESC, s.article_id DESC
                     LIMIT 16) found
              JOIN article a ON a.id = found.article_id AND a.status = 'published'
            """ + PictureRow.JOIN + """
             ORDER BY found.accents DESC, found.published_at DESC, found.article_id DESC
             LIMIT 8""";

    /** Up to 8 stories whose titles have the words, the last one perhaps only begun. Two letters begin too many words. */
    Future<List<Headline>> beginning(SearchQuery query) {
        boolean tooShort = query.folded().length() < 3;
        var arguments = Tuple.of(query.beginning(Form.FOLDED), query.beginning(Form.ACCENTED));
        return headlines(tooShort ? BEGINNING_OF_NEWEST : BEGINNING, arguments);
    }

    // a few of each, in any order, so that no phrase is too common and none is left out for a commoner one
    private static final String HAVING = """
            SELECT a.id, a.title
              FROM unnest($1::text[]) AS asked (phrase),
           LATERAL (SELECT article_id
                      FROM article_search
                     WHERE title_u @@ asked.phrase::tsquery
                     LIMIT 20) found
              JOIN article a ON a.id = found.article_id AND a.status = 'published'
             ORDER BY a.published_at DESC, a.id DESC""";

    private static final int MOST_PHRASES = 16;

    /** Stories whose titles, without accents, have one of the first 16 phrases, 20 of each; the newest of those first. */
    Future<List<Found>> having(List<List<String>> phrases) {
        if (phrases.isEmpty()) return Future.succeededFuture(List.of());
        var asked = phrases.stream()
                .limit(MOST_PHRASES)
                .map(words -> words.stream().map(SearchQuery::quoted).collect(Collectors.joining(" <-> ")))
                .toArray(String[]::new);
        return found(HAVING, Tuple.tuple().addArrayOfString(asked));
    }

    private static final String NEWEST = """
            SELECT id, title
              FROM article
             WHERE status = 'published'
             ORDER BY published_at DESC, id DESC
             LIMIT 1000""";

    /** The newest 1,000 stories. */
    Future<List<Found>> newest() {
        return found(NEWEST, Tuple.tuple());
    }

    private Future<List<Headline>> headlines(String sql, Tuple arguments) {
        return database.query(sql, arguments)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ArticleRow::headline)
                        .toList());
    }

    private Future<List<Found>> found(String sql, Tuple arguments) {
        return database.query(sql, arguments)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Found(row.getLong("id"), row.getString("title")))
                        .toList());
    }

    private static Tuple filtered(String query, Filter filter) {
        return Tuple.tuple()
                .addValue(query)
                .addValue(filter.categories == null ? null : filter.categories.toArray(String[]::new))
                .addValue(ArticleRow.argument(filter.from))
                .addValue(ArticleRow.argument(filter.until));
    }

    private static String in(Form form, String sql) {
        return sql.replace("_x", form == Form.ACCENTED ? "_a" : "_u");
    }
}
