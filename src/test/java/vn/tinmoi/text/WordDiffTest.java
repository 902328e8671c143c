package vn.tinmoi.text;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.text.WordDiff.Kind.GONE;
import static vn.tinmoi.text.WordDiff.Kind.NEW;
import static vn.tinmoi.text.WordDiff.Kind.SAME;

import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class WordDiffTest {
    @Test
    void wordsThatWentAndCameAreToldApart() {
        assertThat(WordDiff.of("Cầu dài 120 mét.", "Cầu dài 102 mét."))
                .containsExactly(
                        new WordDiff.Run(SAME, "Cầu dài "),
                        new WordDiff.Run(GONE, "120 "),
                        new WordDiff.Run(NEW, "102 "),
                        new WordDiff.Run(SAME, "mét."));
        assertThat(WordDiff.of("", "")).isEmpty();
        assertThat(WordDiff.of("", "mới")).containsExactly(new WordDiff.Run(NEW, "mới"));
    }

    @Property(tries = 2_000)
    void bothTextsCanBeReadFromIt(
            @ForAll @StringLength(max = 40) @CharRange(from = 'a', to = 'c') String one,
            @ForAll @StringLength(max = 40) @CharRange(from = 'a', to = 'c') String other) {
        var before = one.replace('c', ' ').replace("bb", "\n");
        var now = other.replace('c', ' ').replace("bb", "\n");

        var runs = WordDiff.of(before, now);

        assertThat(text(runs, NEW)).isEqualTo(before);
        assertThat(text(runs, GONE)).isEqualTo(now);
    }

    private static String text(java.util.List<WordDiff.Run> runs, WordDiff.Kind without) {
        return runs.stream()
                .filter(run -> run.kind() != without)
                .map(WordDiff.Run::text)
                .collect(Collectors.joining());
    }

    @Test
    void longTextsThatHaveLittleInCommonTakeNoTime() {
        var before = "một hai ba ".repeat(20_000);
        var now = "bốn năm sáu ".repeat(20_000);

        assertThat(WordDiff.of(before, now)).hasSize(2);
    }
}
