package vn.tinmoi.article;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vn.tinmoi.text.OldEncoding;

final class PastedHtmlTest {
    private static String paragraph(int level, String marker, String words) {
        return "<p class=MsoListParagraph style='margin-left:.5in;mso-list:l0 level" + level
                + " lfo1'><![if !supportLists]>"
                + "<span style='font-family:Symbol'><span style='mso-list:Ignore'>" + marker
                + "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span></span><![endif]>" + words
                + "</p>";
    }

    private static String html(String pasted) {
        return PastedHtml.of(pasted).html();
    }

    @Test
    void wordsParagraphsThatLookLikeListsBecomeLists() {
        var word =
                "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>p.MsoNormal {margin:0}</style></head><body>"
                        + "<h1>Kế hoạch</h1><p class=MsoNormal>Xã <b>Núi Mây</b>:<o:p></o:p></p>"
                        + paragraph(1, "·", "Sửa đường") + paragraph(2, "o", "đoạn bản Nà Lúa")
                        + paragraph(2, "o", "đoạn chợ")
                        + paragraph(1, "·", "Trồng rừng") + "<p class=MsoNormal>Các bước:</p>"
                        + paragraph(1, "1.", "Họp dân")
                        + paragraph(1, "2.", "Góp <i>công</i>") + "<p class=MsoNormal>Hết.</p></body></html>";

        assertThat(html(word))
                .isEqualTo("<h2>Kế hoạch</h2><p>Xã <strong>Núi Mây</strong>:</p>"
                        + "<ul><li>Sửa đường<ul><li>đoạn bản Nà Lúa</li><li>đoạn chợ</li></ul></li><li>Trồng rừng</li></ul>"
                        + "<p>Các bước:</p><ol><li>Họp dân</li><li>Góp <em>công</em></li></ol><p>Hết.</p>");
    }

    @Test
    void googlesStylesBecomeMarks() {
        var google =
                "<meta charset='utf-8'><b style=\"font-weight:normal;\" id=\"docs-internal-guid-1\"><p dir=\"ltr\">"
                        + "<span style=\"font-weight:400\">Một </span><span style=\"font-weight:700\">đậm</span>"
                        + "<span style=\"font-style:italic\"> nghiêng</span></p></b>";

        assertThat(html(google)).isEqualTo("<p>Một <strong>đậm</strong><em> nghiêng</em></p>");
    }

    @Test
    void picturesThatCannotComeAlongAreCounted() {
        var pasted = PastedHtml.of("<p>Một</p><img src='file:///C:/anh.png'><img src='data:'><p>Hai</p>"
                + "<img src='https://example.org/a.jpg' alt='Đồi chè'>");

        assertThat(pasted.pictures()).isEqualTo(2);
        assertThat(pasted.html()).contains("https://example.org/a.jpg").doesNotContain("file:");
    }

    @Test
    void oldLettersAreRepairedBesideBeforeAnythingOfThemIsDropped() {
        var pasted = PastedHtml.of(
                "<p class=MsoNormal><span style='font-family:.VnTime'>Ng\u00adêi d©n x· Nói M©y</span> <b>®\u00adîc cÊp n\u00adíc</b></p>");

        assertThat(pasted.encoding()).isEqualTo(OldEncoding.TCVN3);
        assertThat(pasted.repaired()).isEqualTo("<p>Người dân xã Núi Mây <strong>được cấp nước</strong></p>");
        assertThat(PastedHtml.of("<p>Người dân</p>").encoding()).isNull();
    }

    @Test
    void whatIsLongerThanABodyComesAsFarAsItFits() {
        var pasted = PastedHtml.of("<p>Mười chữ cái đây.</p>".repeat(100_000));

        assertThat(pasted.cut()).isTrue();
        assertThat(Fields.bodyHtml(pasted.html()))
                .endsWith("<p>Mười chữ cái đây.</p>")
                .hasSizeGreaterThan(300_000);
        assertThat(PastedHtml.of("<p>Ngắn.</p>").cut()).isFalse();
    }
}
