package vn.tinmoi.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.site.Newspaper.header;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.log.EventText;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.site.Newspaper;
import vn.tinmoi.store.TestBackends;

final class FeedRoutesTest {
    private static final String SITE = "https://tin.example.vn";
    private static final List<String> FEEDS = List.of("/rss.xml", "/atom.xml", "/feed.json");

    private final Newspaper paper = new Newspaper(TestBackends.freshDatabase());

    @AfterEach
    void close() {
        paper.close();
    }

    @Test
    void rssHasWhatItsSpecificationRequires() {
        var id = illustrated();

        var channel = new ParsedXml(paper.get("/rss.xml").body());

        assertThat(channel.text("/rss/@version")).isEqualTo("2.0");
        for (var required : List.of("title", "link", "description")) {
            assertThat(channel.text("/rss/channel/" + required)).as(required).isNotEmpty();
        }
        assertThat(channel.text("/rss/channel/language")).isEqualTo("vi");
        assertThat(channel.text("/rss/channel/atom:link[@rel='self']/@href")).isEqualTo(SITE + "/rss.xml");
        assertThat(channel.text("/rss/channel/atom:link[@rel='hub']/@href")).isEqualTo("https://hub.example.org/");
        assertThat(channel.text("/rss/channel/lastBuildDate")).isEqualTo("Mon, 23 Nov 2026 14:05:00 +0700");
        assertThat(channel.text("//item/guid")).isEqualTo(SITE + "/a/" + id);
        assertThat(channel.text("//item/guid/@isPermaLink")).isEqualTo("true");
        assertThat(channel.text("//item/link")).isEqualTo(SITE + "/bai-viet/mot-tin-" + id);
        assertThat(channel.text("//item/pubDate")).isEqualTo("Mon, 23 Nov 2026 14:05:00 +0700");
        assertThat(channel.text("//item/dc:creator")).isEqualTo("Theo TTXVN");
        assertThat(channel.text("//item/category")).isEqualTo("Tin tức");
        assertThat(channel.text("//item/description")).isEqualTo("Lời dẫn");
        assertThat(channel.text("//item/enclosure/@url")).isEqualTo(SITE + "/media/m1.jpg");
        assertThat(channel.text("//item/enclosure/@type")).isEqualTo("image/jpeg");
        assertThat(channel.text("//item/enclosure/@length")).isEqualTo("0");
        assertThat(channel.text("//item/media:content/@width")).isEqualTo("1200");
    }

    @Test
    void atomHasWhatItsSpecificationRequires() {
        var id = illustrated();

        var feed = new ParsedXml(paper.get("/atom.xml").body());

        assertThat(feed.text("/a:feed/a:id")).isEqualTo(SITE + "/atom.xml");
        assertThat(feed.text("/a:feed/a:title")).isEqualTo("Tin mới");
        assertThat(feed.text("/a:feed/a:author/a:name")).isEqualTo("Tin mới");
        assertThat(feed.text("/a:feed/a:link[@rel='self']/@href")).isEqualTo(SITE + "/atom.xml");
        assertThat(feed.text("/a:feed/a:link[@rel='alternate']/@href")).isEqualTo(SITE + "/");
        assertThat(OffsetDateTime.parse(feed.text("/a:feed/a:updated"))).isEqualTo("2026-11-23T14:05:00+07:00");
        assertThat(feed.text("//a:entry/a:id")).isEqualTo(SITE + "/a/" + id);
        assertThat(feed.text("//a:entry/a:title")).isEqualTo("Lúa thơm");
        assertThat(OffsetDateTime.parse(feed.text("//a:entry/a:published"))).isEqualTo("2026-11-23T14:05:00+07:00");
        assertThat(OffsetDateTime.parse(feed.text("//a:entry/a:updated"))).isNotNull();
        assertThat(feed.text("//a:entry/a:author/a:name")).isEqualTo("Theo TTXVN");
        assertThat(feed.text("//a:entry/a:category/@term")).isEqualTo("tin-tuc");
        assertThat(feed.text("//a:entry/a:content/@type")).isEqualTo("html");
        assertThat(feed.text("//a:entry/a:link[@rel='enclosure']/@href")).isEqualTo(SITE + "/media/m1.jpg");
    }

