package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonObject;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** The newsroom's door, as an administrator meets it with a browser, and as others do without one. */
@Served(
        value = {"TINMOI_ADMIN_PASSWORD=mat khau lan dau tien", "TINMOI_SAMPLE=false"},
        alone = true)
final class SignInIT {
    private static final String FIRST = "mat khau lan dau tien";
    private static final String OWN = "cau dai de nho cua toi";

    private final Client client;
    private final Program program;

    SignInIT(Client client, Program program) {
        this.client = client;
        this.program = program;
    }

    private static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    @Test
    void anAdministratorSignsInChoosesAPasswordAndNamesThePortal(Chromium chromium) throws java.io.IOException {
        try (var context = chromium.reader()) {
            var page = context.newPage();
            page.navigate(program.site() + "/toa-soan/cong");
            assertThat(page.url()).contains("/toa-soan/dang-nhap");
            Desk.look(page);

            page.getByLabel("Tên đăng nhập").fill("admin");
            page.getByLabel("Mật khẩu").fill("sai mat khau");
            press(page, "Đăng nhập");
            assertThat(page.locator("[role=alert]").textContent()).contains("không đúng");
            assertThat(page.getByLabel("Tên đăng nhập").inputValue()).isEqualTo("admin");

            page.getByLabel("Mật khẩu").fill(FIRST);
            press(page, "Đăng nhập");
            assertThat(page.url()).endsWith("/toa-soan/doi-mat-khau");
            Desk.look(page);
            page.navigate(program.site() + "/toa-soan/cong");
            assertThat(page.url()).endsWith("/toa-soan/doi-mat-khau");

            page.getByLabel("Mật khẩu mới", new Page.GetByLabelOptions().setExact(true))
                    .fill("ngan");
            page.getByLabel("Nhập lại mật khẩu mới").fill("ngan");
            page.evaluate("() => (document.querySelector('form.desk-form').noValidate = true)");
            press(page, "Đổi mật khẩu");
            assertThat(page.locator("[role=alert]").textContent()).contains("12");
            page.getByLabel("Mật khẩu mới", new Page.GetByLabelOptions().setExact(true))
                    .fill(OWN);
            page.getByLabel("Nhập lại mật khẩu mới").fill(OWN);
            press(page, "Đổi mật khẩu");
            assertThat(page.url()).as("an untouched site is gone through").endsWith("/toa-soan/cong?buoc=1");
            Desk.look(page);
            page.navigate(program.site() + "/toa-soan");
            Desk.look(page);

            page.navigate(program.site() + "/toa-soan/cong");
            Desk.look(page);
            page.getByLabel("Tên cổng").fill("x".repeat(121));
            page.getByLabel("Khẩu hiệu").fill("Vì dân");
            press(page, "Lưu");
            assertThat(page.locator("[role=alert]").textContent()).contains("120");
            assertThat(page.getByLabel("Khẩu hiệu").inputValue()).isEqualTo("Vì dân");
            page.getByLabel("Tên cổng").fill("Cổng thông tin điện tử xã Thượng Ngàn");
            page.getByLabel("Điện thoại").fill("0299 3812 345");
            press(page, "Lưu");
            assertThat(page.locator("[role=status]").textContent()).contains("xã Thượng Ngàn");
            var front = Jsoup.parse(client.get("/").body());
            assertThat(front.select(".site-name").text()).isEqualTo("Cổng thông tin điện tử xã Thượng Ngàn");
            assertThat(front.select("#an-ban dd").eachText()).containsExactly("0299 3812 345");
            assertThat(client.json("/api/v1/site").getString("motto")).isEqualTo("Vì dân");

            var cookie = context.cookies().stream()
                    .filter(one -> one.name.equals("tm_toa_soan"))
                    .findFirst()
                    .orElseThrow();
            assertThat(cookie.httpOnly).isTrue();
            assertThat(cookie.sameSite).hasToString("LAX");
            press(page, "Đăng xuất");
            assertThat(page.url()).endsWith("/toa-soan/dang-nhap");
            page.navigate(program.site() + "/en/toa-soan");
            Desk.look(page);
            page.getByLabel("User name").fill("admin");
            page.getByLabel("Password").fill(OWN);
            press(page, "Sign in");
            assertThat(page.url()).endsWith("/en/toa-soan");
        }
    }

    @Test
    void nothingOfTheNewsroomIsKeptAndNoStrangersFormIsTaken() {
        var page = client.get("/toa-soan/dang-nhap");
        assertThat(page.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(client.get("/toa-soan").headers().firstValue("location"))
                .hasValue("/toa-soan/dang-nhap?tiep=/toa-soan");
        assertThat(Jsoup.parse(client.get("/toa-soan/dang-nhap?tiep=//evil.example/")
                                .body())
                        .select("input[name=tiep]")
                        .attr("value"))
                .isEqualTo("/toa-soan");
        var foreign = client.write("POST", "/toa-soan/dang-nhap", new JsonObject(), "Sec-Fetch-Site", "cross-site");
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(program.out()).contains("/toa-soan").doesNotContain(FIRST);
    }
}
