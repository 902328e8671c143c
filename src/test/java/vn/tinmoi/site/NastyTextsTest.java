package vn.tinmoi.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.tinmoi.feed.ParsedXml;
import vn.tinmoi.feed.Xml;
import vn.tinmoi.log.EventText;
import vn.tinmoi.page.PageCache;
import vn.tinmoi.store.TestBackends;
import vn.tinmoi.text.NastyTexts;
import vn.tinmoi.text.VnText;

/**
 * Every text of {@link NastyTexts} in every field of a story, of its picture, its category and the site, through every
 * place that shows it: parsers take each place whole and give the text back as it was stored.
 */
final class NastyTextsTest {
    private static final long SEED = 20261123;
    private static final String NAME =
            VnText.cleanLine("\"Tin\" <b>'mới'</b> & ]]> </title><script>window.fired=1</script>");
    private static final int FEED = 30;

    /** Which text stands where: each stands once in each field, beside others than in the list. */
    private record Story(
            long id,
            String title,
            String lead,
            String byline,
            String body,
            String alt,
            String caption,
            String credit) {}

    private static final List<Story> stories = new ArrayList<>();
    private static Newspaper paper;

    @BeforeAll
    static void publish() {
        paper = new Newspaper(TestBackends.freshDatabase(), PageCache.BYTES, NAME);
        var random = new Random(SEED);
        var titles = shuffled(random, false);
        var leads = shuffled(random, true);
        var bylines = shuffled(random, false);
        var bodies = shuffled(random, true);
        var alts = shuffled(random, false);
        var captions = shuffled(random, false);
        var credits = shuffled(random, false);
        for (int i = 0; i < titles.size(); i++) {
            var media = "m" + i;
            paper.change(
                    "INSERT INTO media (id, url, width, height, alt, caption, credit) VALUES ($1, $2, 1200, 800, $3, $4, $5)",
                    media,
                    "/media/" + i + ".jpg",
                    alts.get(i),
                    captions.get(i),
                    credits.get(i));
            var id = paper.story(titles.get(i), "kinh-te", Newspaper.START.minusSeconds(i + 1));
            paper.change(
                    "UPDATE article SET lead = $2, byline = $3, body_html = $4, image = $5, source_url = $6, featured = true, featured_at = published_at WHERE id = $1",
                    id.value(),
                    leads.get(i),
                    bylines.get(i),
                    "<p>" + Xml.escaped(bodies.get(i)) + "</p>",
                    media,
                    "https://nguon.example.vn/?q='\"><script>window.fired=1</script>&b=" + i);
            stories.add(new Story(
                    id.value(),
                    titles.get(i),
                    leads.get(i),
                    bylines.get(i),
                    bodies.get(i),
                    alts.get(i),
                    captions.get(i),
                    credits.get(i)));
            paper.tell(EventText.PUBLISHED, id);
        }
        paper.index.start();
        paper.index.compare();
        paper.index.idle().await();
    }

    private static List<String> shuffled(Random random, boolean lines) {
        var texts = new ArrayList<>(NastyTexts.all().stream()
                .map(text -> lines ? VnText.clean(text) : VnText.cleanLine(text))
                .toList());
        Collections.shuffle(texts, random);
        return texts;
    }

    @AfterAll
    static void close() {
        paper.close();
    }

    @Test
    void pagesSayThemAsText() {
        for (var prefix : List.of("", "/en")) {
            for (var story : stories) {
                var page = page(prefix + "/bai-viet/mot-tin-" + story.id);
                assertThat(page.selectFirst("h1").wholeText()).isEqualTo(story.title);
                assertThat(page.selectFirst(".story-lead").wholeText()).isEqualTo(story.lead);
                assertThat(page.selectFirst(".story-source span").wholeText()).isEqualTo(story.byline);
                assertThat(page.selectFirst(".story-body p").wholeText()).isEqualTo(story.body);
                assertThat(page.selectFirst(".story-picture img").attr("alt")).isEqualTo(story.alt);
                assertThat(page.selectFirst("figcaption").wholeText())
                        .startsWith(story.caption)
                        .contains(story.credit);
                assertThat(page.select("meta[property=og:image:alt]").attr("content"))
                        .isEqualTo(story.alt);
                assertThat(page.select("meta[property=og:title]").attr("content"))
                        .isEqualTo(story.title);
                assertThat(page.selectFirst("title").wholeText()).isEqualTo(story.title + " – " + NAME);
                assertThat(linked(page, 0).get("headline").textValue()).isEqualTo(story.title);
                assertThat(linked(page, 0).at("/image/0/caption").textValue()).isEqualTo(story.caption);
                assertThat(linked(page, 0).at("/publisher/name").textValue()).isEqualTo(NAME);
            }
        }
    }

    @Test
    void listsSayThemAsText() {
        paper.now =
                paper.now.plus(Duration.ofMinutes(1)); // another test's page for unknown addresses is kept no longer
        var titles = stories.stream().map(Story::title).toList();
        for (var path : List.of("/", "/en", "/chuyen-muc/kinh-te", "/bang-theo-doi", "/khong-co")) {
            var page = page(path);
            if (page.selectFirst("#tin-moi") == null) continue;
            assertThat(page.select("#tin-moi [data-field=title]").stream().map(one -> one.wholeText()))
                    .as(path)
                    .isEqualTo(titles.subList(0, 20));
            assertThat(page.selectFirst(".site-name").text()).isEqualTo(NAME);
        }
    }

