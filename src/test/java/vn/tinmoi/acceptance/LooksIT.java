package vn.tinmoi.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vn.tinmoi.SharedData;
import vn.tinmoi.text.ReadingTime;

/** What stands beside a story's fields while it is typed. */
@Served("TINMOI_ADMIN_PASSWORD=" + Desk.FIRST)
final class LooksIT {
    private static final int FIRST_LOAD = 250 << 10; // bytes, heads included
    private static final Pattern FAULT = Pattern.compile("desk-fault");

    private final Client client;
    private final Program program;

    LooksIT(Client client, Program program) {
        this.client = client;
        this.program = program;
    }

    private void open(Page page, String path) {
        page.navigate(program.site() + path);
        page.locator("#bai[data-ready]").waitFor();
    }

    @Test
    void whatReadersWillFindFollowsWhileAStoryIsTyped(Chromium chromium) throws IOException {
        try (var context = chromium.reader()) {
            var page = Desk.enter(context, program);
            page.setViewportSize(1440, 900);
            open(page, "/toa-soan/bai/moi");
            page.getByText("Khi được tìm thấy và được chia sẻ").click();
            assertThat(page.locator(".seen-result .seen-title")).isVisible();
            assertThat(page.locator(".seen-result .seen-title")).hasText("Chưa có tiêu đề");
            assertThat(page.locator("#bodyHtml-so")).hasText("Chưa có chữ nào.");
            page.locator("#title").click();
            page.keyboard().type("Đường về bản Nà Lúa");
            assertThat(page.locator("#title-so")).hasText("19 trên 300 ký tự");
            assertThat(page.locator("#dia-chi-bai")).containsText("/bai-viet/duong-ve-ban-na-lua-…");
            for (var card : new String[] {".seen-result", ".seen-card:not(.seen-beside)", ".seen-beside"}) {
                assertThat(page.locator(card + " .seen-title")).hasText("Đường về bản Nà Lúa");
            }
            page.getByLabel("Nội dung").click();
            page.keyboard().type("Đường dài 12 km, có 3 cầu.");
            assertThat(page.locator("#bodyHtml-so")).hasText("7 chữ · khoảng 1 phút đọc");
            assertThat(page.locator(".seen-result .seen-lead")).hasText("Đường dài 12 km, có 3 cầu.");
            Desk.fill(page, "Sapo", "Con đường mới.");
            assertThat(page.locator(".seen-beside .seen-lead")).hasText("Con đường mới.");
            assertThat(page.locator("#gan-het")).isEmpty();
            Desk.fill(page, "Tiêu đề", "a".repeat(290));
            assertThat(page.locator("#gan-het")).hasText("Tiêu đề: còn 10 ký tự.");
            Desk.fill(page, "Tiêu đề", "a".repeat(301));
            assertThat(page.locator("#gan-het")).hasText("Tiêu đề: dài quá 1 ký tự.");
            assertThat(page.locator("#title-so")).hasClass(FAULT);
            Desk.look(page);
            context.clearCookies();
            Desk.fill(page, "Tiêu đề", "Một tiêu đề khác");
            assertThat(page.locator("#dia-chi-bai")).isHidden();
            Desk.signInAgain(page);
            assertThat(page.locator("#dia-chi-bai")).containsText("mot-tieu-de-khac");
            open(page, "/en/toa-soan/bai/moi");
            page.locator("#title").fill("Một con đường");
            assertThat(page.locator("#title-so")).hasText("13 of 300 characters");
            assertThat(page.locator("#dia-chi-bai")).containsText("Address: ");
        }
    }

    @Test
    void theAddressOfAPublishedStoryStays(Chromium chromium) {
        var id = client.publish("Tên lúc đăng").getLong("id");
        try (var context = chromium.reader()) {
            var page = Desk.enter(context, program);
            open(page, "/toa-soan/bai/" + id);
            page.locator("#title").fill("Tên sửa sau");
            assertThat(page.locator(".seen-result .seen-title")).hasText("Tên sửa sau");
            assertThat(page.locator("#dia-chi-bai")).containsText("/bai-viet/ten-luc-dang-" + id);
        }
    }

