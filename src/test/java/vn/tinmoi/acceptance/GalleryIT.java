package vn.tinmoi.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.vertx.core.json.JsonObject;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The pictures of the house: many are brought at once, and none of them is lost on the way. */
@Served("TINMOI_ADMIN_PASSWORD=" + Desk.FIRST)
final class GalleryIT {
    private static final String FILES = """
            ([place, event, count]) => {
              const files = new DataTransfer();
              for (let i = 0; i < count; i++) {
                const canvas = Object.assign(document.createElement("canvas"), {width: 64 + i, height: 48});
                const bytes = Uint8Array.from(atob(canvas.toDataURL("image/png").split(",")[1]), (one) => one.charCodeAt(0));
                files.items.add(new File([bytes], `tha-${event}-${i}.png`, {type: "image/png"}));
              }
              const target = document.querySelector(place);
              const {left, top} = target.getBoundingClientRect();
              const how = {bubbles: true, cancelable: true, clientX: left + 8, clientY: top + 8};
              target.dispatchEvent(event === "paste"
                ? new ClipboardEvent("paste", {...how, clipboardData: files})
                : new DragEvent("drop", {...how, dataTransfer: files}));
            }""";

    private static final String LEAVES = "() => dispatchEvent(new Event('beforeunload', {cancelable: true}))";

    private final Program program;
    private final Client client;

    GalleryIT(Program program, Client client) {
        this.program = program;
        this.client = client;
    }

    private static FilePayload png(String name, Color colour) throws IOException {
        var image = new BufferedImage(900, 600, BufferedImage.TYPE_INT_RGB);
        var paint = image.createGraphics();
        paint.setColor(colour);
        paint.fillRect(0, 0, 600, 600);
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return new FilePayload(name, "image/png", bytes.toByteArray());
    }

    private static FilePayload text(String name, String type) {
        return new FilePayload(name, type, "không phải ảnh".getBytes(StandardCharsets.UTF_8));
    }

    private Page open(Page page) {
        page.navigate(program.site() + "/toa-soan/anh");
        page.locator("#nhieu-anh[data-ready]")
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        return page;
    }

    private static Locator row(Page page, String name) {
        return page.locator("#anh-gui li", new Page.LocatorOptions().setHasText(name));
    }

    private static void say(Locator row, String alt, String credit) {
        row.getByLabel("Trong ảnh có gì").fill(alt);
        row.getByLabel("Nguồn ảnh").fill(credit);
    }

    private static void press(Locator row, String button) {
        row.getByText(button).click();
    }

    @Test
    void manyPicturesComeAtOnceAndOneThatFailsGoesAgain(Chromium chromium) throws IOException {
        var sent = new AtomicInteger();
        try (var context = chromium.reader()) {
            var page = open(Desk.enter(context, program));
            page.onRequest(request -> {
                if (request.method().equals("POST")) sent.incrementAndGet();
            });
            page.getByText("Đưa ảnh lên").click();
            page.getByLabel("Các tệp ảnh").setInputFiles(new FilePayload[] {
                png("ben-sen.png", Color.PINK),
                png("cau-moi.png", Color.ORANGE),
                text("hop-dong.pdf", "application/pdf"),
                text("gia.png", "image/png"),
            });
            assertThat(row(page, "hop-dong.pdf").locator(".desk-fault")).containsText("không phải là ảnh");
            assertThat(row(page, "ben-sen.png").getByLabel("Trong ảnh có gì")).isFocused();
            say(row(page, "ben-sen.png"), "Bến sen sớm mai", "An Nhiên");
            say(row(page, "gia.png"), "Ảnh giả", "");
            page.getByLabel("Trong ảnh có gì").first().press("Enter");

            assertThat(row(page, "ben-sen.png").locator(".desk-hint")).hasText("Đã tải lên");
            assertThat(row(page, "gia.png").locator(".desk-fault")).containsText("không phải là ảnh");
            assertThat(row(page, "cau-moi.png").locator(".desk-fault")).containsText("Hãy viết");
            assertThat(page.locator("#anh-gui-tong")).hasText("1/4 ảnh đã tải lên. 3 ảnh chưa gửi được.");
            Desk.look(page);
            press(row(page, "gia.png"), "Bỏ ảnh này");
            press(row(page, "hop-dong.pdf"), "Bỏ ảnh này");
            context.setOffline(true);
            say(row(page, "cau-moi.png"), "Cầu mới lúc hoàng hôn", "An Nhiên");
            press(row(page, "cau-moi.png"), "Thử lại");
            assertThat(row(page, "cau-moi.png").locator(".desk-hint")).containsText("Mất kết nối ở 0 %");
            assertThat(page.evaluate(LEAVES)).as("leaving asks").isEqualTo(false);

            int before = sent.get();
            context.setOffline(false); // it goes on by itself
            assertThat(page.locator("#anh-gui-tong")).hasText("2/2 ảnh đã tải lên.");
            assertThat(sent.get() - before)
                    .as("it begins and comes; what is done is not sent again")
                    .isEqualTo(2);
            assertThat(page.evaluate(LEAVES)).isEqualTo(true);
            assertThat(page.locator(".desk-gallery li").first()).containsText("Cầu mới lúc hoàng hôn");
            Desk.look(page);
        }
    }

