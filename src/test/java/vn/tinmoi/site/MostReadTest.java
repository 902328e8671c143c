package vn.tinmoi.site;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.site.Newspaper.header;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.log.EventText;
import vn.tinmoi.store.TestBackends;

/** "Đọc nhiều", on the front page and in the API. */
final class MostReadTest {
    private final Newspaper paper = new Newspaper(TestBackends.freshDatabase());

    @AfterEach
    void close() {
        paper.close();
    }

    @Test
    void theFrontPageListsWhatWasReadMost() {
        var second = paper.story("Tin được đọc thứ nhì");
        var first = paper.story("Tin được đọc nhất");
        paper.figures.read(first, second);

        assertThat(titles("/")).containsExactly("Tin được đọc nhất", "Tin được đọc thứ nhì");
        assertThat(Jsoup.parse(paper.get("/").body()).select(".most-read h2").text())
                .isEqualTo("Đọc nhiều 24 giờ qua");
    }

    @Test
    void nothingStandsThereWhileNobodyHasRead() {
        paper.story("Một tin");

        assertThat(paper.get("/").body()).doesNotContain("doc-nhieu");
        assertThat(json().getJsonArray("items")).isEmpty();
    }

    @Test
    void aWithdrawnStoryIsGoneAtOnce() {
        var stays = paper.story("Tin còn");
        var goes = paper.story("Tin bị gỡ");
        paper.figures.read(goes, stays);
        assertThat(titles("/")).hasSize(2);

        paper.withdraw(goes);
        paper.tell(EventText.WITHDRAWN, goes);

        assertThat(titles("/")).containsExactly("Tin còn");
        assertThat(json().getJsonArray("items")).hasSize(1);
    }

    @Test
    void aWithdrawnStoryIsNotRankedWhateverTheLedgerSays() {
        var goes = paper.story("Tin bị gỡ");
        paper.withdraw(goes);
        paper.figures.read(goes);

        assertThat(json().getJsonArray("items")).isEmpty();
        assertThat(paper.get("/").body()).doesNotContain("Tin bị gỡ");
    }

    @Test
    void aCorrectedTitleIsShown() {
        var story = paper.story("Tiêu đề sai");
        paper.figures.read(story);
        assertThat(titles("/")).containsExactly("Tiêu đề sai");

        paper.change("UPDATE article SET title = 'Tiêu đề đúng', version = 2 WHERE id = $1", story.value());
        paper.tell(EventText.REVISED, story);

        assertThat(titles("/")).containsExactly("Tiêu đề đúng");
    }

    @Test
    void newReadsDoNotMakeTheFrontPageAnewWithinAMinute() {
        var one = paper.story("Tin một");
        var other = paper.story("Tin hai");
        paper.figures.read(one, other);
        assertThat(titles("/")).containsExactly("Tin một", "Tin hai");

        paper.figures.read(other, one);
        paper.now = paper.now.plusSeconds(50);
        assertThat(titles("/")).containsExactly("Tin một", "Tin hai");

        paper.now = paper.now.plusSeconds(11);
        assertThat(titles("/")).containsExactly("Tin hai", "Tin một");
    }

    @Test
    void theApiAsksTheLedgerEveryFiveSecondsAtMost() {
        var story = paper.story("Một tin");
        paper.figures.read(story);
        for (int i = 0; i < 50; i++) assertThat(json().getJsonArray("items")).hasSize(1);
        assertThat(paper.figures.asked).hasValue(1);

        paper.now = paper.now.plusSeconds(6);

        assertThat(json().getJsonArray("items").getJsonObject(0).getLong("reads"))
                .isEqualTo(1000);
        assertThat(paper.figures.asked).hasValue(2);
    }

    @Test
    void theApiNamesItsHoursItsTagAndWhenItIsStale() {
        paper.figures.read(paper.story("Một tin"));
        var fresh = paper.get("/api/v1/most-read");
        paper.figures.away = true;
        paper.now = paper.now.plusSeconds(6);
        var stale = paper.get("/api/v1/most-read", "If-None-Match", header(fresh, "etag"));

        assertThat(new JsonObject(fresh.body()).getInteger("hours")).isEqualTo(24);
        assertThat(header(fresh, "cache-control")).isEqualTo("public, max-age=1");
        assertThat(header(fresh, "access-control-allow-origin")).isEqualTo("*");
        assertThat(stale.statusCode()).isEqualTo(304);
        assertThat(header(stale, "x-tinmoi-stale")).isEqualTo("1");
    }

    private JsonObject json() {
        var response = paper.get("/api/v1/most-read");
        assertThat(response.statusCode()).isEqualTo(200);
        return new JsonObject(response.body());
    }

    private List<String> titles(String path) {
        return Jsoup.parse(paper.get(path).body()).select("#doc-nhieu li a").eachText();
    }
}
