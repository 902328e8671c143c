package vn.tinmoi.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.site.Newspaper.header;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.log.EventText;
import vn.tinmoi.site.Newspaper;
import vn.tinmoi.store.TestBackends;

final class SitemapRoutesTest {
    private static final String SITE = "https://tin.example.vn";

    private final Newspaper paper = new Newspaper(TestBackends.freshDatabase());

    @AfterEach
    void close() {
        paper.close();
    }

    @Test
    void theIndexLeadsToEveryAddressOnce() {
        var first = paper.story("Một", "kinh-te", paper.now.minusSeconds(600));
        var second = paper.story("Hai");
        var gone = paper.story("Ba");
        paper.withdraw(gone);

        var index = sitemap("/sitemap.xml");
        var addresses = new ArrayList<String>();
        for (var part : index.texts("/s:sitemapindex/s:sitemap/s:loc")) {
            addresses.addAll(sitemap(part.substring(SITE.length())).texts("/s:urlset/s:url/s:loc"));
        }

        assertThat(addresses)
                .contains(SITE + "/", SITE + "/chuyen-muc/kinh-te")
                .contains(SITE + "/bai-viet/mot-tin-" + first, SITE + "/bai-viet/mot-tin-" + second)
                .doesNotContain(SITE + "/bai-viet/mot-tin-" + gone)
                .doesNotHaveDuplicates()
                .allSatisfy(address -> assertThat(
                                paper.get(address.substring(SITE.length())).statusCode())
                        .as(address)
                        .isEqualTo(200));
    }

    @Test
    void aTimeSaysWhenTheWordsChanged() {
        var id = paper.story("Một", "kinh-te", paper.now.minusSeconds(600));
        paper.change(
                "UPDATE article SET updated_at = $2 WHERE id = $1",
                id.value(),
                OffsetDateTime.parse("2026-11-23T08:00:00+07:00"));

        assertThat(sitemap("/sitemap-1.xml").texts("//s:lastmod")).containsExactly("2026-11-23T08:00:00+07:00");
        assertThat(sitemap("/sitemap.xml").texts("//s:lastmod")).containsExactly("2026-11-23T08:00:00+07:00");
        assertThat(sitemap("/sitemap-pages.xml").texts("//s:url[s:lastmod]/s:loc"))
                .containsExactly(SITE + "/", SITE + "/chuyen-muc/kinh-te");
        assertThat(sitemap("/sitemap-pages.xml").texts("//s:lastmod")).containsOnly("2026-11-23T13:55:00+07:00");
    }

    @Test
    void noSitemapHasMoreThanFiftyThousandAddresses() {
        paper.change("""
                INSERT INTO article (version, status, slug, title, category, published_at)
                SELECT 1, 'published', 'tin-so-' || n, 'Tin', 'tin-tuc', now() FROM generate_series(1, 50003) n""");

        var first = sitemap("/sitemap-1.xml").texts("//s:loc");
        var second = sitemap("/sitemap-2.xml").texts("//s:loc");

        assertThat(sitemap("/sitemap.xml").texts("//s:loc"))
                .containsExactly(SITE + "/sitemap-pages.xml", SITE + "/sitemap-1.xml", SITE + "/sitemap-2.xml");
        assertThat(first).hasSize(50_000).doesNotHaveDuplicates();
        assertThat(second).hasSize(3).doesNotContainAnyElementsOf(first);
    }