    /** At the byte that the server has: by itself when the network is back, and when the same file is picked on another page. */
    @Test
    void aPictureWhoseConnectionBreaksGoesOnWhereItStopped(Chromium chromium) throws IOException {
        var offsets = new ArrayList<String>();
        var part = 1 << 20;
        try (var context = chromium.reader()) {
            var page = Desk.enter(context, program);
            var broken = new AtomicInteger();
            page.route("**/toa-soan/anh/gui/*", route -> {
                var offset = route.request().headerValue("upload-offset");
                offsets.add(offset);
                if (!offset.equals("0") && broken.incrementAndGet() < 3) route.abort();
                else route.resume();
            });
            var file = noise("lua-chin.png");
            pick(open(page), file);
            assertThat(row(page, "lua-chin.png").locator(".desk-hint")).containsText("Mất kết nối ở ");
            page.onDialog(Dialog::accept); // leave, although something is on its way
            pick(open(page), file);
            assertThat(page.locator("#anh-gui-tong")).hasText("1/1 ảnh đã tải lên.");
            Desk.look(page);
        }
        var at = Integer.toString(part);
        assertThat(offsets).startsWith("0", at).endsWith(Integer.toString(2 * part));
        assertThat(offsets.stream().filter("0"::equals))
                .as("the first part is sent once")
                .hasSize(1);
    }

    private static void pick(Page page, FilePayload file) {
        page.getByText("Đưa ảnh lên").click();
        page.getByLabel("Các tệp ảnh").setInputFiles(file);
        say(row(page, file.name), "Lúa chín trên đồi", "An Nhiên");
        Desk.press(page, "Đưa lên");
    }

    /** Over two parts long. */
    private static FilePayload noise(String name) throws IOException {
        var image = new BufferedImage(900, 900, BufferedImage.TYPE_INT_RGB);
        var random = new Random(5);
        for (int x = 0; x < 900; x++) for (int y = 0; y < 900; y++) image.setRGB(x, y, random.nextInt());
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return new FilePayload(name, "image/png", bytes.toByteArray());
    }

    @Test
    void picturesAreDroppedAndPastedAndASessionThatEndsCostsNone(Chromium chromium) {
        try (var context = chromium.reader()) {
            var page = open(Desk.enter(context, program));
            page.evaluate(FILES, new Object[] {".desk-filter", "drop", 2});
            page.evaluate(FILES, new Object[] {"main", "paste", 1});
            assertThat(page.locator("#anh-gui li")).hasCount(3);
            for (var row : page.locator("#anh-gui li").all()) say(row, "Thả và dán", "");
            var cookies = context.cookies();
            context.clearCookies();
            Desk.press(page, "Đưa lên");
            assertThat(page.locator("#anh-gui .desk-fault").first()).containsText("Phiên làm việc đã hết");
            assertThat(page.locator("#anh-gui-tong")).containsText("0/3");
            context.addCookies(cookies);
            Desk.press(page, "Đưa lên");
            assertThat(page.locator("#anh-gui-tong")).hasText("3/3 ảnh đã tải lên.");
        }
    }

