package vn.tinmoi.site;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.site.Newspaper.header;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.tinmoi.store.TestBackends;

final class SiteRoutesTest {
    private static final String NASTY = "<script>alert(1)</script> \"Bài\" & 'tin' {0} ${7*7} – Đắk Lắk";

    private static Newspaper paper;
    private static long published;
    private static long nasty;
    private static long withdrawn;
    private static long draft;

    @BeforeAll
    static void publish() {
        paper = new Newspaper(TestBackends.freshDatabase());
        for (int i = 1; i <= 45; i++) {
            paper.story("Tin số " + i, "kinh-te", Newspaper.START.minusSeconds(86_400 * 2 + i));
        }
        published = paper.story("Lúa thơm Đồng Sen được mùa").value();
        nasty = paper.story(NASTY, "xa-hoi", Newspaper.START.minusSeconds(60)).value();
        withdrawn = paper.story("Tin đã gỡ").value();
        paper.withdraw(new vn.tinmoi.news.ArticleId(withdrawn));
        draft = paper.story("Bản nháp").value();
        paper.change("UPDATE article SET status = 'draft', published_at = NULL WHERE id = $1", draft);
        paper.change("UPDATE article SET featured = true, featured_at = now() WHERE id = $1", nasty);
    }

    @AfterAll
    static void close() {
        paper.close();
    }

    @Test
    void theFrontPageShowsListsStatisticsAndTheCursorItWasReadAt() {
        var page = page("/");

        assertThat(page.body().attr("data-cursor")).isEqualTo("e1-40");
        assertThat(page.select("#tin-moi [data-article-id]")).hasSize(20);
        assertThat(page.selectFirst("#tin-moi [data-article-id]").attr("data-article-id"))
                .isEqualTo(String.valueOf(published));
        assertThat(page.select("#tin-noi-bat [data-article-id]").eachAttr("data-article-id"))
                .containsExactly(String.valueOf(nasty));
        assertThat(page.selectFirst("#thong-ke [data-stat=total]").text()).isEqualTo("1.234.567");
        assertThat(page.selectFirst("#thong-ke [data-stat=online]").text()).isEqualTo("7");
        assertThat(page.select(".dateline #thong-ke-nhanh[href=#thong-ke] [data-stat]")
                        .eachText())
                .isEqualTo(page.select("#thong-ke [data-stat]").eachText());
        assertThat(page.text())
                .contains("Thứ Hai, 23/11/2026")
                .contains("14:05")
                .contains("21/11");
        assertThat(page.select("script:not([src], [type=application/ld+json])")).isEmpty();
        assertThat(page.select("[style], style, [onclick]")).isEmpty();
    }

    @Test
    void englishPagesHaveEnglishWordsAndKeepTheReaderInEnglish() {
        var page = page("/en");

        assertThat(page.selectFirst("html").attr("lang")).isEqualTo("en");
        assertThat(page.selectFirst("#thong-ke [data-stat=total]").text()).isEqualTo("1,234,567");
        assertThat(page.select("link[rel=canonical]").attr("href")).isEqualTo("https://tin.example.vn/en");
        assertThat(page.select("#tin-moi a").eachAttr("href")).allMatch(href -> href.startsWith("/en/bai-viet/"));
        assertThat(page.select("a[hreflang=vi]").eachAttr("href")).containsOnly("/");
        assertThat(page("/en/bai-viet/mot-tin-" + published)
                        .select("link[hreflang=vi]")
                        .attr("href"))
                .isEqualTo("https://tin.example.vn/bai-viet/mot-tin-" + published);
    }

    @Test
    void everyFileThatAPageNamesIsThere() {
        for (var path : new String[] {"/", "/bai-viet/mot-tin-" + published, "/chuyen-muc/kinh-te", "/no-such-page"}) {
            var page = Jsoup.parse(paper.get(path).body());
            var files = page.select("[href^=/static/], [src^=/static/]");
            assertThat(files).isNotEmpty();
            for (var file : files) {
                var address = file.hasAttr("href") ? file.attr("href") : file.attr("src");
                assertThat(paper.bytes(address).statusCode()).as(address).isEqualTo(200);
            }
        }
    }

