package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is typed without a pause while the server is killed, the network goes or the tab crashes. */
@Served
final class WordsKeptIT {
    private static final long MOST_LOST = TimeUnit.MILLISECONDS.toNanos(1_300); // a second, and a slow machine's disk

    private final int moments = Integer.getInteger("tinmoi.kills", 1); // of each kind; ten take six minutes
    private final Random random = new Random(3);
    private final HashMap<String, String> settings =
            new HashMap<>(Program.settings("TINMOI_SAMPLE=false", "TINMOI_ADMIN_PASSWORD=" + Desk.FIRST));
    private Program program;

    /** One key, and when the browser had it. */
    private record Key(char letter, long at) {}

    @BeforeEach
    void start() {
        program = Program.serve(settings);
        settings.put("TINMOI_HTTP_PORT", String.valueOf(program.site().getPort()));
    }

    @AfterEach
    void stop() {
        program.close();
    }

    /** The server is killed, and what was typed before and after arrives when it is back. */
    @Test
    void aServerThatIsKilledLosesNothing(Chromium chromium) {
        for (int moment = 0; moment < moments; moment++) {
            try (var context = chromium.reader();
                    var elsewhere = chromium.reader()) {
                var page = write(context, "Bài thứ " + moment);
                var keys = new ArrayList<Key>();
                type(page, keys, random.nextInt(3_000));
                program.kill();
                type(page, keys, 500);
                page.locator("[data-saved=device]").waitFor();
                program = Program.serve(settings);
                page.locator("[data-saved=server]").waitFor();

                var other = Desk.enter(elsewhere, program); // nothing is on this device
                var last = takeOffer(other, path(page));
                assertThat(last).isEqualTo(text(keys));
            }
        }
    }

    /**
     * The tab is gone in the middle of a word; what was typed until a second before is on the device. In a browser of its own: one
     * that had a crash may never close another test's page.
     */
    @Test
    void aTabThatCrashesLosesASecondAtMost() {
        assumeThat(Chromium.isInstalled()).as(Chromium.MISSING).isTrue();
        try (var chromium = Chromium.launch()) {
            crashAtSomeMoments(chromium);
        }
    }

    private void crashAtSomeMoments(Chromium chromium) {
        for (int moment = 0; moment < moments; moment++) {
            try (var context = chromium.reader()) {
                var page = write(context, "Bài mất trang " + moment);
                var path = path(page);
                var keys = new ArrayList<Key>();
                type(page, keys, random.nextInt(1_500));
                context.setOffline(true);
                type(page, keys, 1_500 + random.nextInt(1_500));
                long crashed = System.nanoTime();
                crash(page);
                page.close();
                context.setOffline(false);

                var found = takeOffer(context.newPage(), path);
                var sure = keys.stream()
                        .filter(key -> key.at() < crashed - MOST_LOST)
                        .toList();
                assertThat(sure).isNotEmpty();
                assertThat(found).startsWith(text(sure));
                assertThat(text(keys)).startsWith(found);
            }
        }
    }

    private Page write(BrowserContext context, String title) {
        var sent = new io.vertx.core.json.JsonObject().put("title", title).put("bodyHtml", "<p></p>");
        var story = new io.vertx.core.json.JsonObject(new Client(program.site())
                .write("POST", "/api/v1/articles", sent)
                .body());
        var page = Desk.enter(context, program);
        page.navigate(program.site() + "/toa-soan/bai/" + story.getLong("id"));
        page.locator("#bai[data-ready]").waitFor();
        page.locator("#soan p").first().click();
        return page;
    }

    private String path(Page page) {
        return page.url().substring(program.site().toString().length());
    }

    private void type(Page page, List<Key> keys, long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        do {
            char letter = (char) ('a' + random.nextInt(26));
            page.keyboard().type(String.valueOf(letter));
            keys.add(new Key(letter, System.nanoTime()));
            page.waitForTimeout(40); // a quick writer: below what a pause is
        } while (System.nanoTime() < end);
    }

    private static String text(List<Key> keys) {
        var text = new StringBuilder();
        keys.forEach(key -> text.append(key.letter()));
        return text.toString();
    }

    private static void crash(Page page) {
        assertThatThrownBy(() -> page.navigate("chrome://crash")).hasMessageContaining("crash");
    }

    /** What the page offers of what was being written. */
    private String takeOffer(Page page, String path) {
        page.navigate(program.site() + path);
        page.locator("#bai[data-ready]").waitFor();
        page.locator("#ban-do button").first().click();
        page.locator("#ban-do").waitFor(hidden());
        return page.locator("#soan .ProseMirror").textContent();
    }

    private static com.microsoft.playwright.Locator.WaitForOptions hidden() {
        return new com.microsoft.playwright.Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.HIDDEN);
    }
}
