package vn.tinmoi.acceptance;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.Await;

/** The installed Chromium, without a screen and without calls home. One thread. */
final class Chromium implements AutoCloseable {
    private static final double PATIENCE_MS =
            60_000; // what comes by an event comes at once, but perhaps on a busy machine
    private static final Path WHOLE = Path.of("/usr/bin/chromium");

    /** The same browser without windows, menus and the processes that draw them: half the CPU. */
    private static final Path PROGRAM = Stream.of(Path.of("/usr/bin/chromium-headless-shell"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(WHOLE);

    static final String MISSING =
            "to look at pages, install Chromium: apt-get install chromium-headless-shell; there is no " + PROGRAM;

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** A headless browser says so in its name and would not be counted as a reader. */
    private static final String READER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/156.0.0.0 Safari/537.36";

    /** A driven browser says so to its pages, and would not be counted either. */
    private static final String UNDRIVEN = "--disable-blink-features=AutomationControlled";

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, String... arguments) {
        this.playwright = playwright;
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(PROGRAM)
                        .setArgs(Stream.concat(ARGUMENTS.stream(), Stream.of(arguments))
                                .toList()));
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** One that people read with, as far as its pages can tell. */
    static Chromium launch() {
        return new Chromium(playwright(), UNDRIVEN);
    }

    /** One that tells its pages that a program drives it, as they do unless they are told not to. */
    static Chromium launchDriven() {
        return new Chromium(playwright());
    }

    private static Playwright playwright() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        return Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
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

    /**
     * Returns when the page's answer is true. {@code question} may ask what answers later, which Playwright's
     * waitForFunction does not wait for: to it a promise is as good as true.
     */
    static void until(Page page, String question, @Nullable Object about) {
        Await.until(() -> (boolean) page.evaluate(question, about));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