    @Test
    void feedsSayThemAsText() throws Exception {
        var titles = stories.stream().limit(FEED).map(Story::title).toList();
        var rss = new ParsedXml(paper.get("/rss.xml").body());
        var atom = new ParsedXml(paper.get("/atom.xml").body());
        var json = new ObjectMapper().readTree(paper.get("/feed.json").body());

        assertThat(rss.text("/rss/channel/title")).isEqualTo(NAME);
        assertThat(rss.texts("//item/title")).isEqualTo(titles);
        assertThat(atom.texts("//a:entry/a:title")).isEqualTo(titles);
        assertThat(json.get("items").findValuesAsText("title")).isEqualTo(titles);
        for (int i = 0; i < FEED; i++) {
            var story = stories.get(i);
            assertThat(Jsoup.parse(rss.texts("//item/description").get(i))
                            .body()
                            .wholeText())
                    .isEqualTo(story.lead);
            assertThat(atom.texts("//a:entry/a:summary").get(i)).isEqualTo(story.lead);
            assertThat(rss.texts("//item/dc:creator").get(i)).isEqualTo(story.byline);
            assertThat(atom.texts("//a:entry/a:author/a:name").get(i)).isEqualTo(story.byline);
            assertThat(rss.texts("//item//media:description").get(i)).isEqualTo(story.alt);
            for (var html : List.of(
                    rss.texts("//item/content:encoded").get(i),
                    atom.texts("//a:entry/a:content").get(i),
                    json.get("items").get(i).get("content_html").textValue())) {
                var read = Jsoup.parse(html);
                assertThat(read.select("p").getLast().wholeText()).isEqualTo(story.body);
                assertThat(read.select("script, iframe, svg, base, link, math, style"))
                        .isEmpty();
            }
        }
    }

    @Test
    void mapsAndInterfacesSayThemAsText() throws Exception {
        var titles = stories.stream().map(Story::title).toList();
        var news = new ParsedXml(paper.get("/sitemap-news.xml").body());
        var items = new ObjectMapper()
                .readTree(paper.get("/api/v1/articles?limit=100").body())
                .get("items");

        assertThat(news.texts("//news:title")).isEqualTo(titles);
        assertThat(news.texts("//news:name")).containsOnly(NAME);
        assertThat(items.findValuesAsText("title")).isEqualTo(titles);
        assertThat(items.findValuesAsText("lead"))
                .isEqualTo(stories.stream().map(Story::lead).toList());
        for (var story : stories) {
            var one = new ObjectMapper()
                    .readTree(paper.get("/api/v1/articles/" + story.id).body());
            assertThat(one.get("byline").textValue()).isEqualTo(story.byline);
            assertThat(one.at("/image/alt").textValue()).isEqualTo(story.alt);
            assertThat(Jsoup.parse(one.get("bodyHtml").textValue())
                            .selectFirst("p")
                            .wholeText())
                    .isEqualTo(story.body);
        }
    }

    @Test
    void whatIsTypedComesBackAsTextAndFindsItself() throws Exception {
        for (var text : NastyTexts.all()) {
            var typed = URLEncoder.encode(text, StandardCharsets.UTF_8);
            var page = page("/tim-kiem?q=" + typed);
            var json = new ObjectMapper()
                    .readTree(paper.get("/api/v1/search/suggestions?q=" + typed).body());

            assertThat(page.selectFirst("#tim").attr("value"))
                    .isEqualTo(page.selectFirst("#tim").attr("value").strip());
            assertThat(page.select(".hit-title, .hit-words").select("*").stream()
                            .map(one -> one.tagName()))
                    .as(text)
                    .isSubsetOf("h2", "a", "mark", "p");
            for (var hit : page.select(".hit-title a"))
                assertThat(stories.stream().map(Story::title)).as(text).contains(hit.wholeText());
            assertThat(json.get("items").isArray()).isTrue();
        }
    }

    @Test
    void addressesThatNobodyGaveAreSaidAsText() {
        for (var text : NastyTexts.all()) {
            var path = "/" + URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
            for (var address : List.of(path, "/bai-viet" + path, "/chuyen-muc" + path, "/a" + path, "/en" + path)) {
                var response = paper.get(address);
                assertThat(response.statusCode()).as(address).isIn(400, 404);
                assertHarmless(Jsoup.parse(response.body()), address);
            }
        }
    }

    private static Document page(String path) {
        var response = paper.get(path);
        assertThat(response.statusCode()).as(path).isIn(200, 404);
        var page = Jsoup.parse(response.body());
        assertHarmless(page, path);
        return page;
    }

    /** Nothing that the templates did not write: no script, no handler, no foreign frame, no address that runs. */
    private static void assertHarmless(Document page, String path) {
        assertThat(page.select("script:not([src^=/static/], [type=application/ld+json])"))
                .as(path)
                .isEmpty();
        assertThat(
                        page.select(
                                "style, [style], iframe, object, embed, base, math, svg:not([aria-hidden=true]), textarea, img[src=x]"))
                .as(path)
                .isEmpty();
        assertThat(page.select(
                        "[href~=(?i)^\\s*(javascript|data|vbscript):], [src~=(?i)^\\s*(javascript|data|vbscript):]"))
                .as(path)
                .isEmpty();
        for (var element : page.getAllElements()) {
            assertThat(element.attributes().asList())
                    .as(path)
                    .noneMatch(attribute -> attribute.getKey().startsWith("on"));
        }
        for (var script : page.select("script[type=application/ld+json]")) parsed(script.data());
    }

    private static JsonNode linked(Document page, int which) {
        return parsed(page.select("script[type=application/ld+json]").get(which).data());
    }

    private static JsonNode parsed(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
