package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import vn.tinmoi.Await;
import vn.tinmoi.people.Phones;

/** An administrator invites a reporter, who writes and sends in, and may do no more. */
@Served(
        value = {"TINMOI_SAMPLE=false", "TINMOI_ADMIN_PASSWORD=" + Desk.FIRST},
        alone = true)
final class StaffIT {
    private final Program program;

    StaffIT(Program program) {
        this.program = program;
    }

    @Test
    void aReporterComesInByALinkWritesChangesWhatIsPublishedAndMayDoNoMore(Chromium chromium) throws IOException {
        try (var office = chromium.reader();
                var home = chromium.reader()) {
            var admin = Desk.enter(office, program);
            admin.navigate(program.site() + "/toa-soan/nguoi");
            Desk.look(admin);
            Desk.fill(admin, "Họ và tên", "Lò Thị Mây");
            admin.locator("#role").selectOption("reporter");
            admin.locator("#categories-xa-hoi").check();
            Desk.press(admin, "Mời");
            var link = admin.locator("#duong-moi")
                    .inputValue()
                    .replaceFirst("https?://[^/]+", program.site().toString());
            Desk.look(admin);

            var reporter = home.newPage();
            reporter.navigate(link);
            Desk.look(reporter);
            Desk.fill(reporter, "Tên đăng nhập", "admin");
            Desk.fill(reporter, "Mật khẩu mới", "phong vien o ban xa");
            Desk.fill(reporter, "Nhập lại mật khẩu mới", "phong vien o ban xa");
            Desk.press(reporter, "Vào tòa soạn");
            assertThat(reporter.locator("#login-sai").textContent()).contains("admin");
            Desk.fill(reporter, "Tên đăng nhập", "lo.may");
            Desk.fill(reporter, "Mật khẩu mới", "phong vien o ban xa");
            Desk.fill(reporter, "Nhập lại mật khẩu mới", "phong vien o ban xa");
            Desk.press(reporter, "Vào tòa soạn");
            reporter.navigate(program.site() + "/toa-soan/bai/moi");
            reporter.locator("#bai[data-ready]").waitFor();
            Desk.fill(reporter, "Tiêu đề", "Bản Nà Lúa có điện");
            assertThat(reporter.getByText("Đăng ngay").count()).isZero();
            reporter.getByLabel("Chuyên mục").selectOption("kinh-te");
            Desk.press(reporter, "Lưu");
            assertThat(reporter.locator("[role=alert]").first().textContent()).contains("không làm việc");
            assertThat(reporter.getByLabel("Tiêu đề").inputValue()).isEqualTo("Bản Nà Lúa có điện");
            reporter.getByLabel("Chuyên mục").selectOption("xa-hoi");
            reporter.locator("#bai[data-ready]").waitFor();
            Desk.press(reporter, "Gửi duyệt");
            reporter.locator("[data-state=waiting]").waitFor();
            assertThat(reporter.getByText("Nhận duyệt").count()).isZero();
            reporter.navigate(program.site() + "/toa-soan/nguoi");
            assertThat(reporter.locator("#duong-moi, #role").count()).isZero();
            assertThat(reporter.navigate(link).status()).isEqualTo(404);

            admin.navigate(program.site() + "/toa-soan");
            admin.locator(".desk-waiting a").click();
            admin.locator("#bai[data-ready]").waitFor();
            Desk.press(admin, "Nhận duyệt");
            admin.locator("[data-state=reviewing]").waitFor();
            reporter.navigate(admin.url().replaceFirst("\\?.*", ""));
            reporter.locator("#bai[data-ready]").waitFor();
            Desk.fill(reporter, "Sapo", "Điện về bản.");
            Desk.press(reporter, "Lưu");
            reporter.locator(".desk-said")
                    .filter(new Locator.FilterOptions().setHasText("người duyệt thấy ngay"))
                    .waitFor();
            admin.reload();
            admin.locator("#bai[data-ready]").waitFor();
            assertThat(admin.locator(".desk-beside").textContent()).contains("lo.may đã lưu bài này 1 lần");
            Desk.look(admin);
            Desk.press(admin, "Duyệt");
            admin.locator("[data-state=approved]").waitFor();
            admin.locator("#bai[data-ready]").waitFor();
            reporter.reload();
            assertThat(reporter.locator("#bai button[name=nut]").count()).isZero();
            assertThat(reporter.locator("#bai").textContent()).contains("đúng như lúc duyệt");
            Desk.look(reporter);
            Desk.press(admin, "Đăng ngay");
            admin.locator("[data-state=published]").waitFor();

            reporter.navigate(admin.url().replaceFirst("\\?.*", ""));
            assertThat(reporter.locator("#bai button[name=nut]").count()).isZero();
            Desk.press(reporter, "Soạn bản sửa");
            reporter.locator("#bai[data-ready]").waitFor();
            Desk.look(reporter);
            Desk.fill(reporter, "Tiêu đề", "Bản Nà Lúa có điện lưới");
            Desk.press(reporter, "Gửi duyệt");
            reporter.locator("[data-state=waiting]").waitFor();
            admin.reload();
            Desk.fill(admin, "Tiêu đề", "Bản Nà Lúa đã có điện");
            Desk.press(admin, "Lưu");
            Desk.go(admin, "Mở bản sửa");
            admin.locator("#bai[data-ready]").waitFor();
            assertThat(admin.locator(".desk-beside").textContent()).contains("đã đổi từ khi bắt đầu");
            admin.locator("#ai-o-day", new Page.LocatorOptions().setHasText("Lò Thị Mây"))
                    .waitFor();
            lookAsReadersWould(admin);
            Desk.press(admin, "Đăng bản sửa");
            assertThat(admin.locator("[role=alert]").first().textContent()).contains("cũng đã đổi");
            assertThat(admin.locator(".desk-theirs").textContent()).contains("Bản Nà Lúa đã có điện");
            Desk.look(admin);
            Desk.fill(admin, "Tiêu đề", "Bản Nà Lúa đã có điện lưới");
            Desk.fill(admin, "Lời đính chính", "Nói rõ là điện lưới.");
            Desk.press(admin, "Đăng bản sửa");
            admin.locator("[data-state=published]").waitFor();
            assertThat(admin.getByLabel("Tiêu đề").inputValue()).isEqualTo("Bản Nà Lúa đã có điện lưới");
            assertThat(admin.locator(".desk-beside").textContent()).contains("Soạn bản sửa");

            admin.navigate(program.site() + "/toa-soan/nguoi");
            admin.locator("summary")
                    .filter(new Locator.FilterOptions().setHasText("Lò Thị Mây"))
                    .click();
            admin.locator("details[open] [name=disabled]").check();
            admin.locator("details[open] button").click();
            reporter.navigate(program.site() + "/toa-soan");
            assertThat(reporter.url()).contains("/toa-soan/dang-nhap");
        }
    }

