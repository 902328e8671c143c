package vn.tinmoi.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import vn.tinmoi.search.SearchWords.Pair;
import vn.tinmoi.text.Word;

/**
 * What may have been meant by words of which several were mistyped, or one twice: for each word the nearest ones that
 * titles have, and of all rows of those the nearest whose neighbours are neighbours in some title. However many words the
 * titles have, no more than 2,000 pairs are looked up and 64 rows kept.
 */
final class SearchNear {
    static final int FARTHEST = 2; // slips in a word; with three it is any short word

    private static final int MOST_PAIRS = 2_000;
    private static final int MOST_OF_A_WORD = 40;
    private static final int MOST_ROWS = 64;

    private final List<List<Near>> places;
    private final int most;

    /** {@code known}: words of letters alone. Takes some milliseconds for 50,000. */
    SearchNear(SearchQuery query, List<String> known) {
        var words = query.words().stream().map(Word::folded).toList();
        int each = (int) Math.sqrt(MOST_PAIRS / Math.max(1.0, words.size() - 1.0));
        most = Spelling.most(query);
        places = words.stream()
                .map(word -> near(word, known, Math.min(each, MOST_OF_A_WORD)))
                .toList();
    }

    /** {@code doubted}: 1 in the place of a word that titles have too; that one was less likely mistyped. */
    private record Near(String word, int distance, int doubted) {}

    private record Row(List<String> words, int distance, int doubted) {
        static final Comparator<Row> LIKELIEST =
                Comparator.comparingInt(Row::distance).thenComparingInt(Row::doubted);

        Row and(Near next) {
            var all = new ArrayList<>(words);
            all.add(next.word);
            return new Row(all, distance + next.distance, doubted + next.doubted);
        }
    }

    private static List<Near> near(String word, List<String> known, int most) {
        var itself = new Near(word, 0, 0);
        if (!isLetters(word)) return List.of(itself);
        long letters = letters(word);
        int slips = Math.min(FARTHEST, word.length() / 2);
        int doubted = known.contains(word) ? 1 : 0;
        return Stream.concat(
                        Stream.of(itself),
                        known.stream()
                                .filter(other -> Math.abs(other.length() - word.length()) <= slips)
                                .filter(other -> Long.bitCount(letters ^ letters(other)) <= 2 * slips)
                                .filter(other -> !other.equals(word))
                                .map(other -> new Near(other, Spelling.distance(word, other), doubted))
                                .filter(near -> near.distance <= slips))
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::word))
                .limit(most)
                .toList();
    }

    private static boolean isLetters(String word) {
        return word.chars().allMatch(letter -> letter >= 'a' && letter <= 'z');
    }

    /** Which letters a word has; one slip changes no more than two of them. */
    private static long letters(String word) {
        long letters = 0;
        for (int i = 0; i < word.length(); i++) letters |= 1L << word.charAt(i);
        return letters;
    }

    /** What has to be looked up. */
    Set<Pair> pairs() {
        var pairs = new HashSet<Pair>();
        for (int i = 1; i < places.size(); i++) {
            for (var one : places.get(i - 1)) {
                for (var next : places.get(i)) pairs.add(new Pair(one.word, next.word));
            }
        }
        return pairs;
    }

    /** The likeliest rows of words but the one that was typed; all of them as likely. */
    List<List<String>> rows(Set<Pair> together) {
        var rows = List.of(new Row(List.of(), 0, 0));
        for (var place : places) rows = longer(rows, place, together);
        var others = rows.stream().filter(row -> row.distance > 0).toList();
        return others.stream()
                .filter(row -> Row.LIKELIEST.compare(row, others.getFirst()) == 0)
                .map(Row::words)
                .toList();
    }

    private List<Row> longer(List<Row> rows, List<Near> place, Set<Pair> together) {
        return rows.stream()
                .flatMap(row -> place.stream()
                        .filter(next -> row.distance + next.distance <= most)
                        .filter(next ->
                                row.words.isEmpty() || together.contains(new Pair(row.words.getLast(), next.word)))
                        .map(row::and))
                .sorted(Row.LIKELIEST)
                .limit(MOST_ROWS)
                .toList();
    }
}