    @Test
    void aStoryShowsItsWordsBylineTimeAndCode() {
        var page = page("/bai-viet/mot-tin-" + published);

        assertThat(page.selectFirst("h1").text()).isEqualTo("Lúa thơm Đồng Sen được mùa");
        assertThat(page.text()).contains("Theo TTXVN").contains("Thứ Hai, 23/11/2026, 14:05");
        assertThat(page.html()).contains("<p>Thân bài</p>");
        assertThat(page.select("#cap-nhat[hidden]")).hasSize(1);
        assertThat(page.select("link[rel=canonical]").attr("href"))
                .isEqualTo("https://tin.example.vn/bai-viet/mot-tin-" + published);
        assertThat(page.select("img[src^=/a/" + published + "/qr]")).hasSize(1);
    }

    @Test
    void aTitleWithMarkupIsShownAsText() {
        for (var path : new String[] {"/", "/bai-viet/mot-tin-" + nasty, "/chuyen-muc/xa-hoi", "/en"}) {
            var page = page(path);
            assertThat(page.text()).as(path).contains(NASTY);
            assertThat(page.select("script:not([src], [type=application/ld+json])"))
                    .as(path)
                    .isEmpty();
        }
        assertThat(page("/bai-viet/mot-tin-" + nasty).title()).contains(NASTY);
        assertThat(page("/bai-viet/mot-tin-" + nasty)
                        .select("meta[property=og:title]")
                        .attr("content"))
                .isEqualTo(NASTY);
    }

    @Test
    void theNumberAloneNamesAStoryAndAnotherSlugLeadsToTheRightOne() {
        var right = "/bai-viet/mot-tin-" + published;

        assertRedirect("/bai-viet/" + published, 301, right);
        assertRedirect("/bai-viet/sai-roi-" + published, 301, right);
        assertRedirect("/bai-viet/%C4%90%E1%BA%AFk-" + published, 301, right);
        assertRedirect("/bai-viet/mot%2Dtin-" + published, 301, right);
        assertRedirect(right + "/", 301, right);
        assertRedirect("/en/bai-viet/" + published, 301, "/en" + right);
        assertThat(paper.get(right + "?utm_source=zalo").statusCode()).isEqualTo(200);
    }

    @Test
    void permalinksLeadToTheStoryInAnyCase() {
        assertRedirect("/a/" + published, 302, "/bai-viet/mot-tin-" + published);
        assertRedirect("/A/" + published, 302, "/bai-viet/mot-tin-" + published);
        assertRedirect("/en/a/" + published, 302, "/en/bai-viet/mot-tin-" + published);
    }

    @Test
    void aWithdrawnStoryIsGoneAndItsPageSaysWhenAndNotWhat() {
        for (var path : new String[] {"/bai-viet/mot-tin-", "/a/", "/A/"}) {
            var response = paper.get(path + withdrawn);
            assertThat(response.statusCode()).as(path).isEqualTo(410);
            assertThat(response.body())
                    .contains("Thứ Hai, 23/11/2026, 14:05")
                    .contains("id=\"tin-moi\"")
                    .doesNotContain("Tin đã gỡ");
        }
        assertThat(paper.get("/a/" + withdrawn + "/qr.svg").statusCode()).isEqualTo(410);
        assertThat(paper.get("/en/bai-viet/x-" + withdrawn).body()).contains("Monday, 23 November 2026, 14:05");
    }