    @Test
    void jsonFeedHasWhatItsSpecificationRequires() throws IOException {
        var id = illustrated();

        var feed = json("/feed.json");
        var item = feed.get("items").get(0);

        assertThat(feed.get("version").textValue()).isEqualTo("https://jsonfeed.org/version/1.1");
        assertThat(feed.get("title").textValue()).isEqualTo("Tin mới");
        assertThat(feed.get("feed_url").textValue()).isEqualTo(SITE + "/feed.json");
        assertThat(feed.get("hubs").get(0).get("type").textValue()).isEqualTo("WebSub");
        assertThat(item.get("id").textValue()).isEqualTo(SITE + "/a/" + id);
        assertThat(item.get("content_html").textValue()).contains("<p>Thân bài</p>");
        assertThat(item.get("image").textValue()).isEqualTo(SITE + "/media/m1.jpg");
        assertThat(OffsetDateTime.parse(item.get("date_published").textValue())).isEqualTo("2026-11-23T14:05:00+07:00");
        assertThat(item.get("authors").get(0).get("name").textValue()).isEqualTo("Theo TTXVN");
    }

    @Test
    void everyFeedReadsAsOneStoryListForAnIndependentParser() throws Exception {
        for (int i = 0; i < 40; i++) paper.story("Tin " + i, "kinh-te", paper.now.minusSeconds(i));
        for (var path :
                List.of("/rss.xml", "/atom.xml", "/chuyen-muc/kinh-te/rss.xml", "/chuyen-muc/kinh-te/atom.xml")) {
            var feed = rome(path);

            assertThat(feed.getEntries()).as(path).hasSize(30);
            assertThat(feed.getEntries().getFirst().getTitle()).isEqualTo("Tin 0");
            assertThat(new HashSet<>(
                            feed.getEntries().stream().map(SyndEntry::getUri).toList()))
                    .hasSize(30);
            assertThat(feed.getEntries())
                    .allSatisfy(entry -> assertThat(entry.getPublishedDate()).isNotNull());
        }
        assertThat(rome("/chuyen-muc/kinh-te/rss.xml").getTitle()).isEqualTo("Kinh tế – Tin mới");
    }

    @Test
    void nastyTextsArriveAsTheyAre() throws Exception {
        var titles = Stream.of(
                        "<script>alert(1)</script> \"Bài\" & 'tin' ]]> <!-- {0}",
                        "5 < 6 &amp; &lt;b&gt; &nbsp;",
                        "Emoji 👩‍👩‍👧‍👦 🇻🇳 và chữ \u202Bphải trái\u202C",
                        "Dòng\u2028mới\u2029đoạn",
                        "Đẹp Ễ ậ e\u0323\u0302")
                .toList();
        for (int i = 0; i < titles.size(); i++) paper.story(titles.get(i), "xa-hoi", paper.now.minusSeconds(i));

        assertThat(rome("/rss.xml").getEntries().stream().map(SyndEntry::getTitle))
                .isEqualTo(titles);
        assertThat(rome("/atom.xml").getEntries().stream().map(SyndEntry::getTitle))
                .isEqualTo(titles);
        assertThat(json("/feed.json").get("items").findValuesAsText("title")).isEqualTo(titles);
    }

    @Test
    void charactersThatXmlCannotSayAreLeftOut() throws Exception {
        paper.story("Một\u0001 \u0008tin\uFFFE\uFFFF \u001Fkhác\u007F");

        for (var path : List.of("/rss.xml", "/atom.xml")) {
            assertThat(rome(path).getEntries().getFirst().getTitle()).as(path).isEqualTo("Một tin khác\u007F");
        }
        assertThat(Xml.legal("a\uD800b\uDC00c😀")).isEqualTo("abc😀");
    }

