package vn.tinmoi.site;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import vn.tinmoi.text.Word;

/**
 * What may have been meant by words that were mistyped once: a letter or space too many, too few, another, or two that
 * changed places (Norvig, "How to Write a Spelling Corrector", 2007). Only few of these hold nothing but words that some
 * title has, and those few are looked for as phrases; to compare all titles letter by letter takes ten times as long.
 */
final class SearchSlips {
    private static final String LETTERS =
            "abcdefghijklmnopqrstuvwxyz "; // of folded words; a wrong digit is another number
    private static final int LONGEST = 80; // characters: 4,500 ways to mistype them
    private static final int MOST = 64; // phrases that are looked for

    private static final int FARTHEST = 2; // slips in a word; with three it is any short word
    private static final int NEAREST = 24; // words in the place of one

    private final List<String> meant;

    /** {@code folded}: words without accents, one space between them. */
    SearchSlips(String folded) {
        meant = folded.length() > LONGEST ? List.of() : List.copyOf(meant(folded));
    }

    private static Set<String> meant(String typed) {
        var meant = new LinkedHashSet<String>();
        for (int i = 0; i <= typed.length(); i++) {
            for (char letter : LETTERS.toCharArray()) {
                meant.add(typed.substring(0, i) + letter + typed.substring(i));
                if (i < typed.length()) meant.add(typed.substring(0, i) + letter + typed.substring(i + 1));
            }
            if (i < typed.length()) meant.add(typed.substring(0, i) + typed.substring(i + 1));
            if (i + 1 < typed.length())
                meant.add(typed.substring(0, i) + typed.charAt(i + 1) + typed.charAt(i) + typed.substring(i + 2));
        }
        meant.remove(typed);
        meant.removeIf(words -> words.isBlank() || !words.strip().equals(words) || words.contains("  "));
        return meant;
    }

    /** Each word of them, once. */
    String[] words() {
        return meant.stream()
                .flatMap(words -> Arrays.stream(words.split(" ")))
                .distinct()
                .toArray(String[]::new);
    }

    /** Those of known words alone as a tsquery, any of them; empty: there are none. */
    String phrases(Set<String> known) {
        var phrases = new ArrayList<String>();
        for (var words : meant) {
            var each = List.of(words.split(" "));
            if (phrases.size() < MOST && known.containsAll(each)) phrases.add(phrase(each));
        }
        return String.join(" | ", phrases);
    }

    /** The words with those that no title has replaced by the nearest that some title has, as a tsquery; empty: by none. */
    static String nearest(SearchQuery query, Set<String> known) {
        var words = query.words().stream().map(Word::folded).toList();
        if (known.containsAll(words)) return "";
        var alike = words.stream().map(word -> nearest(word, known)).toList();
        return alike.stream().anyMatch(List::isEmpty)
                ? ""
                : alike.stream().map(SearchSlips::any).collect(Collectors.joining(" <-> "));
    }

    private record Near(String word, int distance) {}

    private static List<String> nearest(String word, Set<String> known) {
        if (known.contains(word)) return List.of(word);
        return known.stream()
                .filter(other -> Math.abs(other.length() - word.length()) <= FARTHEST)
                .map(other -> new Near(other, Spelling.distance(word, other)))
                .filter(near -> near.distance <= FARTHEST && near.distance < word.length())
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::word))
                .limit(NEAREST)
                .map(Near::word)
                .toList();
    }

    private static String any(List<String> words) {
        return words.stream().map(SearchQuery::quoted).collect(Collectors.joining(" | ", "(", ")"));
    }

    private static String phrase(List<String> words) {
        return words.stream().map(SearchQuery::quoted).collect(Collectors.joining(" <-> ", "(", ")"));
    }
}
