package vn.tinmoi.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class LettersTest {
    @Test
    void the134LettersFoldToTheirBases() {
        assertThat(Typing.LETTERS.chars().distinct()).hasSize(134);
        assertThat(VnText.fold(Typing.LETTERS)).isEqualTo(Typing.BASES);
    }

    @Test
    void theTableHoldsExactlyThe67LowerCaseLetters() {
        assertThat(Letters.VIETNAMESE.chars().boxed().collect(Collectors.toSet()))
                .isEqualTo(Typing.LETTERS.substring(0, 67).chars().boxed().collect(Collectors.toSet()));
    }

    @Test
    void everyFormOfEveryLetterIsTheSameLetter() {
        for (int i = 0; i < Typing.LETTERS.length(); i++) {
            var letter = Typing.LETTERS.substring(i, i + 1);
            for (var form : Typing.forms(letter)) {
                assertThat(VnText.clean(form)).isEqualTo(letter);
                assertThat(VnText.cleanHtml("<b>" + form + "</b>")).isEqualTo("<b>" + letter + "</b>");
                assertThat(VnText.fold(form))
                        .isEqualTo(Typing.BASES.substring(i, i + 1))
                        .isEqualTo(Slugs.of(form));
                assertThat(VnText.equalTones(form)).isEqualTo(Typing.LETTERS.substring(i % 67, i % 67 + 1));
                assertThat(VnText.length(form)).isEqualTo(1);
            }
        }
    }

    @Test
    void everyUnitOfNfcFoldsToOneThatFoldsToItself() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            if (!Normalizer.isNormalized(String.valueOf((char) c), Normalizer.Form.NFC)) continue;
            char folded = Letters.fold((char) c);
            assertThat(Letters.fold(folded)).isEqualTo(folded);
            assertThat(Character.isSurrogate(folded)).isEqualTo(Character.isSurrogate((char) c));
        }
    }

    @Test
    void foldingDoesNotDependOnTheLocale() {
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(VnText.fold("TIN MỚI I İ ı")).isEqualTo("tin moi i i i");
            assertThat(Slugs.of("TIN I")).isEqualTo("tin-i");
        } finally {
            Locale.setDefault(before);
        }
    }
}
