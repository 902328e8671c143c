package vn.tinmoi.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.site.Newspaper;
import vn.tinmoi.store.TestBackends;

/** What search engines read in a page's head, parsed by programs that are not ours. */
final class LinkedDataTest {
    private static final String SITE = "https://tin.example.vn";
    private static final String DATA = "script[type=application/ld+json]";

    private static Newspaper paper;

    @BeforeAll
    static void open() {
        paper = new Newspaper(TestBackends.freshDatabase());
        paper.change("""
                INSERT INTO media (id, url, width, height, alt, caption, credit)
                VALUES ('m1', '/media/m1.jpg', 1200, 800, 'Ruộng "lúa"', 'Chú thích', 'Minh')""");
    }

    @AfterAll
    static void close() {
        paper.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><script>alert(1)</script>",
                "<!-- <script> --> ]]> <![CDATA[",
                "\"Ngoặc\" 'đơn' \\ \\u0041 {0} ${7*7}",
                "&quot; &amp; &lt;/script&gt;",
                "Dòng\u2028mới\u2029đoạn\u0085\t\u0001",
                "Emoji 👩‍👩‍👧‍👦 🇻🇳, \u202Ephải sang trái\u202C, \u200F\u2067",
                "Ễ Ậ đ Đ e\u0323\u0302 \uFFFE\uFFFF"
            })
    void anyTextArrivesAsItIsAndNothingEndsTheScript(String nasty) {
        var id = story(nasty);

        var page = page("/bai-viet/mot-tin-" + id);
        var story = thing(page, "NewsArticle");

        assertThat(page.select("script:not([src])")).hasSize(2).allMatch(script -> script.is(DATA));
        assertThat(story.get("headline").textValue()).isEqualTo(nasty);
        assertThat(story.get("description").textValue()).isEqualTo(nasty);
        assertThat(thing(page, "BreadcrumbList")
                        .get("itemListElement")
                        .get(2)
                        .get("name")
                        .textValue())
                .isEqualTo(nasty);
        assertThat(page.select("meta[property=og:title]").attr("content")).isEqualTo(nasty);
    }

    @Test
    void aStorySaysWhoWhenAndWhere() {
        var id = story("Lúa thơm");
        paper.change("UPDATE article SET image = 'm1', byline = 'Theo MINH HẠ/TTXVN' WHERE id = $1", id.value());
        paper.pages.touchAll();

        var page = page("/bai-viet/mot-tin-" + id);
        var story = thing(page, "NewsArticle");

        assertThat(story.get("@context").textValue()).isEqualTo("https://schema.org");
        assertThat(story.get("datePublished").textValue()).isEqualTo("2026-11-23T14:05:00+07:00");
        assertThat(story.get("dateModified").textValue()).isEqualTo("2026-11-23T14:05:00+07:00");
        assertThat(story.get("isAccessibleForFree").booleanValue()).isTrue();
        assertThat(story.get("inLanguage").textValue()).isEqualTo("vi");
        assertThat(story.get("mainEntityOfPage").get("@id").textValue()).isEqualTo(canonical(page));
        assertThat(story.get("author").findValuesAsText("name")).containsExactly("MINH HẠ", "TTXVN");
        assertThat(story.get("author").findValuesAsText("@type")).containsExactly("Person", "Organization");
        assertThat(story.get("author").findValuesAsText("url"))
                .containsExactly("https://tin.example.vn/tac-gia/minh-ha", "https://tin.example.vn/nguon/ttxvn");
        assertThat(story.get("publisher").get("name").textValue()).isEqualTo("Tin mới");
        assertThat(story.get("publisher").get("logo").get("url").textValue()).startsWith(SITE + "/static/icon");
        assertThat(story.get("image").get(0).get("url").textValue()).isEqualTo(SITE + "/media/m1.jpg");
        assertThat(page.select("meta[property=og:image]").attr("content")).isEqualTo(SITE + "/media/m1.jpg");
        assertThat(page.select("meta[name=twitter:card]").eachAttr("content")).containsExactly("summary_large_image");
        assertThat(page.select("meta[name=robots]").attr("content")).isEqualTo("max-image-preview:large");
    }

    @Test
    void aRevisionHasItsOwnTime() {
        var id = story("Sửa");
        paper.change(
                "UPDATE article SET version = 2, updated_at = published_at + interval '1 hour' WHERE id = $1",
                id.value());
        paper.pages.touchAll();

        var story = thing(page("/bai-viet/mot-tin-" + id), "NewsArticle");

        assertThat(story.get("datePublished").textValue()).isEqualTo("2026-11-23T14:05:00+07:00");
        assertThat(story.get("dateModified").textValue()).isEqualTo("2026-11-23T15:05:00+07:00");
    }

    @Test
    void aBylineWithoutASourceIsAPersonAndNoneIsTheSite() {
        var id = story("Người");
        paper.change("UPDATE article SET byline = 'HOÀI NAM' WHERE id = $1", id.value());
        var other = story("Không ai");
        paper.change("UPDATE article SET byline = '' WHERE id = $1", other.value());

        var person = thing(page("/bai-viet/mot-tin-" + id), "NewsArticle")
                .get("author")
                .get(0);
        var nobody = thing(page("/bai-viet/mot-tin-" + other), "NewsArticle")
                .get("author")
                .get(0);

        assertThat(person.get("@type").textValue()).isEqualTo("Person");
        assertThat(person.get("name").textValue()).isEqualTo("HOÀI NAM");
        assertThat(nobody.get("name").textValue()).isEqualTo("Tin mới");
    }

    @Test
    void theFrontPageSaysHowToSearch() {
        for (var path : List.of("/", "/en")) {
            var site = thing(page(path), "WebSite");
            var action = site.get("potentialAction");

            assertThat(site.get("url").textValue()).isEqualTo(canonical(page(path)));
            assertThat(action.get("@type").textValue()).isEqualTo("SearchAction");
            assertThat(action.get("target").get("urlTemplate").textValue())
                    .isEqualTo(SITE + (path.equals("/") ? "" : path) + "/tim-kiem?q={search_term_string}");
            assertThat(action.get("query-input").textValue()).isEqualTo("required name=search_term_string");
        }
    }

    @Test
    void aPageWithoutAPictureShowsTheSitesSign() {
        for (var path : List.of("/", "/chuyen-muc/kinh-te", "/bai-viet/mot-tin-" + story("Không ảnh"))) {
            var image = page(path).select("meta[property=og:image]").eachAttr("content");

            assertThat(image).hasSize(1);
            assertThat(image.getFirst()).startsWith(SITE + "/static/icon-512.").endsWith(".png");
            assertThat(paper.bytes(image.getFirst().substring(SITE.length())).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void theWayToAPageIsListed() {
        var id = story("Lúa thơm");
        var way = thing(page("/en/bai-viet/mot-tin-" + id), "BreadcrumbList").get("itemListElement");

        assertThat(way.findValuesAsText("position")).containsExactly("1", "2", "3");
        assertThat(way.findValuesAsText("name")).containsExactly("Front page", "News", "Lúa thơm");
        assertThat(way.findValuesAsText("item"))
                .containsExactly(SITE + "/en", SITE + "/en/chuyen-muc/tin-tuc", SITE + "/en/bai-viet/mot-tin-" + id);
        assertThat(thing(page("/chuyen-muc/kinh-te"), "BreadcrumbList")
                        .get("itemListElement")
                        .findValuesAsText("item"))
                .containsExactly(SITE + "/", SITE + "/chuyen-muc/kinh-te");
    }

    private static ArticleId story(String title) {
        var id = paper.story(title);
        paper.change("UPDATE article SET lead = $2 WHERE id = $1", id.value(), title);
        return id;
    }

    private static String canonical(Document page) {
        return page.select("link[rel=canonical]").attr("href");
    }

    private static Document page(String path) {
        var response = paper.get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return Jsoup.parse(response.body());
    }

    private static JsonNode thing(Document page, String type) {
        return page.select(DATA).stream()
                .map(script -> parsed(script.data()))
                .filter(thing -> thing.get("@type").textValue().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " in " + page.head()));
    }

    private static JsonNode parsed(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
