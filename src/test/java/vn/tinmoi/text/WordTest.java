package vn.tinmoi.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import vn.tinmoi.text.Typing.Typed;

final class WordTest {
    @Test
    void aNumberOfADocumentIsOneWordAndItsPartsAreToo() {
        assertThat(accented("Nghị định 147/2024/NĐ-CP."))
                .containsExactly("nghị:1", "định:2", "147/2024/nđ-cp:3", "147:3", "2024:4", "nđ:5", "cp:6");
        assertThat(folded("Kết luận 44-KL/TW, 22,5%"))
                .containsExactly("ket:1", "luan:2", "44-kl/tw:3", "44:3", "kl:4", "tw:5", "22:6", "5:7");
        assertThat(folded("147/2024/NĐ–CP")).contains("147/2024/nd-cp:1");
        assertThat(folded("TP.HCM Hà Nội-Huế e-mail"))
                .containsExactly("tp:1", "hcm:2", "ha:3", "noi:4", "hue:5", "e:6", "mail:7");
    }

    @Test
    void wordsAreComparedWithTheirToneInOnePlace() {
        assertThat(accented("HOÀ bình, Đắk Lắk")).containsExactly("hòa:1", "bình:2", "đắk:3", "lắk:4");
        assertThat(folded("HOÀ bình, Ðắk Lắk")).containsExactly("hoa:1", "binh:2", "dak:3", "lak:4");
    }

    @Test
    void noWordIsTooLongForAnIndex() {
        var words = WordSplitter.words("a".repeat(5000) + " " + "1/".repeat(5000) + " 😀 \uD83D \uDE00 𝒳𝒴", 20_000);

        assertThat(words)
                .allMatch(
                        word -> word.accented().length() <= 64 && word.folded().length() <= 64);
        assertThat(words.getLast().accented()).isEqualTo("𝒳𝒴");
        assertThat(WordSplitter.words("một hai ba bốn", 2)).hasSize(2);
    }

    @Provide
    Arbitrary<Typed> mixed() {
        return Typing.mixed();
    }

    @Provide
    Arbitrary<Typed> twoSchools() {
        return Typing.twoSchools();
    }

    @Provide
    Arbitrary<String> anything() {
        return Typing.anything();
    }

    @Property
    void howATextWasSentDoesNotMatter(@ForAll("mixed") Typed text) {
        assertThat(WordSplitter.words(text.sent(), 999)).isEqualTo(WordSplitter.words(text.composed(), 999));
    }

    @Property
    void whereTheToneStandsDoesNotMatter(@ForAll("twoSchools") Typed text) {
        assertThat(accented(text.sent())).isEqualTo(accented(text.composed()));
    }

    @Property
    void whatWasTypedWithoutAccentsIsTheFoldedForm(@ForAll("mixed") Typed text) {
        assertThat(folded(VnText.fold(text.sent()))).isEqualTo(folded(text.composed()));
    }

    @Property
    void everyTextHasWordsThatStandInItInOrder(@ForAll("anything") String text) {
        var nfc = Nfc.of(text);
        int position = 0;
        for (var word : WordSplitter.words(text, 999)) {
            assertThat(word.start()).isLessThan(word.end());
            assertThat(word.end()).isLessThanOrEqualTo(nfc.length());
            assertThat(Character.isLetterOrDigit(nfc.codePointAt(word.start()))).isTrue();
            assertThat(word.position()).isBetween(position, position + 1);
            assertThat(word.accented())
                    .isNotEmpty()
                    .doesNotContainAnyWhitespaces()
                    .doesNotContain("'", "\\", "\u0000");
            assertThat(VnText.fold(word.accented())).isEqualTo(word.folded());
            if (word.span() == 1) position = word.position();
        }
    }

    @Example
    void aMarkThatAnInvisibleSignKeptApartIsPartOfItsLetter() {
        assertThat(accented("か\u034F\u3099")).isEqualTo(accented("が"));
        assertThat(folded("か\u034F\u3099")).isEqualTo(folded("が"));
    }

    private static List<String> accented(String text) {
        return WordSplitter.words(text, 999).stream()
                .map(word -> word.accented() + ":" + word.position())
                .toList();
    }

    private static List<String> folded(String text) {
        return WordSplitter.words(text, 999).stream()
                .map(word -> word.folded() + ":" + word.position())
                .toList();
    }
}
