package vn.tinmoi.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The installed Chromium, without a screen and without calls home. One thread. */
final class Chromium implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");

    /** A headless browser says so in its name and would not be counted as a reader. */
    private static final String READER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/156.0.0.0 Safari/537.36";

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright) {
        this.playwright = playwright;
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(PROGRAM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    /** Skips the test that asks, and says so, where none is installed. */
    static void requireInstalled() {
        assumeTrue(Files.isExecutable(PROGRAM), "skipped: no Chromium in " + PROGRAM);
    }

    static Chromium launch() {
        return new Chromium(Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))));
    }

    /** Another reader, who has never been here. */
    BrowserContext reader() {
        return reader(options -> {});
    }

    /** The same with a window or a taste of their own. */
    BrowserContext reader(Consumer<Browser.NewContextOptions> wishes) {
        var options = new Browser.NewContextOptions().setUserAgent(READER);
        wishes.accept(options);
        return browser.newContext(options);
    }

    /** One without JavaScript. */
    BrowserContext plainReader() {
        return browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