    @Test
    void picturesThatAreDroppedOnAStoryGoThroughTheDialog(Chromium chromium) {
        var sent = new JsonObject().put("title", "Thả ảnh vào bài").put("bodyHtml", "<p>Một.</p><p>Hai.</p>");
        var id = new JsonObject(client.write("POST", "/api/v1/articles", sent).body()).getLong("id");
        try (var context = chromium.reader()) {
            var page = Desk.enter(context, program);
            page.navigate(program.site() + "/toa-soan/bai/" + id);
            page.locator("#bai[data-ready]").waitFor();
            page.evaluate(FILES, new Object[] {"#soan p", "drop", 2});
            for (var alt : new String[] {"Ảnh thứ nhất", "Ảnh thứ hai"}) {
                page.locator("#chon-anh[open]").waitFor();
                Desk.fill(page, "Trong ảnh có gì", alt);
                Desk.press(page, "Đưa lên");
                page.locator("#soan img[alt='" + alt + "']").waitFor();
            }
            page.evaluate(FILES, new Object[] {"#anh-dai-dien", "drop", 1});
            page.locator("#chon-anh[open]").waitFor();
            Desk.fill(page, "Trong ảnh có gì", "Ảnh đại diện");
            Desk.press(page, "Đưa lên");
            page.locator("#anh-dai-dien img[alt='Ảnh đại diện']").waitFor();
            Desk.press(page, "Lưu");
            page.locator(".desk-said").waitFor();
        }
        client.write("POST", "/api/v1/articles/" + id + "/publish", new JsonObject());
        var story = client.json("/api/v1/articles/" + id);
        assertThat(story.getJsonObject("image").getString("alt")).isEqualTo("Ảnh đại diện");
        assertThat(story.getString("bodyHtml"))
                .matches(
                        Pattern.compile(
                                ".*<figure><img [^>]*alt=\"Ảnh thứ nhất\"[^>]*>.*</figure>.*<figure><img [^>]*alt=\"Ảnh thứ hai\".*</figure>.*"));
    }

    /** Set by keys and by a click, seen at once in the newsroom, and by readers with and without script. */
    @Test
    void whatMustBeSeenOfAPictureIsSeenWhereverItIsCut(Chromium chromium) throws IOException {
        var file = png("goc.png", Color.CYAN).buffer;
        var id = new JsonObject(client.upload(file, "Thuyền ở góc").body()).getString("id");
        try (var context = chromium.reader()) {
            var page = Desk.enter(context, program);
            page.navigate(program.site() + "/toa-soan/anh");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Thuyền ở góc"))
                    .click();
            var mark = page.locator("#tieu-diem-o");
            mark.press("ArrowRight");
            mark.press("Shift+ArrowUp");
            assertThat(mark).hasAccessibleName("Điểm nhìn: 51 % từ trái, 40 % từ trên");
            var box = page.locator("#ca-anh img").boundingBox();
            page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
            page.mouse().down();
            page.mouse().move(box.x + box.width * 0.9, box.y + box.height * 0.2);
            page.mouse().up();
            mark.press("ArrowLeft");
            assertThat(page.locator("#focusX")).hasValue("89");
            assertThat(page.locator("#focusY")).hasValue("20");
            for (var crop : page.locator(".desk-crops img").all())
                assertThat(crop).hasCSS("object-position", "89% 20%");
            Desk.look(page);
            Desk.press(page, "Lưu điểm nhìn");
            assertThat(page.locator(".desk-said")).containsText("Đã lưu");
            assertThat(page.locator("#focusX")).hasValue("89");
        }
        var story = new JsonObject()
                .put("title", "Thuyền ở góc ảnh")
                .put("image", id)
                .put("status", "published");
        var number =
                new JsonObject(client.write("POST", "/api/v1/articles", story).body()).getLong("id");
        var pick = "#tin-noi-bat [data-article-id='" + number + "'] img";
        try (var plain = chromium.plainReader();
                var context = chromium.reader()) {
            var live = context.newPage();
            live.navigate(program.site() + "/");
            live.locator("#truc-tiep:not([hidden])").waitFor();
            client.write("POST", "/api/v1/articles/" + number + "/feature", new JsonObject().put("featured", true));
            live.locator(pick).waitFor();
            var without = plain.newPage();
            without.navigate(program.site() + "/");
            for (var reader : List.of(live, without)) {
                assertThat(reader.locator(pick)).hasCSS("object-position", "90% 20%");
            }
        }
    }

