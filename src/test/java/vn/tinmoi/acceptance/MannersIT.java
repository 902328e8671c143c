package vn.tinmoi.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitUntilState;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An open page is alive without getting in the way. Runs where a Chromium is installed. */
@Served(alone = true)
final class MannersIT {
    private static final int SOON = 10_000;

    /** Notes where everything stands that is neither in a list that lives nor below one, as far as the reader sees it. */
    private static final String NOTE_PLACES = """
            (places) => {
              window.places = [...document.querySelectorAll(places)]
                .map((place) => ({place, at: place.getBoundingClientRect()}))
                .filter(({at}) => at.bottom > 0 && at.top < innerHeight);
              return window.places.length;
            }""";

    private static final String ON_THE_FRONT_PAGE =
            "h1, .front-lead .card-title, .front-seconds .card-title, .picks .pick-title, .band .section-title";

    /** What has moved since by more than the pixel that rounding takes. */
    private static final String MOVED = """
            () => window.places.map(({place, at}) => [place.textContent.trim(), place.getBoundingClientRect().top - at.top, place.getBoundingClientRect().left - at.left])
              .filter(([, down, right]) => Math.abs(down) > 1 || Math.abs(right) > 1).join(";")""";

    private static final String SETTLED =
            "() => document.getAnimations().every((one) => one.playState === 'finished') || null";

    private static final String HEARD = """
            window.heard = [];
            addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
              const {textContent} = document.getElementById("bao-tin");
              if (textContent) window.heard.push({at: performance.now(), text: textContent});
            }).observe(document.getElementById("bao-tin"), {childList: true}));""";

    private final Program program;
    private final Chromium chromium;
    private final List<String> complaints = new ArrayList<>();
    private BrowserContext reader;

    MannersIT(Program program, Chromium chromium) {
        this.program = program;
        this.chromium = chromium;
    }

    @BeforeEach
    void anotherReader() {
        reader = reader(1440, false);
    }

