package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

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
    void aReporterComesInByALinkWritesAndMayDoNoMore(Chromium chromium) throws IOException {
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
            reporter.onConsoleMessage(m -> System.err.println("CONSOLE " + m.text()));
            reporter.onPageError(m -> System.err.println("PAGEERROR " + m));
            System.err.println("AT " + reporter.url()
                    + reporter.content().replaceAll("(?s).*<main", "<main").substring(0, 600));
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
            Desk.press(admin, "Đăng ngay");
            admin.locator("[data-state=published]").waitFor();
            admin.navigate(program.site() + "/toa-soan/nguoi");
            admin.locator("summary")
                    .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("Lò Thị Mây"))
                    .click();
            admin.locator("details[open] [name=disabled]").check();
            admin.locator("details[open] button").click();
            reporter.navigate(program.site() + "/toa-soan");
            assertThat(reporter.url()).contains("/toa-soan/dang-nhap");
        }
    }
}
