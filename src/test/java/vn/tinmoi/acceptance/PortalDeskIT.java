package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** An administrator makes an untouched site theirs by its pages alone, while a reader looks at it. */
@Served(
        value = {"TINMOI_ADMIN_PASSWORD=" + Desk.FIRST},
        alone = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PortalDeskIT {
    private static final String OWN = "cau dai de nho cua toi";
    private static final String NAME = "Cổng thông tin điện tử xã Thượng Ngàn";

    private final Client client;
    private final Program program;
    private int clicks;

    PortalDeskIT(Client client, Program program) {
        this.client = client;
        this.program = program;
    }

    private void press(Page page, String button) {
        clicks++;
        Desk.press(page, button);
    }

    private void fill(Page page, String label, String text) {
        clicks++;
        Desk.fill(page, label, text);
    }

    private void go(Page page, String link) {
        clicks++;
        Desk.go(page, link);
    }

    private static String said(Page page) {
        return page.locator(".desk-said").textContent();
    }

    private static FilePayload png(int width, int height) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var paint = image.createGraphics();
        paint.setColor(new Color(0x00695c));
        paint.fillRect(0, 0, width, height);
        paint.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return new FilePayload("anh.png", "image/png", bytes.toByteArray());
    }

    private void signIn(Page page, String password) {
        page.navigate(program.site() + "/toa-soan/dang-nhap");
        fill(page, "Tên đăng nhập", "admin");
        fill(page, "Mật khẩu", password);
        press(page, "Đăng nhập");
    }

    @Test
    @Order(1)
    void anUntouchedSiteIsGoneThroughInOneSitting(Chromium chromium) throws IOException {
        try (var context = chromium.reader();
                var reader = chromium.reader()) {
            var front = reader.newPage();
            front.navigate(program.site() + "/");
            front.locator("#truc-tiep:not([hidden])").waitFor();
            var page = context.newPage();

            signIn(page, Desk.FIRST);
            fill(page, "Mật khẩu mới", OWN);
            fill(page, "Nhập lại mật khẩu mới", OWN);
            press(page, "Đổi mật khẩu");
            assertThat(page.locator(".desk-tour").textContent()).contains("1", "4");
            fill(page, "Tên cổng", NAME);
            page.frameLocator(".desk-wide iframe") // seen before it is saved, once the frame has come
                    .locator(".site-name", new FrameLocator.LocatorOptions().setHasText(NAME))
                    .waitFor();
            fill(page, "Tên ngắn", "Thượng Ngàn");
            fill(page, "Khẩu hiệu", "Gần dân, vì dân");
            colour(page);
            fill(page, "Cơ quan chủ quản", "Ủy ban nhân dân tỉnh Sông Thủy");
            fill(page, "Người chịu trách nhiệm", "Bà Hoàng Thị Mận");
            press(page, "Lưu");
            assertThat(page.url()).endsWith("/toa-soan/cong/anh?buoc=1");
            front.locator("#trang-da-doi").click();
            front.locator("h1.site-name", new Page.LocatorOptions().setHasText(NAME))
                    .waitFor();

            Desk.look(page);
            page.getByLabel("Ảnh bìa cho nền sáng").setInputFiles(png(1200, 200));
            press(page, "Tải ảnh lên");
            assertThat(said(page)).contains("Bạn đọc");
            Desk.look(page);
            assertThat(Jsoup.parse(client.get("/").body()).select("img.banner").attr("src"))
                    .startsWith("/media/");
            go(page, "Bỏ qua bước này");

            Desk.look(page);
            fill(page, "Tên chuyên mục", "Nông thôn mới");
            page.getByLabel("Nằm dưới").selectOption("xa-hoi");
            press(page, "Thêm chuyên mục");
            assertThat(said(page)).contains("Nông thôn mới");
            assertThat(page.url()).contains("buoc=1");
            go(page, "Bỏ qua bước này");

            Desk.look(page);
            fill(page, "Tên trang", "Giới thiệu");
            press(page, "Viết trang này");
            Desk.look(page);
            fill(page, "Nội dung", "Xã Thượng Ngàn có 12 thôn.\n\nTrụ sở ở thôn Nà Lúa.");
            page.getByLabel("Bạn đọc đọc được").check();
            press(page, "Lưu");
            assertThat(Jsoup.parse(client.get("/trang/gioi-thieu").body())
                            .select("main p")
                            .eachText())
                    .contains("Xã Thượng Ngàn có 12 thôn.", "Trụ sở ở thôn Nà Lúa.");
            System.out.println("clicks and fields of the first sitting: " + clicks);
        }
    }

    private void colour(Page page) {
        page.getByLabel("Màu nhấn").fill("#ffd54f");
        page.locator("#mau-noi button").waitFor();
        page.locator("#mau-noi button").click();
        page.locator("#mau-noi", new Page.LocatorOptions().setHasText("đọc rõ")).waitFor();
        clicks += 2;
    }

    @Test
    @Order(2)
    void menuFrontLinksAndVersionsAreSetByTheirPages(Chromium chromium) throws IOException {
        try (var context = chromium.reader()) {
            var page = context.newPage();
            signIn(page, OWN);
            Desk.look(page);
            press(page, "Gỡ hết bài mẫu");
            assertThat(said(page)).contains("không trở lại");
            assertThat(Jsoup.parse(client.get("/").body()).select("[data-article-id]:not([data-article-id=0])"))
                    .isEmpty();

            go(page, "Cổng thông tin");
            go(page, "Menu");
            page.getByLabel("Dẫn tới").fill("/chuyen-muc/kinh-te");
            press(page, "Thêm một mục");
            page.locator("#menu-1-to").fill("/trang/gioi-thieu");
            press(page, "Thêm một mục");
            page.locator("#menu-2-to").fill("duong-di-sai");
            page.locator("#menu-2-vi").fill("Dịch vụ công");
            page.locator("#menu-2-level").selectOption("2");
            press(page, "Lưu");
            assertThat(page.locator("#menu-2-to-sai").textContent()).contains("duong-di-sai");
            assertThat(page.locator("#menu-1-to").inputValue()).isEqualTo("/trang/gioi-thieu");
            Desk.look(page);
            page.locator("#menu-2-to").fill("https://dichvu.example/");
            press(page, "Đưa mục 2 lên");
            assertThat(page.locator("#menu-0-to").inputValue()).isEqualTo("/trang/gioi-thieu");
            page.locator("#menu-0-to").press("Enter");
            assertThat(said(page)).contains("menu");
            assertThat(Jsoup.parse(client.get("/").body())
                            .select(".sections > ul a")
                            .eachText())
                    .containsExactly("Trang nhất", "Giới thiệu", "Kinh tế");

            go(page, "Trang nhất");
            page.locator("#bands-0-category").selectOption("kinh-te");
            fill(page, "Thông báo", "Trụ sở nghỉ làm việc ngày 01/12.");
            page.getByLabel("Hết vào lúc").fill("2999-01-01T08:00");
            press(page, "Lưu");
            Desk.look(page);
            assertThat(client.json("/api/v1/site").getJsonObject("notice").getString("until"))
                    .isEqualTo("2999-01-01T01:00:00Z");
            go(page, "Liên kết");
            page.locator("#links-0-title").fill("Cổng tỉnh Sông Thủy");
            logosOfLinks(page);

            go(page, "Phiên bản");
            Desk.look(page);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Về như lúc chưa đặt gì"))
                    .click();
            assertThat(said(page)).contains("Bạn đọc");
            assertThat(client.json("/api/v1/site").getJsonArray("links")).isEmpty();
        }
    }

    private void logosOfLinks(Page page) throws IOException {
        press(page, "Thêm một liên kết");
        page.locator("#links-0-url").fill("songthuy");
        page.locator("#links-0-file").setInputFiles(png(200, 80));
        page.locator("#links-1-title").fill("Báo Sông Thủy");
        page.locator("#links-1-url").fill("https://bao.example/");
        page.locator("#links-1-file").setInputFiles(png(3, 3));
        press(page, "Lưu");
        assertThat(page.locator("#links-1-file-sai").textContent()).contains("3 × 3");
        Desk.look(page);
        press(page, "Lưu");
        assertThat(page.locator("#links-0-url-sai").textContent()).contains("songthuy");
        assertThat(page.locator("#links-1-title").inputValue()).isEqualTo("Báo Sông Thủy");
        page.locator("#links-0-url").fill("https://songthuy.example/");
        press(page, "Đưa mục 2 lên");
        assertThat(page.locator("#links-1-url").inputValue()).isEqualTo("https://songthuy.example/");
        assertThat(page.getByAltText("Biểu trưng của liên kết 2").evaluate("one => one.naturalWidth"))
                .isEqualTo(200);
        press(page, "Lưu");
        Desk.look(page);
        var links = client.json("/api/v1/site").getJsonArray("links");
        assertThat(links).hasSize(2);
        assertThat(links.getJsonObject(0).getString("logo")).isNull();
        var logo = links.getJsonObject(1).getString("logo");
        assertThat(Jsoup.parse(client.get("/").body())
                        .select(".links li:nth-child(2) img")
                        .attr("src"))
                .contains(logo);

        press(page, "Bỏ biểu trưng của liên kết 2");
        assertThat(page.getByAltText("Biểu trưng của liên kết 2").count()).isZero();
        press(page, "Lưu");
        assertThat(client.json("/api/v1/site")
                        .getJsonArray("links")
                        .getJsonObject(1)
                        .getString("logo"))
                .isNull();
        assertThat(client.json("/api/v1/site")
                        .getJsonArray("links")
                        .getJsonObject(1)
                        .getString("title"))
                .isEqualTo("Cổng tỉnh Sông Thủy");
    }

    @Test
    @Order(3)
    void twoAdministratorsSeeBothAndNothingTypedIsLost(Chromium chromium) throws IOException {
        try (var context = chromium.reader()) {
            var one = context.newPage();
            signIn(one, OWN);
            one.navigate(program.site() + "/toa-soan/cong");
            var other = context.newPage();
            other.navigate(program.site() + "/toa-soan/cong");
            fill(one, "Tên cổng", "Xã Thượng Ngàn");
            press(one, "Lưu");
            fill(other, "Tên cổng", "Thượng Ngàn quê tôi");
            fill(other, "Điện thoại", "0299 3812 345");
            press(other, "Lưu");

            assertThat(other.locator("[role=alert]").textContent()).contains("người khác");
            assertThat(other.locator(".desk-theirs").first().textContent()).contains("Xã Thượng Ngàn");
            assertThat(other.getByLabel("Điện thoại").inputValue()).isEqualTo("0299 3812 345");
            Desk.look(other);
            press(other, "Lưu");
            assertThat(said(other)).contains("Thượng Ngàn quê tôi");
        }
    }

    @Test
    @Order(4)
    void aCategoryIsRenamedMovedMergedAndAPictureRefused(Chromium chromium) throws IOException {
        try (var context = chromium.reader()) {
            var page = context.newPage();
            signIn(page, OWN);
            page.navigate(program.site() + "/toa-soan/cong/chuyen-muc");
            press(page, "Đưa “Kinh tế” lên");
            assertThat(slugs()).startsWith("kinh-te", "tin-tuc");
            go(page, "Văn hóa – Du lịch");
            Desk.look(page);
            fill(page, "Tên trong địa chỉ", "kinh-te");
            press(page, "Lưu");
            assertThat(page.locator("#slug-sai").textContent()).contains("kinh-te");
            fill(page, "Tên trong địa chỉ", "van-hoa-du-lich");
            press(page, "Lưu");
            assertThat(client.get("/chuyen-muc/van-hoa").headers().firstValue("location"))
                    .hasValue("/chuyen-muc/van-hoa-du-lich");
            go(page, "Văn hóa – Du lịch");
            page.getByLabel("Chuyển bài và địa chỉ sang").selectOption("tin-tuc");
            press(page, "Xóa chuyên mục này");
            assertThat(said(page)).contains("Tin tức");
            assertThat(slugs()).doesNotContain("van-hoa-du-lich");

            page.navigate(program.site() + "/toa-soan/cong/anh");
            page.getByLabel("Ảnh biểu trưng").setInputFiles(png(3, 3));
            page.locator("form[action$='/anh/logo'] button").click();
            assertThat(page.locator("#logo-file-sai").textContent()).contains("3 × 3");
            Desk.look(page);
            page.getByLabel("Ảnh biểu trưng").setInputFiles(png(100, 100));
            page.locator("form[action$='/anh/logo'] button").click();
            page.locator(".desk-said").waitFor(new Locator.WaitForOptions());
            assertThat(client.get("/").body()).contains("site-logo");
            press(page, "Bỏ biểu trưng");
            assertThat(client.get("/").body()).doesNotContain("site-logo");
        }
    }

    private List<String> slugs() {
        return client.json("/api/v1/categories").getJsonArray("items").stream()
                .map(one -> ((io.vertx.core.json.JsonObject) one).getString("slug"))
                .toList();
    }
}
