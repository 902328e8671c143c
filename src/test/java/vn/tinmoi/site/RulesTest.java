package vn.tinmoi.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.jsonldjava.core.DocumentLoader;
import com.github.jsonldjava.core.JsonLdOptions;
import com.github.jsonldjava.core.JsonLdProcessor;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.tinmoi.feed.ParsedXml;
import vn.tinmoi.feed.RelaxNg;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.store.TestBackends;
import vn.tinmoi.text.NastyTexts;

/** What programs read of the site, against the published rules of each format, by checkers that are not ours. */
final class RulesTest {
    private static final String SITE = "https://tin.example.vn";
    private static final String SCHEMA = "http://schema.org/";

    /** What schema.org's own context says of the terms that pages use; no test asks the network. */
    private static final String CONTEXT = """
            {"@context": {"@vocab": "http://schema.org/", "schema": "http://schema.org/",
              "url": {"@id": "schema:url", "@type": "@id"}, "image": {"@id": "schema:image", "@type": "@id"},
              "item": {"@id": "schema:item", "@type": "@id"}, "mainEntityOfPage": {"@id": "schema:mainEntityOfPage", "@type": "@id"},
              "datePublished": {"@id": "schema:datePublished", "@type": "schema:Date"},
              "dateModified": {"@id": "schema:dateModified", "@type": "schema:Date"}}}""";

    private static final Set<String> FEED_FIELDS = Set.of(
            "version", "title", "home_page_url", "feed_url", "description", "language", "authors", "hubs", "items");
    private static final Set<String> ITEM_FIELDS = Set.of(
            "id",
            "url",
            "title",
            "content_html",
            "summary",
            "image",
            "date_published",
            "date_modified",
            "authors",
            "tags",
            "language");

    private static Newspaper paper;
    private static Newspaper blank;
    private static ArticleId story;

    @BeforeAll
    static void open() {
        blank = new Newspaper(TestBackends.freshDatabase());
        paper = new Newspaper(TestBackends.freshDatabase());
        paper.change("""
                INSERT INTO media (id, url, width, height, alt, caption, credit)
                VALUES ('m1', '/media/m1.jpg', 1200, 800, 'Ruộng "lúa" & <nước>', 'Chú thích', 'Minh'),
                       ('m2', 'https://anh.example.vn/khong-duoi', 1, 1, '', '', '')""");
        for (var text : NastyTexts.all().stream().limit(24).toList()) picture(paper.story(text), "m2");
        story = paper.story("Lúa thơm Đồng Sen", "kinh-te", paper.now.minusSeconds(5));
        picture(story, "m1");
        var bare = paper.story("Tin chỉ có tiêu đề", "kinh-te", paper.now.minusSeconds(9));
        paper.change("UPDATE article SET lead = '', byline = '', body_html = '' WHERE id = $1", bare.value());
        paper.story("Tin cũ", "kinh-te", paper.now.minus(Duration.ofHours(49)));
    }

    private static void picture(ArticleId id, String media) {
        paper.change("UPDATE article SET image = $2 WHERE id = $1", id.value(), media);
    }

    @AfterAll
    static void close() {
        paper.close();
        blank.close();
    }

    @Test
    void rssFollowsItsSpecification() {
        var rules = new RelaxNg("rss.rnc");
        for (var path : List.of("/rss.xml", "/chuyen-muc/kinh-te/rss.xml")) {
            assertThat(rules.check(paper.get(path).body())).as(path).isEmpty();
            assertThat(rules.check(blank.get(path).body())).as("empty " + path).isEmpty();
        }
        assertThat(rules.check("<rss version=\"2.0\"><channel><title>x</title></channel></rss>"))
                .as("the rules find something")
                .isNotEmpty();
    }

    @Test
    void atomFollowsRfc4287() {
        var rules = new RelaxNg("atom.rnc");
        for (var path : List.of("/atom.xml", "/chuyen-muc/kinh-te/atom.xml")) {
            var feed = paper.get(path).body();
            assertThat(rules.check(feed)).as(path).isEmpty();
            assertThat(rules.check(blank.get(path).body())).as("empty " + path).isEmpty();
            // what the grammar says in Schematron: an author and a way to the text everywhere, no id twice
            var parsed = new ParsedXml(feed);
            assertThat(parsed.texts("//a:entry[not(a:author) and not(../a:author)]"))
                    .isEmpty();
            assertThat(parsed.texts("//a:entry[not(a:link[@rel='alternate']) and not(a:content)]"))
                    .isEmpty();
            assertThat(parsed.texts("//a:entry/a:id")).doesNotHaveDuplicates();
        }
        assertThat(rules.check(
                        paper.get("/atom.xml").body().replace("<id>", "<ID>").replace("</id>", "</ID>")))
                .as("the rules find something")
                .isNotEmpty();
    }

