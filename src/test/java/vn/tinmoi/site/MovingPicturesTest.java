package vn.tinmoi.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MovingPicturesTest {
    @Test
    void whatMovesHasAStillForWhoWantsOne() {
        var body =
                "<p>Cờ</p><figure><img src=\"/media/a-b-400.gif\" alt=\"Cờ &gt; &#34;bay&#34;\" width=\"400\" /></figure>"
                        + "<img alt=\"2\" src=\"/media/c-80.gif\" />";

        assertThat(MovingPictures.calmed(body))
                .isEqualTo("<p>Cờ</p><figure><picture>"
                        + "<source media=\"(prefers-reduced-motion: no-preference)\" srcset=\"/media/a-b-400.gif\" />"
                        + "<img src=\"/media/a-b-400.png\" alt=\"Cờ &gt; &#34;bay&#34;\" width=\"400\" /></picture></figure>"
                        + "<picture><source media=\"(prefers-reduced-motion: no-preference)\" srcset=\"/media/c-80.gif\" />"
                        + "<img alt=\"2\" src=\"/media/c-80.png\" /></picture>");
    }

    @Test
    void othersStayAsTheyAre() {
        var body = "<img src=\"https://xa.vn/media/x-1.gif\" /><a href=\"/media/x-1.gif\">gif</a>"
                + "<img src=\"/media/x-320.png\" alt=\"/media/x-1.gif\" /><p>src=\"/media/x-1.gif\"</p>";

        assertThat(MovingPictures.calmed(body)).isEqualTo(body);
    }
}