    @Test
    void whatNobodyIsToReadIsNotFound() {
        for (var path : new String[] {
            "/bai-viet/mot-tin-" + draft,
            "/a/" + draft,
            "/a/" + draft + "/qr.png",
            "/bai-viet/khong-co-999999",
            "/bai-viet/khong-so",
            "/bai-viet/0",
            "/bai-viet/mot-tin-00" + published,
            "/a/999999",
            "/a/x",
            "/a/-1",
            "/a/99999999999999999999999",
            "/chuyen-muc/khong-co",
            "/chuyen-muc/kinh-te?trang=4",
            "/chuyen-muc/kinh-te?trang=1001",
            "/chuyen-muc/kinh-te?trang=0",
            "/chuyen-muc/kinh-te?trang=x",
            "/bai-viet/",
            "/khong-co",
            "/en/khong-co",
            "/bai-viet/%00-" + draft,
            "/chuyen-muc/%3Cb%3E"
        }) {
            var response = paper.get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(header(response, "content-type")).isEqualTo("text/html; charset=utf-8");
            assertThat(header(response, "cache-control")).isEqualTo("no-store");
            assertThat(Jsoup.parse(response.body()).select("script:not([src]), main b"))
                    .as(path)
                    .isEmpty();
        }
    }

    @Test
    void whatIsNotFoundCanBeSearchedFor() {
        var address = "/en/tin/cau-song-thuy-123.html";
        var page = Jsoup.parse(paper.get(address).body());
        var search = page.selectFirst("main a.button").attr("href");

        assertFrom("http://a" + address + "?x=1", search, "/en/tim-kiem?q=cau+song+thuy");
        assertFrom("http://a/99.html", "/tim-kiem?theo=dia-chi", "/tim-kiem");
        assertRedirect("/tim-kiem?theo=dia-chi", 302, "/tim-kiem");
    }

    private static void assertFrom(String from, String path, String to) {
        assertThat(header(paper.get(path, "Referer", from), "location")).isEqualTo(to);
    }

    @Test
    void whatCanBeInventedIsWrittenOnceAndSaidToAll() {
        var invented = new String[] {
            "/khong-co-%d",
            "/bai-viet/khong-co-99999%d",
            "/bai-viet/%d-so",
            "/chuyen-muc/c%d",
            "/a/99999%d",
            "/a/x%d",
            "/chuyen-muc/kinh-te?trang=99%d",
            "/tac-gia/khong-ai-%d",
            "/nguon/khong-ai-%d",
            "/luu-tru/%d",
            "/media/khong-%d-360.jpg",
            "/media/%d",
            "/static/%d.css",
            "/a/99999%d/qr.svg"
        };
        var first = paper.get("/khong-co").body();
        double written = written();

        for (var path : invented) {
            for (int i = 0; i < 3; i++)
                assertThat(paper.get(path.formatted(i)).body()).as(path).isEqualTo(first);
        }

        assertThat(written()).isEqualTo(written);
        for (var path : new String[] {"/tim-kiem?tu=%d", "/tim-kiem?chuyen-muc=%d"}) {
            var once = paper.get(path.formatted(1));
            assertThat(once.statusCode()).as(path).isEqualTo(422);
            assertThat(paper.get(path.formatted(2)).body()).as(path).isEqualTo(once.body());
        }
    }

    private static double written() {
        return paper.metrics
                .registry()
                .get("tinmoi_pages_written")
                .tag("page", "error")
                .counter()
                .count();
    }

