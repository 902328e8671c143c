package vn.tinmoi.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class BodyMergeTest {
    private static String html(List<String> paragraphs) {
        return paragraphs.stream().map(one -> "<p>" + one + "</p>").collect(Collectors.joining());
    }

    @Test
    void differentPlacesAreJoinedAndTheSamePlaceIsTold() {
        var base = html(List.of("một", "hai", "ba", "bốn"));

        var joined = BodyMerge.of(
                base, html(List.of("một!", "hai", "ba", "bốn")), html(List.of("một", "hai", "ba", "bốn", "năm")));
        assertThat(joined.html()).isEqualTo(html(List.of("một!", "hai", "ba", "bốn", "năm")));
        assertThat(joined.clashes()).isEmpty();

        var clash = BodyMerge.of(
                base, html(List.of("một", "hai A", "ba", "bốn")), html(List.of("một", "hai B", "ba", "4")));
        assertThat(clash.html()).isEqualTo(html(List.of("một", "hai A", "ba", "4")));
        assertThat(clash.clashes()).containsExactly(new BodyMerge.Clash("<p>hai A</p>", "<p>hai B</p>"));
    }

    @Test
    void whatOneTookAwayIsGoneAndBothAlikeIsOnce() {
        var base = html(List.of("một", "hai", "ba"));

        assertThat(BodyMerge.of(base, html(List.of("một", "ba")), base).html()).isEqualTo(html(List.of("một", "ba")));
        var same = html(List.of("một", "hai", "hai rưỡi", "ba"));
        assertThat(BodyMerge.of(base, same, same)).isEqualTo(new BodyMerge.Merged(same, List.of()));
    }

    @Property(tries = 500)
    void whatOnlyOneSideChangedIsThatSides(@ForAll @IntRange(max = 1_000_000) int seed) {
        var random = new Random(seed);
        var base = text(random, random.nextInt(12));
        var other = changed(random, base);

        assertThat(BodyMerge.of(html(base), html(other), html(base)))
                .isEqualTo(new BodyMerge.Merged(html(other), List.of()));
        assertThat(BodyMerge.of(html(base), html(base), html(other)))
                .isEqualTo(new BodyMerge.Merged(html(other), List.of()));
    }

    /** No word of this side is ever lost; of the other side none that is not told. */
    @Property(tries = 500)
    void noNewWordIsLost(@ForAll @IntRange(max = 1_000_000) int seed) {
        var random = new Random(seed);
        var base = text(random, random.nextInt(12));
        var mine = changed(random, base);
        var theirs = changed(random, base);

        var merged = BodyMerge.of(html(base), html(mine), html(theirs));

        var told = merged.clashes().stream().map(BodyMerge.Clash::theirs).collect(Collectors.joining());
        for (var one : mine) if (!base.contains(one)) assertThat(merged.html()).contains("<p>" + one + "</p>");
        for (var one : theirs)
            if (!base.contains(one)) assertThat(merged.html() + told).contains("<p>" + one + "</p>");
    }

    private static List<String> text(Random random, int length) {
        return random.ints(length, 0, 6).mapToObj(word -> "từ " + word).collect(Collectors.toList());
    }

    private static List<String> changed(Random random, List<String> base) {
        var text = new ArrayList<>(base);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.size() + 1);
            if (random.nextBoolean() || at == text.size()) text.add(at, "mới " + random.nextInt(1_000_000));
            else if (random.nextBoolean()) text.remove(at);
            else text.set(at, "sửa " + random.nextInt(1_000_000));
        }
        return text;
    }
}