    @Test
    void jsonFeedFollowsVersionOnePointOne() throws Exception {
        for (var path : List.of("/feed.json", "/chuyen-muc/kinh-te/feed.json")) {
            for (var from : List.of(paper, blank)) {
                var feed = new ObjectMapper().readTree(from.get(path).body());
                assertThat(feed.get("version").textValue()).isEqualTo("https://jsonfeed.org/version/1.1");
                assertThat(feed.get("title").textValue()).isNotBlank();
                assertThat(names(feed)).isSubsetOf(FEED_FIELDS);
                absolute(feed, "home_page_url", "feed_url");
                people(feed);
                feed.get("items").forEach(RulesTest::item);
            }
        }
    }

    private static void item(JsonNode item) {
        assertThat(names(item)).isSubsetOf(ITEM_FIELDS);
        assertThat(item.get("id").textValue()).isNotBlank();
        assertThat(item.get("content_html").isTextual()).isTrue();
        assertThat(OffsetDateTime.parse(item.get("date_published").textValue())).isNotNull();
        assertThat(OffsetDateTime.parse(item.get("date_modified").textValue())).isNotNull();
        absolute(item, "url", "image");
        people(item);
        item.get("tags").forEach(tag -> assertThat(tag.isTextual()).isTrue());
    }

    private static void absolute(JsonNode thing, String... names) {
        for (var name : names) {
            if (thing.has(name))
                assertThat(URI.create(thing.get(name).textValue()).isAbsolute())
                        .as(name)
                        .isTrue();
        }
    }

