package vn.tinmoi.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.Media;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a reader's device does: the tools of a story, what is saved, what opens without a network. Runs where a Chromium is installed. */
@Served
final class DeviceIT {
    private static final int SOON = 10_000;

    /** A device with an English and a Vietnamese voice, that notes what it is to say and finishes when told to. */
    private static final String VOICES = """
            window.spoken = [];
            const synthesis = {
              getVoices: () => [{lang: "en-US", localService: true}, {lang: "vi-VN", localService: true}],
              speak: (utterance) => { window.spoken.push(utterance.text); window.voice = utterance.voice.lang; window.utterance = utterance; },
              cancel: () => { window.cancelled = (window.cancelled ?? 0) + 1; },
              addEventListener: () => {},
            };
            Object.defineProperty(window, "speechSynthesis", {value: synthesis});
            window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };""";

    private final Program program;
    private final Chromium chromium;
    private final List<String> complaints = new ArrayList<>();
    private BrowserContext reader;

    DeviceIT(Program program, Chromium chromium) {
        this.program = program;
        this.chromium = chromium;
    }

    @BeforeEach
    void anotherReader() {
        reader = chromium.reader();
        reader.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) complaints.add(message.text());
        });
        reader.onWebError(error -> complaints.add(error.error()));
    }

    @AfterEach
    void gone() {
        reader.close();
        complaints.removeIf(
                complaint -> complaint.contains("ERR_INTERNET_DISCONNECTED")); // these tests cut the network
        complaints.removeIf(complaint -> complaint.contains("status of 410"));
        assertThat(complaints).as("console errors").isEmpty();
    }

    @Test
    void theToolsOfAStorySayWhatTheyDid() {
        reader.grantPermissions(List.of("clipboard-read", "clipboard-write"));
        var story = publish("Bài có đủ công cụ");
        var page = open(story);
        var told = page.locator("#cong-cu-noi");

        page.locator("#co-chu").click();
        assertThat(page.locator("#co-chu")).hasText("Cỡ chữ: lớn");
        assertThat(page.locator("#bao-viec")).hasText("Cỡ chữ: lớn");
        page.locator("#them-cong-cu").click();
        page.locator("#cong-cu [data-look=theme]").click();
        assertThat(page.locator("#giao-dien")).hasText("Giao diện: sáng");
        page.locator("#chep-lien-ket").click();
        assertThat(told).hasText("Đã chép liên kết của bài.");
        assertThat((String) page.evaluate("() => navigator.clipboard.readText()"))
                .endsWith("/a/" + id(story));
        page.locator("#luu-bai").click();
        assertThat(told).hasText("Đã lưu bài trên máy này. Xem tin đã lưu");
        assertThat(page.locator("#luu-bai")).hasText("Bỏ lưu");

        page.reload();
        assertThat(page.locator("#co-chu")).hasText("Cỡ chữ: lớn");
        assertThat(page.locator("#luu-bai")).hasText("Bỏ lưu");
        assertThat(page.locator("#nghe-bai"))
                .hasCSS("visibility", "hidden"); // no voice on this machine: nothing is offered
    }

    @Test
    void withoutScriptTheLinksOfTheToolsAreThereAndNothingElse() {
        var story = publish("Bài đọc không có script");
        var plain = chromium.plainReader();
        var page = plain.newPage();
        page.navigate(address(story));

        assertThat(page.locator("#cong-cu a:visible")).hasText(new String[] {"Facebook", "Zalo", "Tải mã QR"});
        assertThat(page.locator("#cong-cu button:visible")).hasCount(0);
        assertThat(page.locator("#cong-cu a").first())
                .hasAttribute(
                        "href",
                        "https://www.facebook.com/sharer/sharer.php?u="
                                + encoded(program.site().toString().replace("127.0.0.1", "localhost") + "/a/"
                                        + id(story)));
        plain.close();
    }

    @Test
    void aVietnameseVoiceReadsTitleLeadAndTextAndNoTable() {
        reader.addInitScript(VOICES);
        var story = publish(
                "Bài để nghe",
                "<p>Câu một. Câu <b>hai</b> đây.</p><table><tbody><tr><td>Số liệu</td></tr></tbody></table>"
                        + "<ul><li>Mục cuối</li></ul>");
        var page = open(story);

        var button = page.locator("#nghe-bai");
        button.click();
        assertThat(button).hasText("Tạm dừng đọc");
        finish(page, 1);
        button.click();
        assertThat(button).hasText("Nghe tiếp");
        page.evaluate("() => window.utterance.onend()"); // late news of what was stopped
        button.click();
        for (int said = 3; said <= 6; said++) finish(page, said);

        assertThat(page.locator("#cong-cu-noi")).hasText("Đã đọc hết bài.");
        assertThat(page.evaluate("() => window.spoken.map((text) => text.trim())"))
                .isEqualTo(List.of(
                        "Bài để nghe",
                        "Tóm tắt: Bài để nghe",
                        "Tóm tắt: Bài để nghe",
                        "Câu một.",
                        "Câu hai đây.",
                        "Mục cuối"));
        assertThat(page.evaluate("() => window.voice")).isEqualTo("vi-VN");
        assertThat(page.locator("#thoi-nghe")).isHidden();

        button.click();
        page.evaluate("() => { window.cancelled = 0; dispatchEvent(new Event('pagehide')); }");
        assertThat(page.evaluate("() => window.cancelled")).isEqualTo(1);
    }

    private static void finish(Page page, int said) {
        page.waitForFunction("said => window.spoken.length === said", said);
        page.evaluate("() => window.utterance.onend()");
    }

    @Test
    void whatIsSavedIsListedWithoutANetworkAndCanBeRemoved() {
        var one = publish("Bài để dành thứ nhất");
        var two = publish("Bài để dành thứ hai");
        var page = open(one);
        page.locator("#luu-bai").click();
        isKept(page, one);
        page.navigate(address(two));
        page.locator("#luu-bai").click();
        isKept(page, two);
        reader.setOffline(true);

        page.navigate(program.site() + "/da-luu");
        var rows = page.locator("#tren-may > li");
        assertThat(rows).hasCount(2);
        assertThat(rows.first()).containsText("Bài để dành thứ hai");
        assertThat(rows.first()).containsText("Đọc được khi không có mạng");
        assertThat(page.locator("#khong-mang")).isVisible();
        rows.first().locator("button").click();
        assertThat(rows).hasCount(1);
        assertThat(rows.first().locator("button")).isFocused();
        rows.first().locator("button").click();

        assertThat(page.locator(".none")).isVisible();
        assertThat(page.locator("#bao-viec")).hasText("Đã bỏ lưu, còn 0 tin.");
    }

    @Test
    void aWithdrawnStoryLeavesItsPlaceInTheListAndNoWords() {
        var story = publish("Bài sẽ bị gỡ sau khi lưu");
        var page = open(story);
        page.locator("#luu-bai").click();
        isKept(page, story);
        page.navigate("about:blank");
        new Client(program.site()).withdraw(id(story));

        page.navigate(program.site() + "/da-luu");

        var row = page.locator("#tren-may > li");
        assertThat(row).containsText("Bài này đã được tòa soạn gỡ.", within());
        assertThat(row).not().containsText("Bài sẽ bị gỡ");
        assertThat(row.locator(".kept-offline")).isHidden();
        assertThat(page.evaluate("() => localStorage.getItem('tm-saved')").toString())
                .doesNotContain("Bài sẽ bị gỡ");
        assertThat(keeps(page, story)).isFalse();
    }

    @Test
    void withoutANetworkAStoryThatWasReadOpensAndSaysSoAndAListDoesNot() {
        var story = publish("Bài đọc lại khi mất mạng");
        var page = open(story);
        isKept(page, story);
        reader.setOffline(true);

        page.reload();
        assertThat(page.locator("h1")).hasText("Bài đọc lại khi mất mạng");
        assertThat(page.locator("#ban-luu")).containsText("Bạn đang ngoại tuyến; bản lưu lúc ");
        assertThat(page.locator("#tin-moi")).isHidden();
        assertThat(page.evaluate("() => getComputedStyle(document.querySelector('h1')).fontWeight"))
                .isEqualTo("700");

        page.navigate(program.site() + "/");
        assertThat(page.locator("h1")).hasText("Đọc khi không có mạng");
        assertThat(page.locator("#khong-mang")).isVisible();
        assertThat(page.locator("#tren-may a").first()).hasText("Bài đọc lại khi mất mạng");
        assertThat(page.locator("#tin-moi")).hasCount(0);
        page.locator("#tren-may a").first().click();
        assertThat(page.locator("#ban-luu")).isVisible();
        page.navigate(program.site() + "/en/chuyen-muc/tin-tuc");
        assertThat(page.locator("h1")).hasText("Reading without a network");

        reader.setOffline(false);
        page.navigate(address(story));
        assertThat(page.locator("#ban-luu")).isHidden();
        assertThat(page.locator("#tin-moi li").first()).isVisible();
    }

    @Test
    void aWithdrawnStoryIsNotKeptAnyLonger() {
        var heard = publish("Bài bị gỡ khi trang còn mở");
        var met = publish("Bài bị gỡ lúc vắng mặt");
        var page = open(met);
        isKept(page, met);
        page.navigate(address(heard));
        isKept(page, heard);
        var client = new Client(program.site());

        client.withdraw(id(heard));
        assertThat(page.locator("h1")).hasText("Bài viết đã được gỡ", hasText());
        Chromium.until(page, "async (name) => !(await caches.has(name))", "tm-story-" + id(heard));
        page.navigate("about:blank");
        client.withdraw(id(met));
        page.navigate(address(met));

        assertThat(keeps(page, met)).isFalse();
        reader.setOffline(true);
        page.navigate(address(met));
        assertThat(page.locator("h1")).hasText("Đọc khi không có mạng");
        assertThat(page.locator("main")).not().containsText("Bài bị gỡ");
    }

    @Test
    void aStoryThatIsWithdrawnWhileItIsBeingKeptIsNotKept() {
        var story = publish("Bài bị gỡ giữa lúc đang được giữ lại");
        var page = open(story);
        isKept(page, story);

        var kept = page.evaluate("""
                async (id) => {
                  const {keep, forget} = await import("/static/js/device/kept.js");
                  const keeping = keep({id});
                  await forget(id);
                  await keeping;
                  return caches.has("tm-story-" + id);
                }""", (int) id(story));

        assertThat(kept).isEqualTo(false);
    }

    @Test
    void aNewVersionTakesOverAndLeavesNothingOfTheOld() {
        var worker = new Client(program.site()).get("/sw.js").body();
        var version = worker.replaceFirst("(?s).*?VERSION = \"(\\w+)\".*", "$1");
        reader.route(
                "**/sw.js", // the first time: Playwright cannot stand between a worker and its new version
                route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                        .setContentType("text/javascript")
                        .setBody(worker.replace(version, "older"))));
        var page = open(publish("Bài đọc qua một bản phát hành"));
        fillsFor(page, "older");

        reader.unroute("**/sw.js");
        page.evaluate("() => navigator.serviceWorker.getRegistration().then((one) => one.update())");

        fillsFor(page, version);
    }

    private static void fillsFor(Page page, String version) {
        Chromium.until(page, """
                async (version) =>
                  (await caches.keys()).filter((name) => name.startsWith('tm-files-')).join() === 'tm-files-' + version""", version);
    }

    @Test
    void aPrintedStoryIsBlackOnWhiteWithItsAddressAndNothingToPress() {
        var cell = "<td>" + "khong-co-khoang-trang-".repeat(6) + "</td>";
        var story = publish(
                "Bài để in",
                "<p>Thân bài với <a href=\"https://example.org/" + "dai".repeat(60) + "\">liên kết</a>.</p>"
                        + "<table><tbody><tr>" + cell.repeat(4) + "</tr></tbody></table>");
        var page = open(story);
        for (int i = 0; i < 2; i++) page.locator("#giao-dien").click();
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");

        page.setViewportSize(718, 1000); // A4 without its margins
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

        for (var part : List.of("h1", ".story-lead", ".story-body", ".story-meta time", ".qr img", ".qr-address"))
            assertThat(page.locator("main, aside").locator(part).first()).isVisible();
        for (var part : List.of("#cong-cu", "#tin-moi", "#thong-ke", ".sections", ".foot", ".banner-day", "#ban-luu"))
            assertThat(page.locator(part)).isHidden();
        assertThat(
                        page.evaluate(
                                "() => { const {color, backgroundColor} = getComputedStyle(document.body); return [color, backgroundColor].join(); }"))
                .isEqualTo("rgb(0, 0, 0),rgb(255, 255, 255)");
        assertThat(page.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(718);
    }

    @Test
    void noTextBecomesHtmlOrScriptOnAnyPage() {
        var story = publish("Bài dưới Trusted Types");
        for (var path : List.of("/", "/bai-viet/x-" + id(story), "/bang-theo-doi", "/chuyen-muc/tin-tuc", "/da-luu")) {
            var page = reader.newPage();
            page.navigate(program.site() + path);
            assertThat(page.evaluate("""
                    () => [
                      () => (document.body.innerHTML = "<b>x</b>"),
                      () => document.write("x"),
                      () => (document.createElement("script").src = "/x.js"),
                      () => trustedTypes.createPolicy("another", {createHTML: (text) => text}),
                    ].map((sink) => { try { sink(); return "done"; } catch (e) { return e.name; } }).join()""")).as(path).isEqualTo("TypeError,TypeError,TypeError,TypeError");
            page.close();
        }
        assertThat(complaints).isNotEmpty().allMatch(complaint -> complaint.contains("rusted"));
        complaints.clear();
    }

    private Page open(JsonObject story) {
        var page = reader.newPage();
        page.navigate(address(story));
        return page;
    }

    private static void isKept(Page page, JsonObject story) {
        page.waitForFunction("() => navigator.serviceWorker.controller");
        Chromium.until(
                page,
                "async (name) => (await caches.has(name)) && (await (await caches.open(name)).keys()).length > 3",
                "tm-story-" + id(story));
    }

    private static boolean keeps(Page page, JsonObject story) {
        return (boolean) page.evaluate("(name) => caches.has(name)", "tm-story-" + id(story));
    }

    private JsonObject publish(String title) {
        return new Client(program.site()).publish(title);
    }

    private JsonObject publish(String title, String html) {
        var body = new JsonObject()
                .put("title", title)
                .put("lead", "Tóm tắt: " + title)
                .put("bodyHtml", html)
                .put("status", "published");
        var answer = new Client(program.site()).write("POST", "/api/v1/articles", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new JsonObject(answer.body());
    }

    private static long id(JsonObject story) {
        return story.getLong("id");
    }

    private String address(JsonObject story) {
        return program.site() + story.getString("url");
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static LocatorAssertions.ContainsTextOptions within() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(SOON);
    }

    private static LocatorAssertions.HasTextOptions hasText() {
        return new LocatorAssertions.HasTextOptions().setTimeout(SOON);
    }
}
