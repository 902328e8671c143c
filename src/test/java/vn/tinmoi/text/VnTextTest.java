package vn.tinmoi.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VnTextTest {
    @ParameterizedTest
    @CsvSource({
        "Ðang, Đang",
        "ÐANG, ĐANG",
        "ði, đi",
        "Ðắk Lắk, Đắk Lắk",
        "ðường, đường",
        "Ɖà Nẵng, Đà Nẵng",
        "ɖó, đó",
        "147/2024/NÐ-CP, 147/2024/NĐ-CP",
        "QÐ-UBND, QĐ-UBND",
        "HÐND, HĐND",
        "BCÐTƯ, BCĐTƯ",
        "điểm ð khoản 1, điểm đ khoản 1",
        "Ð.T.H., Đ.T.H."
    })
    void anEthInAVietnameseWordBecomesABarredD(String typed, String meant) {
        assertThat(VnText.clean(typed)).isEqualTo(meant);
        assertThat(VnText.cleanLine(typed)).isEqualTo(meant);
        assertThat(VnText.cleanHtml("<p>" + typed + "</p>")).isEqualTo("<p>" + meant + "</p>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Reykjavík Seðlabanki",
                "SEÐLABANKI",
                "Sigurður",
                "við",
                "með",
                "Hlíð",
                "Guðmundsdóttir",
                "ðæt",
                "Víðareiði",
                "Novak Ðoković",
                "Suðuroy"
            })
    void anEthInAForeignWordStays(String words) {
        assertThat(VnText.clean(words)).isEqualTo(words);
        assertThat(VnText.cleanHtml(words)).isEqualTo(words);
    }

    @Test
    void invisibleAndControlCharactersGo() {
        var dirty = "\uFEFFTin\u200B m\u200C\u200Dới\u2060 h\u00ADôm\u034F nay\u0000\u0007\u001B\u007F\u0090"
                + "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

        assertThat(VnText.clean(dirty)).isEqualTo("Tin mới hôm nay");
        assertThat(VnText.cleanLine(dirty)).isEqualTo("Tin mới hôm nay");
        assertThat(VnText.cleanHtml(dirty)).isEqualTo("Tin mới hôm nay");
    }

    @Test
    void anAccentThatAnInvisibleCharacterKeptApartIsComposed() {
        assertThat(VnText.clean("to\u0323\u034F\u0302\u200Bi")).isEqualTo("tội");
    }

    @Test
    void theDeprecatedVietnameseToneMarksAreComposed() {
        assertThat(VnText.clean("ba\u0300 ba\u0340 ba\u0341")).isEqualTo("bà bà bá");
    }

    @Test
    void linesStayAndTheirEndsAreTrimmed() {
        assertThat(VnText.clean("  Một \r\n\r\n  hai\t ba \u2028bốn\u000Bnăm\r \n"))
                .isEqualTo("Một\n\nhai\tba\nbốn\nnăm");
        assertThat(VnText.cleanLine(" Một \r\n\r\n  hai\t ba \n")).isEqualTo("Một hai ba");
    }

    @Test
    void everyKindOfSpaceIsOneSpace() {
        assertThat(VnText.clean("một  hai\u00A0ba\u3000bốn\u2003 \u2009năm")).isEqualTo("một hai ba bốn năm");
    }

    @Test
    void aNumberHoldsItsUnit() {
        assertThat(VnText.clean("hơn 22\u00A0tỉ\u00A0đồng, 5\u202Fkm, 7\u00A0, 8 \u00A0m, 9\u00A0"))
                .isEqualTo("hơn 22\u00A0tỉ đồng, 5\u00A0km, 7 , 8 m, 9");
    }

    @Test
    void halfASurrogatePairIsReplacedAndAWholeOneStays() {
        assertThat(VnText.clean("a\uD83Db\uDE00c😀")).isEqualTo("a\uFFFDb\uFFFDc😀");
    }

    @Test
    void aFamilyStaysTogether() {
        assertThat(VnText.clean("👨‍👩‍👧 ❤️‍🔥 👩🏽‍🚀")).isEqualTo("👨‍👩‍👧 ❤️‍🔥 👩🏽‍🚀");
        assertThat(VnText.clean("a\u200D👧 👧\u200Da \u200D")).isEqualTo("a👧 👧a");
    }

    @Test
    void cleanHtmlLeavesTagsAndWhiteSpaceToTheLetter() {
        var html = "<p class=\"a\u0301\">Ho\u0300a  b\u00ECnh\n\u00A0<a href=\"/ð/\u200B\">ði</a>\u0338 1 < 2</p>";

        assertThat(VnText.cleanHtml(html))
                .isEqualTo("<p class=\"a\u0301\">Hòa  bình\n\u00A0<a href=\"/ð/\u200B\">đi</a>\u0338 1 < 2</p>");
    }

    @Test
    void cleanHtmlEndsWhereATagIsNeverClosed() {
        assertThat(VnText.cleanHtml("một <b")).isEqualTo("một <b");
        assertThat(VnText.cleanHtml("một <")).isEqualTo("một <");
        assertThat(VnText.cleanHtml("một <!-- > ð")).isEqualTo("một <!-- > ð");
        assertThat(VnText.cleanHtml("")).isEmpty();
    }

    @Test
    void foldingKeepsOneUnitForEach() {
        assertThat(VnText.fold("Đường Nguyễn Huệ, 22\u00A0TỈ 😀")).isEqualTo("duong nguyen hue, 22 ti 😀");
        assertThat(VnText.fold("147/2024/NĐ-CP")).isEqualTo("147/2024/nd-cp");
        assertThat(VnText.fold("München, Øresund, Łódź, façade, İstanbul"))
                .isEqualTo("munchen, oresund, lodz, facade, istanbul");
        assertThat(VnText.fold("Москва 東京 Ελλάς")).isEqualTo("москва 東京 ελλάς");
    }

    @ParameterizedTest
    @CsvSource({
        "hoà, hòa", "HOÁ, hóa", "hoả, hỏa", "hoã, hõa", "hoạ, họa", "khoẻ, khỏe", "xoè, xòe", "choé, chóe",
        "thuỷ, thủy", "Uỷ, ủy", "tuỳ, tùy", "huý, húy", "luỹ, lũy", "thuỵ, thụy", "oà, òa", "hoà-bình, hòa-bình"
    })
    void bothPlacesOfTheToneAreEqual(String newer, String older) {
        assertThat(VnText.equalTones(newer)).isEqualTo(older);
        assertThat(VnText.equalTones(older)).isEqualTo(older);
        assertThat(VnText.fold(newer)).isEqualTo(VnText.fold(older));
        assertThat(Slugs.of(newer)).isEqualTo(Slugs.of(older));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quý", "quỳ", "quỷ", "quỹ", "quỵ", "hoàn", "thuyền", "huỳnh", "hoài", "ngoáy", "khuỷu", "thoáng",
                "ngoéo", "thuở", "huế", "mùa", "của", "già", "lúa", "hoa", "uy", "đoàn", "chuyến", "hoà̃"
            })
    void noToneMovesElsewhere(String syllable) {
        var settled = VnText.equalTones(syllable);

        assertThat(settled.replace("\u034F", "\u0303")).isEqualTo(syllable);
    }

    @Test
    void equalTonesLowersAndKeepsAccents() {
        assertThat(VnText.equalTones("Quỳ bên Hoà, NGHỊ ĐỊNH 147/2024/NĐ-CP"))
                .isEqualTo("quỳ bên hòa, nghị định 147/2024/nđ-cp");
    }

    @Test
    void lengthCountsWhatAReaderSees() {
        assertThat(VnText.length("")).isZero();
        assertThat(VnText.length("Tin mới")).isEqualTo(7);
        assertThat(VnText.length("o\u0323\u0302")).isEqualTo(1);
        assertThat(VnText.length("👨‍👩‍👧")).isEqualTo(1);
        assertThat(VnText.length("🇻🇳🇻🇳")).isEqualTo(2);
        assertThat(VnText.length("a\r\nb")).isEqualTo(3);
    }
}
