package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.tinmoi.Await;

/** Categories change on one node, and everything follows on the other: lists, pages, addresses, feeds, streams. */
final class CategoriesIT {
    private static Program first;
    private static Program second;
    private static Client here;
    private static Client there;

    @BeforeAll
    static void twoNodes() {
        var settings = Program.settings("TINMOI_SAMPLE=false");
        first = Program.serve(settings);
        second = Program.serve(settings);
        here = new Client(first.site());
        there = new Client(second.site());
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
    }

    private static JsonObject named(String vietnamese) {
        return new JsonObject().put("name", new JsonObject().put("vi", vietnamese));
    }

    private static List<String> slugs(Client client) {
        return client.json("/api/v1/categories").getJsonArray("items").stream()
                .map(one -> ((JsonObject) one).getString("slug"))
                .toList();
    }

    @Test
    void aNewCategoryIsThereOnEveryNodeAtOnce() {
        var added =
                here.write("POST", "/api/v1/categories", named("Nông thôn mới").put("parent", "xa-hoi"));

        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.headers().firstValue("location")).hasValue("/api/v1/categories/nong-thon-moi");
        assertThat(new JsonObject(added.body()).getString("parent")).isEqualTo("xa-hoi");
        Await.until(() -> slugs(there).contains("nong-thon-moi"));
        assertThat(there.get("/chuyen-muc/nong-thon-moi").statusCode()).isEqualTo(200);
        assertThat(there.get("/chuyen-muc/nong-thon-moi/rss.xml").statusCode()).isEqualTo(200);
        try (var stream = SseClient.open(second.site(), "/stream?topics=news/nong-thon-moi", "")) {
            assertThat(stream.next().data().containsKey("unknownTopics")).isFalse();
        }
    }

    @Test
    void aMergeMovesStoriesLeadsAddressesOnAndTellsWhoFollowed() {
        here.write("POST", "/api/v1/categories", named("Lễ hội"));
        var story = here.write(
                "POST",
                "/api/v1/articles",
                new JsonObject()
                        .put("title", "Hội sen")
                        .put("category", "le-hoi")
                        .put("status", "published"));
        long id = new JsonObject(story.body()).getLong("id");
        Await.until(() -> slugs(there).contains("le-hoi"));
        try (var stream = SseClient.open(second.site(), "/stream?topics=news/le-hoi", "")) {
            assertThat(stream.next().name()).isEqualTo("sync");

            assertThat(here.write("DELETE", "/api/v1/categories/le-hoi", new JsonObject())
                            .statusCode())
                    .isEqualTo(409);
            var merged = here.write("DELETE", "/api/v1/categories/le-hoi?into=van-hoa", new JsonObject());

            assertThat(merged.statusCode()).isEqualTo(200);
            assertThat(new JsonObject(merged.body()).getInteger("moved")).isEqualTo(1);
            var gone = stream.next();
            assertThat(gone.name()).isEqualTo("topics");
            assertThat(gone.data().getJsonArray("goneTopics")).isEqualTo(new JsonArray().add("news/le-hoi"));
            assertThat(gone.data().getJsonArray("instead")).isEqualTo(new JsonArray().add("news/van-hoa"));
            var moved = stream.next();
            assertThat(moved.name()).isEqualTo("article.revised");
            assertThat(moved.data().getLong("id")).isEqualTo(id);
            assertThat(moved.data().getString("previousCategory")).isEqualTo("le-hoi");
            assertThat(moved.data().getString("category")).isEqualTo("van-hoa");
        }
        for (var path : List.of("/chuyen-muc/le-hoi", "/en/chuyen-muc/le-hoi", "/chuyen-muc/le-hoi/rss.xml")) {
            var answer = there.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(301);
            assertThat(answer.headers().firstValue("location")).hasValue(path.replace("le-hoi", "van-hoa"));
        }
        assertThat(there.json("/api/v1/articles?category=le-hoi").getJsonArray("items"))
                .hasSize(1);
        assertThat(slugs(there)).doesNotContain("le-hoi");
    }

    @Test
    void aNameAndAnAddressChangeAndTheFormerAddressLeadsOn() {
        here.write("POST", "/api/v1/categories", named("Du học"));

        var renamed = here.write(
                "PATCH", "/api/v1/categories/du-hoc", named("Học ở xa").put("slug", "hoc-o-xa"));

        assertThat(renamed.statusCode()).isEqualTo(200);
        Await.until(() -> slugs(there).contains("hoc-o-xa"));
        assertThat(there.get("/chuyen-muc/du-hoc").headers().firstValue("location"))
                .hasValue("/chuyen-muc/hoc-o-xa");
        assertThat(there.get("/chuyen-muc/hoc-o-xa").body()).contains("Học ở xa");
    }

    @Test
    void aBandHoldsWhatIsBelowItsCategoryAndASearchEngineIsToldTheWayThere() {
        here.write("POST", "/api/v1/categories", named("Thể thao"));
        here.write("POST", "/api/v1/categories", named("Bóng đá").put("parent", "the-thao"));
        var story = new JsonObject()
                .put("title", "Trận cầu")
                .put("category", "bong-da")
                .put("status", "published");
        var written =
                new JsonObject(here.write("POST", "/api/v1/articles", story).body());
        var bands =
                new JsonArray().add(new JsonObject().put("category", "the-thao").put("stories", 3));

        var document = here.json("/api/v1/site").put("front", new JsonObject().put("bands", bands));
        assertThat(here.write("PUT", "/api/v1/site", document).statusCode()).isEqualTo(200);

        var band = Jsoup.parse(here.get("/").body()).select(".band");
        assertThat(band.eachAttr("data-category")).containsExactly("the-thao");
        assertThat(band.attr("data-categories").split(" ")).containsExactlyInAnyOrder("the-thao", "bong-da");
        assertThat(band.select(".card").attr("data-article-id")).isEqualTo(String.valueOf(written.getLong("id")));
        Await.until(() ->
                here.get("/api/v1/search?category=the-thao&q=tran+cau").body().contains("Trận cầu"));
        assertThat(here.json("/api/v1/search?category=van-hoa&q=tran+cau").getJsonArray("items"))
                .isEmpty();
        for (var path : List.of(written.getString("url"), "/chuyen-muc/bong-da")) {
            assertThat(here.get(path).body()).as(path).containsSubsequence("BreadcrumbList", "Thể thao", "Bóng đá");
        }
        here.write(
                "PUT", "/api/v1/site", document.put("front", new JsonObject()).putNull("version"));
    }

    @Test
    void whatCannotBeIsSaidAtItsField() {
        assertRefused(422, "slug", "POST", "", named("Khác").put("slug", "kinh-te"));
        assertRefused(422, "name.vi", "POST", "", new JsonObject());
        assertRefused(422, "mau", "POST", "", named("A").put("mau", "đỏ"));
        assertRefused(422, "name.fr", "POST", "", new JsonObject().put("name", new JsonObject().put("fr", "x")));
        assertRefused(422, "parent", "PATCH", "/kinh-te", new JsonObject().put("parent", "khong-co"));
        assertRefused(404, null, "PATCH", "/khong-co", named("A"));
        assertRefused(422, "into", "DELETE", "/kinh-te?into=khong-co", new JsonObject());
        assertRefused(409, null, "DELETE", "/tin-tuc", new JsonObject());
        var stale = here.write("PATCH", "/api/v1/categories/kinh-te", named("A"), "If-Match", "\"99999\"");
        assertThat(stale.statusCode()).isEqualTo(409);
    }

    private static void assertRefused(int status, String field, String method, String path, JsonObject body) {
        var answer = here.write(method, "/api/v1/categories" + path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(new JsonObject(answer.body()).getString("field")).isEqualTo(field);
    }
}