    @Test
    void aSitemapIsAskedForAgainWithItsTag() {
        paper.story("Một");
        for (var path : List.of("/sitemap.xml", "/sitemap-news.xml", "/sitemap-pages.xml", "/sitemap-1.xml")) {
            var tag = header(paper.get(path), "etag");
            assertThat(paper.get(path, "If-None-Match", tag).statusCode())
                    .as(path)
                    .isEqualTo(304);
            var head = paper.send(
                    paper.request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(header(head, "etag")).isEqualTo(tag);
        }
        var before = header(paper.get("/sitemap-1.xml"), "etag");

        var later = paper.story("Hai", "tin-tuc", paper.now.plusSeconds(1));

        assertThat(paper.get("/sitemap-1.xml", "If-None-Match", before).body()).contains("mot-tin-" + later);
    }

    @Test
    void thereIsNoSitemapOfNothing() {
        for (var part : List.of("1", "2", "0", "-1", "x", "01", "9999999999")) {
            assertThat(paper.get("/sitemap-" + part + ".xml").statusCode())
                    .as(part)
                    .isEqualTo(404);
        }
        assertThat(sitemap("/sitemap-news.xml").texts("//s:url")).isEmpty();
        assertThat(sitemap("/sitemap.xml").texts("//s:loc")).containsExactly(SITE + "/sitemap-pages.xml");
    }

    @Test
    void newsAreTwoDaysOldAtMostAndNeverMoreThanAThousand() {
        paper.story("Cũ", "tin-tuc", paper.now.minus(Duration.ofHours(49)));
        var id = paper.story("Bão \"số 9\" & <mưa>", "tin-tuc", paper.now.minus(Duration.ofHours(47)));

        var news = sitemap("/sitemap-news.xml");

        assertThat(news.texts("//s:loc")).containsExactly(SITE + "/bai-viet/mot-tin-" + id);
        assertThat(news.text("//news:title")).isEqualTo("Bão \"số 9\" & <mưa>");
        assertThat(news.text("//news:publication/news:name")).isEqualTo("Tin mới");
        assertThat(news.text("//news:publication/news:language")).isEqualTo("vi");
        assertThat(OffsetDateTime.parse(news.text("//news:publication_date"))).isEqualTo("2026-11-21T15:05:00+07:00");

        paper.change("""
                INSERT INTO article (version, status, slug, title, category, published_at)
                SELECT 1, 'published', 'tin', 'Tin', 'tin-tuc', $1::timestamptz - n * interval '1 second'
                  FROM generate_series(1, 1005) n""", paper.now.atOffset(java.time.ZoneOffset.UTC));
        paper.tell(EventText.PUBLISHED, id);
        assertThat(sitemap("/sitemap-news.xml").texts("//s:loc")).hasSize(1_000);
    }

    @Test
    void aWithdrawnStoryLeavesTheNews() {
        var id = paper.story("Một");
        assertThat(sitemap("/sitemap-news.xml").texts("//s:loc")).hasSize(1);

        paper.withdraw(id);
        paper.tell(EventText.WITHDRAWN, id);

        assertThat(sitemap("/sitemap-news.xml").texts("//s:loc")).isEmpty();
    }

    @Test
    void crawlersThatLeaveGiveTheirPlaceBack() throws IOException {
        paper.change("""
                INSERT INTO article (version, status, slug, title, category, published_at)
                SELECT 1, 'published', repeat('mot-tin-dai-', 8) || n, 'Tin', 'tin-tuc', now()
                  FROM generate_series(1, 50000) n""");
        for (int i = 0; i < 12; i++) {
            try (var socket = new Socket("localhost", paper.server.actualPort())) {
                socket.getOutputStream()
                        .write("GET /sitemap-1.xml HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                .getBytes(StandardCharsets.ISO_8859_1));
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
        }

        var whole = java.util.stream.Stream.generate(() -> paper.get("/sitemap-1.xml"))
                .limit(200)
                .filter(answer -> answer.statusCode() == 200)
                .findFirst();

        assertThat(whole).hasValueSatisfying(answer -> assertThat(answer.body()).endsWith("</urlset>\n"));
    }

    @Test
    void robotsAreToldWhereTheSitemapsAre() {
        assertThat(paper.get("/robots.txt").body())
                .startsWith("User-agent: *\n")
                .contains("\nSitemap: " + SITE + "/sitemap.xml\n", "\nSitemap: " + SITE + "/sitemap-news.xml\n");
    }

    private ParsedXml sitemap(String path) {
        var response = paper.get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        assertThat(header(response, "content-type")).isEqualTo("application/xml; charset=utf-8");
        return new ParsedXml(response.body());
    }
}
