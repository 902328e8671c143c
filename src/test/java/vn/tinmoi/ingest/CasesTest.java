package vn.tinmoi.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinmoi.news.Story;

/** Files of portals that move in, as they really are. */
final class CasesTest {
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
    void theWholeFolderComesInAndOnlyWhatHoldsNothingIsNamed() throws Exception {
        var files = Files.list(Fixture.shared("")).sorted().toArray(Path[]::new);

        var report = desk.run(files);

        assertThat(report.failedFiles())
                .extracting(failed -> failed.file().getFileName().toString() + ": " + failed.reason())
                .containsExactly("f01-no-channel.xml: The file is RSS without a channel: there is nothing in it.");
        assertThat(report.refused()).isEmpty();
        assertThat(report.created()).isGreaterThan(80);
    }

    @Test
    void whatIsWrittenAroundAndInsideXmlIsForgiven() throws Exception {
        desk.run(
                Fixture.shared("f03-blank-line-first.xml"),
                Fixture.shared("f13.xml.gz"),
                Fixture.shared("f14-html-entities.xml"),
                Fixture.shared("f14b-bare-amp.xml"),
                Fixture.shared("f14d-doctype.xml"),
                desk.file(
                        "bom.xml",
                        "\uFEFF\n "
                                + Fixture.rss(
                                        "<item><title>Dấu đầu tệp</title><link>https://a.example/b</link></item>")),
                desk.file(
                        "namespace.xml",
                        "<rss xmlns='http://strange.example/'><channel><item><title>Lạ</title><x:y>1</x:y></item></channel></rss>"));

        assertThat(desk.kept.values())
                .extracting(Story::title)
                .contains("Dòng trống trước khai báo XML", "Doctype", "Dấu đầu tệp", "Lạ");
        assertThat(desk.kept.get("http://cu.example/f14").lead()).isEqualTo("A B – C");
        assertThat(desk.kept.get("http://cu.example/f14b").lead()).isEqualTo("A & B");
    }

    @Test
    void limitsAreOursAndNamed() throws Exception {
        var entities = desk.file(
                "entities.xml",
                Fixture.rss("<item><title>A</title><guid>https://cu.example/1</guid><description>"
                        + "&lt;p&gt;x&lt;/p&gt;".repeat(25_001) + "</description></item>"));
        var deep = desk.file("deep.xml", "<rss><channel>" + "<a>".repeat(100_000));
        var base64 = desk.file(
                "base64.xml",
                "<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title><entry><title>Một</title><id>urn:1</id>"
                        + "<content type='application/pdf'>JVBERi0=</content></entry>"
                        + "<entry><title>Hai</title><id>urn:2</id><content mode='base64' type='text/html'>PHA+Y2jhu688L3A+</content></entry>"
                        + "<entry><title>Ba</title><id>urn:3</id><content mode='base64'>*</content></entry></feed>");

        var report = desk.run(entities, deep, base64);

        assertThat(report.failedFiles()).hasSize(1);
        assertThat(report.failedFiles().getFirst().reason()).contains("more than 300 levels deep");
        assertThat(desk.titled("A").bodyHtml()).hasSize(8 * 25_001);
        assertThat(desk.titled("Hai").bodyHtml()).isEqualTo("<p>chữ</p>");
        assertThat(report.refused()).hasSize(1);
        assertThat(report.refused().getFirst().reason()).contains("application/pdf");
    }

    @Test
    void aDateThatNobodyCanReadLeavesADraft() throws Exception {
        var report = desk.run(Fixture.shared("f07-dates.xml"), Fixture.shared("s1-date-minvalue.xml"));

        var undated = desk.kept.values().stream()
                .filter(story -> story.publishedAt() == null)
                .toList();
        assertThat(undated)
                .extracting(Story::title)
                .containsExactly(
                        "Ngày: Mon, 31 Apr 2024 08:30:00 +0700",
                        "Ngày: 0000-00-00 00:00:00",
                        "Ngày: 0001-01-01T00:00:00",
                        "Ngày: Thu, 01 Jan 1970 00:00:00 +0000",
                        "Ngày: (trống)",
                        "Ngày 0001");
        assertThat(undated).allMatch(story -> story.origin().state() == Story.State.DRAFT);
        assertThat(report.drafts()).hasSize(6);
        assertThat(report.drafts().getFirst().reason()).contains("31 Apr", "waits as a draft");
    }

    @Test
    void oneGuidOfSeveralAddressesIsSeveralStories() throws Exception {
        var report = desk.run(Fixture.shared("s11-same-guid.xml"));

        assertThat(report.created() + report.changed()).isEqualTo(2); // this desk knows stories by their guid alone
        assertThat(report.superseded()).isZero();
    }

    @Test
    void storiesWithoutGuidOrTitleAreToldApartAndNamed() throws Exception {
        var report = desk.run(Fixture.shared("f15-noguid.xml"), Fixture.shared("f18-untitled.xml"));

        assertThat(report.created()).isEqualTo(6);
        assertThat(desk.kept.get("http://m.example/1").title()).isEqualTo("Bài không tiêu đề như của Mastodon");
    }

