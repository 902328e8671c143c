package vn.tinmoi.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinmoi.SharedData;
import vn.tinmoi.news.Story;

final class ImporterTest {
    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private Fixture desk;

    @BeforeEach
    void open() {
        desk = new Fixture(vertx, folder);
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void anRssItemBecomesAStory() throws Exception {
        desk.run(desk.file("nguon.txt", Fixture.rss("""
                <item><title>Cầu &amp;amp; đường &lt;b&gt;mới&lt;/b&gt;</title><link>https://bao.example/cau</link>
                <guid isPermaLink="false">cau-1</guid><pubDate>Mon, 23 Nov 2026 14:05:00</pubDate>
                <author>an@bao.example (QUỐC TUẤN)</author><category>Thời sự</category><category>KINH TẾ</category>
                <description>&lt;p&gt;Cầu dài &lt;i&gt;1.236&lt;/i&gt; m.&lt;/p&gt;</description>
                <content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[<p>Sáng nay…</p>]]></content:encoded>
                </item>""")));

        var story = desk.only();
        assertThat(story.title()).isEqualTo("Cầu & đường mới");
        assertThat(story.lead()).isEqualTo("Cầu dài 1.236 m.");
        assertThat(story.bodyHtml()).isEqualTo("<p>Sáng nay…</p>");
        assertThat(story.byline()).isEqualTo("Theo QUỐC TUẤN/Báo Thủy Lam");
        assertThat(story.category()).isEqualTo("kinh-te");
        assertThat(story.guid()).isEqualTo("https://bao.example/#cau-1");
        assertThat(story.sourceUrl()).isEqualTo("https://bao.example/cau");
        assertThat(story.publishedAt()).isEqualTo("2026-11-23T07:05:00Z");
    }

    @Test
    void anAtomEntryBecomesAStory() throws Exception {
        desk.run(desk.file("atom", """
                <feed xmlns="http://www.w3.org/2005/Atom"><title>Đài Thủy Lam</title><id>urn:x</id><updated>2026-11-23T01:00:00Z</updated>
                <entry><title type="text">Lễ hội sen</title><id>urn:uuid:1</id><link href="https://dai.example/sen"/>
                <published>2026-11-22T20:00:00+07:00</published><updated>2026-11-23T08:00:00+07:00</updated>
                <author><name>THU AN</name></author><category term="Văn hóa – Du lịch"/>
                <summary>Hàng nghìn người xem.</summary><content type="text">Đoạn một &lt; hai.

                Đoạn hai.</content></entry></feed>"""));

        var story = desk.only();
        assertThat(story.bodyHtml()).isEqualTo("<p>Đoạn một &lt; hai.</p><p>Đoạn hai.</p>");
        assertThat(story.lead()).isEqualTo("Hàng nghìn người xem.");
        assertThat(story.byline()).isEqualTo("Theo THU AN/Đài Thủy Lam");
        assertThat(story.category()).isEqualTo("van-hoa");
        assertThat(story.publishedAt()).isEqualTo("2026-11-22T13:00:00Z");
    }

    @Test
    void anItemWithoutGuidIsKnownByItsLinkAndWithoutThatByItsWords() throws Exception {
        var file = desk.file(
                "feed.xml",
                Fixture.rss(
                        "<item><title>Một</title><link>https://bao.example/1</link></item>",
                        "<item><title>Hai</title></item>"));

        desk.run(file);
        var again = desk.run(file);

        assertThat(desk.kept.keySet()).first().isEqualTo("https://bao.example/1");
        assertThat(desk.kept.keySet()).last().asString().startsWith("sha256:");
        assertThat(desk.kept.values()).extracting("publishedAt").containsOnly(Instant.parse("2026-11-22T01:00:00Z"));
        assertThat(again.unchanged()).isEqualTo(2);
    }

    @Test
    void badStoriesAreRefusedWithTheirPlaceAndTheRestGoesOn() throws Exception {
        var report = desk.run(desk.file(
                "feed.xml",
                Fixture.rss(
                        item(1, "Tốt"),
                        "<item><guid>https://bao.example/2</guid></item>",
                        item(3, "Bài không hợp lệ"),
                        item(4, "Bài làm sập máy"),
                        item(5, "Cũng tốt"))));

        assertThat(report.created()).isEqualTo(2);
        assertThat(report.refused()).extracting(ImportReport.Refused::position).containsExactly(2, 3, 4);
        assertThat(report.refused())
                .extracting(ImportReport.Refused::reason)
                .containsExactly(
                        "The story has neither a title nor any words to make one of.",
                        "There is no article number x.",
                        "The server failed with this story; see its log.");
        assertThat(report.failedFiles()).isEmpty();
        assertThat(report.lines())
                .hasSize(4)
                .last()
                .asString()
                .startsWith("Imported 1 files: 2 new, 0 changed, 0 unchanged");
    }

    @Test
    void filesThatCannotBeReadAreNamedAndTheOthersAreBroughtIn() throws Exception {
        var broken = desk.file("broken.xml", Fixture.rss(item(1, "Một"), "<item><title>Hai</titel></item>"));
        var text = desk.file("notes.xml", "Chỉ là ghi chú.");
        var page = desk.file("page.xml", "<html><body/></html>");
        var json = desk.file("cut.json", "{\"uri\": \"a");
        var deep = desk.file("deep.json", "[".repeat(100_000));
        var good = desk.file("good.xml", Fixture.rss(item(9, "Chín")));

        var report = desk.run(broken, text, page, json, deep, folder.resolve("nowhere"), folder, good);

        assertThat(report.created()).isEqualTo(1);
        assertThat(report.failedFiles())
                .extracting(failed -> failed.file().getFileName().toString())
                .startsWith("broken.xml", "notes.xml", "page.xml", "cut.json", "deep.json", "nowhere")
                .hasSize(7);
        assertThat(report.failedFiles().getFirst().reason()).contains("line 1");
        assertThat(report.failedFiles().get(4).reason()).contains("more than 300 levels");
        assertThat(report.whole()).isFalse();
    }

    @Test
    void entitiesAreNeitherExpandedNorFetched() throws Exception {
        var secret = desk.file("secret.txt", "mật khẩu");
        var xxe = desk.file(
                "xxe.xml",
                "<!DOCTYPE rss [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>"
                        + Fixture.rss(item(1, "&x;")).replaceFirst("<\\?.*?\\?>", ""));
        var laughs = desk.file(
                "laughs.xml",
                "<!DOCTYPE rss [<!-- ]> ' --><!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>"
                        + Fixture.rss(item(2, "&c;")).replaceFirst("<\\?.*?\\?>", ""));

        desk.run(xxe, laughs);

        assertThat(desk.kept.values()).extracting(Story::title).containsOnly("&x;", "&c;");
    }

    @Test
    void scriptsInTitlesAreGone() throws Exception {
        desk.run(desk.file(
                "feed.xml",
                Fixture.rss(
                        item(1, "&lt;script&gt;alert(1)&lt;/script&gt;Tin &lt;img src=x onerror=y&gt;nóng 3 &lt; 5"))));

        assertThat(desk.only().title()).isEqualTo("Tin nóng 3 < 5");
    }

    @Test
    void tenThousandItemsTellTheirProgressAndTheSecondTimeChangeNothing() throws Exception {
        var items =
                IntStream.range(0, 10_000).mapToObj(i -> item(i, "Tin số " + i)).collect(Collectors.joining());
        var file = desk.file("large.xml", Fixture.rss(items));
        var ticks = new AtomicLong();
        InstantSource fast = () -> Instant.ofEpochMilli(ticks.addAndGet(1)); // a millisecond each time it is asked

        var first = desk.run(fast, file);
        var second = desk.run(file);

        assertThat(first.created()).isEqualTo(10_000);
        assertThat(desk.progress).hasSizeBetween(8, 11).first().asString().startsWith("Importing: file 1/1, ");
        assertThat(second.unchanged()).isEqualTo(10_000);
        assertThat(second.created() + second.changed()).isZero();
    }

    @Test
    void ofTwoVersionsInOneImportTheLaterIsBroughtInAndTheSecondTimeNothing() throws Exception {
        var older = desk.file("a.json", ninjs("v1", "2026-11-22T10:00:00Z"));
        var newer = desk.file("b.json", ninjs("v2", "2026-11-22T11:00:00Z"));

        var first = desk.run(newer, older);
        var second = desk.run(newer, older);

        assertThat(desk.only().title()).isEqualTo("v2");
        assertThat(first.created()).isOne();
        assertThat(first.superseded()).isOne();
        assertThat(second.unchanged()).isOne();
        assertThat(second.changed()).isZero();
    }

    @Test
    void earlierNinjsIsReadToo() throws Exception {
        desk.run(desk.file("old", """
                {"uri": "urn:old", "headline": "Gạo thơm", "byline": "LAN CHI", "source": "TTX", "description_text": "Tóm tắt.",
                 "body_text": "Một & hai.\\n\\nBa.", "subject": [{"name": "Kinh Tế"}], "versioncreated": "2026-11-20T09:00:00+07:00"}"""));

        var story = desk.only();
        assertThat(story.bodyHtml()).isEqualTo("<p>Một &amp; hai.</p><p>Ba.</p>");
        assertThat(story.byline()).isEqualTo("Theo LAN CHI/TTX");
        assertThat(story.category()).isEqualTo("kinh-te");
        assertThat(story.publishedAt()).isEqualTo("2026-11-20T02:00:00Z");
        assertThat(story.sourceUrl()).isNull();
    }

    @Test
    void ninjsThatIsNoStoryIsRefused() throws Exception {
        var report = desk.run(desk.file("all.json", """
                [{"uri": "urn:1", "type": "picture", "headlines": [{"value": "Ảnh"}]}, {"headline": "x"},
                 {"uri": "urn:2", "pubStatus": "canceled", "headline": "Rút"}, {"uri": "urn:3"}, 7]"""));

        assertThat(report.refused()).hasSize(4);
        assertThat(desk.only().origin().state()).isEqualTo(Story.State.WITHDRAWN);
    }

    @Test
    void encodingsAreTheFilesOwn() throws Exception {
        var file = folder.resolve("utf16.xml");
        Files.write(
                file,
                Fixture.rss(item(1, "Đầm Sen Vàng")).replace("utf-8", "utf-16").getBytes(StandardCharsets.UTF_16));

        desk.run(file);

        assertThat(desk.only().title()).isEqualTo("Đầm Sen Vàng");
    }

    @Test
    void realFeedsAndNinjsComeInWholeAndTheSecondTimeNothingChanges() throws Exception {
        var files = new Path[] {
            SharedData.at("feeds/large_rss.xml"),
            SharedData.at("feeds/small_atom.xml"),
            SharedData.at("ninjs/001_simple_example.json"),
            SharedData.at("ninjs/004_simple_text_article.json"),
            SharedData.at("ninjs/005_complex_text_article.json"),
            SharedData.at("ninjs/007_multimedia.json")
        };

        var first = desk.run(files);
        var second = desk.run(files);

        assertThat(first.failedFiles()).isEmpty();
        assertThat(first.refused()).isEmpty();
        assertThat(first.superseded()).isOne(); // 001 and 004 are one story
        assertThat(first.created()).isEqualTo(25 + 20 + 3);
        assertThat(second.unchanged()).isEqualTo(first.created());
        var carrot = desk.kept.values().iterator().next();
        assertThat(carrot.byline()).isEqualTo("Theo jvoisin/Artificial truth");
        assertThat(desk.kept
                        .get("http://ninjs.example.com/newsitems/20130709simp123")
                        .bodyHtml())
                .startsWith("<p>GROSSETO");
        assertThat(desk.kept.values())
                .allSatisfy(story -> assertThat(story.bodyHtml() + story.lead()).isNotBlank());
    }

    private static String item(int number, String title) {
        return "<item><title>" + title + "</title><guid>https://bao.example/" + number
                + "</guid><description>Chuyện số " + number
                + "</description><pubDate>Mon, 23 Nov 2026 14:05:00 +0700</pubDate></item>";
    }

    private static String ninjs(String title, String changed) {
        return "{\"uri\":\"urn:one\",\"headlines\":[{\"value\":\"" + title + "\"}],\"versionCreated\":\"" + changed
                + "\"}";
    }
}
