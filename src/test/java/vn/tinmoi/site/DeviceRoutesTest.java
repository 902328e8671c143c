package vn.tinmoi.site;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.site.Newspaper.header;

import io.vertx.core.json.JsonArray;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinmoi.portal.Site;
import vn.tinmoi.redirect.OwnAddresses;
import vn.tinmoi.store.TestBackends;

final class DeviceRoutesTest {
    private static final Pattern FILES = Pattern.compile("const FILES = (\\[.*]);");
    private static Newspaper paper;

    @BeforeAll
    static void publish() {
        paper = new Newspaper(TestBackends.freshDatabase());
        paper.story("Lúa thơm Đồng Sen được mùa");
    }

    @AfterAll
    static void close() {
        paper.close();
    }

    @Test
    void theWorkerIsSmallAndAskedForEachTime() {
        var worker = paper.bytes("/sw.js", "Accept-Encoding", "gzip");

        assertThat(header(worker, "content-type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(header(worker, "cache-control")).isEqualTo("no-cache");
        assertThat(header(worker, "content-security-policy")).contains("worker-src 'self'");
        assertThat(worker.body()).hasSizeLessThan(3_000);
    }

    /** One that is missing would keep the worker from ever being installed. */
    @Test
    void everyFileThatTheWorkerKeepsIsThere() {
        var found = FILES.matcher(paper.get("/sw.js").body());
        assertThat(found.find()).isTrue();

        var files = new JsonArray(found.group(1));

        assertThat(files).contains("/da-luu", "/en/ngoai-tuyen", "/static/tinmoi-live.js");
        for (var file : files)
            assertThat(paper.bytes((String) file).statusCode()).as("%s", file).isEqualTo(200);
    }

    @Test
    void theWorkersVersionStaysWhileNothingChanges() {
        var before = paper.get("/sw.js");
        paper.publish("Tin mới vừa đăng");
        paper.now = paper.now.plusSeconds(86_400);

        assertThat(paper.get("/sw.js", "If-None-Match", header(before, "etag")).statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/da-luu", "/ngoai-tuyen", "/en/da-luu", "/en/ngoai-tuyen"})
    void aPageOfTheDeviceHoldsNoNewsAndNothingThatGrowsOld(String path) {
        var page = Jsoup.parse(paper.get(path).body());

        assertThat(page.select("body [data-article-id]:not([data-article-id=0])"))
                .isEmpty();
        assertThat(page.select("[data-stat], .dateline-day, a[href=#thong-ke]")).isEmpty();
        assertThat(page.body().attr("data-cursor")).isEmpty();
        assertThat(page.select("meta[name=robots]").attr("content")).isEqualTo("noindex");
        assertThat(page.select("noscript").text()).isNotEmpty();
        assertThat(page.select("html").attr("lang")).isEqualTo(path.startsWith("/en") ? "en" : "vi");
    }

    @Test
    void oldAddressesCannotTakeTheirPlace() {
        assertThat(new OwnAddresses(new Site(paper.portal, () -> "", java.time.ZoneOffset.UTC)))
                .matches(own -> own.has("/sw.js") && own.has("/da-luu") && own.has("/en/ngoai-tuyen"));
    }
}