    /** In another tab: the story's own page, the search result and the card. */
    private static void lookAsReadersWould(Page story) throws IOException {
        var page = story.context().newPage();
        page.navigate(story.url().replaceFirst("\\?.*", "") + "/xem");
        var shown = page.frameLocator("iframe[data-width='390']").locator("h1");
        shown.waitFor();
        assertThat(shown.textContent()).isEqualTo("Bản Nà Lúa có điện lưới");
        assertThat(page.locator(".seen-card .seen-title").textContent()).isEqualTo("Bản Nà Lúa có điện lưới");
        Desk.look(page);
        page.close();
    }

    /** Turned on by the phone's code, asked for at the next sign-in, gone round by a recovery code, and turned off again. */
    @Test
    void aSecondFactorIsAskedForAndARecoveryCodeLetsInWithoutThePhone(Chromium chromium) throws IOException {
        try (var office = chromium.reader();
                var phone = chromium.reader()) {
            var admin = Desk.enter(office, program);
            admin.navigate(program.site() + "/toa-soan/nguoi");
            admin.locator("#hai-lop-admin").check();
            admin.locator("form[action$='/nguoi/hai-lop'] button").click();
            admin.waitForURL("**/nguoi?da-luu=1");
            var elsewhere = Desk.enter(phone, program);
            assertThat(elsewhere.url()).as("the role demands one").endsWith("/toa-soan/hai-lop");
            elsewhere.close();

            admin.navigate(program.site() + "/toa-soan/hai-lop");
            Desk.look(admin);
            assertThat(admin.locator(".desk-qr").evaluate("(one) => one.complete && one.naturalWidth > 0"))
                    .isEqualTo(true);
            var secret = admin.locator("#khoa-doc").textContent().replace(" ", "");
            Desk.fill(admin, "Mã xác nhận", "000000");
            Desk.press(admin, "Bật");
            Desk.look(admin);
            assertThat(admin.locator("#code-sai").textContent()).contains("giờ của điện thoại");
            assertThat(admin.locator("#khoa-doc").textContent().replace(" ", ""))
                    .isEqualTo(secret);
            Desk.fill(admin, "Mã xác nhận", Phones.code(secret));
            Desk.press(admin, "Bật");
            var codes = admin.locator("#ma-du-phong code").allTextContents();
            assertThat(codes).hasSize(10);
            Desk.look(admin);

            var again = Desk.enter(phone, program);
            assertThat(again.url()).contains("/toa-soan/dang-nhap/ma");
            again.navigate(program.site() + "/toa-soan/anh");
            assertThat(again.url())
                    .as("nothing else is open before")
                    .contains("/toa-soan/dang-nhap/ma?tiep=/toa-soan/anh");
            Desk.look(again);
            Desk.fill(again, "Mã xác nhận", codes.getFirst());
            Desk.press(again, "Xác nhận");
            again.waitForURL("**/toa-soan/anh");

            Desk.go(again, "Tài khoản");
            Desk.look(again);
            assertThat(again.locator("#phien-dang-nhap li").count()).isEqualTo(2);
            assertThat(again.locator("main").textContent()).contains("còn 9 mã dự phòng");
            again.locator("#phien-dang-nhap button").click();
            assertThat(again.locator("#phien-dang-nhap li").count()).isEqualTo(1);
            admin.navigate(program.site() + "/toa-soan");
            assertThat(admin.url()).contains("/toa-soan/dang-nhap");

            again.navigate(program.site() + "/toa-soan/nguoi");
            again.locator("#hai-lop-admin").uncheck();
            again.locator("form[action$='/nguoi/hai-lop'] button").click();
            again.navigate(program.site() + "/toa-soan/hai-lop");
            Desk.fill(again, "Mã xác nhận", codes.get(1));
            Desk.press(again, "Tắt");
            again.waitForURL("**/toa-soan/toi");
            Desk.press(again, "Đăng xuất mọi nơi");
            assertThat(again.url()).contains("/toa-soan/dang-nhap");
        }
    }

