package vn.tinmoi.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import vn.tinmoi.search.SearchWords.Pair;

final class SearchSlipsTest {
    @Property(tries = 200)
    void whateverOneLetterTooMuchTooFewOrElsewhereMadeIsMeant(
            @ForAll @Size(min = 1, max = 4)
                    List<@CharRange(from = 'a', to = 'z') @StringLength(min = 2, max = 6) String> words,
            @ForAll @IntRange(max = 30) int where,
            @ForAll @CharRange(from = 'a', to = 'z') char letter) {
        var right = String.join(" ", words);
        int i = where % (right.length() - 1);
        var slips = List.of(
                right.substring(0, i) + letter + right.substring(i),
                right.substring(0, i) + right.substring(i + 1),
                right.substring(0, i) + letter + right.substring(i + 1),
                right.substring(0, i) + right.charAt(i + 1) + right.charAt(i) + right.substring(i + 2));
        var known = Set.copyOf(words);
        for (var typed : slips.stream().filter(slip -> !slip.equals(right)).collect(Collectors.toSet())) {
            if (!typed.strip().equals(typed) || typed.contains("  ")) continue; // no question has such spaces

            var meant = new SearchSlips(typed);

            assertThat(meant.words()).as(typed).containsAll(known).doesNotHaveDuplicates();
            assertThat(meant.phrases(known)).as(typed).contains(List.of(right.split(" ")));
        }
    }

    @Test
    void onlyWhatHasNothingButKnownWordsIsLookedFor() {
        var meant = new SearchSlips("dong sne");

        assertThat(meant.phrases(Set.of("dong", "sen", "sn")))
                .containsExactlyInAnyOrder(List.of("dong", "sen"), List.of("dong", "sn"));
        assertThat(meant.phrases(Set.of("sen"))).isEmpty();
        assertThat(new SearchSlips("dong sen ".repeat(20).strip()).words()).isEmpty();
    }

    @Test
    void onlyPhrasesWhoseNeighboursStandTogetherAreLookedFor() {
        var phrases = List.of(List.of("dong", "sen"), List.of("dong", "sn"), List.of("sen"));

        assertThat(SearchSlips.pairs(phrases))
                .containsExactlyInAnyOrder(new Pair("dong", "sen"), new Pair("dong", "sn"));
        assertThat(SearchSlips.standing(phrases, Set.of(new Pair("dong", "sen"))))
                .containsExactly(List.of("dong", "sen"), List.of("sen"));
    }
}