    private BrowserContext reader(int width, boolean still) {
        var context = chromium.reader(options -> {
            options.setViewportSize(width, 900);
            if (still) options.setReducedMotion(ReducedMotion.REDUCE);
        });
        context.addInitScript(HEARD);
        context.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) complaints.add(message.text());
        });
        context.onWebError(error -> complaints.add(error.error()));
        return context;
    }

    @AfterEach
    void gone() {
        reader.close();
        assertThat(complaints).as("console errors").isEmpty();
    }

    @Test
    void atTheTopAStorySlidesInAndNothingAroundItMoves() {
        var page = open("/");
        assertThat((int) page.evaluate(NOTE_PLACES, ON_THE_FRONT_PAGE)).isPositive();

        var story = publish("Tin trượt vào khi đang ở đầu trang", "tin-tuc");

        var row = latest(page, story);
        assertThat(row).hasCount(1, soon());
        assertThat(row).hasClass("row fresh");
        page.waitForFunction(SETTLED);
        assertThat(page.evaluate(MOVED)).isEqualTo("");
        assertThat(page.locator("#co-tin-moi")).isHidden();
    }

    @Test
    void whoHasScrolledGetsAPillAndTheirPageStandsStill() {
        for (int width : new int[] {390, 1440}) {
            var context = reader(width, false);
            var page = context.newPage();
            page.navigate(program.site() + "/");
            page.evaluate("() => document.querySelectorAll('.band')[2].scrollIntoView()");
            page.waitForFunction("() => document.querySelector('#tin-moi').getBoundingClientRect().top < 0");
            assertThat((int) page.evaluate(NOTE_PLACES, ON_THE_FRONT_PAGE)).isPositive();
            for (int i = 1; i <= 3; i++) publish("Tin thứ " + i + " khi đã cuộn xuống, cỡ " + width, "tin-tuc");

            var pill = page.locator("#co-tin-moi");
            assertThat(pill).hasText("3 tin mới", hasText());
            assertThat(page.evaluate(MOVED)).as("%s px", width).isEqualTo("");
            pill.click();

            var first = page.locator("#tin-moi li").first();
            assertThat(first).containsText("Tin thứ 3 khi đã cuộn xuống, cỡ " + width);
            assertThat(first.locator("a")).isFocused();
            assertThat(pill).isHidden();
            context.close();
        }
    }

    @Test
    void theTitleCountsWhatCameWhileNobodyLooked() {
        var page = open("/");
        var title = page.title();
        look(page, false);
        for (int i = 1; i <= 3; i++) publish("Tin đến khi thẻ bị che, số " + i, "tin-tuc");

        page.waitForFunction("(title) => document.title === '(3) ' + title", title);
        look(page, true);
        assertThat(page.title()).isEqualTo(title);
    }

    private static void look(Page page, boolean visible) {
        page.evaluate("""
                (hidden) => {
                  Object.defineProperty(document, "hidden", {value: hidden, configurable: true});
                  document.dispatchEvent(new Event("visibilitychange"));
                }""", !visible);
    }

    @Test
    void whatIsSaidIsSaidTogetherAndAtMostEveryTenSeconds() {
        var page = open("/");
        publish("Tin được đọc lên ngay", "tin-tuc");
        page.waitForFunction("() => window.heard.length === 1");
        publish("Tin thứ hai trong mười giây", "tin-tuc");
        publish("Tin thứ ba trong mười giây", "tin-tuc");

        page.waitForFunction("() => window.heard.length === 2", null, patiently());

        assertThat(page.evaluate("() => window.heard.map(({text}) => text)"))
                .isEqualTo(List.of("Tin mới: Tin được đọc lên ngay", "Có 2 tin mới"));
        assertThat((boolean) page.evaluate("() => window.heard[1].at - window.heard[0].at >= 9_900"))
                .isTrue();
    }

    @Test
    void whoAsksForNoMotionSeesNone() {
        var still = reader(1440, true);
        var page = still.newPage();
        page.navigate(program.site() + "/");

        var story = publish("Tin hiện ra không chuyển động", "tin-tuc");

        assertThat(latest(page, story)).hasClass("row fresh", new LocatorAssertions.HasClassOptions().setTimeout(SOON));
        assertThat(page.evaluate("() => document.getAnimations().length")).isEqualTo(0);
        still.close();
    }

    @Test
    void aCategorysOwnPageTakesItsStoriesAndNoOthers() {
        var page = open("/chuyen-muc/giao-duc");
        var own = publish("Tin giáo dục vừa đến", "giao-duc");
        var other = publish("Tin kinh tế vừa đến", "kinh-te");

        assertThat(latest(page, other)).hasCount(1, soon());
        var cards = page.locator("#tin-chuyen-muc > article");
        assertThat(cards.first()).hasAttribute("data-article-id", String.valueOf(id(own)));
        assertThat(cards.first().locator(".card-lead")).hasText("Tóm tắt: Tin giáo dục vừa đến");
        assertThat(page.locator("#tin-chuyen-muc [data-article-id='" + id(other) + "']"))
                .hasCount(0);

        revise(own, "1", new JsonObject().put("category", "kinh-te"));
        assertThat(page.locator("#tin-chuyen-muc [data-article-id='" + id(own) + "']"))
                .hasCount(0, soon());

        page.evaluate("() => scrollTo(0, 1200)");
        var before = page.locator("#tin-chuyen-muc > article").count();
        var waiting = publish("Tin giáo dục khi đã cuộn", "giao-duc");
        assertThat(page.locator("#co-tin-moi")).hasText("1 tin mới", hasText());
        assertThat(page.locator("#tin-chuyen-muc > article")).hasCount(before);
        page.locator("#co-tin-moi").click();
        assertThat(cards.first()).hasAttribute("data-article-id", String.valueOf(id(waiting)));
        assertThat(cards.first().locator(".card-title a")).isFocused();
    }

    @Test
    void aBandOfTheFrontPageTakesItsStoryAsCardAndTheOldCardAsRow() {
        var page = open("/");
        var band = page.locator(".band[data-category=moi-truong]");
        var card = band.locator(".card");
        var old = card.locator(".card-title").textContent();
        var rows = band.locator(".rows > li");
        int count = rows.count();

        publish("Tin môi trường không có ảnh", "moi-truong");
        assertThat(rows.first()).containsText("Tin môi trường không có ảnh", containsText());
        assertThat(card.locator(".card-title")).hasText(old);

        var story = publishWithPicture("Tin môi trường vừa đến", "moi-truong");

        assertThat(card).hasAttribute("data-article-id", String.valueOf(id(story)), attribute());
        assertThat(card.locator(".card-title")).hasText("Tin môi trường vừa đến");
        assertThat(rows).containsText(new String[] {"Tin môi trường không có ảnh", old});
        assertThat(rows).hasCount(Math.min(3, count + 1));

        revise(story, "1", new JsonObject().put("title", "Tin môi trường đã sửa"));
        assertThat(card.locator(".card-title")).hasText("Tin môi trường đã sửa", hasText());
    }

    @Test
    void theLeadFollowsWhatIsChosenAndWithdrawn() {
        var page = open("/");
        var lead = page.locator(".front-lead .card");
        var seconds = page.locator(".front-seconds .card");
        var before = lead.locator(".card-title").textContent();
        var story = publish("Tin được chọn làm tin chính", "kinh-te");
        assertThat(latest(page, story)).hasCount(1, soon());
        assertThat(lead.locator(".card-title")).hasText(before);

        feature(story, true);
        assertThat(lead).hasAttribute("data-article-id", String.valueOf(id(story)), attribute());
        assertThat(lead.locator("p.card-lead")).hasText("Tóm tắt: Tin được chọn làm tin chính");
        assertThat(lead.locator(".kicker")).hasText("Kinh tế");
        assertThat(lead.locator(".card-picture")).isHidden();
        assertThat(seconds.first().locator(".card-title")).hasText(before);

        feature(story, false);
        assertThat(lead.locator(".card-title")).hasText(before, hasText());
        assertThat(lead.locator(".card-picture")).isVisible();

        feature(story, true);
        assertThat(lead).hasAttribute("data-article-id", String.valueOf(id(story)), attribute());
        lead.locator(".card-title a").focus();
        new Client(program.site()).withdraw(id(story));
        assertThat(lead.locator(".card-title")).hasText(before, hasText());
        assertThat(seconds).hasCount(2);
        assertThat((String) page.evaluate("() => document.activeElement.localName"))
                .isNotEqualTo("body");
    }

    @Test
    void whatTheNewVersionLacksGoesAndTheFocusStaysInTheStory() {
        var story = publishWithPicture("Bài bỏ ảnh và đổi chuyên mục", "kinh-te");
        var page = open("/bai-viet/x-" + id(story));
        assertThat(page.locator(".story-picture")).isVisible();

        revise(
                story,
                "1",
                new JsonObject().putNull("image").put("category", "giao-duc").put("byline", "Theo Người Đưa Tin"));
        assertThat(page.locator("#ban-moi")).not().hasAttribute("hidden", "", attribute());
        page.locator("#xem-ban-moi").click();

        assertThat(page.locator(".story-picture")).hasCount(0);
        assertThat(page.locator(".story-source")).containsText("Người Đưa Tin");
        assertThat(page.locator(".crumbs li").last()).hasText("Giáo dục");
        assertThat(page.locator("#bai-viet h1")).isFocused();
        page.waitForFunction("() => document.getElementById('bao-tin').textContent.includes('bản mới')");
    }

    @Test
    void aWithdrawnStoryThatIsPublishedAgainComesBackWithItsTools() {
        var story = publish("Bài gỡ rồi đăng lại", "tin-tuc");
        var page = open("/bai-viet/x-" + id(story));
        var client = new Client(program.site());
        client.withdraw(id(story));
        assertThat(page.locator("h1")).hasText("Bài viết đã được gỡ", hasText());
        assertThat(page.locator("#cong-cu")).hasCount(0);

        client.write("POST", "/api/v1/articles/" + id(story) + "/publish", new JsonObject());

        assertThat(page.locator("h1")).hasText("Bài gỡ rồi đăng lại", hasText());
        assertThat(page.locator(".story-body")).containsText("Nội dung của Bài gỡ rồi đăng lại.");
        assertThat(page).hasTitle(java.util.regex.Pattern.compile("Bài gỡ rồi đăng lại.*"));
        page.locator("#luu-bai").click();
        assertThat(page.locator("#luu-bai")).hasText("Bỏ lưu");
        complaints.removeIf(complaint -> complaint.contains("status of 410"));
    }

    @Test
    void aStoryMayGoBeforeItsToolsCome() {
        var story = publish("Bài bị gỡ trước khi có công cụ", "tin-tuc");
        var page = reader.newPage();
        var tools = new CompletableFuture<Route>();
        page.route("**/js/story/tools.js", tools::complete);
        page.navigate(
                program.site() + "/bai-viet/x-" + id(story),
                new Page.NavigateOptions().setWaitUntil(WaitUntilState.DOMCONTENTLOADED));
        page.waitForCondition(tools::isDone);

        new Client(program.site()).withdraw(id(story));
        assertThat(page.locator("h1")).hasText("Bài viết đã được gỡ", hasText());
        tools.join().resume();
        page.evaluate("() => import('/static/js/story/tools.js').then(() => {})");

        assertThat(page.locator("#cong-cu")).hasCount(0);
        complaints.removeIf(complaint -> complaint.contains("status of 410"));
    }

    @Test
    void aCorrectionSaysSoAndDoesNotMoveTheTextUnderTheReadersEyes() {
        var story = publish("Bài dài được sửa trong lúc đọc", "tin-tuc", "<p>Một đoạn văn để đọc.</p>".repeat(60));
        var page = open("/bai-viet/x-" + id(story));
        page.evaluate("() => scrollTo(0, 1500)");
        assertThat((int) page.evaluate(NOTE_PLACES, ".story-body p")).isPositive();

        revise(
                story,
                "1",
                new JsonObject().put("bodyHtml", "<p>Bản mới.</p>" + "<p>Một đoạn văn để đọc.</p>".repeat(60)));

        assertThat(page.locator("#ban-moi")).not().hasAttribute("hidden", "", attribute());
        assertThat(page.locator("#cap-nhat")).containsText("Vừa được cập nhật:");
        assertThat(page.evaluate(MOVED)).isEqualTo("");
        page.locator("#xem-ban-moi").click();
        assertThat(page.locator(".story-body p").first()).hasText("Bản mới.");
    }

    private Page open(String path) {
        var page = reader.newPage();
        page.navigate(program.site() + path);
        page.waitForFunction("() => document.readyState === 'complete'");
        return page;
    }

    private JsonObject publish(String title, String category) {
        return publish(title, category, "<p>Nội dung của " + title + ".</p>");
    }

    private JsonObject publishWithPicture(String title, String category) {
        var file = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(480, 320, BufferedImage.TYPE_INT_RGB), "png", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var picture = new JsonObject(
                new Client(program.site()).upload(file.toByteArray(), title).body());
        return publish(new JsonObject()
                .put("title", title)
                .put("category", category)
                .put("image", picture.getString("id"))
                .put("status", "published"));
    }

    private void feature(JsonObject story, boolean featured) {
        var answer = new Client(program.site())
                .write(
                        "POST",
                        "/api/v1/articles/" + id(story) + "/feature",
                        new JsonObject().put("featured", featured));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private JsonObject publish(String title, String category, String html) {
        return publish(new JsonObject()
                .put("title", title)
                .put("lead", "Tóm tắt: " + title)
                .put("bodyHtml", html)
                .put("category", category)
                .put("status", "published"));
    }

    private JsonObject publish(JsonObject body) {
        var answer = new Client(program.site()).write("POST", "/api/v1/articles", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new JsonObject(answer.body());
    }

    private void revise(JsonObject story, String version, JsonObject change) {
        var answer = new Client(program.site())
                .write("PATCH", "/api/v1/articles/" + id(story), change, "If-Match", "\"" + version + "\"");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static long id(JsonObject story) {
        return story.getLong("id");
    }

    private static Locator latest(Page page, JsonObject story) {
        return page.locator("#tin-moi [data-article-id='" + id(story) + "']");
    }

    private static LocatorAssertions.HasCountOptions soon() {
        return new LocatorAssertions.HasCountOptions().setTimeout(SOON);
    }

    private static LocatorAssertions.ContainsTextOptions containsText() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(SOON);
    }

    private static LocatorAssertions.HasTextOptions hasText() {
        return new LocatorAssertions.HasTextOptions().setTimeout(SOON);
    }

    private static LocatorAssertions.HasAttributeOptions attribute() {
        return new LocatorAssertions.HasAttributeOptions().setTimeout(SOON);
    }

    private static Page.WaitForFunctionOptions patiently() {
        return new Page.WaitForFunctionOptions().setTimeout(20_000);
    }
}
