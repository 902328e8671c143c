package vn.tinmoi.search;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vn.tinmoi.search.SearchWords.Pair;

/**
 * What may have been meant by words that were mistyped once: a letter or space too many, too few, another, or two that
 * changed places (Norvig, "How to Write a Spelling Corrector", 2007). Few of these hold nothing but words that some title
 * has, fewer yet have them side by side as some title does, and those are looked for.
 */
final class SearchSlips {
    private static final String LETTERS =
            "abcdefghijklmnopqrstuvwxyz "; // of folded words; a wrong digit is another number
    private static final int LONGEST = 80; // characters: 4,500 ways to mistype them
    private static final int MOST = 1_000; // phrases whose words are known

    private final List<String> meant;

    /** {@code folded}: words without accents, one space between them. */
    SearchSlips(String folded) {
        meant = folded.length() > LONGEST ? List.of() : List.copyOf(meant(folded));
    }

    private static Set<String> meant(String typed) {
        var meant = new LinkedHashSet<String>();
        for (int i = 0; i <= typed.length(); i++) {
            for (int l = 0; l < LETTERS.length(); l++) {
                char letter = LETTERS.charAt(l);
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

    /** Those of known words alone, word by word. */
    List<List<String>> phrases(Set<String> known) {
        return meant.stream()
                .map(words -> List.of(words.split(" ")))
                .filter(known::containsAll)
                .limit(MOST)
                .toList();
    }

    /** Each two neighbours of the phrases. */
    static Set<Pair> pairs(List<List<String>> phrases) {
        return phrases.stream().flatMap(SearchSlips::neighbours).collect(Collectors.toSet());
    }

    /** Those of the phrases whose neighbours stand together. */
    static List<List<String>> standing(List<List<String>> phrases, Set<Pair> together) {
        return phrases.stream()
                .filter(words -> neighbours(words).allMatch(together::contains))
                .toList();
    }

    private static Stream<Pair> neighbours(List<String> words) {
        return IntStream.range(1, words.size()).mapToObj(i -> new Pair(words.get(i - 1), words.get(i)));
    }
}
