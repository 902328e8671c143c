package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Search on the real program: what is published is found when its writer is answered, what is withdrawn is not. */
@Served
final class SearchIT {

    private final Program program;
    private final Client client;

    SearchIT(Program program, Client client) {
        this.program = program;
        this.client = client;
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
    void theListUnderTheFieldIsUsedWithTheKeyboard(Chromium chromium) {
        var story = client.publish("Hội đua thuyền trên sông Thủy mở rộng");
        try (var reader = chromium.reader()) {
            var complaints = new ArrayList<String>();
            var page = reader.newPage();
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
    void axeFindsNothingWhileTheListIsOpen(Chromium chromium) {
        try (var reader = chromium.reader()) {
            var page = reader.newPage();
            page.navigate(program.site() + "/tim-kiem");
            page.locator("#tim").click();
            page.locator("#tim").pressSequentially("lua");
            PlaywrightAssertions.assertThat(page.locator("[role=option]").first())
                    .isVisible();
            page.locator("#tim").press("ArrowDown");
            assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
        }
    }

    private List<Long> found(String typed) {
        return client.json("/api/v1/search?q=" + encoded(typed)).getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getLong("id"))
                .toList();
    }

    private static String encoded(String typed) {
        return URLEncoder.encode(typed, StandardCharsets.UTF_8);
    }
}