    @Test
    void aTokenIsMadeShownOnceUsedAndEnded(Chromium chromium) throws IOException {
        try (var office = chromium.reader()) {
            var admin = Desk.enter(office, program);
            admin.navigate(program.site() + "/toa-soan/the");
            Desk.fill(admin, "Tên", "Cổng tỉnh gửi tin");
            Desk.press(admin, "Tạo thẻ");
            assertThat(admin.locator("#rights-sai").textContent()).contains("ít nhất một quyền");
            assertThat(admin.locator("#name").inputValue()).isEqualTo("Cổng tỉnh gửi tin");
            admin.getByLabel("Viết bản nháp").check();
            admin.getByLabel("Dùng trong").selectOption("90");
            Desk.press(admin, "Tạo thẻ");
            var token = admin.locator("#the-moi").inputValue();
            Desk.look(admin);

            var story = new JsonObject().put("title", "Gửi từ cổng tỉnh");
            var client = new Client(program.site());
            assertThat(client.writeAs(token, "POST", "/api/v1/articles", story).statusCode())
                    .isEqualTo(201);
            assertThat(client.writeAs(
                                    token,
                                    "POST",
                                    "/api/v1/articles",
                                    story.copy().put("status", "published"))
                            .statusCode())
                    .isEqualTo(403);
            admin.navigate(program.site() + "/toa-soan/the");
            assertThat(admin.locator("#the-moi").count()).isZero();
            assertThat(admin.locator("#the-thiet-lap").textContent()).contains("TINMOI_API_TOKEN");
            assertThat(admin.locator("#the-thiet-lap button").count()).isZero();
            var row = admin.locator("#cac-the li").filter(new Locator.FilterOptions().setHasText("Cổng tỉnh gửi tin"));
            assertThat(row.textContent())
                    .contains("Viết bản nháp")
                    .contains("admin tạo")
                    .contains("dùng gần nhất");
            row.locator("button").click();
            Await.until(() ->
                    client.writeAs(token, "POST", "/api/v1/articles", story).statusCode() == 401);
        }
    }
}