    private static void people(JsonNode thing) {
        if (!thing.has("authors")) return;
        assertThat(thing.get("authors"))
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.get("name").textValue()).isNotBlank());
    }

    @Test
    void sitemapsFollowTheProtocol() {
        var rules = new RelaxNg("sitemap.rnc");
        for (var from : List.of(paper, blank)) {
            for (var path : List.of("/sitemap.xml", "/sitemap-pages.xml", "/sitemap-news.xml")) {
                var map = from.get(path).body();
                assertThat(rules.check(map)).as(path).isEmpty();
                assertThat(new ParsedXml(map).texts("//s:loc")).allMatch(loc -> loc.startsWith(SITE + "/"));
            }
        }
        assertThat(rules.check(paper.get("/sitemap-1.xml").body())).isEmpty();
        assertThat(new ParsedXml(paper.get("/sitemap-news.xml").body()).texts("//news:title"))
                .contains("Lúa thơm Đồng Sen")
                .as("two days at most")
                .doesNotContain("Tin cũ");
        assertThat(rules.check("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><url/></urlset>"))
                .as("the rules find something")
                .isNotEmpty();
    }

    @Test
    void linkedDataIsJsonLdThatSaysWhatSearchEnginesAskFor() throws Exception {
        for (var path : List.of("/bai-viet/mot-tin-" + story, "/en/bai-viet/mot-tin-" + story)) {
            var article = thing(path, "NewsArticle");
            assertThat(value(article, "headline")).isEqualTo("Lúa thơm Đồng Sen");
            assertThat(OffsetDateTime.parse(value(article, "datePublished"))).isNotNull();
            assertThat(OffsetDateTime.parse(value(article, "dateModified"))).isNotNull();
            assertThat(id(article, "mainEntityOfPage")).isEqualTo(SITE + path);
            assertThat(value(node(article, "author"), "name")).isEqualTo("TTXVN");
            assertThat(value(node(article, "publisher"), "name")).isEqualTo("Tin mới");
            assertThat(id(node(article, "image"), "url")).isEqualTo(SITE + "/media/m1.jpg");
            assertThat(list(thing(path, "BreadcrumbList"), "itemListElement")).hasSize(3);
        }
        for (var path : List.of("/", "/en", "/chuyen-muc/kinh-te"))
            assertThat(expanded(path)).isNotEmpty();
        assertThat(list(thing("/", "WebSite"), "potentialAction")).hasSize(1);
    }

    private static Map<?, ?> thing(String path, String type) throws Exception {
        return expanded(path).stream()
                .filter(one -> ((List<?>) one.get("@type")).contains(SCHEMA + type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " in " + path));
    }

    /** Every term that means nothing in the context would be missing here. */
    private static List<Map<?, ?>> expanded(String path) throws Exception {
        var options = new JsonLdOptions(SITE + path);
        options.setDocumentLoader(new DocumentLoader().addInjectedDoc("https://schema.org", CONTEXT));
        var things = new ArrayList<Map<?, ?>>();
        for (var script : page(path).select("script[type=application/ld+json]")) {
            var parsed = new ObjectMapper().readValue(script.data(), Object.class);
            for (var one : JsonLdProcessor.expand(parsed, options)) things.add((Map<?, ?>) one);
        }
        return things;
    }

    private static List<?> list(Map<?, ?> thing, String term) {
        return (List<?>) thing.get(SCHEMA + term);
    }

    private static Map<?, ?> node(Map<?, ?> thing, String term) {
        return (Map<?, ?>) list(thing, term).getFirst();
    }

    private static String value(Map<?, ?> thing, String term) {
        return String.valueOf(node(thing, term).get("@value"));
    }

    private static String id(Map<?, ?> thing, String term) {
        return String.valueOf(node(thing, term).get("@id"));
    }

    @Test
    void cardsHaveTheFourThingsThatOpenGraphRequires() {
        for (var path : List.of("/", "/en", "/chuyen-muc/kinh-te", "/bai-viet/mot-tin-" + story)) {
            var page = page(path);
            for (var name : List.of("title", "type", "url", "image")) {
                assertThat(page.select("meta[property=og:" + name + "]").eachAttr("content"))
                        .as(path + " " + name)
                        .hasSize(1)
                        .noneMatch(String::isBlank);
            }
            assertThat(page.select("meta[property=og:image]").attr("content")).startsWith("https://");
            assertThat(page.select("meta[property=og:url]").attr("content"))
                    .isEqualTo(page.select("link[rel=canonical]").attr("href"));
        }
    }

    /** RFC 9309. */
    @Test
    void robotsHaveOneGroupOfRulesThatKeepNobodyFromReading() {
        var lines = paper.get("/robots.txt")
                .body()
                .lines()
                .filter(line -> !line.isBlank())
                .toList();

        assertThat(lines.getFirst()).isEqualTo("User-agent: *");
        assertThat(lines).allMatch(line -> line.matches("User-agent: \\*|Disallow: /\\S+|Sitemap: https://\\S+"));
        var closed = lines.stream()
                .filter(line -> line.startsWith("Disallow: "))
                .map(line -> line.substring("Disallow: ".length()))
                .toList();
        for (var open :
                List.of("/", "/en", "/bai-viet/x-1", "/chuyen-muc/kinh-te", "/static/a.css", "/rss.xml", "/a/1"))
            assertThat(closed).as(open).noneMatch(open::startsWith);
    }

    @Test
    void theManifestSaysWhatAPhoneNeedsToKeepTheSite() throws Exception {
        var manifest =
                new ObjectMapper().readTree(paper.get("/site.webmanifest").body());

        for (var name : List.of("name", "short_name", "start_url", "display", "background_color", "theme_color"))
            assertThat(manifest.path(name).asText()).as(name).isNotBlank();
        assertThat(manifest.get("icons").findValuesAsText("purpose")).contains("maskable");
        assertThat(manifest.get("icons"))
                .anySatisfy(icon -> assertThat(icon.get("sizes").textValue()).isIn("512x512", "any"));
        assertThat(paper.get(manifest.get("start_url").textValue()).statusCode())
                .isEqualTo(200);
    }

    private static Document page(String path) {
        var response = paper.get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return Jsoup.parse(response.body());
    }

    /** But those of extensions: "custom objects", whose names begin with an underscore and a letter (JSON Feed 1.1, Extensions). */
    private static List<String> names(JsonNode thing) {
        var names = new ArrayList<String>();
        for (var field : thing.properties()) {
            if (!field.getKey().matches("_[a-zA-Z].*")) names.add(field.getKey());
            else assertThat(field.getValue().isObject()).as(field.getKey()).isTrue();
        }
        return names;
    }
}
