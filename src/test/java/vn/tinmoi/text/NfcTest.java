package vn.tinmoi.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.text.Normalizer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NfcTest {
    @Test
    void whatIsTakenForComposedNeverChanges() {
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            if (!Nfc.alwaysComposed(c)) continue;
            for (var before : new String[] {"", "a", "o\u0323", "=", "\u1100"})
                assertThat(Normalizer.normalize(before + c, Normalizer.Form.NFC))
                        .isEqualTo(Normalizer.normalize(before, Normalizer.Form.NFC) + c);
        }
    }

    @Test
    void aTextThatIsComposedIsNotCopied() {
        var text = "Tỉnh ủy – “Đắk Lắk” 東京";

        assertThat(Nfc.of(text)).isSameAs(text);
    }

    @Test
    void aLetterKeepsThirtyMarks() {
        assertThat(VnText.clean("x" + "\u0301".repeat(31) + "y" + "\u0301".repeat(30)))
                .isEqualTo("x" + "\u0301".repeat(30) + "ý" + "\u0301".repeat(29));
    }

    /** Each of these took minutes, or would in a careless implementation: time in the square of the length. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0301\u0323",
                "\u05B0\u0591",
                "\uD834\uDD65\u0301",
                "\u0301\u034F\u0323",
                "\u0301\u200B\u0323",
                "ð",
                "ðö ",
                "7\u00A0",
                " ",
                "<",
                "<!--",
                "<b>",
                "&",
                "&#1",
                "\u200D",
                "👧\u200D",
                "\uD83C\uDDFB",
                "\uD800"
            })
    void aLargeHostileTextTakesNoLongerThanAnyOther(String part) {
        var hostile = "a" + part.repeat((512 << 10) / part.length());

        assertTimeoutPreemptively(
                Duration.ofMinutes(2),
                () -> { // quadratic would be hours
                    assertThat(VnText.clean(hostile)).isNotEmpty();
                    assertThat(VnText.cleanHtml(hostile)).isNotEmpty();
                    assertThat(VnText.fold(hostile)).isNotEmpty();
                    assertThat(VnText.equalTones(hostile)).isNotEmpty();
                    assertThat(VnText.length(hostile)).isPositive();
                    assertThat(Slugs.of(hostile)).isNotEmpty();
                    assertThat(Excerpt.plain(hostile, 300)).isNotEmpty();
                });
    }
}
