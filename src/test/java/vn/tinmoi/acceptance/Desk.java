package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import vn.tinmoi.web.HtmlChecker;

/** What tests of the newsroom do with its pages, as a person does: by labels and the words on buttons. */
final class Desk {
    /** What a node is given as the administrator's first password. */
    static final String FIRST = "mat khau lan dau tien";

    private static final String OWN = "cau dai de nho cua toi";
    private static final String CUT_OFF = "() => document.documentElement.scrollWidth > innerWidth";

    private Desk() {}

    /** A page of the administrator, who chooses a password where that is still to be done. */
    static Page enter(BrowserContext context, Program program) {
        var page = context.newPage();
        signIn(page, program, OWN);
        if (page.url().endsWith("/dang-nhap")) signIn(page, program, FIRST); // the first time
        if (page.url().contains("/doi-mat-khau")) choose(page);
        return page;
    }

    private static void signIn(Page page, Program program, String password) {
        page.navigate(program.site() + "/toa-soan/dang-nhap");
        fill(page, "Tên đăng nhập", "admin");
        fill(page, "Mật khẩu", password);
        press(page, "Đăng nhập");
    }

    private static void choose(Page page) {
        assertThat(page.locator("[autocomplete=username]").inputValue()).isEqualTo("admin");
        fill(page, "Mật khẩu mới", OWN);
        fill(page, "Nhập lại mật khẩu mới", OWN);
        press(page, "Đổi mật khẩu");
    }

    /** In a dialog over the page. */
    static void signInAgain(Page page) {
        fill(page, "Tên đăng nhập", "admin");
        fill(page, "Mật khẩu", OWN);
        press(page, "Đăng nhập");
    }

    static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .first()
                .click();
    }

    static void fill(Page page, String label, String text) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true))
                .first()
                .fill(text);
    }

    static void go(Page page, String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true))
                .first()
                .click();
    }

    /** That it is valid, whole at every width, and that axe finds nothing: on a phone, and in the dark on a desk. */
    static void look(Page page) throws IOException {
        assertThat(new HtmlChecker().check(page.content())).as(page.url()).isEmpty();
        for (int width : new int[] {320, 1440, 390}) {
            page.setViewportSize(width, 900);
            assertThat(page.evaluate(CUT_OFF)).as("%s %d", page.url(), width).isEqualTo(false);
        }
        assertThat(Axe.findings(page)).as("%s light", page.url()).isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.setViewportSize(1440, 900);
        assertThat(Axe.ofColours(page)).as("%s dark", page.url()).isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }
}