    @Test
    void anUnusedPictureIsMarkedAndTakenBackAndAUsedOneStays(Chromium chromium) throws IOException {
        var file = png("xoa.png", Color.GRAY).buffer;
        var id = new JsonObject(client.upload(file, "Ảnh thừa").body()).getString("id");
        try (var context = chromium.reader()) {
            var page = Desk.enter(context, program);
            page.navigate(program.site() + "/toa-soan/anh/" + id);
            Desk.press(page, "Xóa ảnh này");
            assertThat(page.locator(".desk-said")).containsText("30 ngày");
            assertThat(page.locator("#xoa-anh ~ .desk-fault")).containsText("Sẽ xóa hẳn");
            Desk.look(page);
            page.navigate(program.site() + "/toa-soan/anh");
            Desk.fill(page, "Tìm ảnh", "Ảnh thừa");
            Desk.fill(page, "Từ ngày", "2020-01-01");
            Desk.press(page, "Lọc");
            assertThat(page.locator(".desk-gallery li")).containsText("Sẽ xóa hẳn");
            Desk.fill(page, "Đến hết ngày", "2020-01-02");
            Desk.press(page, "Lọc");
            assertThat(page.locator("#kho-anh")).containsText("Không có ảnh nào như vậy");
            page.navigate(program.site() + "/toa-soan/anh/" + id);
            Desk.press(page, "Giữ lại ảnh này");
            assertThat(page.locator(".desk-said")).containsText("giữ lại");

            var story = new JsonObject().put("title", "Bài giữ ảnh").put("image", id);
            client.write("POST", "/api/v1/articles", story);
            Desk.press(page, "Xóa ảnh này"); // the page is older than the story
            assertThat(page.locator("[role=alert]")).containsText("đang được dùng");
            assertThat(page.locator("section .desk-list li")).containsText("Bài giữ ảnh");
        }
    }

    @Test
    void aPictureOfAnotherSiteIsDescribedInTheText(Chromium chromium) {
        var body = "<p>Một.</p><figure><img src=\"https://bao.example/a.jpg\" alt=\"\" width=\"640\" height=\"400\">"
                + "<figcaption>Ảnh: Báo</figcaption></figure>";
        var sent = new JsonObject().put("title", "Ảnh của báo bạn").put("bodyHtml", body);
        var number =
                new JsonObject(client.write("POST", "/api/v1/articles", sent).body()).getLong("id");
        try (var context = chromium.reader()) {
            var page = Desk.enter(context, program);
            context.route("https://bao.example/**", Route::abort);
            page.setViewportSize(320, 700);
            page.navigate(program.site() + "/toa-soan/bai/" + number);
            page.locator("#bai[data-ready]").waitFor();
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
            assertThat(page.locator(".desk-unsaid")).containsText("bao.example");
            var describe = page.locator("[data-do=describe]");
            page.locator(".ProseMirror p").click();
            assertThat(describe).isHidden();

            page.locator(".ProseMirror figcaption").click();
            describe.click();
            page.locator("#loi-ta").fill("Cây cầu mới");
            page.keyboard().press("Enter");
            assertThat(page.locator(".ProseMirror img")).hasAttribute("alt", "Cây cầu mới");
            page.locator(".ProseMirror img").click();
            describe.click();
            assertThat(page.locator("#loi-ta")).hasValue("Cây cầu mới");
            page.keyboard().press("Escape");
            Desk.press(page, "Đăng ngay");
            page.locator("[data-state=published]").waitFor();
        }
        assertThat(client.json("/api/v1/articles/" + number).getString("bodyHtml"))
                .contains("alt=\"Cây cầu mới\"");
    }

