package vn.tinmoi.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinmoi.news.Problem;

final class AccentTest {
    /** By the formula of WCAG 2.2, written here again. */
    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String hex) {
        var parts = IntStream.of(1, 3, 5)
                .mapToDouble(at -> Integer.parseInt(hex.substring(at, at + 2), 16) / 255.0)
                .map(c -> c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4))
                .toArray();
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }

    @Test
    void whateverIsTakenCanBeReadInEveryThemeAndWhatIsNotComesWithWhatCan() {
        var random = new Random(20261126);
        int taken = 0;
        for (int i = 0; i < 3_000; i++) {
            var chosen = String.format("#%06x", random.nextInt(1 << 24));
            Accent accent;
            try {
                accent = Accent.of(chosen);
                assertThat(accent.light()).isEqualTo(chosen);
                taken++;
            } catch (Problem refused) {
                assertThat(refused.field()).isEqualTo("accent");
                accent = Accent.of((String) refused.arguments().getLast());
                assertThat(contrast(chosen, "#fdf0d5")).as(chosen).isLessThan(4.5);
            }
            for (var ground : List.of("#fffdf9", "#f6f1e8", "#fdf0d5")) {
                assertThat(contrast(accent.light(), ground)).as(chosen).isGreaterThanOrEqualTo(4.5);
            }
            for (var ground : List.of("#131517", "#1b1e21", "#2d2718")) {
                assertThat(contrast(accent.dark(), ground)).as(chosen).isGreaterThanOrEqualTo(4.5);
            }
            for (var ground : List.of("#ffffff", "#fff3b0")) {
                assertThat(contrast(accent.contrast(), ground)).as(chosen).isGreaterThanOrEqualTo(7);
            }
        }
        assertThat(taken).isBetween(300, 2_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "red", "#fff", "#12345g", "123456", "#1234567", "rgb(0,0,0)"})
    void whatIsNoColourIsRefused(String text) {
        assertThatThrownBy(() -> Accent.of(text))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("accent.form"));
    }
}
