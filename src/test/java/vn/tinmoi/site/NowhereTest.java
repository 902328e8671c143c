package vn.tinmoi.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinmoi.log.EventText;
import vn.tinmoi.store.TestBackends;

/** What is known to lead nowhere is what the routes would not find, and never what they would. */
final class NowhereTest {
    private static Newspaper paper;
    private static long published;
    private static long withdrawn;
    private static long draft;
    private static int invented;

    private static HttpClient client;

    @BeforeAll
    static void stories() {
        paper = new Newspaper(TestBackends.freshDatabase());
        client = paper.vertx.createHttpClient();
        published = paper.story("Tin", "kinh-te", paper.now).value();
        withdrawn = paper.story("Tin đã gỡ").value();
        draft = paper.story("Bản nháp").value();
        paper.change("UPDATE article SET status = 'withdrawn', withdrawn_at = now() WHERE id = $1", withdrawn);
        paper.change("UPDATE article SET status = 'draft', published_at = NULL WHERE id = $1", draft);
        paper.change("INSERT INTO redirect (old, target) VALUES ('/tin/cu.html', '/chuyen-muc/kinh-te')");
    }

    /** Once someone came by, it is known which old addresses there are and how far the numbers go. */
    @BeforeEach
    void comeBy() {
        paper.get("/khong-co");
        paper.get("/bai-viet/khong-co-" + (900_000_000 + invented++));
    }

    @AfterAll
    static void close() {
        paper.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/khong-co",
                "/en/khong-co?x=%20",
                "/wp-login.php",
                "/bai-viet/khong-so",
                "/bai-viet/khong-co-99999",
                "/en/bai-viet/x-99999",
                "/bai-viet/0",
                "/a/99999",
                "/A/x",
                "/en/a/-1",
                "/a/99999/qr.svg",
                "/a/x/qr.png?size=480",
                "/chuyen-muc/khong-co",
                "/chuyen-muc/khong-co?trang=2",
                "/chuyen-muc/khong-co/rss.xml",
                "/static/khong.css",
                "/static/css/khong.css?v=1",
                "/media/x",
                "/rss.xml/x",
                "/tin/b%C3%A0i.html",
                "/a",
                "/bai-viet/a/b"
            })
    void whatIsInventedIsKnownWithoutAsking(String address) {
        var ready = paper.pages.nowhere().at(address);

        assertThat(ready).isNotNull();
        assertThat(ready.status()).isEqualTo(404);
        assertThat(paper.get(address).statusCode()).isEqualTo(404);
    }

    @Test
    void nothingThatLeadsSomewhereIsTakenForNothing() {
        var story = "/bai-viet/mot-tin-" + published;
        for (var address : List.of(
                "/",
                "/en",
                "/en/",
                story,
                story + "?utm=1",
                story + "/",
                "/bai-viet/sai-" + published,
                "/b%61i-viet/mot-tin-" + published,
                "/khong-co/%2e%2e/a/" + published,
                "/x/../a/" + published,
                "//a/" + published,
                "/a/" + published,
                "/A/" + published + "/qr.svg",
                "/a/" + published + "/qr.png?size=130",
                "/en/a/" + published,
                "/chuyen-muc/kinh-te",
                "/chuyen-muc/kinh-te/rss.xml",
                "/chuyen-muc/kinh-te?trang=1",
                "/static/css/site.css?v=1",
                "/rss.xml",
                "/sitemap.xml",
                "/robots.txt",
                "/luu-tru",
                "/luu-tru/2026-11-23",
                "/tim-kiem?q=x",
                "/nguon/ttxvn",
                "/tin/cu.html",
                "/tin/cu.html?x=1",
                "/tin/%63u.html",
                "/sw.js",
                "/openapi.json",
                "/favicon.ico",
                "/api/v1/khong-co",
                "/%zz",
                "/khong-co?x=%zz",
                "/khong-co?x=%",
                "/bai-viet/%")) {
            assertThat(paper.pages.nowhere().at(address)).as(address).isNull();
            assertThat(raw(address)).as(address).isIn(200, 301, 302, 400, 404);
        }
    }

    private static int raw(String address) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost("localhost")
                .setPort(paper.server.actualPort())
                .setURI(address);
        return client.request(options)
                .compose(request -> request.send())
                .await()
                .statusCode();
    }

    @Test
    void aWithdrawnStoryIsRememberedAsGoneAndADraftAsMissing() {
        for (var id : List.of(withdrawn, draft)) {
            var address = "/bai-viet/mot-tin-" + id;
            int status = paper.get(address).statusCode();

            var ready = paper.pages.nowhere().at(address);

            assertThat(ready).isNotNull();
            assertThat(ready.status()).isEqualTo(status);
        }
    }

    @Test
    void aStoryThatIsPublishedIsNoLongerMissing() {
        var id = paper.story("Sắp đăng");
        paper.change("UPDATE article SET status = 'draft' WHERE id = $1", id.value());
        var address = "/bai-viet/mot-tin-" + id;
        assertThat(paper.get(address).statusCode()).isEqualTo(404);
        assertThat(paper.pages.nowhere().at(address)).isNotNull();
        paper.change("UPDATE article SET status = 'published' WHERE id = $1", id.value());

        paper.tell(EventText.PUBLISHED, id);

        assertThat(paper.pages.nowhere().at(address)).isNull();
        assertThat(paper.get(address).statusCode()).isEqualTo(200);
    }

    @Test
    void theNextNumbersAreAskedForBecauseTheyMayJustBeTaken() {
        long next = paper.story("Mới nhất").value() + 1;
        paper.get("/a/999999");

        assertThat(paper.pages.nowhere().at("/a/" + next)).isNull();
        assertThat(paper.pages.nowhere().at("/a/" + (next + 1_000_000))).isNotNull();
        assertThat(paper.get("/a/" + next).statusCode()).isEqualTo(404);
        assertThat(paper.pages.nowhere().at("/a/" + next))
                .as("until something happens")
                .isNotNull();
        paper.pages.touchAll();
        assertThat(paper.pages.nowhere().at("/a/" + next)).isNull();
    }

    @Test
    void whatRoutesDidNotFindIsRememberedForTwoSeconds() {
        for (var address :
                List.of("/chuyen-muc/kinh-te?trang=9", "/tac-gia/khong-ai", "/luu-tru/1999", "/media/a-360.jpg")) {
            assertThat(paper.pages.nowhere().at(address)).as(address).isNull();
            assertThat(paper.get(address).statusCode()).as(address).isEqualTo(404);
            assertThat(paper.pages.nowhere().at(address)).as(address).isNotNull();
        }
        paper.now = paper.now.plusSeconds(2);

        assertThat(paper.pages.nowhere().at("/tac-gia/khong-ai")).isNull();
    }

    @Test
    void nothingIsKnownWhileTheLogCannotBeFollowed() {
        paper.behind = true;
        assertThat(paper.pages.nowhere().at("/khong-co")).isNull();
        paper.behind = false;
    }
}
