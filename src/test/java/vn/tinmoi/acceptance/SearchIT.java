package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinmoi.store.TestBackends;

/** Search on the real program: what is published is found when its writer is answered, what is withdrawn is not. */
final class SearchIT {
    @TempDir
    static Path folder;

    private static Program program;
    private static Client client;

    @BeforeAll
    static void serve() {
        program = Program.serve(
                folder,
                Map.of(
                        "TINMOI_DATABASE_URL",
                        TestBackends.freshDatabase(),
                        "TINMOI_REDIS_URL",
                        TestBackends.freshRedis()));
        client = new Client(program.site());
    }

    @AfterAll
    static void close() {
        program.close();
    }

    @Test
    void aStoryIsFoundWhenItsWriterIsAnsweredAndGoneWhenItIsWithdrawn() {
        var story = client.publish("Quyết định 12/2026/QĐ-UBND về bến thủy Đồng Sen")
                .getLong("id");
        for (var typed : List.of("12/2026/QĐ-UBND", "ben thuy dong sen", "bến thuỷ Đồng Sen")) {
            assertThat(found(typed)).as(typed).first().isEqualTo(story);
        }

        client.withdraw(story);

        assertThat(found("12/2026/QĐ-UBND")).isEmpty();
        assertThat(client.get("/tim-kiem?q=" + encoded("12/2026/QĐ-UBND")).body())
                .doesNotContain("bến thủy");
    }

    @Test
    void theListUnderTheFieldIsUsedWithTheKeyboard() {
        Chromium.requireInstalled();
        var story = client.publish("Hội đua thuyền trên sông Thủy mở rộng");
        try (var chromium = Chromium.launch()) {
            var complaints = new ArrayList<String>();
            var page = chromium.reader().newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) complaints.add(message.text());
            });
            page.onPageError(complaints::add);
            page.navigate(program.site() + "/");
            var field = page.locator(".find input");
            field.click();
            PlaywrightAssertions.assertThat(field).hasAttribute("role", "combobox");
            field.pressSequentially("dua thuyen");
            var first = page.locator("[role=option]").first();
            PlaywrightAssertions.assertThat(first).hasText("Hội đua thuyền trên sông Thủy mở rộng");

            field.press("ArrowDown");
            PlaywrightAssertions.assertThat(first).hasAttribute("aria-selected", "true");
            field.press("Escape");
            PlaywrightAssertions.assertThat(page.locator("[role=listbox]")).isHidden();
            PlaywrightAssertions.assertThat(field).hasValue("dua thuyen");
            field.press("ArrowDown");
            PlaywrightAssertions.assertThat(first).isVisible();
            field.press("ArrowDown");
            field.press("Enter");

            page.waitForURL("**" + story.getString("url"));
            page.locator(".find input").fill("dua thuyen");
            page.locator(".find input").press("Enter");
            PlaywrightAssertions.assertThat(page.locator(".hit-title mark").first())
                    .hasText("đua thuyền");
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void axeFindsNothingWhileTheListIsOpen() {
        Chromium.requireInstalled();
        try (var chromium = Chromium.launch()) {
            var page = chromium.reader().newPage();
            page.navigate(program.site() + "/tim-kiem");
            page.locator("#tim").click();
            page.locator("#tim").pressSequentially("lua");
            PlaywrightAssertions.assertThat(page.locator("[role=option]").first())
                    .isVisible();
            page.locator("#tim").press("ArrowDown");
            assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
        }
    }

    private static List<Long> found(String typed) {
        return client.json("/api/v1/search?q=" + encoded(typed)).getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getLong("id"))
                .toList();
    }

    private static String encoded(String typed) {
        return URLEncoder.encode(typed, StandardCharsets.UTF_8);
    }
}
