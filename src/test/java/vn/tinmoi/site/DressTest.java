package vn.tinmoi.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinmoi.store.TestBackends;

/** Pages of every kind follow the portal and its clock, those that are kept apart from the others too. */
final class DressTest {
    /** One of each way that a page is kept by. */
    private static final List<String> PAGES =
            List.of("/", "/chuyen-muc/tin-tuc", "/khong-co", "/da-luu", "/ngoai-tuyen");

    private final Newspaper paper = new Newspaper(TestBackends.freshDatabase());
    private int version;

    @AfterEach
    void close() {
        paper.close();
    }

    private void set(JsonObject document) {
        paper.change("UPDATE portal SET version = $1, document = $2::text::json", ++version, document.encode());
        paper.portal.renew().await();
        paper.cache.touchAll();
    }

    private Document page(String path) {
        return Jsoup.parse(paper.get(path).body());
    }

    @Test
    void everyKindOfPageSaysTheNewNameAtOnce() {
        for (var name : List.of("Xã Thượng Ngàn", "Phường Đông Bến")) {
            set(new JsonObject().put("name", name));

            for (var path : PAGES) {
                assertThat(page(path).select(".site-name").text()).as(path).isEqualTo(name);
            }
        }
    }

    @Test
    void theDevicesPagesAreTheSameWhicheverEventLoopIsAsked() {
        var other = Router.router(paper.vertx);
        paper.pages.routes().forEach(routes -> routes.mount(other));
        assertThat(page("/da-luu").select(".site-name").text()).isEqualTo("Tin mới");
        set(new JsonObject().put("name", "Xã Thượng Ngàn"));
        var worker = paper.get("/sw.js").body();

        var server =
                paper.vertx.createHttpServer().requestHandler(other).listen(0).await();
        var address = URI.create("http://localhost:" + server.actualPort() + "/sw.js");
        var there = paper.send(HttpRequest.newBuilder(address), HttpResponse.BodyHandlers.ofString())
                .body();

        assertThat(there).isEqualTo(worker);
    }

    @Test
    void aNoticeIsGoneTheMomentItEnds() {
        set(new JsonObject()
                .put("name", "Tin mới")
                .put(
                        "notice",
                        new JsonObject()
                                .put("text", "Mất điện đến 14:06.")
                                .put("until", paper.now.plusSeconds(10).toString())));
        for (var path : PAGES) {
            assertThat(page(path).select(".site-notice").text()).as(path).isEqualTo("Mất điện đến 14:06.");
        }

        paper.now = paper.now.plus(Duration.ofSeconds(10));

        for (var path : PAGES)
            assertThat(page(path).select(".site-notice")).as(path).isEmpty();
    }

    @Test
    void aCategorysPageSaysWhoseStoriesItHolds() {
        paper.change("INSERT INTO category (slug, name_vi, name_en, position, parent)"
                + " VALUES ('nong-thon', 'Nông thôn', 'Countryside', 99, 'xa-hoi')");
        set(new JsonObject().put("name", "Tin mới"));

        assertThat(page("/chuyen-muc/xa-hoi").select("#tin-chuyen-muc").attr("data-category"))
                .isEqualTo("xa-hoi nong-thon");
        assertThat(page("/chuyen-muc/nong-thon").select("#tin-chuyen-muc").attr("data-category"))
                .isEqualTo("nong-thon");
    }

    @Test
    void aBandSaysHowManyStoriesItHolds() {
        for (int i = 0; i < 12; i++) paper.story("Tin " + i, "kinh-te", paper.now.minusSeconds(i));
        set(new JsonObject("""
                {"name": "Tin mới", "front": {"bands": [{"category": "kinh-te", "stories": 6}]}}"""));

        var rows = page("/").selectFirst(".band .rows");
        assertThat(rows.attr("data-limit")).isEqualTo("5");
        assertThat(rows.children()).hasSize(5);
    }

    @Test
    void feedsSayTheMotto() {
        assertThat(paper.get("/rss.xml").body()).contains("Tin mới");
        set(new JsonObject().put("name", "Xã Thượng Ngàn").put("motto", "Gần dân, vì dân"));

        assertThat(paper.get("/rss.xml").body()).contains("<description>Gần dân, vì dân</description>");
        assertThat(new JsonObject(paper.get("/feed.json").body()).getString("description"))
                .isEqualTo("Gần dân, vì dân");
    }

    @Test
    void aWayToAnotherSiteSaysSo() {
        set(new JsonObject("""
                {"name": "Tin mới", "menu": [{"title": {"vi": "Dịch vụ công"}, "to": "https://dichvu.example/"}]}"""));

        assertThat(page("/").select(".sections a[rel=external]").text()).isEqualTo("Dịch vụ công (trang khác)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(0299) 3.812.345|tel:02993812345",
                "+84 299 381-2345|tel:+842993812345",
                "1900 1234|tel:19001234",
                "0299 3812345 - 0299 3812346|",
                "0299 3812345, 0299 3812346|",
                "0299 3812345; 3812346|",
                "0299.3812345/3812346|",
                "113 - 114|",
                "1900 1234, máy lẻ 12|"
            })
    void onlyOneNumberIsDialled(String phone, String href) {
        set(new JsonObject().put("name", "Tin mới").put("imprint", new JsonObject().put("phone", phone)));

        var line = page("/").selectFirst("#an-ban dd");
        assertThat(line.text()).isEqualTo(phone);
        assertThat(line.select("a").eachAttr("href")).isEqualTo(href == null ? List.of() : List.of(href));
    }
}
