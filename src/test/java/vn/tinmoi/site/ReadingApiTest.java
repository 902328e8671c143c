package vn.tinmoi.site;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.site.Newspaper.header;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.tinmoi.log.EventText;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.store.TestBackends;

final class ReadingApiTest {
    private static Newspaper paper;
    private static ArticleId first;

    @BeforeAll
    static void publish() {
        paper = new Newspaper(TestBackends.freshDatabase());
        first = paper.story("Tin đầu");
        for (int i = 0; i < 24; i++) {
            // pairs of the same time, so that the id has to decide
            paper.story("Tin " + i, i % 2 == 0 ? "kinh-te" : "xa-hoi", Newspaper.START.minusSeconds(60 + i / 2));
        }
    }

    @AfterAll
    static void close() {
        paper.close();
    }

    @Test
    void theSnapshotHoldsTwentyTenAndTheCursorFromBeforeItWasRead() {
        paper.seq.set(40);
        paper.tell(EventText.PUBLISHED, first);
        var front = json("/api/v1/front");

        assertThat(front.getString("cursor")).isEqualTo("e1-41");
        assertThat(front.getJsonArray("latest")).hasSize(20);
        assertThat(front.getJsonArray("featured")).isEmpty();
        assertThat(front.getJsonObject("stats").getLong("week")).isEqualTo(5678);
        assertThat(front.getJsonArray("latest").getJsonObject(0).getString("url"))
                .isEqualTo("/bai-viet/mot-tin-" + first);
    }

    @Test
    void theListGoesOnWithoutGapOrRepetition() {
        var ids = new ArrayList<Long>();
        String next = "";
        while (next != null) {
            var page = json("/api/v1/articles?limit=7" + (next.isEmpty() ? "" : "&before=" + next));
            page.getJsonArray("items").forEach(item -> ids.add(((JsonObject) item).getLong("id")));
            next = page.getString("next");
        }

        assertThat(ids).hasSize(25).doesNotHaveDuplicates();
        assertThat(json("/api/v1/articles?limit=100&category=xa-hoi").getJsonArray("items"))
                .hasSize(12);
        assertThat(json("/api/v1/articles").getJsonArray("items")).hasSize(20);
    }

    @Test
    void theBeginningOfAListIsKeptUntilSomethingHappens() {
        for (var address : List.of("/api/v1/articles", "/api/v1/articles?category=kinh-te&limit=5", "/api/v1/front")) {
            var once = paper.get(address);
            var again = paper.get(address, "If-None-Match", header(once, "etag"));
            assertThat(again.statusCode()).as(address).isEqualTo(304);
            assertThat(ready(address)).as(address).isTrue();
        }
        paper.tell(EventText.REVISED, first);
        assertThat(ready("/api/v1/articles")).isFalse();
        assertThat(ready("/api/v1/front")).isFalse();
        assertThat(ready("/api/v1/articles?limit=7&before=x")).isFalse();
    }

    private static boolean ready(String address) {
        return paper.pages.ready().at(address) != null;
    }

    @Test
    void aStoryComesWholeUnderItsVersion() {
        var response = paper.get("/api/v1/articles/" + first);
        var story = new JsonObject(response.body());

        assertThat(story.getString("bodyHtml")).isEqualTo("<p>Thân bài</p>");
        assertThat(story.getString("byline")).isEqualTo("Theo TTXVN");
        assertThat(story.getInteger("version")).isEqualTo(1);
        assertThat(header(response, "etag")).isEqualTo("\"1\"");
        assertThat(paper.get("/api/v1/articles/" + first, "If-None-Match", "\"1\"")
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void whatIsWithdrawnIsGoneAndWhatWasNeverPublishedIsNotFound() {
        var withdrawn = paper.story("Gỡ", "moi-truong", Newspaper.START.minusSeconds(900));
        paper.withdraw(withdrawn);
        var draft = paper.story("Nháp", "moi-truong", Newspaper.START.minusSeconds(900));
        paper.change("UPDATE article SET status = 'draft', published_at = NULL WHERE id = $1", draft.value());

        assertThat(paper.get("/api/v1/articles/" + withdrawn).statusCode()).isEqualTo(410);
        for (var id : List.of(draft.toString(), "999999", "x", "0", "1.5")) {
            var response = paper.get("/api/v1/articles/" + id);
            assertThat(response.statusCode()).as(id).isEqualTo(404);
            assertThat(header(response, "content-type")).isEqualTo("application/problem+json");
        }
    }

    @Test
    void unusableParametersAreNamed() {
        for (var bad : List.of(
                "limit=0",
                "limit=101",
                "limit=x",
                "limit=",
                "limit=-1",
                "before=x",
                "before=",
                "before=AAAA",
                "before=" + "A".repeat(500),
                "category=khong-co",
                "category=")) {
            var response = paper.get("/api/v1/articles?" + bad);
            assertThat(response.statusCode()).as(bad).isEqualTo(422);
            assertThat(new JsonObject(response.body()).getString("field")).isEqualTo(bad.split("=")[0]);
        }
    }

    @Test
    void dashboardsElsewhereMayRead() {
        for (var path : List.of("/api/v1/front", "/api/v1/articles?limit=x", "/api/v1/articles/999999")) {
            var response = paper.get(path);
            assertThat(header(response, "access-control-allow-origin")).isEqualTo("*");
            assertThat(header(response, "cross-origin-resource-policy")).isEqualTo("cross-origin");
        }
    }

    @Test
    void theCountersAreTheNewest() {
        assertThat(json("/api/v1/stats").getLong("total")).isEqualTo(1234567);
    }

    private static JsonObject json(String path) {
        var response = paper.get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        assertThat(header(response, "content-type")).isEqualTo("application/json");
        return new JsonObject(response.body());
    }
}
