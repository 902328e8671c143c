package vn.tinmoi.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jsoup.Jsoup;
import org.jsoup.nodes.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No word is glued to another and no meaning lost, whatever a text is built of. */
final class HtmlShapeTest {
    private static final List<String> TAGS = List.of(
            "p",
            "div",
            "section",
            "center",
            "dl",
            "dt",
            "dd",
            "h1",
            "h2",
            "h5",
            "blockquote",
            "ul",
            "ol",
            "li",
            "table",
            "tr",
            "td",
            "th",
            "tfoot",
            "caption",
            "tbody",
            "figure",
            "figcaption",
            "b",
            "i",
            "a",
            "span",
            "del",
            "sup",
            "pre",
            "q",
            "article",
            "noscript",
            "picture",
            "details",
            "summary",
            "address",
            "font",
            "u",
            "code",
            "video",
            "audio",
            "iframe",
            "object",
            "form",
            "label",
            "button",
            "ruby",
            "rt",
            "br",
            "hr",
            "img");
    private static final List<String> ATTRIBUTES = List.of(
            "",
            "",
            "",
            " id=a",
            " href='#a'",
            " name=a",
            " href='https://x.example/'",
            " src='https://x.example/a.jpg'",
            " src='http://x.example/a.jpg'",
            " src='https://www.youtube.com/embed/abc123'",
            " align=right",
            " style='text-align:right'",
            " src=/media/../x",
            " class=phai",
            " title='T'");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            <div>Đoạn một.</div><div>Đoạn hai.</div>            | <p>Đoạn một.</p><p>Đoạn hai.</p>
            <section><center>A</center>B</section>              | <p>A</p><p>B</p>
            <div><div><p>A</p></div>B<b>C</b></div>             | <p>A</p><p>B<b>C</b></p>
            <dl><dt>UBND</dt><dd>Ủy ban</dd></dl>               | <p><strong>UBND</strong></p><p>Ủy ban</p>
            <h1>A</h1><h5>B</h5><h6>C</h6>                      | <h2>A</h2><h4>B</h4><h4>C</h4>
            <p><del>15</del> <ins>16</ins> tỉ</p>               | <p><del>15</del> <ins>16</ins> tỉ</p>
            <p>A</p><p>&nbsp;</p><p><br></p><div> </div><p>B</p>| <p>A</p><p>B</p>
            <p><a href="tel:+84123">Gọi</a></p>                 | <p><a href="tel:&#43;84123" rel="noopener">Gọi</a></p>
            <ul><li><div>A</div></li><li><div>B</div><div>C</div></li></ul> | <ul><li>A</li><li><p>B</p><p>C</p></li></ul>
            <b>A<div>B</div>C</b>                               | <p><b>A</b></p><p><b>B</b></p><p><b>C</b></p>
            <p>Nói <q>thế</q></p>                               | <p>Nói “thế”</p>
            <p>A</p>B<p>C</p>                                   | <p>A</p><p>B</p><p>C</p>
            <ul><li>A<blockquote></blockquote>B</li></ul>       | <ul><li>A B</li></ul>
            <h3>A<span><p></p>B</span></h3>                     | <h3>A B</h3>
            <h3>A<span><b><section>B</section></b></span></h3>  | <h3>A B</h3>
            <figure>A<div>B</div>C</figure>                     | <figure>A<br />B<br />C</figure>
            <p>A<iframe src="javascript:x"></iframe>B</p>       | <p>A B</p>
            <p>A<object data="/c.pdf"></object>B</p>            | <p>A <a href="/c.pdf" rel="noopener">c.pdf</a> B</p>
            <p><span>Ð</span>ắk Lắk</p>                         | <p>Đắk Lắk</p>
            <table><tr><td style="text-align: right">1.234</td><td align=center>b</td></tr></table> | <table><tbody><tr><td class="phai">1.234</td><td class="giua">b</td></tr></tbody></table>
            """)
    void blocksOfAnyNameAreParagraphs(String html, String clean) {
        assertThat(HtmlCleaner.clean(html.strip())).isEqualTo(clean.strip());
    }

    @Test
    void theNotesOfATextAreStillLedToUnderNamesOfTheirOwn() {
        var clean = HtmlCleaner.clean(
                "<p>Chữ<a href=\"#cn1\">[1]</a></p><p id=\"cn1\">[1] Chú.</p><p><a name='b'></a>B <a href='#b'>b</a></p>");

        assertThat(clean)
                .contains("href=\"#gc-cn1\"", "<p id=\"gc-cn1\">[1] Chú.</p>", "<p id=\"gc-b\">", "href=\"#gc-b\"");
        assertThat(HtmlCleaner.clean(clean)).isEqualTo(clean);
    }

    @Test
    void aTableKeepsItsTitleAndItsFoot() {
        assertThat(
                        HtmlCleaner.clean(
                                "<table><caption>Bảng 1</caption><tr><td>a</td></tr><tfoot><tr><td>b</td></tr></tfoot></table>"))
                .isEqualTo(
                        "<table><caption>Bảng 1</caption><tbody><tr><td>a</td></tr></tbody><tfoot><tr><td>b</td></tr></tfoot></table>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            <p>Trước.</p><iframe src="https://www.youtube.com/embed/abc123"></iframe><p>Sau.</p> | <p>Trước.</p><figure class="phim"><a href="https://www.youtube.com/watch?v&#61;abc123" rel="noopener">Xem video trên YouTube</a></figure><p>Sau.</p>
            <iframe src="//player.vimeo.com/video/76979871?h=1" title="Lễ hội"></iframe> | <figure class="phim"><a href="https://vimeo.com/76979871" rel="noopener">Xem video trên Vimeo: Lễ hội</a></figure>
            <video controls poster="https://a.example/p.jpg"><source src="https://a.example/v.mp4"><a href="https://a.example/v.mp4">Tải</a></video> | <figure><video controls="controls" preload="none" src="https://a.example/v.mp4" poster="https://a.example/p.jpg"></video></figure>
            <audio src="https://a.example/a.mp3"></audio> | <figure><audio controls="controls" preload="none" src="https://a.example/a.mp3"></audio></figure>
            <p>Xem:</p><object data="https://a.example/c%C3%B4ng-v%C4%83n.pdf"></object><embed src="https://a.example/c%C3%B4ng-v%C4%83n.pdf"> | <p>Xem:</p><p><a href="https://a.example/c%C3%B4ng-v%C4%83n.pdf" rel="noopener">công-văn.pdf</a></p>
            <p>A <img src="http://a.example/a.jpg" alt="Cầu"></p> | <p>A <a href="http://a.example/a.jpg" rel="noopener">Ảnh: Cầu</a></p>
            <p><img src="/uploads/b.jpg" alt="B"></p> | <p><a href="/uploads/b.jpg" rel="noopener">Ảnh: B</a></p>
            <p>A<img src="https://t.example/p.gif" width=1 height=1></p> | <p>A</p>
            """)
    void whatCannotBeShownIsALinkOrACard(String html, String clean) {
        assertThat(HtmlCleaner.clean(html.strip())).isEqualTo(clean.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<video><a><p><table src='https://www.youtube.com/embed/abc123'><caption></ul><audio src='http://x.example/a.jpg'>",
                "<video src='https://x.example/v.mp4'><a href='/x'><b><audio src='http://x.example/a.mp3'></audio></b></a></video>",
                "<object data='https://x.example/a'><a href='/x'><b><iframe src='//x.example/b'></iframe></b></a></object>",
                "<audio src='x:'><a href='/x'><i><img src='http://x.example/a.jpg'></i></a></audio>"
            })
    void whatStoodDeepInAnotherOneGoesWithIt(String html) {
        var once = HtmlCleaner.clean(html);

        assertThat(HtmlCleaner.clean(once)).isEqualTo(once);
    }

    @Property(tries = 1_000)
    void cleaningTwiceChangesNothingMore(@ForAll("nasty") String html) {
        var once = HtmlCleaner.clean(html);

        assertThat(HtmlCleaner.clean(once)).as(html).isEqualTo(once);
    }

    @Property(tries = 1_000)
    void whatIsAFairCopyNeedsNoMoreCleaning(@ForAll("nasty") String html) {
        var once = HtmlCleaner.once(html);
        var twice = HtmlCleaner.once(once);

        if (FairCopy.is(once)) assertThat(twice).as(html).isEqualTo(once);
    }

    @Test
    void aUsualBodyIsAFairCopyAndWhatMaySettleFurtherIsNot() {
        var body =
                "<h2>Đầu</h2>\n<p>Một <strong>hai</strong><br />ba <a href=\"https://a.example/\" rel=\"noopener\">bốn</a></p>"
                        + "<figure><img src=\"https://a.example/a.jpg\" alt=\"a\" /><figcaption>Ảnh</figcaption></figure>"
                        + "<ul><li>năm</li></ul><blockquote><p>sáu</p></blockquote><hr />";

        assertThat(FairCopy.is(body)).isTrue();
        for (var other : List.of(
                "chữ",
                "<p></p>",
                "<p>&nbsp;</p>",
                "<p>a<p>b</p></p>",
                "<p>a</p>b",
                "<b><p>a</p></b>",
                "<p><b>a</b",
                "<p><a href=\"x\">a<b><a href=\"y\">b</a></b></a></p>",
                "<p id=\"gc-a\">a</p>",
                "<table><tbody><tr><td>a</td></tr></tbody></table>",
                "<p>&#61;\u0338</p>"))
            assertThat(FairCopy.is(body + other)).as(other).isFalse();
    }

    @Property(tries = 300)
    void wordsThatStandInDifferentBlocksStayApart(@ForAll("blocks") String html) {
        var words = Jsoup.parseBodyFragment(HtmlCleaner.clean(html)).text().split("\\s+");

        assertThat(words).as(html).allMatch(word -> word.isEmpty() || word.matches("từ\\d+"));
    }

    @Property(tries = 300)
    void everyWordIsStillThere(@ForAll("blocks") String html) {
        var before = words(html);

        assertThat(words(HtmlCleaner.clean(html))).as(html).isEqualTo(before);
    }

    private static List<String> words(String html) {
        return Jsoup.parseBodyFragment(html).body().getAllElements().stream()
                .flatMap(element -> element.textNodes().stream())
                .map(TextNode::text)
                .flatMap(text ->
                        java.util.regex.Pattern.compile("từ\\d+").matcher(text).results())
                .map(java.util.regex.MatchResult::group)
                .sorted()
                .toList();
    }

    @Provide
    Arbitrary<String> nasty() {
        var open =
                Arbitraries.of(TAGS).flatMap(tag -> Arbitraries.of(ATTRIBUTES).map(with -> "<" + tag + with + ">"));
        var close = Arbitraries.of(TAGS).map(tag -> "</" + tag + ">");
        var text = Arbitraries.of("một ", "hai", " ", "&nbsp;", "\n", "a &lt; b", "<!-- x -->", "&amp;", "₫");
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(4, open),
                        net.jqwik.api.Tuple.of(3, close),
                        net.jqwik.api.Tuple.of(3, text))
                .list()
                .ofMaxSize(25)
                .map(parts -> String.join("", parts));
    }

    /** Well-formed blocks inside one another, each with words of its own. */
    @Provide
    Arbitrary<String> blocks() {
        var count = new java.util.concurrent.atomic.AtomicInteger();
        var tag =
                Arbitraries.of("div", "section", "center", "article", "blockquote", "h1", "h6", "p", "li", "dd", "td");
        return tag.list().ofMinSize(1).ofMaxSize(8).map(tags -> {
            count.set(0);
            var html = new StringBuilder();
            for (int i = 0; i < tags.size(); i++) html.append(wrapped(tags.get(i), "từ" + count.incrementAndGet(), i));
            return html.toString();
        });
    }

    private static String wrapped(String tag, String word, int depth) {
        return switch (tag) {
            case "li" -> "<ul><li>" + word + "</li><li><div>" + word + "0</div></li></ul>";
            case "dd" -> "<dl><dt>" + word + "</dt><dd>" + word + "0</dd></dl>";
            case "td" ->
                "<table><tr><td>" + word + "</td><td><div>" + word + "0</div><div>" + word
                        + "1</div></td></tr></table>";
            case "p", "h1", "h6" -> "<" + tag + ">" + word + "</" + tag + ">";
            default ->
                "<" + tag + ">" + word + (depth % 2 == 0 ? "<div>" + word + "0</div>" : "<p>" + word + "1</p>") + "</"
                        + tag + ">";
        };
    }
}