    @Test
    void aRefusalIsWholeWhateverTheReaderHas() throws IOException {
        var plain = paper.get("/khong-co", "If-None-Match", "*");
        var gzip = paper.bytes("/khong-co", "Accept-Encoding", "gzip", "If-None-Match", "*");

        assertThat(plain.statusCode()).isEqualTo(404);
        assertThat(header(plain, "etag")).isEmpty();
        assertThat(header(plain, "content-language")).isEqualTo("vi");
        assertThat(header(gzip, "cache-control")).isEqualTo("no-store");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
                .isEqualTo(plain.body().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void oddlyWrittenPathsDoNoHarm() throws IOException {
        for (var path : new String[] {
            "/%zz",
            "/bai-viet/%",
            "/bai-viet/%e0%80",
            "/bai-viet/%ff%fe-" + draft,
            "/a/%2e%2e/%2e%2e",
            "//example.com/",
            "/en//example.com",
            "/../../etc/passwd",
            "/bai-viet/..%2f..%2fa",
            "/a/1%0d%0aX: y",
            "/chuyen-muc/%0d%0aX:%20y",
            "/bai-viet/" + "-".repeat(3000) + draft,
            "/?trang=%zz",
            "/chuyen-muc/kinh-te?trang=%"
        }) {
            var answer = raw(path);
            assertThat(answer).as(path).matches("(?s)HTTP/1.[01] (200|301|400|404) .*");
            var head = answer.substring(0, answer.indexOf("\r\n\r\n"));
            assertThat(head).as(path).doesNotContain("\nX: y").doesNotContainIgnoringCase("location: //");
            assertThat(answer).as(path).doesNotContain("href=\"//");
        }
    }

    @Test
    void aSlashAtTheEndIsTakenAway() {
        assertRedirect("/en/", 301, "/en");
        assertRedirect("/chuyen-muc/kinh-te/", 301, "/chuyen-muc/kinh-te");
        assertRedirect("/chuyen-muc/kinh-te/?trang=2", 301, "/chuyen-muc/kinh-te?trang=2");
        assertRedirect("/chuyen-muc/kinh-te?trang=1", 301, "/chuyen-muc/kinh-te");
    }

    @Test
    void aCategoryIsTurnedPageByPage() {
        var first = page("/chuyen-muc/kinh-te");
        var second = page("/chuyen-muc/kinh-te?trang=2");
        var third = page("/chuyen-muc/kinh-te?trang=3");

        assertThat(listed(first)).startsWith("Tin số 1", "Tin số 2").hasSize(20);
        assertThat(listed(second)).startsWith("Tin số 21").hasSize(20);
        assertThat(listed(third)).startsWith("Tin số 41").hasSize(5);
        assertThat(first.select("a[rel=next]").attr("href")).isEqualTo("/chuyen-muc/kinh-te?trang=2");
        assertThat(first.select("a[rel=prev]")).isEmpty();
        assertThat(second.select("a[rel=prev]").attr("href")).isEqualTo("/chuyen-muc/kinh-te");
        assertThat(third.select("a[rel=next]")).isEmpty();
        assertThat(paper.get("/chuyen-muc/giao-duc").statusCode()).isEqualTo(200);
    }

    @Test
    void aPageIsAskedForAgainWithItsTagAndComesCompressed() throws IOException {
        var path = "/bai-viet/mot-tin-" + published;
        var plain = paper.get(path);
        var gzip = paper.bytes(path, "Accept-Encoding", "gzip");
        var again = paper.get(path, "Accept-Encoding", "gzip", "If-None-Match", header(gzip, "etag"));

        assertThat(header(plain, "cache-control")).isEqualTo("public, max-age=0, must-revalidate");
        assertThat(header(plain, "vary")).isEqualTo("Accept-Encoding");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
                .isEqualTo(plain.body().getBytes(StandardCharsets.UTF_8));
        assertThat(header(gzip, "etag")).isNotEqualTo(header(plain, "etag"));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void headIsAnsweredLikeGet() {
        for (var path : new String[] {"/", "/bai-viet/mot-tin-" + published, "/a/" + published, "/bai-viet/x-999999"}) {
            var get = paper.get(path);
            var head = paper.send(
                    paper.request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(head.statusCode()).as(path).isEqualTo(get.statusCode());
            assertThat(header(head, "etag")).isEqualTo(header(get, "etag"));
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void theCodeOfAStoryIsReadable() throws Exception {
        var png = paper.bytes("/a/" + published + "/qr.png");
        var image = ImageIO.read(new ByteArrayInputStream(png.body()));
        var pixels = image.getRGB(0, 0, 480, 480, null, 0, 480);

        var text = new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(480, 480, pixels))))
                .getText();

        assertThat(text).isEqualTo("HTTPS://TIN.EXAMPLE.VN/A/" + published);
        assertThat(header(png, "content-type")).isEqualTo("image/png");
        assertThat(header(png, "cache-control")).isEqualTo("public, max-age=86400");
        assertThat(paper.get("/A/" + published + "/qr.svg").body()).startsWith("<svg");
        assertThat(paper.get("/qr.svg").statusCode()).isEqualTo(200);
        assertThat(paper.bytes("/a/" + published + "/qr.png?size=1024").statusCode())
                .isEqualTo(200);
        for (var size : new String[] {"119", "1025", "0", "-5", "x", "", "9999999999", "360.0"}) {
            assertThat(paper.get("/a/" + published + "/qr.png?size=" + size).statusCode())
                    .as(size)
                    .isEqualTo(422);
        }
    }

    @Test
    void aCodeComesInFourSizesEachDrawnOnce() throws IOException {
        var address = "/a/" + published + "/qr.png?size=";
        paper.get("/qr.svg");
        double drawn = drawn();
        for (int asked = 120; asked <= 1024; asked += 8) {
            var png = paper.bytes(address + asked);
            int size = ImageIO.read(new ByteArrayInputStream(png.body())).getWidth();
            assertThat(size).isEqualTo(asked <= 120 ? 120 : asked <= 240 ? 240 : asked <= 480 ? 480 : 1024);
            var again = paper.bytes(address + asked, "If-None-Match", header(png, "etag"));
            assertThat(again.statusCode()).isEqualTo(304);
        }

        assertThat(drawn() - drawn).as("drawn, perhaps by another test before").isBetween(0.0, 4.0);
        assertThat(paper.cache.at(address + 480)).as("without asking a route").isNotNull();
        assertThat(paper.cache.at("/a/" + draft + "/qr.png?size=480")).isNull();
        assertThat(paper.metrics.scrape()).contains("tinmoi_pages_total{cache=\"hit\",page=\"qr\"}");
    }

    private static double drawn() {
        return paper.metrics
                .registry()
                .get("tinmoi_pages_written")
                .tag("page", "qr")
                .counter()
                .count();
    }

    @Test
    void smallFilesHaveTheirUsualAddresses() throws IOException {
        assertThat(header(paper.get("/favicon.ico"), "content-type")).isEqualTo("image/x-icon");
        var icon = paper.bytes("/apple-touch-icon.png").body();
        assertThat(ImageIO.read(new ByteArrayInputStream(icon)).getWidth()).isEqualTo(180);
        assertThat(paper.get("/robots.txt").body()).startsWith("User-agent: *");
        assertThat(header(paper.get("/site.webmanifest"), "content-type")).startsWith("application/manifest+json");
        var manifest = new JsonObject(paper.get("/site.webmanifest").body());
        assertThat(manifest.getString("name"))
                .isEqualTo(page("/").select("meta[property=og:site_name]").attr("content"));
        for (var listed : manifest.getJsonArray("icons")) {
            var file = paper.bytes(((JsonObject) listed).getString("src"));
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(header(file, "content-type")).startsWith(((JsonObject) listed).getString("type"));
        }
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() {
        for (var path : new String[] {"/", "/khong-co", "/a/" + published, "/robots.txt"}) {
            var response = paper.get(path);
            assertThat(header(response, "content-security-policy"))
                    .startsWith("default-src 'none'")
                    .doesNotContain("unsafe");
            assertThat(header(response, "x-content-type-options")).isEqualTo("nosniff");
        }
    }

    private static Document page(String path) {
        var response = paper.get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return Jsoup.parse(response.body());
    }

    private static java.util.List<String> listed(Document page) {
        return page.select(".listed .card-title").eachText();
    }

    private static void assertRedirect(String path, int status, String location) {
        var response = paper.get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(status);
        assertThat(header(response, "location")).as(path).isEqualTo(location);
    }

    private static String raw(String path) throws IOException {
        try (var socket = new Socket("localhost", paper.server.actualPort())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