    @Test
    void theWholeTextHasAbsoluteAddresses() throws IOException {
        var id = paper.story("Tin");
        paper.change(
                "UPDATE article SET body_html = $2 WHERE id = $1",
                id.value(),
                "<p>a &lt; b <a href=\"/bai-viet/x-1\" rel=\"noopener\">x</a> <a href=\"#cuoi\">y</a>"
                        + "<a href=\"https://a.vn/?q&#61;1\">z</a><a href=\"mailto:a&#64;b.vn\">m</a>"
                        + "<a href=\"//b.vn/c\">c</a><a href=\"khac-2\">d</a>"
                        + "<img alt=\"href&#61;&#34;/x&#34;\" src=\"/media/1.jpg\" /></p>");
        var page = SITE + "/bai-viet/mot-tin-" + id;

        var html = json("/feed.json").get("items").get(0).get("content_html").textValue();

        assertThat(html)
                .startsWith("<p><strong>Lời dẫn</strong></p><p>a &lt; b ")
                .contains("href=\"" + SITE + "/bai-viet/x-1\" rel=\"noopener\"")
                .contains("href=\"" + page + "#cuoi\"")
                .contains("href=\"https://a.vn/?q&#61;1\"")
                .contains("href=\"mailto:a&#64;b.vn\"")
                .contains("href=\"https://b.vn/c\"")
                .contains("href=\"" + SITE + "/bai-viet/khac-2\"")
                .contains("<img alt=\"href&#61;&#34;/x&#34;\" src=\"" + SITE + "/media/1.jpg\" />");
    }

