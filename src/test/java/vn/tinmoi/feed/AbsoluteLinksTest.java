package vn.tinmoi.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AbsoluteLinksTest {
    @Test
    void everyAddressOfALinkOrPictureIsAbsoluteAndNothingElseChanges() {
        assertThat(
                        links(
                                "<p>&#64; &lt;a href=&#34;/x&#34;&gt; <a href=\"/x?a&#61;1&amp;b=2\" rel=\"noopener\">x</a></p>"))
                .isEqualTo("<p>&#64; &lt;a href=&#34;/x&#34;&gt; <a href=\"https://tin.vn/x?a&#61;1&amp;b=2\""
                        + " rel=\"noopener\">x</a></p>");
        assertThat(links("<a href=\"tiep\"><img src=\"//anh.vn/1.png\" alt=\"a > b src\" /></a>"))
                .isEqualTo("<a href=\"https://tin.vn/bai-viet/tiep\">"
                        + "<img src=\"https://anh.vn/1.png\" alt=\"a > b src\" /></a>");
        assertThat(links("<table><tr><td><a href=\"#d\">1</a><a href=\"\">2</a><a href=\"?q\">3</a></td></tr></table>"))
                .isEqualTo("<table><tr><td><a href=\"https://tin.vn/bai-viet/mot-1#d\">1</a>"
                        + "<a href=\"https://tin.vn/bai-viet/mot-1\">2</a>"
                        + "<a href=\"https://tin.vn/bai-viet/mot-1?q\">3</a></td></tr></table>");
        assertThat(links("<a href=\"mailto:a@b.vn\">a</a><p title=\"/x\">b"))
                .isEqualTo("<a href=\"mailto:a@b.vn\">a</a><p title=\"/x\">b");
    }

    private static String links(String html) {
        return AbsoluteLinks.in(html, "https://tin.vn", "https://tin.vn/bai-viet/mot-1");
    }
}
