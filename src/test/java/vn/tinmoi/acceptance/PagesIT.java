package vn.tinmoi.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import vn.tinmoi.web.HtmlChecker;

/** What a portal says of itself: written through the API, read as a page. */
@Served("TINMOI_SAMPLE=false")
final class PagesIT {
    private static final String PAGES = "/api/v1/pages/";

    private final Client client;
    private final Program program;

    PagesIT(Client client, Program program) {
        this.client = client;
        this.program = program;
    }

    private static JsonObject page(String title, String body) {
        return new JsonObject()
                .put("title", new JsonObject().put("vi", title))
                .put("bodyHtml", new JsonObject().put("vi", body))
                .put("status", "published");
    }

    @Test
    void aPublishedPageIsReadInBothLanguagesAndStandsInTheSitemap() throws Exception {
        var saved = client.write(
                "PUT",
                PAGES + "gioi-thieu",
                page("Giới thiệu", "<h2>Xã</h2><p onclick=x>Thượng Ngàn<script>1</script></p>"));

        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
        var vietnamese = client.get("/trang/gioi-thieu");
        assertThat(vietnamese.statusCode()).isEqualTo(200);
        assertThat(new HtmlChecker().check(vietnamese.body())).isEmpty();
        var shown = Jsoup.parse(vietnamese.body());
        assertThat(shown.select("h1").text()).isEqualTo("Giới thiệu");
        assertThat(shown.select(".story-body").html()).isEqualToIgnoringWhitespace("<h2>Xã</h2><p>Thượng Ngàn</p>");
        var english = Jsoup.parse(client.get("/en/trang/gioi-thieu").body());
        assertThat(english.select(".notice").text()).isEqualTo("This page is in Vietnamese only.");
        assertThat(english.select(".story-body").attr("lang")).isEqualTo("vi");
        assertThat(client.get("/sitemap-pages.xml").body()).contains("/trang/gioi-thieu<");
        assertThat(client.json(PAGES + "gioi-thieu").getJsonObject("title").getString("vi"))
                .isEqualTo("Giới thiệu");
        assertThat(client.json("/api/v1/pages").getJsonArray("items").encode()).contains("gioi-thieu");

        var both = page("Giới thiệu", "<p>Xã.</p>");
        both.getJsonObject("title").put("en", "About");
        both.getJsonObject("bodyHtml").put("en", "<p>The commune.</p>");
        client.write("PUT", PAGES + "gioi-thieu", both);
        var translated = Jsoup.parse(client.get("/en/trang/gioi-thieu").body());
        assertThat(translated.select("h1").text()).isEqualTo("About");
        assertThat(translated.select(".story-body").text()).isEqualTo("The commune.");
        assertThat(translated.select(".notice")).isEmpty();
    }

    @Test
    void aDraftIsNobodysAndWhatIsTakenAwayIsGone() {
        client.write("PUT", PAGES + "nhap", page("Nháp", "<p>x</p>").put("status", "draft"));
        assertThat(client.get("/trang/nhap").statusCode()).isEqualTo(404);
        assertThat(client.get(PAGES + "nhap").statusCode()).isEqualTo(404);

        client.write("PUT", PAGES + "nhap", page("Nháp", "<p>x</p>"));
        assertThat(client.get("/trang/nhap").statusCode()).isEqualTo(200);

        assertThat(client.write("DELETE", PAGES + "nhap", new JsonObject()).statusCode())
                .isEqualTo(204);
        assertThat(client.get("/trang/nhap").statusCode()).isEqualTo(404);
        assertThat(client.write("DELETE", PAGES + "nhap", new JsonObject()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void searchFindsPublishedPagesByTheirWordsWithAndWithoutAccents() throws Exception {
        client.write("PUT", PAGES + "lien-he", page("Liên hệ", "<p>Bộ phận một cửa, thôn Nà Lúa.</p>"));
        client.write("PUT", PAGES + "kin", page("Một cửa kín", "<p>Nà Lúa</p>").put("status", "draft"));

        for (var words : new String[] {"một cửa", "mot cua", "na lua lien", "MỘT CỬA"}) {
            var answer = client.get("/tim-kiem?q=" + URLEncoder.encode(words, UTF_8));
            assertThat(new HtmlChecker().check(answer.body())).isEmpty();
            assertThat(Jsoup.parse(answer.body()).select(".search-pages a").eachAttr("href"))
                    .as(words)
                    .containsExactly("/trang/lien-he");
        }
        var found = client.json("/api/v1/search?q=mot+cua").getJsonArray("pages");
        assertThat(found.getJsonObject(0).getString("url")).isEqualTo("/trang/lien-he");
        for (var other : new String[] {"m%E1%BB%8Dt+c%E1%BB%ADa", "khong+co", "mot+cua&tu=2026-01-01"}) {
            assertThat(client.get("/tim-kiem?q=" + other).body()).as(other).doesNotContain("search-pages");
        }

        client.write("PUT", PAGES + "lien-he", page("Liên hệ", "<p>Đã dời.</p>"));
        assertThat(client.json("/api/v1/search?q=mot+cua").getJsonArray("pages"))
                .as("as it is now")
                .isEmpty();
    }

    @Test
    void theSameAgainIsNoVersionAndWhatCannotBeIsNamed() {
        var first = new JsonObject(client.write("PUT", PAGES + "lien-he", page("Liên hệ", "<p>x</p>"))
                .body());
        var again = new JsonObject(client.write("PUT", PAGES + "lien-he", first).body());
        assertThat(again).isEqualTo(first);

        assertRefused("title.vi", "a", new JsonObject().put("status", "published"));
        assertRefused("status", "a", page("A", "").put("status", "live"));
        assertRefused("bodyHtml.vi", "a", page("A", "x".repeat((512 << 10) + 1)));
        assertRefused("mau", "a", page("A", "").put("mau", 1));
        assertRefused("slug", "Tiếng-Việt", page("A", ""));
    }

    private void assertRefused(String field, String slug, JsonObject body) {
        var path = PAGES + java.net.URLEncoder.encode(slug, java.nio.charset.StandardCharsets.UTF_8);
        var answer = client.write("PUT", path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(new JsonObject(answer.body()).getString("field")).isEqualTo(field);
    }

    @Test
    void axeFindsNothing(Chromium chromium) {
        client.write("PUT", PAGES + "dieu-khoan", page("Điều khoản", "<h2>Một</h2><p>Xã <a href=\"/\">này</a>.</p>"));
        for (int width : new int[] {390, 1440}) {
            try (var context = chromium.reader(options -> options.setViewportSize(width, 900))) {
                var page = context.newPage();
                page.navigate(program.site() + "/trang/dieu-khoan");
                assertThat(Axe.findings(page)).isEmpty();
            }
        }
    }

    @Test
    void aDraftIsReadByWhoMayManageTheSiteAlone() {
        client.write(
                "PUT", PAGES + "ban-nhap", page("Bản nháp", "<p>Chưa xong</p>").put("status", "draft"));

        assertThat(client.get(PAGES + "ban-nhap").statusCode()).isEqualTo(404);
        assertThat(client.get("/api/v1/pages").body()).doesNotContain("ban-nhap");
        var own = client.get(PAGES + "ban-nhap", "Authorization", "Bearer " + Program.TOKEN);
        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(own.body()).getString("status")).isEqualTo("draft");
        assertThat(client.get("/api/v1/pages", "Authorization", "Bearer " + Program.TOKEN)
                        .body())
                .contains("ban-nhap");
        assertThat(client.get(PAGES + "ban-nhap", "Authorization", "Bearer wrong")
                        .statusCode())
                .isEqualTo(401);
    }
}
