package vn.tinmoi.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HtmlCleanerTest {
    private static final Set<String> ELEMENTS = Set.of(
            "html",
            "head",
            "body",
            "p",
            "br",
            "h2",
            "h3",
            "h4",
            "blockquote",
            "ul",
            "ol",
            "li",
            "strong",
            "b",
            "em",
            "i",
            "u",
            "s",
            "sub",
            "sup",
            "a",
            "figure",
            "figcaption",
            "img",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "hr",
            "code",
            "pre",
            "del",
            "ins",
            "caption",
            "tfoot",
            "audio",
            "video");
    private static final Set<String> ATTRIBUTES = Set.of(
            "href",
            "rel",
            "src",
            "alt",
            "width",
            "height",
            "loading",
            "colspan",
            "rowspan",
            "scope",
            "id",
            "class",
            "controls",
            "preload",
            "poster");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<scr<script>ipt>alert(1)</scr</script>ipt>",
                "<img src=x onerror=alert(1)>",
                "<img src='/media/a.jpg' onerror=alert(1) style='x'>",
                "<img src=\"https://a.example/x.jpg\"onload=alert(1)//>",
                "<img src='javascript:alert(1)'>",
                "<img src='data:image/svg+xml;base64,PHN2Zz4='>",
                "<img src='//evil.example/x.png'>",
                "<img src='/media/../api/v1/x'>",
                "<img src='/media/%2e%2e/api/v1/x'>",
                "<img src='/media/.%2E/api/v1/x'>",
                "<img src='/media/..%2fapi/v1/x'>",
                "<img src='/media/%252e%252e/api/v1/x'>",
                "<img src='/media/..\\api'>",
                "<video src='javascript:alert(1)' poster='/media/%2e%2e/x'></video>",
                "<video src='https://a.example/v.mp4' onplay=alert(1) autoplay></video>",
                "<p id='thong-ke'>x</p><a href='#thong-ke'>y</a>",
                "<img srcset='https://evil.example/x 1x' src='/static/a.png'>",
                "<a href='javascript:alert(1)'>x</a>",
                "<a href=' java\tscript:alert(1)'>x</a>",
                "<a href='&#106;avascript:alert(1)'>x</a>",
                "<a href='\u0001javascript:alert(1)'>x</a>",
                "<a href='vbscript:x'>x</a><a href='data:text/html,x'>y</a>",
                "<a href='https://a.example' target=_blank rel=opener onclick=x>x</a>",
                "<svg><script>alert(1)</script></svg>",
                "<svg><animate onbegin=alert(1) attributeName=x></svg>",
                "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
                "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
                "<style><img src='</style><img src=x onerror=alert(1)>'>",
                "<noscript><style></noscript><img src=x onerror=alert(1)></style>",
                "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\">",
                "<title><img src=x onerror=alert(1)></title>",
                "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
                "<object data=x></object><embed src=x><base href='//evil.example/'>",
                "<meta http-equiv=refresh content='0;url=//evil.example'>",
                "<link rel=stylesheet href=//evil.example/x.css>",
                "<template><script>alert(1)</script></template>",
                "<p style='background:url(javascript:alert(1))' class=x id=y data-x=z>a</p>",
                "<details open ontoggle=alert(1)>x</details>",
                "<!--[if IE]><script>alert(1)</script><![endif]-->",
                "<![CDATA[<script>alert(1)</script>]]>",
                "<?xml version='1.0'?><script>alert(1)</script>",
                "<p/onmouseover=alert(1)>x",
                "<b <script>alert(1)</script>0",
                "<input autofocus onfocus=alert(1)><form action=//evil.example><button>x</button></form>",
                "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
                "<listing>&lt;img src=1 onerror=alert(1)&gt;</listing>",
                "<plaintext><script>alert(1)</script>",
                "<td colspan='2 onclick=x' rowspan=99999 scope='x'>x</td>",
                "<code><!--</code><img src=x onerror=alert(1)>-->",
                "{{constructor.constructor('alert(1)')()}}",
                "<a href='https://a.example/\"onclick=\"alert(1)'>x</a>",
            })
    void nothingThatRunsOrReachesOutIsLeft(String nasty) {
        var clean = HtmlCleaner.clean(nasty);

        var parsed = Jsoup.parse(clean);
        assertThat(parsed.getAllElements())
                .filteredOn(element -> element != parsed)
                .allSatisfy(this::assertHarmless);
        assertThat(HtmlCleaner.clean(clean)).isEqualTo(clean);
    }

    @Test
    void nestingDoesNotExhaustIt() {
        assertThat(HtmlCleaner.clean("<blockquote>".repeat(40_000))).hasSizeLessThan(600_000);
        assertThat(HtmlCleaner.clean("<b><i>".repeat(40_000) + "x")).hasSizeLessThan(600_000);
    }

    @Test
    void whatAStoryNeedsIsKept() {
        var story = "<h2>Tiêu đề</h2><p>Chữ <strong>đậm</strong>, <em>nghiêng</em>, H<sub>2</sub>O.</p>"
                + "<ul><li>một</li></ul><blockquote>lời</blockquote><hr /><pre><code>x</code></pre>"
                + "<figure><img src=\"/media/a-1.jpg\" alt=\"Cầu\" width=\"800\" height=\"600\" loading=\"lazy\" />"
                + "<figcaption>Ảnh</figcaption></figure>"
                + "<table><thead><tr><th scope=\"col\">a</th></tr></thead><tbody><tr><td colspan=\"2\">b</td></tr></tbody></table>";

        assertThat(HtmlCleaner.clean(story)).isEqualTo(story);
    }

    @ParameterizedTest
    @CsvSource({
        "/bai-viet/a-1",
        "#chu-thich",
        "?trang=2",
        "https://a.example/x?y=1",
        "http://a.example/",
        "mailto:a@b.example",
    })
    void linksThatPeopleMakeAreKeptAndDoNotHandOverThePage(String address) {
        var link = Jsoup.parse(HtmlCleaner.clean("<a href=\"" + address + "\">x</a>"))
                .selectFirst("a");

        assertThat(link.attr("href")).isEqualTo(address);
        assertThat(link.attr("rel")).contains("noopener");
    }

    @Test
    void vietnameseIsRepairedInsideMarkup() {
        assertThat(HtmlCleaner.clean("<p>Vie\u0323\u0302t\u200b Nam</p>")).isEqualTo("<p>Việt Nam</p>");
    }

    private void assertHarmless(Element element) {
        assertThat(ELEMENTS).contains(element.normalName());
        for (Attribute attribute : element.attributes()) {
            assertThat(ATTRIBUTES).contains(attribute.getKey());
            if (attribute.getKey().equals("href")) {
                assertThat(attribute.getValue()).matches("(?i)(https?:|mailto:|[^:]*$).*");
            }
            if (attribute.getKey().equals("id"))
                assertThat(attribute.getValue()).startsWith("gc-");
            if (attribute.getKey().equals("src")) {
                assertThat(attribute.getValue())
                        .matches("https://.*|/(static|media)/.*")
                        .doesNotContain("..", "%2e", "%2E", "\\");
            }
        }
    }
}
