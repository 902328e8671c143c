package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tinmoi.web.HtmlChecker;

/** An administrator invites a reporter, who writes and sends in, and may do no more. */
@Served(
        value = {"TINMOI_SAMPLE=false", "TINMOI_ADMIN_PASSWORD=mat khau lan dau tien"},
        alone = true)
final class StaffIT {
    private final Program program;

    StaffIT(Program program) {
        this.program = program;
    }

    private static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static void fill(Page page, String label, String text) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(text);
    }

    private static void look(Page page) throws IOException {
        assertThat(new HtmlChecker().check(page.content())).as(page.url()).isEmpty();
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            assertThat(new AxeBuilder(page).analyze().getViolations())
                    .as(page.url())
                    .isEmpty();
        }
        page.setViewportSize(320, 900);
        assertThat(page.evaluate("() => document.documentElement.scrollWidth > innerWidth"))
                .as(page.url())
                .isEqualTo(false);
        page.setViewportSize(1280, 900);
    }

    @Test
    void aReporterComesInByALinkWritesAndMayDoNoMore(Chromium chromium) throws IOException {
        try (var office = chromium.reader();
                var home = chromium.reader()) {
            var admin = office.newPage();
            admin.navigate(program.site() + "/toa-soan/dang-nhap");
            fill(admin, "Tên đăng nhập", "admin");
            fill(admin, "Mật khẩu", "mat khau lan dau tien");
            press(admin, "Đăng nhập");
            fill(admin, "Mật khẩu mới", "cau dai de nho cua toi");
            fill(admin, "Nhập lại mật khẩu mới", "cau dai de nho cua toi");
            press(admin, "Đổi mật khẩu");
            admin.navigate(program.site() + "/toa-soan/nguoi");
            look(admin);
            fill(admin, "Họ và tên", "Lò Thị Mây");
            admin.locator("#role").selectOption("reporter");
            admin.locator("#categories-xa-hoi").check();
            press(admin, "Mời");
            var link = admin.locator("#duong-moi")
                    .inputValue()
                    .replaceFirst("https?://[^/]+", program.site().toString());
            look(admin);

            var reporter = home.newPage();
            reporter.navigate(link);
            look(reporter);
            fill(reporter, "Tên đăng nhập", "admin");
            fill(reporter, "Mật khẩu mới", "phong vien o ban xa");
            fill(reporter, "Nhập lại mật khẩu mới", "phong vien o ban xa");
            press(reporter, "Vào tòa soạn");
            assertThat(reporter.locator("#login-sai").textContent()).contains("admin");
            fill(reporter, "Tên đăng nhập", "lo.may");
            fill(reporter, "Mật khẩu mới", "phong vien o ban xa");
            fill(reporter, "Nhập lại mật khẩu mới", "phong vien o ban xa");
            press(reporter, "Vào tòa soạn");
            reporter.onConsoleMessage(m -> System.err.println("CONSOLE " + m.text()));
            reporter.onPageError(m -> System.err.println("PAGEERROR " + m));
            System.err.println("AT " + reporter.url()
                    + reporter.content().replaceAll("(?s).*<main", "<main").substring(0, 600));
            reporter.navigate(program.site() + "/toa-soan/bai/moi");
            reporter.locator("#bai[data-ready]").waitFor();
            fill(reporter, "Tiêu đề", "Bản Nà Lúa có điện");
            assertThat(reporter.getByText("Đăng ngay").count()).isZero();
            reporter.getByLabel("Chuyên mục").selectOption("kinh-te");
            press(reporter, "Lưu");
            assertThat(reporter.locator("[role=alert]").first().textContent()).contains("không làm việc");
            assertThat(reporter.getByLabel("Tiêu đề").inputValue()).isEqualTo("Bản Nà Lúa có điện");
            reporter.getByLabel("Chuyên mục").selectOption("xa-hoi");
            reporter.locator("#bai[data-ready]").waitFor();
            press(reporter, "Gửi duyệt");
            reporter.locator("[data-state=waiting]").waitFor();
            assertThat(reporter.getByText("Nhận duyệt").count()).isZero();
            reporter.navigate(program.site() + "/toa-soan/nguoi");
            assertThat(reporter.locator("#duong-moi, #role").count()).isZero();
            assertThat(reporter.navigate(link).status()).isEqualTo(404);

            admin.navigate(program.site() + "/toa-soan");
            admin.locator(".desk-waiting a").click();
            admin.locator("#bai[data-ready]").waitFor();
            press(admin, "Đăng ngay");
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
