package vn.tinmoi.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.owasp.html.Sanitizers;

final class ExcerptTest {
    @Test
    void tagsGoAndBlocksPartWords() {
        var html = "<h2>Tin</h2><p>Toàn <b>d</b>ân,<br />bảo<!-- x > y --> vệ</p><ul><li>an</li><li>ninh</li></ul>"
                + "<p><img src=\"/a.jpg\" alt=\"ảnh\" /></p>";

        assertThat(Excerpt.plain(html, 100)).isEqualTo("Tin Toàn dân, bảo vệ an ninh");
    }

    @Test
    void entitiesBecomeCharactersOnce() {
        assertThat(Excerpt.plain(
                        "a &amp;lt; b &lt;c&gt; &#34;d&#x22; &quot;e&apos; f&nbsp;g &#128512; &hellip; &#xFFFFFF; $1\\",
                        100))
                .isEqualTo("a &lt; b <c> \"d\" \"e' f g 😀 &hellip; \uFFFD $1\\");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5 < 6 & \"7\" 'tám' chín@mười = {{x}} + `y` > z", "22\u00A0tỉ Ðồng 😀", "<thủy>"})
    void whatTheSanitiserWroteIsReadBack(String words) {
        var html = Sanitizers.FORMATTING.sanitize(words.replace("&", "&amp;").replace("<", "&lt;"));

        assertThat(Excerpt.plain(html, 100)).isEqualTo(VnText.cleanLine(words));
    }

    @Test
    void aLongTextIsCutAtTheEndOfAWord() {
        var html = "<p>Ban Thường vụ Tỉnh ủy, vừa có báo cáo</p>";

        assertThat(Excerpt.plain(html, 37)).isEqualTo("Ban Thường vụ Tỉnh ủy, vừa có báo cáo");
        assertThat(Excerpt.plain(html, 36)).isEqualTo("Ban Thường vụ Tỉnh ủy, vừa có báo…");
        assertThat(Excerpt.plain(html, 24)).isEqualTo("Ban Thường vụ Tỉnh ủy…");
        assertThat(Excerpt.plain(html, 1)).isEqualTo("…");
        assertThat(Excerpt.plain("<p>👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧</p>", 2)).isEqualTo("👨‍👩‍👧…");
        assertThat(Excerpt.plain("<p> </p>", 5)).isEmpty();
    }
}
