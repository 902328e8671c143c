package vn.tinmoi.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HighlightTest {
    @Test
    void theReadersTextStaysAsItIs() {
        assertThat(of("lua thom dong sen").whole("Lúa THƠM Đồng Sen – được mùa"))
                .isEqualTo("<mark>Lúa THƠM Đồng Sen</mark> – được mùa");
        assertThat(of("hoà bình").whole("Tỉnh Hòa Bình")).isEqualTo("Tỉnh <mark>Hòa Bình</mark>");
    }

    @Test
    void whatIsMarkupInATextIsText() {
        assertThat(of("script").whole("<script>\"5\" & 'x'</script>"))
                .isEqualTo("&lt;<mark>script</mark>&gt;&quot;5&quot; &amp; &#39;x&#39;&lt;/<mark>script</mark>&gt;");
    }

    @Test
    void whoTypesAccentsSeesThoseWordsAndOthersOnlyWithoutThem() {
        assertThat(of("bò").whole("Bò và bộ")).isEqualTo("<mark>Bò</mark> và bộ");
        assertThat(of("bò").whole("Bộ trưởng")).isEqualTo("<mark>Bộ</mark> trưởng");
        assertThat(of("bo").whole("Bò và bộ")).isEqualTo("<mark>Bò</mark> và <mark>bộ</mark>");
    }

    @Test
    void aNumberIsMarkedWhole() {
        assertThat(of("147/2024/nd-cp").whole("Nghị định 147/2024/NĐ-CP, điều 2"))
                .isEqualTo("Nghị định <mark>147/2024/NĐ-CP</mark>, điều 2");
    }

    @Test
    void aSnippetIsThePieceWithMostOfTheWords() {
        var text = "Sen nở. " + "Chuyện khác, dài lắm. ".repeat(30) + "Mùa này Đồng Sen được mùa lúa thơm. "
                + "Chuyện khác nữa. ".repeat(30);
        var snippet = of("dong sen lua").snippet(text, 120);

        assertThat(snippet.html())
                .contains("<mark>Đồng Sen</mark> được mùa <mark>lúa</mark>")
                .startsWith("…")
                .endsWith("…")
                .hasSizeLessThan(170);
        assertThat(of("khong co").snippet(text, 120).score()).isZero();
        assertThat(of("x").snippet("", 120).html()).isEmpty();
        assertThat(of("a").snippet("a".repeat(500), 100).html()).hasSize(101);
    }

    private static Highlight of(String typed) {
        return new Highlight(SearchQuery.of(typed));
    }
}
