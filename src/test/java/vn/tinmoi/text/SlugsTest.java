package vn.tinmoi.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SlugsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Nâng cao chất lượng phong trào Toàn dân bảo vệ an ninh Tổ quốc | nang-cao-chat-luong-phong-trao-toan-dan-bao-ve-an-ninh-to-quoc",
                "Nghị định 147/2024/NĐ-CP: “có gì mới?” | nghi-dinh-147-2024-nd-cp-co-gi-moi",
                "Ðặng Thùy Trâm | dang-thuy-tram",
                "Ünïcödé, Straße, Ærø, Łódź, Þór, ŋ | unicode-strasse-aero-lodz-thor-ng",
                "45 m² ﬁn ① İstanbul Diyarbakır | 45-m2-fin-1-istanbul-diyarbakir",
                "x\u0303 = 5 | x-5",
                "--- a --- | a",
                "😀 Vui 😀 quá 😀 | vui-qua"
            })
    void aTitleBecomesTheWordsOfAnAddress(String title, String slug) {
        assertThat(Slugs.of(title)).isEqualTo(slug);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "東京", "😀", "\u202E", "\uD800", "...", "\u0301"})
    void aTitleWithoutLettersIsAStoryAllTheSame(String title) {
        assertThat(Slugs.of(title)).isEqualTo("bai");
    }

    @Test
    void aLongTitleIsCutAtTheEndOfAWord() {
        assertThat(Slugs.of("tin ".repeat(100))).isEqualTo("tin-".repeat(19) + "tin");
        assertThat(Slugs.of("a".repeat(80) + " b")).isEqualTo("a".repeat(80));
        assertThat(Slugs.of("a".repeat(81))).isEqualTo("a".repeat(80));
        assertThat(Slugs.of("một " + "a".repeat(81))).isEqualTo("mot");
    }
}