    @Test
    void aFeedIsAskedForAgainWithItsTagOrItsDate() {
        paper.story("Tin");
        settle();
        for (var path : FEEDS) {
            var first = paper.get(path);
            var date = header(first, "last-modified");

            assertThat(header(first, "cache-control")).isEqualTo("public, max-age=0, must-revalidate");
            assertThat(paper.get(path, "If-None-Match", header(first, "etag")).statusCode())
                    .isEqualTo(304);
            assertThat(paper.get(path, "If-Modified-Since", date).statusCode())
                    .as(path)
                    .isEqualTo(304);
            assertThat(paper.get(path, "If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(paper.get(path, "If-Modified-Since", "yesterday").statusCode())
                    .isEqualTo(200);
            assertThat(paper.get(path, "If-Modified-Since", date, "If-None-Match", "\"other\"")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aWithdrawalIsAChangeThatTheDateTells() {
        paper.story("Tin còn");
        var id = paper.story("Tin gỡ");
        settle();
        var date = header(paper.get("/rss.xml"), "last-modified");
        paper.now = paper.now.plus(Duration.ofMinutes(5));

        paper.withdraw(id);
        logged(paper.now.minusSeconds(30));
        paper.tell(EventText.WITHDRAWN, id);
        var after = paper.get("/rss.xml", "If-Modified-Since", date);

        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(after.body()).contains("Tin còn").doesNotContain("Tin gỡ");
        assertThat(header(after, "last-modified")).isEqualTo("Mon, 23 Nov 2026 07:09:30 GMT");
    }

    @Test
    void anOutageNeverBringsAWithdrawnStorysWordsBack() {
        paper.story("Tin còn");
        var id = paper.story("Tin gỡ", "xa-hoi", paper.now);
        assertThat(get("/rss.xml").body()).contains("Tin gỡ");
        assertThat(get("/chuyen-muc/tin-tuc/rss.xml").body()).contains("Tin còn");

        paper.tell(EventText.WITHDRAWN, id);
        paper.database
                .query("DROP TABLE article CASCADE", io.vertx.sqlclient.Tuple.tuple())
                .await();

        assertThat(paper.get("/rss.xml").statusCode()).isGreaterThanOrEqualTo(500);
        assertThat(get("/chuyen-muc/tin-tuc/rss.xml").body()).contains("Tin còn");
    }

    @Test
    void twoChangesOfOneSecondAreNotTakenForOne() {
        logged(paper.now);
        paper.story("Một");
        var first = paper.get("/rss.xml");

        paper.publish("Hai");
        var second = paper.get("/rss.xml", "If-Modified-Since", header(first, "last-modified"));

        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).contains("Hai");
    }

    @Test
    void aFeedIsReadOnceForEachChange() {
        paper.story("Tin");
        for (int i = 0; i < 3; i++)
            assertThat(paper.get("/rss.xml").statusCode()).isEqualTo(200);
        paper.counts = new vn.tinmoi.news.VisitCounts(8, 1, 2, 3, paper.now, paper.now, false);
        assertThat(paper.get("/rss.xml").statusCode()).isEqualTo(200);
        assertThat(paper.metrics.scrape())
                .contains("tinmoi_pages_total{cache=\"miss\",page=\"feed\"} 1.0")
                .contains("tinmoi_pages_total{cache=\"hit\",page=\"feed\"} 3.0");

        paper.publish("Tin nữa");

        assertThat(paper.get("/rss.xml").body()).contains("Tin nữa");
    }

    @Test
    void theGuidStaysWhenTheStoryGetsAnotherSlug() throws Exception {
        var id = paper.story("Tin");
        var before = rome("/rss.xml").getEntries().getFirst().getUri();

        paper.change("UPDATE article SET slug = 'khac', title = 'Khác' WHERE id = $1", id.value());
        paper.tell(EventText.REVISED, id);
        var after = rome("/rss.xml").getEntries().getFirst();

        assertThat(after.getTitle()).isEqualTo("Khác");
        assertThat(after.getUri()).isEqualTo(before);
    }

    @Test
    void longStoriesMakeTheFeedShorter() throws Exception {
        for (int i = 0; i < 6; i++) {
            var id = paper.story("Tin " + i, "kinh-te", paper.now.minusSeconds(i));
            paper.change("UPDATE article SET body_html = repeat('a', 400000) WHERE id = $1", id.value());
        }

        assertThat(rome("/rss.xml").getEntries()).hasSize(3);
    }

    @Test
    void anEmptyFeedIsValidAndAnUnknownCategoryHasNone() throws Exception {
        for (var path : List.of("/rss.xml", "/atom.xml", "/chuyen-muc/giao-duc/rss.xml")) {
            assertThat(rome(path).getEntries()).as(path).isEmpty();
        }
        assertThat(json("/feed.json").get("items")).isEmpty();
        assertThat(paper.get("/chuyen-muc/khong-co/rss.xml").statusCode()).isEqualTo(404);
    }

    @Test
    void pagesNameTheFeedsAndProgramsOnOtherSitesMayReadThem() {
        var heads = org.jsoup.Jsoup.parse(paper.get("/chuyen-muc/kinh-te").body())
                .select("link[rel=alternate][type]")
                .eachAttr("href");

        assertThat(heads)
                .containsExactlyInAnyOrder("/rss.xml", "/atom.xml", "/feed.json", "/chuyen-muc/kinh-te/rss.xml");
        for (var path : heads) {
            var feed = paper.get(path);
            assertThat(feed.statusCode()).as(path).isEqualTo(200);
            assertThat(header(feed, "access-control-allow-origin")).isEqualTo("*");
        }
        assertThat(header(paper.get("/rss.xml"), "content-type")).isEqualTo("application/rss+xml; charset=utf-8");
        assertThat(header(paper.get("/atom.xml"), "content-type")).isEqualTo("application/atom+xml; charset=utf-8");
        assertThat(header(paper.get("/feed.json"), "content-type")).isEqualTo("application/feed+json; charset=utf-8");
    }

    private ArticleId illustrated() {
        paper.change("""
                INSERT INTO media (id, url, width, height, alt, credit)
                VALUES ('m1', '/media/m1.jpg', 1200, 800, 'Ruộng lúa', 'Ảnh: Minh')""");
        var id = paper.story("Lúa thơm");
        paper.change("UPDATE article SET image = 'm1' WHERE id = $1", id.value());
        return id;
    }

    /** The last change lies some time back. */
    private void settle() {
        logged(paper.now.minusSeconds(60));
    }

    private void logged(java.time.Instant at) {
        paper.change("UPDATE event_log SET at = $1", at.atOffset(ZoneOffset.UTC));
    }

    private SyndFeed rome(String path) throws FeedException {
        var input = new SyndFeedInput();
        input.setXmlHealerOn(false);
        return input.build(new StringReader(get(path).body()));
    }

    private JsonNode json(String path) throws IOException {
        return new ObjectMapper().readTree(get(path).body());
    }

    private HttpResponse<String> get(String path) {
        var response = paper.get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return response;
    }
}
