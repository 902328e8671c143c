package vn.tinmoi.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.text.Word;
import vn.tinmoi.text.WordSplitter;

/** "Ý bạn là…?": the words of a title that differ least from words that nothing has. */
final class Spelling {
    private static final int LAST = 100; // words of a title
    private static final int LETTERS_FOR_A_SLIP = 4; // one slip for each four letters; more and it is another word

    private Spelling() {}

    private record Near(String words, int distance) {}

    /** Empty: no title has anything near. {@code titles}: the likeliest first. Takes some milliseconds for 1,000. */
    static Optional<String> nearest(SearchQuery query, List<String> titles) {
        var typed = query.folded();
        int most = most(query);
        Near nearest = null;
        for (var title : titles) {
            nearest = nearer(nearest, nearest(typed, query.words().size(), most, title));
            if (nearest != null && nearest.distance == 1) break;
        }
        return Optional.ofNullable(nearest).map(Near::words);
    }

    /** Slips; with more it is another question. */
    static int most(SearchQuery query) {
        return query.folded().length() / LETTERS_FOR_A_SLIP;
    }

    private static @Nullable Near nearest(String typed, int size, int most, String title) {
        var words = new ArrayList<>(WordSplitter.words(title, LAST));
        words.removeIf(word -> word.span() > 1);
        Near nearest = null;
        for (int length = Math.max(1, size - 1); length <= size + 1; length++) { // a space too many or too few
            for (int i = 0; i + length <= words.size(); i++) {
                nearest = nearer(nearest, near(typed, most, title, words.subList(i, i + length)));
            }
        }
        return nearest;
    }

    private static @Nullable Near near(String typed, int most, String title, List<Word> window) {
        var folded = window.stream().map(Word::folded).collect(Collectors.joining(" "));
        if (Math.abs(folded.length() - typed.length()) > most) return null;
        int distance = distance(typed, folded);
        if (distance == 0 || distance > most) return null;
        return new Near(
                title.substring(window.getFirst().start(), window.getLast().end()), distance);
    }

    private static @Nullable Near nearer(@Nullable Near one, @Nullable Near other) {
        if (one == null || other == null) return one == null ? other : one;
        return other.distance < one.distance ? other : one;
    }

    /** Letters to change, add, leave out or swap with their neighbour (optimal string alignment distance). */
    static int distance(String one, String other) {
        var rows = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) rows[i][0] = i;
        for (int j = 0; j <= other.length(); j++) rows[0][j] = j;
        for (int i = 1; i <= one.length(); i++) {
            for (int j = 1; j <= other.length(); j++) {
                int same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                int least = Math.min(Math.min(rows[i - 1][j], rows[i][j - 1]) + 1, rows[i - 1][j - 1] + same);
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                rows[i][j] = swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
            }
        }
        return rows[one.length()][other.length()];
    }
}