    @Test
    void noStoryIsPublishedWithAPictureThatIsNobodys(Chromium chromium) throws IOException {
        var file = png("vo-chu.png", Color.ORANGE).buffer;
        var picture = new JsonObject(client.upload(file, "Mía chín vàng").body());
        var body = "<figure><img src=\"" + picture.getString("url") + "\" alt=\"\"></figure>";
        var sent = new JsonObject()
                .put("title", "Mùa mía")
                .put("image", picture.getString("id"))
                .put("bodyHtml", body);
        var number =
                new JsonObject(client.write("POST", "/api/v1/articles", sent).body()).getLong("id");
        try (var context = chromium.reader()) {
            var page = Desk.enter(context, program);
            page.navigate(program.site() + "/en/toa-soan/bai/" + number);
            assertThat(page.locator("#anh-dai-dien .desk-unsaid")).containsText("no credit");
            page.navigate(program.site() + "/toa-soan/bai/" + number);
            page.locator("#bai[data-ready]").waitFor();
            Desk.fill(page, "Tiêu đề", "Mùa mía trên đồi");
            Desk.press(page, "Đăng ngay");
            assertThat(page.locator("#image-sai")).containsText("ảnh “Mía chín vàng” chưa ghi nguồn");
            assertThat(page.getByLabel("Tiêu đề")).hasValue("Mùa mía trên đồi");
            assertThat(page.locator("[data-state=draft]")).isVisible();
            page.locator("#bai[data-ready]").waitFor();
            Desk.look(page);
            var one = page.waitForPopup(
                    () -> page.locator(".desk-unsaid a").first().click());
            Desk.fill(one, "Nguồn ảnh", "Hợp tác xã Nà Lúa");
            Desk.press(one, "Lưu lời");
            assertThat(one.locator(".desk-said")).containsText("Đã lưu lời");
            Desk.press(page, "Đăng ngay");
            page.locator("[data-state=published]").waitFor();
            assertThat(page.locator(".desk-unsaid")).hasCount(0);
        }
        assertThat(client.json("/api/v1/articles/" + number).getString("title")).isEqualTo("Mùa mía trên đồi");
    }

    @Test
    void whatIsSaidOfAPictureIsSaidBetterAndNobodyIsOverruledUnseen(Chromium chromium) throws IOException {
        var id = new JsonObject(
                        client.upload(png("loi.png", Color.PINK).buffer, "Cau").body())
                .getString("id");
        var story = new JsonObject().put("title", "Bài có lời").put("image", id).put("status", "published");
        var article =
                new JsonObject(client.write("POST", "/api/v1/articles", story).body()).getString("id");
        try (var context = chromium.reader();
                var other = chromium.reader()) {
            var page = Desk.enter(context, program);
            other.addCookies(context.cookies());
            var older = other.newPage();
            for (var one : List.of(page, older)) one.navigate(program.site() + "/toa-soan/anh/" + id);
            assertThat(page.locator("textarea:is(#alt, #caption)")).hasCount(2); // a line would cut what is long
            Desk.fill(page, "Trong ảnh có gì", "Cầu Nậm Rịa lúc sáng");
            Desk.fill(page, "Nguồn ảnh", "An Nhiên");
            Desk.press(page, "Lưu lời");
            assertThat(page.locator(".desk-said")).containsText("Đã lưu lời");

            Desk.fill(older, "Trong ảnh có gì", "Cây cầu");
            Desk.press(older, "Lưu lời");
            assertThat(older.locator("[role=alert]")).containsText("đã được sửa");
            assertThat(older.getByLabel("Trong ảnh có gì")).hasValue("Cây cầu");
            assertThat(older.locator("#alt-nay")).containsText("Cầu Nậm Rịa lúc sáng");
            assertThat(older.locator("#credit-nay")).containsText("An Nhiên");
            Desk.look(older);
            Desk.fill(older, "Trong ảnh có gì", "​");
            Desk.press(older, "Lưu lời");
            assertThat(older.locator("#alt-sai")).isVisible();
            Desk.fill(older, "Trong ảnh có gì", "Cầu Nậm Rịa lúc rạng đông");
            Desk.fill(older, "Nguồn ảnh", "An Nhiên");
            Desk.press(older, "Lưu lời");
            assertThat(older.locator(".desk-said")).containsText("Đã lưu lời");
        }
        var image = client.json("/api/v1/articles/" + article).getJsonObject("image");
        assertThat(image.getString("alt")).isEqualTo("Cầu Nậm Rịa lúc rạng đông");
    }

    @Test
    void withoutScriptOnePictureComesByAForm(Chromium chromium) throws IOException {
        try (var signedIn = chromium.reader();
                var context = chromium.plainReader()) {
            Desk.enter(signedIn, program);
            context.addCookies(signedIn.cookies());
            var page = context.newPage();
            page.navigate(program.site() + "/toa-soan/anh");
            page.getByText("Đưa ảnh lên").click();
            page.locator("#mot-anh").getByLabel("Tệp ảnh").setInputFiles(png("khong-script.png", Color.GREEN));
            page.locator("#mot-anh").getByLabel("Trong ảnh có gì").fill("Đồng lúa");
            Desk.press(page, "Đưa lên");
            page.locator(".desk-said").waitFor();
            assertThat(page.locator(".desk-gallery li").first()).containsText("Đồng lúa");
        }
    }
}