    @Test
    void withoutAScriptTheFieldsSayTheirLimitsAndNothingElseIsShown(Chromium chromium) {
        try (var signedIn = chromium.reader();
                var context = chromium.plainReader()) {
            Desk.enter(signedIn, program);
            context.addCookies(signedIn.cookies());
            var page = context.newPage();
            page.navigate(program.site() + "/toa-soan/bai/moi");
            assertThat(page.locator("#title-so")).hasText("Tối đa 300 ký tự.");
            for (var place : new String[] {"#nhin-thay", "#dia-chi-bai", "#bodyHtml-so"}) {
                assertThat(page.locator(place)).isHidden();
            }
        }
    }

    /** Each more sentence may bring the next minute, which both must find at the same one. */
    @Test
    void minutesAreTheServersOwn(Chromium chromium) throws IOException {
        var sentences = Files.readAllLines(SharedData.at("vi-sentences.txt"));
        var html =
                new StringBuilder("<h2>Đề&nbsp;mục</h2><!-- không đọc --><table><tr><td>1</td><td>–</td></tr></table>");
        try (var context = chromium.reader()) {
            var page = Desk.enter(context, program);
            open(page, "/toa-soan/bai/moi");
            for (var sentence : sentences.subList(0, Math.min(200, sentences.size()))) {
                html.append("<p>")
                        .append(sentence.replace("&", "&amp;").replace("<", "&lt;"))
                        .append("</p>");
                var here = page.evaluate(
                        "html => import('/static/newsroom/looks.js').then(({words, minutes}) => minutes(words(html)))",
                        html.toString());
                assertThat(here).as(sentence).isEqualTo(ReadingTime.minutes(html.toString()));
            }
        }
    }

    /** What the server has of the working copy, in a tab and in both frames, without a reload. */
    @Test
    void aPreviewFollowsWhatIsTypedAndStaysWhereItIsRead(Chromium chromium) throws IOException {
        var sent =
                new JsonObject().put("title", "Bài đang viết").put("bodyHtml", "<p>Một đoạn văn dài.</p>".repeat(80));
        var id = new JsonObject(client.write("POST", "/api/v1/articles", sent).body()).getLong("id");
        try (var context = chromium.reader()) {
            var page = Desk.enter(context, program);
            var whole = context.newPage();
            whole.navigate(program.site() + "/toa-soan/bai/" + id + "/xem-truoc");
            whole.locator("html[data-following]").waitFor();
            open(page, "/toa-soan/bai/" + id);
            var seen = context.waitForPage(() -> page.getByText("Xem trước").click()); // beside the editor
            seen.locator("html[data-following]").waitFor();
            assertThat(seen.locator("main")).containsText("Đây là bản đã lưu");
            whole.evaluate(
                    "() => { scrollTo(0, 1500); window.read = document.querySelectorAll('.story-body p')[40]; }");
            var place = whole.evaluate("() => read.getBoundingClientRect().top");

            page.locator("#title").fill("Bài có tên khác");
            page.locator("#soan p").last().click();
            page.keyboard().press("End");
            page.keyboard().type(" Thêm ở cuối.");

            assertThat(whole.locator("h1")).hasText("Bài có tên khác");
            assertThat(whole.locator(".story-body p").last()).hasText("Một đoạn văn dài. Thêm ở cuối.");
            assertThat(whole.evaluate("() => read.isConnected")).isEqualTo(true);
            assertThat(whole.evaluate("() => read.getBoundingClientRect().top")).isEqualTo(place);
            assertThat(seen.locator("main")).containsText("Đây là bản bạn đang viết");
            assertThat(seen.locator(".seen-card .seen-title")).hasText("Bài có tên khác");
            for (int frame = 0; frame < 2; frame++) {
                assertThat(seen.frameLocator("iframe >> nth=" + frame).locator("h1"))
                        .hasText("Bài có tên khác");
            }
            Desk.look(seen);
            Desk.press(page, "Lưu");
            assertThat(seen.locator("main")).containsText("Đây là bản đã lưu");
            assertThat(seen.locator(".seen-card .seen-title")).hasText("Bài có tên khác");
        }
    }

