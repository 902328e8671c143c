package vn.tinmoi.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What leads a reader from a story to others, on the real program; and a correction on a page that is open. */
@Served
final class ReadingIT {

    private final Program program;
    private final Client client;

    ReadingIT(Program program, Client client) {
        this.program = program;
        this.client = client;
    }

    @Test
    void anOpenStorySaysWhatWasCorrected(Chromium chromium) {
        var story = client.publish("Bến thủy mới đón 1.420 khách");
        try (var reader = chromium.reader()) {
            var page = reader.newPage();
            page.navigate(program.site() + story.getString("url"));
            assertThat(page.locator("#truc-tiep")).isVisible();
            assertThat(page.locator("#dinh-chinh")).isHidden();

            correct(
                    story.getLong("id"),
                    new JsonObject()
                            .put("bodyHtml", "<p>1.240 khách</p>")
                            .put("correction", "Đã sửa số khách: 1.240 chứ không phải <b>1.420</b>."));

            assertThat(page.locator("#dinh-chinh p").first())
                    .hasText("Đã sửa số khách: 1.240 chứ không phải <b>1.420</b>.");
            assertThat(page.locator("#ban-moi")).containsText("Đã sửa số khách");
            page.locator("#xem-ban-moi").click();
            assertThat(page.locator("#noi-dung-bai")).hasText("1.240 khách");
            assertThat(page.locator("#dinh-chinh p").first()).containsText("1.240 chứ không phải");

            client.withdraw(story.getLong("id"));

            assertThat(page.locator("#dinh-chinh")).hasCount(0);
        }
    }

    @Test
    void axeFindsNothingOnThePagesThatLookBack(Chromium chromium) {
        var corrected = client.publish("Tin được đính chính");
        correct(
                corrected.getLong("id"),
                new JsonObject().put("byline", "Theo TTXVN").put("correction", "Đã sửa tên ở đoạn 2."));
        var today = LocalDate.now(ZoneId.of("Asia/Ho_Chi_Minh"));
        try (var reader = chromium.reader()) {
            var page = reader.newPage();
            for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                for (var path : List.of(
                        corrected.getString("url"),
                        "/luu-tru",
                        "/en/luu-tru",
                        "/luu-tru/" + today,
                        "/luu-tru/" + today.minusDays(1),
                        "/luu-tru/2001-01-01",
                        "/nguon/ttxvn")) {
                    page.navigate(program.site() + path);
                    assertThat(new AxeBuilder(page).analyze().getViolations())
                            .as(path + " " + scheme)
                            .isEmpty();
                }
            }
        }
    }

    private void correct(long id, JsonObject change) {
        assertThat(client.write("PATCH", "/api/v1/articles/" + id, change).statusCode())
                .isEqualTo(200);
    }
}
