package vn.tinmoi.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinmoi.store.TestBackends;

/** A reader's real browser: the page is alive. Runs where a Chromium is installed. */
final class BrowserIT {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    /** A headless browser says so in its name and would not be counted as a reader. */
    private static final String READER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/156.0.0.0 Safari/537.36";

    @TempDir
    static Path folder;

    private static Program program;
    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void openABrowser() {
        assumeTrue(Files.isExecutable(CHROMIUM), "skipped: no Chromium in " + CHROMIUM);
        program = Program.serve(
                folder,
                Map.of(
                        "TINMOI_DATABASE_URL",
                        TestBackends.freshDatabase(),
                        "TINMOI_REDIS_URL",
                        TestBackends.freshRedis()));
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    static void close() {
        if (browser != null) browser.close();
        if (playwright != null) playwright.close();
        if (program != null) program.close();
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
        assertThat(item).containsText("Tin vừa đến trong lúc đang đọc", within(10_000));
        assertThat(page.locator("#tin-moi [data-article-id]")).hasCount(20);

        client.withdraw(story.getLong("id"));

        assertThat(item).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(10_000));
        assertThat(page.locator("[data-stat=online]")).hasText("1", hasText(10_000));
        assertThat(complaints).as("console errors").isEmpty();
        page.close();
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

        assertThat(page.locator("h1")).hasText("Tiêu đề đã sửa", hasText(10_000));
        assertThat(complaints).as("console errors").isEmpty();
        page.close();
    }

    @Test
    void withoutScriptEverythingReads() {
        var context = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        var page = context.newPage();
        page.navigate(program.site() + "/");
        assertThat(page.locator("#tin-moi [data-article-id]")).hasCount(20);
        page.locator("#tin-moi a").first().click();
        assertThat(page.locator("h1")).isVisible();
        assertThat(page.locator("#thong-ke [data-stat=total]")).isVisible();
        context.close();
    }

    private static Page open(String path, List<String> complaints) {
        var page = browser.newContext(new Browser.NewContextOptions().setUserAgent(READER))
                .newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) complaints.add(message.text());
        });
        page.onPageError(complaints::add);
        page.navigate(program.site() + path);
        return page;
    }

    private static LocatorAssertions.ContainsTextOptions within(double ms) {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(ms);
    }

    private static LocatorAssertions.HasTextOptions hasText(double ms) {
        return new LocatorAssertions.HasTextOptions().setTimeout(ms);
    }
}