    /** Before its first save, by the key of its copy, and under its number from then on. */
    @Test
    void aStoryThatWasNeverSavedHasAPreviewThatFollowsItToItsNumber(Chromium chromium) throws IOException {
        try (var context = chromium.reader()) {
            var page = Desk.enter(context, program);
            open(page, "/toa-soan/bai/moi");
            var seen = context.waitForPage(() -> page.getByText("Xem trước").click());
            seen.locator("html[data-following]").waitFor();
            assertThat(seen.locator("main")).containsText("Bài chưa có chữ nào");
            page.locator("#title").fill("Bài chưa lưu lần nào");
            page.locator("#soan p").click();
            page.keyboard().type("Câu đầu tiên.");
            assertThat(seen.locator(".seen-card .seen-title")).hasText("Bài chưa lưu lần nào");
            assertThat(seen.frameLocator("iframe >> nth=0").locator(".story-body"))
                    .hasText("Câu đầu tiên.");
            Desk.look(seen);
            var last = context.newPage();
            last.navigate(program.site() + "/toa-soan/bai/moi/xem"); // the one begun last
            assertThat(last.locator(".seen-card .seen-title")).hasText("Bài chưa lưu lần nào");

            Desk.press(page, "Lưu");
            page.waitForURL(url -> url.matches(".*/bai/[0-9]+.*"));
            var number = page.url().replaceAll(".*/bai/([0-9]+).*", "$1");
            seen.waitForURL(url -> url.endsWith("/bai/" + number + "/xem"));
            assertThat(seen.locator("main")).containsText("Đây là bản đã lưu");
        }
    }

    /** A preview whose page came before the words and whose script came after them, which heard nothing of them. */
    @Test
    void aPreviewThatBeginsLateHasWhatCameMeanwhile(Chromium chromium) {
        try (var context = chromium.reader()) {
            var held = new ArrayList<Route>();
            var page = Desk.enter(context, program);
            context.route("**/newsroom/following*", held::add);
            open(page, "/toa-soan/bai/moi");
            var seen = context.waitForPage(() -> page.getByText("Xem trước").click());
            assertThat(seen.locator("main")).containsText("Bài chưa có chữ nào");
            page.locator("#title").fill("Gõ khi trang xem đang mở");
            page.locator("[data-saved=server]").waitFor();
            assertThat(seen.locator(".seen-card .seen-title")).isEmpty();

            context.unroute("**/newsroom/following*");
            held.forEach(Route::resume);

            assertThat(seen.locator(".seen-card .seen-title")).hasText("Gõ khi trang xem đang mở");
        }
    }

    /** By what the server has, beside which the saved version is one link away. */
    @Test
    void aPreviewOnAnotherDeviceFollowsAndShowsTheSavedVersionToo(Chromium chromium) throws IOException {
        var sent = new JsonObject().put("title", "Bài đã lưu").put("bodyHtml", "<p>Một.</p>");
        var id = new JsonObject(client.write("POST", "/api/v1/articles", sent).body()).getLong("id");
        try (var desk = chromium.reader();
                var phone = chromium.reader(options -> options.setViewportSize(390, 844))) {
            var page = Desk.enter(desk, program);
            phone.addCookies(desk.cookies());
            var seen = phone.newPage();
            seen.navigate(program.site() + "/toa-soan/bai/" + id + "/xem");
            seen.locator("html[data-following]").waitFor();
            open(page, "/toa-soan/bai/" + id);
            page.locator("#title").fill("Bài đang sửa ở bàn");

            assertThat(seen.locator(".seen-card .seen-title")).hasText("Bài đang sửa ở bàn");
            assertThat(seen.frameLocator("iframe >> nth=0").locator("h1")).hasText("Bài đang sửa ở bàn");
            Desk.go(seen, "Xem bản đã lưu");
            assertThat(seen.locator(".seen-card .seen-title")).hasText("Bài đã lưu");
            assertThat(seen.frameLocator("iframe >> nth=0").locator("h1")).hasText("Bài đã lưu");
            Desk.look(seen);
            Desk.go(seen, "Xem bản bạn đang viết");
            assertThat(seen.locator(".seen-card .seen-title")).hasText("Bài đang sửa ở bàn");
        }
    }

    @Test
    void theEditorIsSmallEnoughForASlowLine(Chromium chromium) {
        try (var signedIn = chromium.reader();
                var context = chromium.reader(options -> options.setServiceWorkers(ServiceWorkerPolicy.BLOCK))) {
            Desk.enter(signedIn, program);
            context.addCookies(signedIn.cookies());
            var page = context.newPage();
            var transfer = new Transfer(page);
            open(page, "/toa-soan/bai/moi");

            assertThat(transfer.own()).containsKey("/static/newsroom/editor.js");
            assertThat(transfer.sum()).as(transfer.own().toString()).isLessThanOrEqualTo(FIRST_LOAD);
        }
    }
}
