package vn.tinmoi.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reader's real browser: the page is alive. Runs where a Chromium is installed. */
@Served(alone = true)
final class BrowserIT {

    private final Program program;
    private final Chromium chromium;

    BrowserIT(Program program, Chromium chromium) {
        this.program = program;
        this.chromium = chromium;
    }

    @Test
    void aPublishedStoryArrivesWithoutReloadAndAWithdrawnOneGoes() {
        var client = new Client(program.site());
        var complaints = new ArrayList<String>();
        var page = open("/", complaints);
        assertThat(page.locator("#tin-moi [data-article-id]").first()).isVisible();
        page.waitForFunction("() => document.cookie.includes('tm_v=')");

        var story = client.publish("Tin vừa đến trong lúc đang đọc");

        var item = page.locator("#tin-moi [data-article-id='" + story.getLong("id") + "']");
        assertThat(item).containsText("Tin vừa đến trong lúc đang đọc");
        assertThat(page.locator("#tin-moi [data-article-id]")).hasCount(20);

        client.withdraw(story.getLong("id"));

        assertThat(item).hasCount(0);
        assertThat(page.locator("#thong-ke [data-stat=online]")).hasText("1");
        assertThat(complaints).as("console errors").isEmpty();
        page.context().close();
    }

    @Test
    void aCorrectionReachesTheOpenStory() {
        var client = new Client(program.site());
        var complaints = new ArrayList<String>();
        var story = client.publish("Tiêu đề còn lỗi chính tả");
        var page = open("/a/" + story.getLong("id"), complaints);
        assertThat(page.locator("h1")).hasText("Tiêu đề còn lỗi chính tả");

        client.write(
                "PATCH",
                "/api/v1/articles/" + story.getLong("id"),
                new io.vertx.core.json.JsonObject().put("title", "Tiêu đề đã sửa"),
                "If-Match",
                "\"1\"");

        assertThat(page.locator("h1")).hasText("Tiêu đề đã sửa");
        assertThat(complaints).as("console errors").isEmpty();
        page.context().close();
    }

    @Test
    void aBrowserThatAProgramDrivesIsNoReader() {
        var client = new Client(program.site());
        try (var driven = Chromium.launchDriven()) {
            long before = client.json("/api/v1/stats").getLong("total");
            var page = driven.reader().newPage();
            page.navigate(program.site() + "/");
            page.waitForFunction("() => document.cookie.includes('tm_v=')");
            Chromium.until(
                    page,
                    "() => fetch('/api/v1/stats/ignored').then((answer) => answer.json())"
                            + ".then(({days}) => days.at(-1).reasons.automated > 0)",
                    null);

            assertThat(client.json("/api/v1/stats").getLong("total")).isEqualTo(before);
        }
    }

    @Test
    void withoutScriptEverythingReads() {
        var context = chromium.plainReader();
        var page = context.newPage();
        page.navigate(program.site() + "/");
        assertThat(page.locator("#tin-moi [data-article-id]")).hasCount(20);
        page.locator("#tin-moi a").first().click();
        assertThat(page.locator("h1")).isVisible();
        assertThat(page.locator("#thong-ke [data-stat=total]")).isVisible();
        context.close();
    }

    private Page open(String path, List<String> complaints) {
        var page = chromium.reader().newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) complaints.add(message.text());
        });
        page.onPageError(complaints::add);
        page.navigate(program.site() + path);
        return page;
    }
}
