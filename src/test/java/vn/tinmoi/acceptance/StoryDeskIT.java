package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.KeyboardModifier;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** Editors write, send in, approve, publish, correct and withdraw, and no word is lost on the way. */
@Served("TINMOI_ADMIN_PASSWORD=" + Desk.FIRST)
final class StoryDeskIT {
    private final Client client;
    private final Program program;

    StoryDeskIT(Client client, Program program) {
        this.client = client;
        this.program = program;
    }

    private static String state(Page page) {
        return page.locator("[data-state]").getAttribute("data-state");
    }

    private void open(Page page, String path) {
        page.navigate(program.site() + "/toa-soan/bai/" + path);
        ready(page);
    }

    private static void ready(Page page) {
        page.locator("#bai[data-ready]").waitFor();
    }

    private static void awaitSaved(Page page, String where) {
        page.locator("[data-saved=" + where + "]").waitFor();
    }

    private static String id(Page page) {
        return page.url().replaceAll(".*/bai/([0-9]+).*", "$1");
    }

    @Test
    void aStoryGoesAllTheWayAndReadersFollow(Chromium chromium) throws IOException {
        try (var context = chromium.reader();
                var reader = chromium.reader()) {
            var front = reader.newPage();
            front.navigate(program.site() + "/");
            front.locator("#truc-tiep:not([hidden])").waitFor();
            var page = Desk.enter(context, program);
            page.navigate(program.site() + "/toa-soan");
            Desk.look(page);
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Viết bài mới"))
                    .click();
            ready(page);
            for (var handle : List.of("[data-state]", "[data-saved]")) { // checks rely on there being one
                assertThat(page.locator(handle).count()).as(handle).isEqualTo(1);
            }
            Desk.look(page);
            Desk.fill(page, "Tiêu đề", "Làng Vạn Chài có cầu mới");
            Desk.fill(page, "Sapo", "Sáng nay, cây cầu thứ hai thông xe.");
            page.getByLabel("Nội dung").click();
            page.keyboard().type("Cầu dài 120 mét.");
            page.keyboard().press("Enter");
            page.keyboard().type("Bà con đi lại thuận tiện.");
            Desk.fill(page, "Tác giả / Nguồn", "An Nhiên");
            page.getByLabel("Chuyên mục").selectOption("xa-hoi");
            Desk.press(page, "Gửi duyệt");
            assertThat(state(page)).isEqualTo("waiting");
            var id = id(page);

            ready(page);
            Desk.press(page, "Nhận duyệt");
            assertThat(state(page)).isEqualTo("reviewing");
            ready(page);
            Desk.press(page, "Trả lại");
            assertThat(page.locator("#note-sai").textContent()).contains("lời nhắn");
            assertThat(state(page)).isEqualTo("reviewing");
            ready(page);
            Desk.look(page);
            Desk.fill(page, "Lời nhắn", "Thiếu tên xã");
            Desk.press(page, "Trả lại");
            assertThat(state(page)).isEqualTo("returned");
            assertThat(page.locator(".desk-notes").textContent()).contains("Thiếu tên xã");
            ready(page);
            Desk.press(page, "Gửi duyệt");
            ready(page);
            Desk.press(page, "Nhận duyệt");
            ready(page);
            Desk.press(page, "Duyệt");
            assertThat(state(page)).isEqualTo("approved");
            assertThat(client.get("/a/" + id).statusCode()).isEqualTo(404);
            ready(page);
            Desk.press(page, "Đăng ngay");
            assertThat(state(page)).isEqualTo("published");
            front.locator("#tin-moi [data-article-id='" + id + "']").waitFor();
            var story = client.json("/api/v1/articles/" + id);
            assertThat(story.getString("bodyHtml"))
                    .isEqualTo("<p>Cầu dài 120 mét.</p><p>Bà con đi lại thuận tiện.</p>");
            assertThat(story.getString("byline")).isEqualTo("An Nhiên");

            ready(page);
            Desk.look(page);
            Desk.fill(page, "Lời đính chính", "Cầu dài 102 mét, không phải 120.");
            Desk.press(page, "Đính chính");
            assertThat(client.get("/a/" + id).headers().firstValue("location")).isPresent();
            assertThat(client.json("/api/v1/articles/" + id).encode()).contains("102 mét");
            ready(page);
            Desk.fill(page, "Lý do gỡ", "Nhầm");
            Desk.press(page, "Gỡ bài");
            assertThat(state(page)).isEqualTo("withdrawn");
            assertThat(client.get("/api/v1/articles/" + id).statusCode()).isGreaterThanOrEqualTo(404);
            front.locator("#tin-moi [data-article-id='" + id + "']")
                    .waitFor(new Locator.WaitForOptions()
                            .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
        }
    }

    /** Opens a new story, after throwing away what others began and never saved. */
    private void beginWithNothing(Page page) {
        open(page, "moi");
        while (page.locator("#ban-do").isVisible()) {
            page.waitForResponse(
                    "**/dang-viet", () -> page.locator("#ban-do button").last().click());
            open(page, "moi");
        }
    }

    @Test
    void whatIsTypedIsKeptOnTheDeviceAndOnTheServer(Chromium chromium) {
        try (var context = chromium.reader()) {
            var page = Desk.enter(context, program);
            beginWithNothing(page);
            Desk.fill(page, "Tiêu đề", "Bài chưa lưu");
            awaitSaved(page, "server");
            context.setOffline(true);
            page.getByLabel("Nội dung").click();
            page.keyboard().type("Gõ lúc mất mạng.");
            awaitSaved(page, "device");
            page.getByText("Chưa gửi được, đã giữ trên máy này").waitFor();
            context.setOffline(false);
            awaitSaved(page, "server");
            page.close();

            var again = context.newPage();
            again.navigate(program.site() + "/toa-soan/bai/moi");
            ready(again);
            assertThat(again.locator("#ban-do").textContent())
                    .as("both are the same")
                    .contains("Trên máy này còn");
            again.locator("#ban-do button").first().click();
            again.locator("#soan").getByText("Gõ lúc mất mạng.").waitFor();
            assertThat(again.getByLabel("Tiêu đề").inputValue()).isEqualTo("Bài chưa lưu");
            Desk.press(again, "Lưu");
            again.locator("[data-state=draft]").waitFor();
            ready(again);
            assertThat(again.locator("#ban-do").isHidden()).isTrue();

            Desk.fill(again, "Sapo", "Sửa bài đã có số, chưa lưu.");
            awaitSaved(again, "server");
            var path = id(again);
            again.close();
            var third = context.newPage();
            open(third, "moi");
            assertThat(third.locator("#ban-do").isHidden())
                    .as("nothing of what was saved")
                    .isTrue();
            open(third, path);
            third.locator("#ban-do button").first().click();
            assertThat(third.getByLabel("Sapo").inputValue()).isEqualTo("Sửa bài đã có số, chưa lưu.");
        }
    }

    @Test
    void aSessionThatEndsIsBegunAgainOverThePage(Chromium chromium) {
        try (var context = chromium.reader()) {
            var page = Desk.enter(context, program);
            open(page, "moi");
            context.clearCookies();
            Desk.fill(page, "Tiêu đề", "Viết qua một phiên khác");
            page.locator("#dang-nhap-lai[open]").waitFor();
            Desk.fill(page, "Tên đăng nhập", "admin");
            Desk.fill(page, "Mật khẩu", "sai");
            Desk.press(page, "Đăng nhập");
            page.locator("#dang-nhap-lai [role=alert]:not(:empty)").waitFor();
            Desk.signInAgain(page);
            awaitSaved(page, "server");
            context.clearCookies();
            page.clock().setFixedTime(System.currentTimeMillis() + 600_000); // long after the last answer
            Desk.press(page, "Lưu");
            page.locator("#dang-nhap-lai[open]").waitFor();
            Desk.signInAgain(page);
            page.locator("[data-state=draft]").waitFor();
            assertThat(page.getByLabel("Tiêu đề").inputValue()).isEqualTo("Viết qua một phiên khác");
        }
    }

    private String draft(String title, String body) {
        var sent = new JsonObject().put("title", title).put("bodyHtml", body);
        var answer = client.write("POST", "/api/v1/articles", sent);
        return String.valueOf(new JsonObject(answer.body()).getLong("id"));
    }

    /** By its stream; where that cannot be had, by asking. */
    @Test
    void anOpenStoryHearsWhatBecomesOfIt(Chromium chromium) {
        var id = draft("Bài để mở", "<p>một</p>");
        try (var context = chromium.reader()) {
            var page = Desk.enter(context, program);
            page.waitForResponse("**/luong", () -> open(page, id));
            client.write("PATCH", "/api/v1/articles/" + id, new JsonObject().put("title", "Bài người khác sửa"));
            page.locator("#ai-o-day")
                    .getByText("vừa lưu một bản mới")
                    .waitFor(new Locator.WaitForOptions().setTimeout(4_000)); // before it would ask
            page.route("**/luong", route -> route.abort());
            open(page, id);
            client.write("POST", "/api/v1/articles/" + id + "/publish", new JsonObject());
            page.locator("#ai-o-day").getByText("vừa").waitFor();
        }
    }

    @Test
    void twoWhoWriteAtOnceAreJoinedAndWhatClashesIsShown(Chromium chromium) throws IOException {
        var id = draft("Hai người viết", "<p>một</p><p>hai</p><p>ba</p>");
        try (var context = chromium.reader()) {
            var one = Desk.enter(context, program);
            open(one, id);
            var other = context.newPage();
            open(other, id);
            one.locator("#soan").getByText("một").click();
            one.keyboard().press("End");
            one.keyboard().type(" của người thứ nhất");
            Desk.press(one, "Lưu");
            one.locator(".desk-said").waitFor();
            other.locator("#soan").getByText("ba").click();
            other.keyboard().press("End");
            other.keyboard().type(" của người thứ hai");
            Desk.press(other, "Lưu");
            assertThat(other.locator("[role=alert]").first().textContent()).contains("đã ghép lại");
            ready(other);
            Desk.press(other, "Lưu");
            other.locator(".desk-said").waitFor();
            assertThat(body(id)).isEqualTo("<p>một của người thứ nhất</p><p>hai</p><p>ba của người thứ hai</p>");

            open(one, id);
            open(other, id);
            Desk.fill(one, "Sapo", "Sapo của người thứ nhất");
            Desk.press(one, "Lưu");
            one.locator(".desk-said").waitFor();
            Desk.fill(other, "Tiêu đề", "dài ".repeat(100));
            Desk.press(other, "Lưu");
            assertThat(other.locator("#title-sai").textContent()).isNotEmpty();
            ready(other);
            Desk.fill(other, "Tiêu đề", "Ngắn lại");
            Desk.press(other, "Lưu");
            assertThat(other.locator("[role=alert]").first().textContent()).contains("đã ghép lại");
            assertThat(other.getByLabel("Sapo").inputValue())
                    .as("an error in between loses nobody's words")
                    .isEqualTo("Sapo của người thứ nhất");

            open(one, id);
            open(other, id);
            Desk.fill(one, "Tiêu đề", "Tên của người thứ nhất");
            Desk.press(one, "Lưu");
            one.locator(".desk-said").waitFor();
            Desk.fill(other, "Tiêu đề", "Tên của người thứ hai");
            Desk.press(other, "Lưu");
            assertThat(other.locator(".desk-theirs").textContent()).contains("Tên của người thứ nhất");
            assertThat(other.getByLabel("Tiêu đề").inputValue()).isEqualTo("Tên của người thứ hai");
            ready(other);
            Desk.look(other);
        }
    }

    private static final String PASTE = """
            (editor, html) => {
              const clipboardData = new DataTransfer();
              clipboardData.setData("text/html", html);
              clipboardData.setData("text/plain", "chữ thường");
              editor.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
            }""";

    private static final String PASTE_WORDS = """
            (field, text) => {
              const clipboardData = new DataTransfer();
              clipboardData.setData("text/plain", text);
              field.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
            }""";

    /** Word's lists, letters of old fonts, and a server that does not answer. */
    @Test
    void whatIsPastedFromOtherProgramsBecomesOurs(Chromium chromium) {
        var id = draft("Dán từ nơi khác", "<p>Đầu</p>");
        try (var context = chromium.reader()) {
            var page = Desk.enter(context, program);
            open(page, id);
            var editor = page.locator("#soan .ProseMirror");
            editor.click();
            page.keyboard().press("Control+End");
            page.keyboard().press("Enter");
            editor.evaluate(
                    PASTE,
                    "<p class=MsoNormal>X· <b>Nói M©y</b> ®\u00adîc cÊp n\u00adíc:<img src='file:///C:/a.png'></p>"
                            + "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>b¶n Nµ Lóa</p>"
                            + "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>b¶n Th\u00adîng</p>");
            var offer = page.locator("#ban-do p");
            offer.waitFor();
            assertThat(offer.textContent()).contains("1 ảnh").contains("TCVN3");
            offer.locator("button").click();
            editor.getByText("bản Thượng").waitFor();
            var title = "X· Nói M©y ®\u00adîc cÊp n\u00adíc s¹ch";
            Desk.fill(page, "Tiêu đề", title); // the event below only tells of it
            page.locator("#title").evaluate(PASTE_WORDS, title);
            page.locator("#ban-do").getByRole(AriaRole.BUTTON).click();
            assertThat(page.getByLabel("Tiêu đề").inputValue()).isEqualTo("Xã Núi Mây được cấp nước sạch");
            page.locator("#lead").evaluate(PASTE_WORDS, title);
            var another = page.locator("#ban-do").getByRole(AriaRole.BUTTON);
            another.waitFor();
            Desk.fill(page, "Sapo", "Đã viết lại bằng lời khác."); // before the button is pressed
            another.click();
            assertThat(page.getByLabel("Sapo").inputValue()).isEqualTo("Đã viết lại bằng lời khác.");
            page.route("**/bai/dan", route -> route.abort());
            page.keyboard().press("Control+End");
            editor.evaluate(PASTE, "<p style='mso-x:1'>giàu</p>");
            editor.getByText("chữ thường").waitFor();
            Desk.press(page, "Lưu");
            page.locator(".desk-said").waitFor();

            assertThat(body(id))
                    .startsWith("<p>Đầu</p><p>Xã <strong>Núi Mây</strong> được cấp nước:</p>")
                    .contains("<ul><li>bản Nà Lúa</li><li>bản Thượng")
                    .contains("chữ thường")
                    .doesNotContain("©", "mso");
        }
    }

    private String body(String id) {
        client.write("POST", "/api/v1/articles/" + id + "/publish", new JsonObject());
        return client.json("/api/v1/articles/" + id).getString("bodyHtml");
    }

    private static FilePayload png() throws IOException {
        var image = new BufferedImage(800, 500, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().fillRect(100, 100, 300, 200);
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return new FilePayload("cau.png", "image/png", bytes.toByteArray());
    }

    @Test
    void aPictureIsBroughtChosenAndShownAndAnEarlierVersionComesBack(Chromium chromium) throws IOException {
        var id = draft("Bài có ảnh", "<p>Cầu dài 120 mét.</p>");
        try (var context = chromium.reader()) {
            var page = Desk.enter(context, program);
            open(page, id);
            Desk.press(page, "Chọn ảnh đại diện");
            Desk.look(page);
            page.getByLabel("Tệp ảnh").setInputFiles(png());
            Desk.fill(page, "Trong ảnh có gì", "Cầu mới");
            Desk.fill(page, "Nguồn ảnh", "An Nhiên");
            Desk.press(page, "Đưa lên");
            page.locator("#anh-dai-dien img").waitFor();
            Desk.fill(page, "Chú thích ảnh trong bài này", "Cầu mới, sáng thông xe");
            page.locator("#soan p").first().click();
            Desk.press(page, "Chèn ảnh");
            page.locator("#anh-tim-thay button").first().click();
            page.locator("#soan figure img").waitFor();
            Desk.press(page, "Lưu");
            page.locator(".desk-said").waitFor();
            var body = body(id);
            assertThat(body).contains("<figure>", "alt=\"Cầu mới\"").contains("Cầu dài 120 mét.");
            assertThat(client.json("/api/v1/articles/" + id)
                            .getJsonObject("image")
                            .getString("alt"))
                    .isEqualTo("Cầu mới");

            var read = client.get(client.json("/api/v1/articles/" + id).getString("url"));
            assertThat(Jsoup.parse(read.body())
                            .select(".story-picture figcaption")
                            .text())
                    .startsWith("Cầu mới, sáng thông xe");
            assertThat(client.get("/rss.xml").body()).contains("Cầu mới, sáng thông xe");
            assertThat(client.get("/feed.json").body()).contains("Cầu mới, sáng thông xe");

            page.navigate(program.site() + "/toa-soan/anh?q=C%E1%BA%A7u");
            assertThat(page.locator(".desk-gallery li").first().textContent()).contains("1 bài");
            Desk.look(page);
            open(page, id);
            page.locator("#soan p").first().fill("Cầu dài 102 mét.");
            Desk.press(page, "Lưu");
            page.locator(".desk-said").waitFor();
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Các phiên bản"))
                    .click();
            assertThat(page.locator(".desk-diff del").first().textContent()).contains("120");
            assertThat(page.locator(".desk-diff ins").first().textContent()).contains("102");
            Desk.look(page);
            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("Phiên bản 2").setExact(true))
                    .click();
            Desk.press(page, "Lấy lại lời văn của phiên bản này");
            page.locator(".desk-said").waitFor();
            assertThat(client.json("/api/v1/articles/" + id).getString("bodyHtml"))
                    .isEqualTo(body);
        }
    }

    @Test
    void everySampleStoryOpensInTheEditorAndSavesUnchanged(Chromium chromium) {
        try (var context = chromium.reader()) {
            var page = Desk.enter(context, program);
            var wrong = new ArrayList<String>();
            for (var one : client.json("/api/v1/articles?limit=100").getJsonArray("items")) {
                var id = String.valueOf(((JsonObject) one).getLong("id"));
                var before = client.json("/api/v1/articles/" + id);
                open(page, id);
                if (page.locator("#soan").isHidden()) wrong.add(id + " as text");
                Desk.press(page, "Lưu");
                page.locator(".desk-said").waitFor();
                if (!client.json("/api/v1/articles/" + id).equals(before)) wrong.add(id + " changed");
            }
            assertThat(wrong).isEmpty();
        }
    }

    @Test
    void aLongTextIsTakenATooLongOneIsKeptAndTwoPressesMakeOneStory(Chromium chromium) {
        try (var context = chromium.reader()) {
            var page = Desk.enter(context, program);
            open(page, "moi");
            Desk.press(page, "Chuyển sang văn bản");
            Desk.fill(page, "Tiêu đề", "Bài rất dài");
            Desk.fill(page, "Nội dung", "Câu chuyện dài. ".repeat(14_000));
            page.evaluate("() => { const b = document.querySelector('[value=save]'); b.click(); b.click(); }");
            page.locator("[data-state=draft]").waitFor();
            page.waitForURL("**/bai/*da-luu=save");
            ready(page);
            var words = "Dài quá. ".repeat(60_000);
            Desk.fill(page, "Nội dung", words);
            Desk.press(page, "Lưu");
            assertThat(page.locator("#bodyHtml-sai").textContent()).isNotEmpty();
            assertThat(page.locator("#bodyHtml").inputValue()).hasSize(words.length());
            page.navigate(program.site() + "/toa-soan?q=bai+rat+dai");
            assertThat(page.locator(".desk-stories li")).isNotNull();
            assertThat(page.locator(".desk-stories li").count()).isEqualTo(1);
        }
    }

    @Test
    void anEmbargoIsSaidAtItsFieldAndInTheListAndLiftedByWhoPublishes(Chromium chromium) throws IOException {
        var id = draft("Bài cấm đăng", "<p>Lời</p>");
        try (var context = chromium.reader()) {
            var page = Desk.enter(context, program);
            open(page, id);
            Desk.fill(page, "Sapo", "Chưa lưu");
            Desk.fill(page, "Cấm đăng trước", "2099-01-31T07:30");
            Desk.press(page, "Đăng ngay");
            assertThat(page.locator("#embargoedUntil-sai").textContent()).contains("2099", "07:30");
            assertThat(page.getByLabel("Sapo").inputValue()).isEqualTo("Chưa lưu");
            assertThat(state(page)).isEqualTo("draft");
            ready(page);
            Desk.look(page);
            Desk.press(page, "Lưu");
            page.locator(".desk-said").waitFor();
            assertThat(client.get("/a/" + id).statusCode()).isEqualTo(404);
            page.navigate(program.site() + "/toa-soan?q=bai+cam+dang");
            assertThat(page.locator(".desk-stories").textContent()).contains("cấm đăng trước");
            page.locator("#nhieu-bai [name=chon]").check();
            Desk.press(page, "Đăng ngay");
            page.getByText("Không bài nào làm được.").waitFor();
            assertThat(page.locator(".desk-done").textContent()).contains("31/01/2099, 07:30");
            open(page, id);
            assertThat(page.getByLabel("Cấm đăng trước").inputValue()).isEqualTo("2099-01-31T07:30");
            Desk.fill(page, "Cấm đăng trước", "");
            Desk.press(page, "Đăng ngay");
            assertThat(state(page)).isEqualTo("published");
            assertThat(page.getByLabel("Cấm đăng trước").count()).isZero();
        }
    }

    private static List<String> stages(Page page) {
        return page.locator("#nhieu-bai .desk-stage").allTextContents();
    }

    /** With boxes, a range and the keyboard; one button for all of them, and one that takes it back, with a script and without. */
    @Test
    void manyStoriesGoOnAtOnceAndComeBack(Chromium chromium) throws IOException {
        for (int i = 1; i <= 4; i++) draft("Nhiều bài " + i, "<p>Lời</p>");
        var list = "/toa-soan?q=" + "nhieu+bai";
        try (var context = chromium.reader();
                var plain = chromium.plainReader()) {
            var page = Desk.enter(context, program);
            page.navigate(program.site() + list);
            var boxes = page.locator("#nhieu-bai [name=chon]");
            assertThat(page.locator("[value=submit]").isDisabled()).isTrue();
            boxes.first().check();
            boxes.last().click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
            assertThat(page.locator("#chon-so").textContent()).contains("4");
            assertThat(page.locator("#chon-het").isChecked()).isTrue();
            page.keyboard().press("Escape");
            assertThat(page.locator("#nhieu-bai [name=chon]:checked").count()).isZero();
            boxes.first().focus();
            page.keyboard().press("Space");
            page.keyboard().press("Shift+ArrowDown");
            assertThat(page.locator("#chon-so").textContent()).contains("2");
            assertThat(page.locator("[name=nut][value=take]").isDisabled()).isTrue();
            Desk.look(page);
            Desk.press(page, "Gửi duyệt");
            page.getByText("Đã gửi duyệt 2 bài.").waitFor();
            Desk.look(page);
            assertThat(stages(page)).filteredOn("Chờ duyệt"::equals).hasSize(2);
            Desk.press(page, "Hoàn tác");
            page.getByText("Đã hoàn tác 2 bài.").waitFor();
            assertThat(stages(page)).containsOnly("Bản nháp");

            page.locator("#chon-het").check();
            page.evaluate(
                    "() => { const b = document.querySelector('[name=nut][value=publish]'); b.click(); b.click(); }");
            page.getByText("Đã đăng 4 bài.").waitFor();
            assertThat(client.json("/api/v1/front").encode()).contains("Nhiều bài 1", "Nhiều bài 4");

            plain.addCookies(context.cookies().stream()
                    .map(one -> new Cookie(one.name, one.value)
                            .setUrl(program.site().toString()))
                    .toList());
            var bare = plain.newPage();
            bare.navigate(program.site() + list);
            bare.locator("#nhieu-bai [name=chon]").first().check();
            Desk.press(bare, "Gỡ bài");
            assertThat(bare.locator("#reason-sai").textContent()).contains("lý do");
            assertThat(bare.locator("#nhieu-bai [name=chon]:checked").count())
                    .as("stays")
                    .isEqualTo(1);
            Desk.fill(bare, "Lý do gỡ", "Nhầm");
            bare.locator("#nhieu-bai [name=chon]").nth(1).check();
            Desk.press(bare, "Gỡ bài");
            bare.getByText("Đã gỡ 2 bài.").waitFor();
            Desk.press(bare, "Hoàn tác");
            bare.getByText("Đã hoàn tác 2 bài.").waitFor();
            assertThat(stages(bare)).containsOnly("Đã đăng");
        }
    }

    /** Ctrl+Alt+M so soon after the caret came here that the browser has not told the page yet that it did. */
    private static final String CARET_AND_SHORTCUT = """
            (paragraph) => {
              document.getElementById("soan").focus();
              getSelection().collapse(paragraph.firstChild, 3);
              paragraph.dispatchEvent(new KeyboardEvent("keydown",
                {key: "m", code: "KeyM", keyCode: 77, ctrlKey: true, altKey: true, bubbles: true, cancelable: true}));
            }""";

    /** From the caret's paragraph, by keyboard; the author finds it beside the text and in the list, and marks it done. */
    @Test
    void aParagraphIsCommentedOnWhenAStoryIsSentBack(Chromium chromium) throws IOException {
        var id = draft("Trả lại theo đoạn", "<p>Đoạn đầu.</p><p>Đoạn hai nói về cầu.</p><p>Đoạn ba.</p>");
        try (var context = chromium.reader();
                var bare = chromium.plainReader()) {
            var page = Desk.enter(context, program);
            open(page, id);
            Desk.press(page, "Gửi duyệt");
            ready(page);
            Desk.press(page, "Nhận duyệt");
            ready(page);
            page.locator("#soan").getByText("Đoạn hai nói về cầu.").evaluate(CARET_AND_SHORTCUT);
            assertThat(page.locator("#ghi-chu-1").evaluate("field => field === document.activeElement"))
                    .isEqualTo(true);
            assertThat(page.locator("#doan-1").inputValue()).isEqualTo("1");
            page.keyboard().type("Cầu nào?");
            Desk.press(page, "Thêm một ghi chú");
            Desk.fill(page, "Ghi chú 2", "Không chọn đoạn");
            Desk.look(page);
            Desk.press(page, "Trả lại");
            assertThat(page.locator("#comments-sai").textContent()).contains("đoạn văn");
            assertThat(page.locator("#ghi-chu-1").inputValue()).isEqualTo("Cầu nào?");
            ready(page);
            page.locator("#doan-2").selectOption("0");
            Desk.press(page, "Trả lại");
            assertThat(state(page)).isEqualTo("returned");
            ready(page);
            assertThat(page.locator(".desk-notes").textContent()).contains("2 ghi chú");
            assertThat(page.locator("#soan .desk-remarked").allTextContents())
                    .containsExactly("Đoạn đầu.", "Đoạn hai nói về cầu.");
            Desk.look(page);
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Tới đoạn 2"))
                    .click();
            page.keyboard().press("End");
            page.keyboard().type(" Cầu Nà Lúa.");
            assertThat(page.locator("#soan .desk-remarked").allTextContents()).containsExactly("Đoạn đầu.");
            var done = page.locator("[data-remark]", new Page.LocatorOptions().setHasText("Không chọn đoạn"));
            done.getByRole(AriaRole.BUTTON).click();
            page.locator("li[data-finished='1']").waitFor();
            assertThat(page.locator("#soan").textContent()).as("stays").contains("Cầu Nà Lúa.");
            Desk.press(page, "Lưu");
            ready(page);
            assertThat(page.locator("[data-remark]").allTextContents())
                    .anyMatch(one -> one.contains("Cầu nào?") && one.contains("Đoạn này đã đổi"));

            bare.addCookies(context.cookies().stream()
                    .map(one -> new Cookie(one.name, one.value)
                            .setUrl(program.site().toString()))
                    .toList());
            var plain = bare.newPage();
            plain.navigate(program.site() + "/toa-soan/bai/" + id);
            plain.locator("li[data-finished='0']").getByRole(AriaRole.BUTTON).click();
            assertThat(plain.locator("li[data-finished='1']").count()).isEqualTo(2);
        }
    }
}
