package vn.tinmoi.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.tinmoi.search.SearchWords.Pair;

final class SearchNearTest {
    @Test
    void aWordOfTwoSlipsAndTwoWordsOfOneAreReplacedByWhatStandsTogether() {
        var together = Set.of(new Pair("lua", "thom"), new Pair("dong", "sen"), new Pair("thom", "dong"));

        assertThat(rows("dogng ssen", together)).containsExactly(List.of("dong", "sen"));
        assertThat(rows("dongxy sen", together)).containsExactly(List.of("dong", "sen"));
        assertThat(rows("lúa thmoo đồng", together)).containsExactly(List.of("lua", "thom", "dong"));
        assertThat(rows("dong sen", together)).isEmpty();
        assertThat(rows("dong qqqq", together)).isEmpty();
        assertThat(rows("lau don", together)).isEmpty();
    }

    @Test
    void aWordThatTitlesHaveIsDoubtedLast() {
        var together = Set.of(new Pair("dong", "sen"), new Pair("long", "sun"));

        assertThat(rows("dong ssenn", together)).containsExactly(List.of("dong", "sen"));
        assertThat(rows("dong suun", together)).containsExactly(List.of("dong", "sen"));
        assertThat(rows("dong suun", Set.of(new Pair("dong", "ba"), new Pair("long", "sun"))))
                .containsExactly(List.of("long", "sun"));
    }

    @Test
    void aNumberIsNeverAnotherNumber() {
        var together = Set.of(new Pair("nam", "2024"), new Pair("nam", "2025"));

        assertThat(rows("naam 2025", together)).containsExactly(List.of("nam", "2025"));
    }

    @Test
    void whatIsLookedUpIsBoundedHoweverManyWordsAreKnown() {
        var known = IntStream.range(0, 26 * 26 * 26)
                .mapToObj(i -> "" + (char) ('a' + i / 676) + (char) ('a' + i / 26 % 26) + (char) ('a' + i % 26))
                .toList();
        for (int words : List.of(1, 2, 3, SearchQuery.MOST_WORDS)) {
            var asked = IntStream.range(0, words).mapToObj(i -> "qqq").collect(Collectors.joining(" "));

            assertThat(new SearchNear(SearchQuery.of(asked), known).pairs()).hasSizeLessThanOrEqualTo(2_000);
        }
    }

    private static List<List<String>> rows(String typed, Set<Pair> together) {
        var known = together.stream()
                .flatMap(pair -> List.of(pair.first(), pair.second()).stream())
                .filter(word -> word.matches("[a-z]+"))
                .distinct()
                .toList();
        return new SearchNear(SearchQuery.of(typed), known).rows(together);
    }
}
