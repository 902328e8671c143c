package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import com.microsoft.playwright.options.WaitUntilState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.web.HtmlChecker;

/** A site that was made somebody's own, with everything that can be set and long words in all of it. */
@Served(alone = true)
final class DressedIT {
    private static final String NAME =
            "Trang thông tin điện tử tổng hợp của Ủy ban nhân dân xã Thượng Ngàn, huyện Núi Mây,"
                    + " tỉnh Sông Thủy, cộng thêm vài chữ";
    private static final String CUT_OFF = """
            () => [...document.body.querySelectorAll("*:not(.unseen)")]
              .filter((one) => one.clientWidth > 1 && one.textContent.trim() && !["visible", "auto", "scroll"].includes(getComputedStyle(one).overflowX)
                && one.scrollWidth > one.clientWidth + 1)
              .map((one) => "cut off: " + one.outerHTML.slice(0, 120))""";
    private static final String WIDER = "() => document.documentElement.scrollWidth > innerWidth";

    private static final Locator.WaitForOptions HIDDEN =
            new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN);
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");

    private final Client client;
    private final Program program;

    DressedIT(Client client, Program program) {
        this.client = client;
        this.program = program;
    }

    private void put(JsonObject document) {
        var answer = client.write("PUT", "/api/v1/site", document);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @BeforeEach
    void dress() {
        client.write(
                "POST",
                "/api/v1/categories",
                new JsonObject()
                        .put("name", new JsonObject().put("vi", "Nông thôn mới"))
                        .put("parent", "xa-hoi"));
        put(dressed());
    }

    private static JsonObject dressed() {
        var links = new JsonArray();
        for (int i = 0; i < 40; i++) {
            links.add(new JsonObject()
                    .put("title", "Trang của cơ quan thứ " + i + " có tên khá dài")
                    .put("url", "https://trang" + i + ".example/"));
        }
        var menu = new JsonArray();
        for (var slug : List.of("tin-tuc", "kinh-te", "van-hoa", "giao-duc", "moi-truong")) {
            menu.add(new JsonObject().put("to", "/chuyen-muc/" + slug));
        }
        for (int i = 0; i < 15; i++) {
            menu.add(new JsonObject()
                    .put("title", new JsonObject().put("vi", "Mục số " + i))
                    .put("to", i % 2 == 0 ? "/luu-tru" : "https://trang.example/")
                    .put("children", new JsonArray().add(new JsonObject().put("to", "/chuyen-muc/nong-thon-moi"))));
        }
        return new JsonObject()
                .put("name", NAME)
                .put("shortName", "Thượng Ngàn")
                .put("motto", "Gần dân, vì dân, phục vụ nhân dân")
                .put("accent", "#00695c")
                .put("imprint", imprint())
                .put("menu", menu)
                .put("links", links)
                .put(
                        "front",
                        new JsonObject()
                                .put("bands", new JsonArray().add("van-hoa").add("kinh-te")))
                .put(
                        "notice",
                        new JsonObject()
                                .put("text", "Trụ sở nghỉ làm việc ngày 01/12.")
                                .put("until", "2999-01-01T00:00:00Z"));
    }

    private static JsonObject imprint() {
        return new JsonObject()
                .put("governingBody", "Ủy ban nhân dân tỉnh Sông Thủy")
                .put("managingBody", "Ủy ban nhân dân xã Thượng Ngàn")
                .put("personResponsible", "Bà Hoàng Thị Mận, Phó Chủ tịch")
                .put("licence", "Số 12/GP-TTĐT cấp ngày 02/3/2026")
                .put("address", "Thôn Nà Lúa, xã Thượng Ngàn, tỉnh Sông Thủy")
                .put("phone", "(0299) 3.812.345")
                .put("email", "vanphong@thuongngan.example")
                .put("sourceNotice", "Ghi rõ nguồn khi đăng lại.");
    }

    @Test
    void everyPageSaysWhoseItIs() {
        for (var path : List.of(
                "/",
                "/chuyen-muc/kinh-te",
                "/tim-kiem",
                "/luu-tru",
                "/bang-theo-doi",
                "/cach-dem",
                "/tai-lieu",
                "/khong-co",
                "/da-luu")) {
            var page = Jsoup.parse(client.get(path).body());
            assertThat(page.select(".site-name").text()).as(path).isEqualTo(NAME);
            assertThat(page.select(".site-notice").text()).as(path).isEqualTo("Trụ sở nghỉ làm việc ngày 01/12.");
            assertThat(page.select("#an-ban dd").eachText()).as(path).hasSize(8).contains("(0299) 3.812.345");
            assertThat(page.select("#an-ban a[href=tel:02993812345]")).as(path).hasSize(1);
            assertThat(page.select("link[href^=/giao-dien.css]")).as(path).hasSize(1);
            assertThat(page.select(".sections > ul > li")).as(path).hasSize(21);
        }
        var front = Jsoup.parse(client.get("/").body());
        assertThat(front.select(".band").eachAttr("data-category")).containsExactly("van-hoa", "kinh-te");
        assertThat(front.select(".links li")).hasSize(40);
        assertThat(front.select("script[type=application/ld+json]").toString())
                .contains("\"slogan\":\"Gần dân, vì dân, phục vụ nhân dân\"", "\"parentOrganization\"");
        assertThat(client.get("/en").body()).contains("Governing body", "lang=\"vi\"");
        assertThat(client.json("/site.webmanifest").getString("short_name")).isEqualTo("Thượng Ngàn");
        var style = client.get(front.select("link[href^=/giao-dien.css]").attr("href"));
        assertThat(style.body()).contains("--red:#00695c");
        assertThat(style.headers().firstValue("cache-control").orElseThrow()).contains("immutable");
    }

    @Test
    void itIsValidWholeAndReadableAtEveryWidth(Chromium chromium) throws IOException {
        put(dressed().put("accent", palestReadable("#00bb88")));
        var checker = new HtmlChecker();
        for (var path : List.of("/", "/en", "/chuyen-muc/xa-hoi", "/tim-kiem?q=mưa")) {
            var body = client.get(path).body();
            assertThat(checker.check(body)).as(path).isEmpty();
        }
        for (int width : new int[] {320, 390, 768, 1440}) {
            try (var context = chromium.reader(options -> options.setViewportSize(width, 900))) {
                var page = context.newPage();
                for (var path : List.of("/", "/en", "/chuyen-muc/xa-hoi")) look(page, path, width);
            }
        }
    }

    /** The palest of that hue that is taken: every ground that it stands on must do. */
    private String palestReadable(String colour) {
        var refused = client.write("PUT", "/api/v1/site", dressed().put("accent", colour));
        assertThat(refused.statusCode()).isEqualTo(422);
        var named = COLOUR.matcher(new JsonObject(refused.body()).getString("detail"))
                .results();
        return named.map(MatchResult::group)
                .filter(one -> !one.equals(colour))
                .findFirst()
                .orElseThrow();
    }

    private void look(Page page, String path, int width) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.navigate(program.site() + path);
        page.locator(".all-sections summary").click();
        assertThat((List<?>) page.evaluate(CUT_OFF)).as("%s %d", path, width).isEmpty();
        assertThat(page.evaluate(WIDER)).as("%s %d", path, width).isEqualTo(false);
        if (width != 390 && width != 1440) return;
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            assertThat(new AxeBuilder(page).analyze().getViolations())
                    .as("%s %d %s", path, width, scheme)
                    .isEmpty();
        }
    }

    private String icon() throws IOException {
        var image = new BufferedImage(240, 240, BufferedImage.TYPE_INT_ARGB);
        var paint = image.createGraphics();
        paint.setColor(new Color(0x00695c));
        paint.fillOval(0, 0, 240, 240);
        paint.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return new JsonObject(client.upload(bytes.toByteArray(), "Biểu tượng").body()).getString("id");
    }

    private static BufferedImage picture(String address) throws IOException {
        return ImageIO.read(URI.create(address).toURL());
    }

    @Test
    void theIconIsThereInEverySizeThatIsAskedFor() throws IOException {
        var id = icon();
        put(dressed().put("pictures", new JsonObject().put("icon", id)));

        var page = Jsoup.parse(client.get("/").body(), program.site().toString());
        for (var size : List.of("16x16", "32x32")) {
            var shown =
                    picture(page.select("link[rel=icon][sizes=" + size + "]").attr("abs:href"));
            assertThat(shown.getWidth() + "x" + shown.getHeight()).isEqualTo(size);
        }
        var apple = picture(page.select("link[rel=apple-touch-icon]").attr("abs:href"));
        assertThat(apple.getWidth()).isEqualTo(180);
        assertThat(apple.getColorModel().hasAlpha()).isFalse();
        var purposes = new ArrayList<String>();
        for (var listed : client.json("/site.webmanifest").getJsonArray("icons")) {
            var one = (JsonObject) listed;
            var shown = picture(program.site() + one.getString("src"));
            assertThat(shown.getWidth() + "x" + shown.getHeight()).isEqualTo(one.getString("sizes"));
            boolean maskable = one.getString("purpose", "").equals("maskable");
            assertThat(shown.getColorModel().hasAlpha()).isNotEqualTo(maskable);
            purposes.add(one.getString("sizes") + " " + one.getString("purpose", "any"));
        }
        assertThat(purposes).containsExactly("192x192 any", "512x512 any", "512x512 maskable");
        assertThat(picture(program.site() + "/favicon.ico").getWidth()).isEqualTo(32);
        assertThat(picture(program.site() + "/apple-touch-icon.png").getWidth()).isEqualTo(180);
        assertThat(client.get("/bieu-tuong/" + id + "-77.png").statusCode()).isEqualTo(404);

        put(dressed().put("pictures", new JsonObject()));
        assertThat(client.get("/bieu-tuong/" + id + "-32.png").statusCode())
                .as("of the portal's icon alone")
                .isEqualTo(404);
    }

    @Test
    void datesFollowThePortalsZoneAtOnceAndVisitsKeepTheirs() {
        var days = client.get("/api/v1/stats/days").body();
        var id = publish("Tin ghi giờ nơi khác", "kinh-te");
        var path = client.json("/api/v1/articles/" + id).getString("url");
        put(dressed()
                .put("zone", "Pacific/Kiritimati")
                .put("languages", new JsonArray().add("en").add("vi")));

        var page = Jsoup.parse(client.get(path).body());
        assertThat(page.body().attr("data-zone")).isEqualTo("Pacific/Kiritimati");
        assertThat(page.select("main time").eachAttr("datetime"))
                .isNotEmpty()
                .allMatch(time -> time.endsWith("+14:00"));
        assertThat(client.get("/feed.json").body()).contains("+14:00").doesNotContain("+07:00");
        assertThat(page.select("link[hreflang=x-default]").attr("href")).contains("/en/bai-viet/");
        assertThat(client.json("/site.webmanifest").getString("start_url")).isEqualTo("/en");
        assertThat(client.get("/").body()).contains("<html lang=\"vi\">");
        assertThat(client.get("/api/v1/stats/days").body()).isEqualTo(days);

        put(dressed().put("languages", new JsonArray().add("vi").add("en")));
        assertThat(client.json("/api/v1/site").fieldNames()).doesNotContain("zone", "languages");
        assertThat(Jsoup.parse(client.get(path).body()).select("main time").eachAttr("datetime"))
                .allMatch(time -> time.endsWith("+07:00"));
        for (var wrong : List.of(
                new JsonObject().put("zone", "Hà Nội"),
                new JsonObject().put("zone", "+07:00"),
                new JsonObject().put("languages", new JsonArray().add("fr").add("vi")),
                new JsonObject().put("languages", new JsonArray().add("en")))) {
            var refused = client.write("PUT", "/api/v1/site", dressed().mergeIn(wrong));
            assertThat(refused.statusCode()).as(wrong.encode()).isEqualTo(422);
            assertThat(new JsonObject(refused.body()).getString("field")).isIn(wrong.fieldNames());
        }
    }

    @Test
    void aNoticeThatWasPutAwayComesBackOnlyWithOtherWords(Chromium chromium) {
        var other = new JsonObject().put("text", "Ngày mai cầu Thủy đóng để sửa.");
        try (var context = chromium.reader();
                var plain = chromium.reader(options -> options.setJavaScriptEnabled(false))) {
            var page = context.newPage();
            page.navigate(program.site() + "/chuyen-muc/kinh-te");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ẩn thông báo này"))
                    .press("Enter");
            page.locator("#thong-bao").waitFor(HIDDEN);
            assertThat(page.evaluate("() => document.activeElement.closest('.site-name') !== null"))
                    .isEqualTo(true);
            for (var path : List.of("/", "/en", "/chuyen-muc/kinh-te", "/da-luu")) {
                page.navigate(program.site() + path, new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
                page.locator("#thong-bao").waitFor(HIDDEN);
                assertThat(page.evaluate("() => document.documentElement.classList.contains('notice-away')"))
                        .as("%s before anything is drawn", path)
                        .isEqualTo(true);
            }

            put(dressed().put("notice", other));
            page.navigate(program.site() + "/en");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Hide this notice"))
                    .click();
            put(dressed());
            page.navigate(program.site() + "/");
            page.locator("#thong-bao").waitFor(HIDDEN);

            var unscripted = plain.newPage();
            unscripted.navigate(program.site() + "/");
            assertThat(unscripted.locator("#thong-bao p").isVisible()).isTrue();
            assertThat(unscripted.locator("#thong-bao button").isVisible()).isFalse();
        }
    }

    private long publish(String title, String category) {
        var answer = client.write(
                "POST",
                "/api/v1/articles",
                new JsonObject().put("title", title).put("category", category).put("status", "published"));
        return new JsonObject(answer.body()).getLong("id");
    }

    /** As the server does who makes it: with the stories of those below it. */
    @Test
    void aCategorysOpenPageFollowsThoseBelowItToo(Chromium chromium) {
        try (var context = chromium.reader()) {
            var page = context.newPage();
            page.navigate(program.site() + "/chuyen-muc/xa-hoi");
            page.locator("#truc-tiep:not([hidden])").waitFor();

            long id = publish("Làng Vạn Chài có cầu mới", "nong-thon-moi");
            page.locator("#tin-chuyen-muc [data-article-id='" + id + "']").waitFor();
            client.write(
                    "PATCH", "/api/v1/articles/" + id, new JsonObject().put("title", "Làng Vạn Chài có hai cầu mới"));
            page.locator("#tin-chuyen-muc a", new Page.LocatorOptions().setHasText("Làng Vạn Chài có hai cầu mới"))
                    .waitFor();
            long other = publish("Chợ phiên Nà Lúa", "kinh-te");
            page.locator("#tin-moi [data-article-id='" + other + "']").waitFor();
            assertThat(page.locator("#tin-chuyen-muc [data-article-id='" + other + "']")
                            .count())
                    .isZero();
        }
    }

    @Test
    void anOpenPageOffersToReloadOnlyWhenWhatItShowsHasChanged(Chromium chromium) {
        try (var context = chromium.reader()) {
            var front = context.newPage();
            front.navigate(program.site() + "/");
            front.locator("#truc-tiep:not(.lost)")
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
            var story = context.newPage();
            story.navigate(program.site() + "/chuyen-muc/kinh-te");
            var offer = "#trang-da-doi";

            put(dressed().put("links", new JsonArray()));
            front.locator(offer).waitFor();
            assertThat(story.locator(offer).count()).isZero();

            put(dressed().put("links", new JsonArray()).put("motto", "Câu khác"));
            story.locator(offer).waitFor();
            story.locator(offer).click();
            story.locator(".site-motto", new Page.LocatorOptions().setHasText("Câu khác"))
                    .waitFor();
        }
    }
}
