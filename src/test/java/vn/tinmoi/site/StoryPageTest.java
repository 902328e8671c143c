package vn.tinmoi.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.log.EventText;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.store.TestBackends;

/** What a story's page says besides its words. */
final class StoryPageTest {
    private final Newspaper paper = new Newspaper(TestBackends.freshDatabase());

    @AfterEach
    void close() {
        paper.close();
    }

    @Test
    void aStorySaysWhereItStandsWhenItCameAndHowLongItTakes() {
        var id = paper.story("Một tin", "kinh-te", Newspaper.START);
        paper.change(
                "UPDATE article SET body_html = $2 WHERE id = $1", id.value(), "<p>" + "một ".repeat(750) + "</p>");

        var page = page(id);

        assertThat(page.select("nav.crumbs a").eachAttr("href")).containsExactly("/", "/chuyen-muc/kinh-te");
        assertThat(page.select(".story-meta").text()).contains("3 phút đọc");
        assertThat(page.select(".story-meta a[href=/luu-tru/2026-11-23] time").text())
                .isEqualTo("Thứ Hai, 23/11/2026, 14:05");
        assertThat(page("/en/bai-viet/mot-tin-" + id).select(".story-meta").text())
                .contains("3 min read");
    }

    @Test
    void aStoryLeadsToTheOnesBesideItInItsCategory() {
        var older = paper.story("Trước", "kinh-te", Newspaper.START.minusSeconds(20));
        paper.story("Mục khác", "xa-hoi", Newspaper.START.minusSeconds(15));
        var id = paper.story("Giữa", "kinh-te", Newspaper.START.minusSeconds(10));
        var newer = paper.story("Sau", "kinh-te", Newspaper.START.minusSeconds(10));
        paper.story("Sau nữa", "kinh-te", Newspaper.START);

        var page = page(id);

        assertThat(page.select(".besides a[rel=prev]").attr("href")).isEqualTo("/bai-viet/mot-tin-" + older);
        assertThat(page.select(".besides a[rel=next]").attr("href")).isEqualTo("/bai-viet/mot-tin-" + newer);
        assertThat(page(older).select(".besides a[rel=prev]")).isEmpty();

        paper.withdraw(newer);
        paper.tell(EventText.WITHDRAWN, newer);

        assertThat(page(id).select(".besides a[rel=next]").text()).contains("Sau nữa");
    }

    @Test
    void aCorrectionStandsOnThePageInTheApiAndInItsData() {
        var id = paper.story("Có sửa");
        assertThat(page(id).select("#dinh-chinh[hidden]")).hasSize(1);
        correct(id, "Đã sửa <số liệu> ở đoạn 2.");
        paper.tell(EventText.REVISED, id);

        var box = page(id).selectFirst("#dinh-chinh:not([hidden])");
        var api = new JsonObject(paper.get("/api/v1/articles/" + id).body());
        var data = new JsonObject(
                page(id).selectFirst("script[type=application/ld+json]").data());

        assertThat(box).isNotNull();
        assertThat(box.text()).contains("Đã sửa <số liệu> ở đoạn 2.").contains("Thứ Hai, 23/11/2026, 14:10");
        assertThat(api.getString("correction")).isEqualTo("Đã sửa <số liệu> ở đoạn 2.");
        assertThat(api.getString("correctedAt")).isEqualTo("2026-11-23T07:10:00Z");
        assertThat(data.getJsonObject("correction").getString("@type")).isEqualTo("CorrectionComment");
        assertThat(data.getJsonObject("correction").getString("text")).isEqualTo("Đã sửa <số liệu> ở đoạn 2.");
    }

    @Test
    void aWithdrawnStoryNeverShowsItsCorrection() {
        var id = paper.story("Có sửa");
        correct(id, "Lời đính chính");
        assertThat(page(id).text()).contains("Lời đính chính");

        paper.withdraw(id);
        paper.tell(EventText.WITHDRAWN, id);

        for (var path : new String[] {"/bai-viet/mot-tin-", "/en/bai-viet/mot-tin-", "/api/v1/articles/", "/a/"}) {
            var response = paper.get(path + id);
            assertThat(response.statusCode()).isEqualTo(410);
            assertThat(response.body()).as(path).doesNotContain("Lời đính chính");
        }
    }

    private void correct(ArticleId id, String note) {
        paper.change(
                "UPDATE article SET correction = $2, corrected_at = $3, version = version + 1 WHERE id = $1",
                id.value(),
                note,
                Newspaper.utc(Newspaper.START.plusSeconds(300)));
    }

    private Document page(ArticleId id) {
        return page("/bai-viet/mot-tin-" + id);
    }

    private Document page(String path) {
        var response = paper.get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return Jsoup.parse(response.body());
    }
}
