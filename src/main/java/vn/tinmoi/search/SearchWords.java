package vn.tinmoi.search;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.store.Database;

/** The words that titles have or had, without accents, as PostgreSQL keeps them. Any thread. */
final class SearchWords {
    private final Database database;

    SearchWords(Database database) {
        this.database = database;
    }

    /** Two words side by side. */
    record Pair(String first, String second) {}

    private static final String KNOWN = """
            SELECT word
              FROM article_search_word
             WHERE word = ANY($1::text[])""";

    /** Those of the words that a title has or had. */
    Future<Set<String>> known(String[] folded) {
        return database.query(KNOWN, Tuple.tuple().addArrayOfString(folded))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString("word"))
                        .collect(Collectors.toSet()));
    }

    // in one row, because each of many would cost more than its word; what has a digit is not mistyped but another
    // number
    private static final String OF_LENGTH = """
            SELECT string_agg(word, ' ') AS words
              FROM (SELECT word
                      FROM article_search_word
                     WHERE length(word) BETWEEN $1::int AND $2::int AND word !~ '[^a-z]'
                     ORDER BY word
                     LIMIT 50000) known""";

    /** Words of letters alone, 50,000 at most. */
    Future<List<String>> ofLength(int shortest, int longest) {
        return database.query(OF_LENGTH, Tuple.of(shortest, longest))
                .map(rows -> split(rows.iterator().next().getString("words")));
    }

    private static List<String> split(@Nullable String words) {
        return words == null ? List.of() : List.of(words.split(" "));
    }

    private static final String PAIRS = """
            SELECT first, second
              FROM unnest($1::text[], $2::text[]) AS asked (first, second)
              JOIN article_search_pair USING (first, second)""";

    /** Those of the pairs that a title has or had. */
    Future<Set<Pair>> together(Collection<Pair> pairs) {
        if (pairs.isEmpty()) return Future.succeededFuture(Set.of());
        var arguments = Tuple.tuple()
                .addArrayOfString(pairs.stream().map(Pair::first).toArray(String[]::new))
                .addArrayOfString(pairs.stream().map(Pair::second).toArray(String[]::new));
        return database.query(PAIRS, arguments)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Pair(row.getString("first"), row.getString("second")))
                        .collect(Collectors.toSet()));
    }
}