    @Test
    void authorsAreNamed() throws Exception {
        desk.run(Fixture.shared("f10-authors.xml"));

        assertThat(desk.kept.values())
                .extracting(Story::byline)
                .containsExactly(
                        "Theo An, Bình/Cổng cũ",
                        "Theo Nguyễn An/Cổng cũ",
                        "Theo Cổng cũ",
                        "Theo Chị C/Cổng cũ",
                        "Theo Báo Thủy Lam",
                        "Theo Trần B/Cổng cũ");
    }

    @Test
    void picturesAndPlayersComeWithAbsoluteAddresses() throws Exception {
        desk.run(Fixture.shared("f04-pictures.xml"), Fixture.shared("f05-embeds.xml"), Fixture.shared("f09-atom.xml"));

        assertThat(cover("f04e")).isEqualTo("https://cu.example/a.jpg");
        assertThat(cover("f04f")).isEqualTo("https://cu.example/a.jpg");
        assertThat(cover("f04g")).isEqualTo("https://cu.example/a.jpg");
        assertThat(desk.kept.get("http://cu.example/f04g").lead()).isEqualTo("Sapo ngắn của bài.");
        assertThat(body("f04b"))
                .contains("http://cu.example/uploads/news/2024/a.jpg", "http://cu.example/files/cv.pdf");
        assertThat(cover("f04c")).isEqualTo("http://cdn.cu.example/a.jpg");
        assertThat(cover("f04d")).isEqualTo("https://cu.example/a.jpg");
        assertThat(cover("f04h")).isEqualTo("https://cu.example/uploads/anh%20dai%20hoi.jpg");
        assertThat(body("f05d")).contains("<audio controls=\"\" src=\"https://cu.example/a.mp3\">");
        var xhtml = desk.kept.get("urn:f09a");
        assertThat(xhtml.title()).isEqualTo("Thẻ <br> là gì, a<b và c>d");
        assertThat(xhtml.sourceUrl()).isEqualTo("https://cu.example/blog/a.html");
        assertThat(xhtml.bodyHtml())
                .contains(
                        "https://cu.example/blog/2024/a.jpg",
                        "https://cu.example/blog/2024/b.html",
                        "<em>hai</em> &lt;x&gt;");
        assertThat(desk.kept.get("urn:f09c").bodyHtml()).contains("https://cu.example/c.html");
    }

    @Test
    void aRecallIsHandedOn() throws Exception {
        desk.run(Fixture.shared("n01-canceled.json"));

        assertThat(desk.only().origin().state()).isEqualTo(Story.State.WITHDRAWN);
    }

    @Test
    void categoriesThatAreNotOursAreCountedAndCanBeMapped() throws Exception {
        var file = desk.file(
                "feed.xml",
                Fixture.rss(
                        "<item><title>A</title><category>Tin tức &gt; Nông thôn mới</category></item>",
                        "<item><title>B</title><category>Chuyển đổi số</category></item>",
                        "<item><title>C</title><category>Chuyển đổi số</category></item>"));

        var before = desk.run(file);
        desk.mapped.putAll(Map.of("chuyển đổi số", "kinh-te"));
        var after = desk.run(file);

        assertThat(before.unknownCategories()).containsExactly(Map.entry("Chuyển đổi số", 2));
        assertThat(after.unknownCategories()).isEmpty();
        assertThat(desk.titled("B").category()).isEqualTo("kinh-te");
        assertThat(desk.titled("A").category()).isEqualTo("tin-tuc");
        assertThat(before.lines()).anyMatch(line -> line.contains("--category \"Chuyển đổi số=kinh-te\""));
    }

    @Test
    void jsonFeedsOfBothVersionsComeIn() throws Exception {
        desk.run(Fixture.shared("f16-jsonfeed.json"), desk.file("v1.json", """
                {"version":"https://jsonfeed.org/version/1","title":"Blog","home_page_url":"https://b.example/","items":[
                 {"id":"https://b.example/1","content_text":"Đoạn một.\\n\\nĐoạn hai.","date_published":"2024-05-06T08:30:00+07:00",
                  "author":{"name":"An"},"image":"/a.jpg","tags":["Kinh tế"],
                  "attachments":[{"url":"https://b.example/a.mp3","mime_type":"audio/mpeg"}]}]}"""));

        var story = desk.kept.get("https://b.example/1");
        assertThat(story.title()).isEqualTo("Đoạn một");
        assertThat(story.byline()).isEqualTo("Theo An/Blog");
        assertThat(story.category()).isEqualTo("kinh-te");
        assertThat(story.bodyHtml())
                .startsWith("<p>Đoạn một.</p><p>Đoạn hai.</p>")
                .contains("<audio");
        assertThat(story.origin().cover()).isNotNull();
        assertThat(story.publishedAt()).isEqualTo("2024-05-06T01:30:00Z");
        assertThat(desk.titled("T").bodyHtml()).isEqualTo("<p>x</p>");
    }

    private String cover(String name) {
        var cover = desk.kept.get("http://cu.example/" + name).origin().cover();
        assertThat(cover).as(name).isNotNull();
        return cover.url();
    }

    private String body(String name) {
        return desk.kept.get("http://cu.example/" + name).bodyHtml();
    }
}
