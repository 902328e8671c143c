package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.tinmoi.Await;

/** Whose site it is changes on one node, and the other says so at once. */
final class SiteIT {
    private static final String SITE = "/api/v1/site";

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

    private static JsonObject put(JsonObject document, String... headers) {
        var answer = here.write("PUT", SITE, document, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    @Test
    void aNameIsOnEveryNodesPagesAndWhoFollowsThePortalHearsOfIt() {
        try (var stream = SseClient.open(second.site(), "/stream?topics=portal", "")) {
            assertThat(stream.next().name()).isEqualTo("sync");

            var saved = put(new JsonObject().put("name", "Cổng thông tin điện tử xã Thượng Ngàn"));

            var told = stream.next();
            assertThat(told.name()).isEqualTo("portal.changed");
            assertThat(told.data()).isEqualTo(new JsonObject().put("version", saved.getInteger("version")));
            assertThat(there.json(SITE).getString("name")).isEqualTo("Cổng thông tin điện tử xã Thượng Ngàn");
            for (var path : List.of("/", "/en", "/chuyen-muc/tin-tuc", "/tim-kiem", "/rss.xml", "/site.webmanifest")) {
                assertThat(there.get(path).body()).as(path).contains("xã Thượng Ngàn");
                assertThat(here.get(path).body()).as(path).contains("xã Thượng Ngàn");
            }
        }
    }

    @Test
    void whatGetGivesPutTakesAndItIsNoChange() {
        var document = put(new JsonObject().put("name", "Một").put("motto", "Hai"));

        var again = put(document.copy());

        assertThat(again).isEqualTo(document);
    }

    @Test
    void whoSawAnotherVersionIsToldSo() {
        var document = put(new JsonObject().put("name", "Một"));
        int version = document.getInteger("version");
        put(document.copy().put("name", "Hai"), "If-Match", "\"" + version + "\"");

        assertThat(here.write("PUT", SITE, document.copy().put("name", "Ba")).statusCode())
                .isEqualTo(409);
        var stale = here.write("PUT", SITE, new JsonObject().put("name", "Ba"), "If-Match", "\"" + version + "\"");
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.body()).contains(String.valueOf(version + 1));
        assertThat(here.json(SITE).getString("name")).isEqualTo("Hai");
    }

    @Test
    void everyVersionCanBeTakenBack() {
        var one = put(new JsonObject().put("name", "Tên đầu").put("motto", "Câu"));
        put(new JsonObject().put("name", "Tên sau"));

        var restored =
                here.write("POST", SITE + "/versions/" + one.getInteger("version") + "/restore", new JsonObject());

        assertThat(restored.statusCode()).as(restored.body()).isEqualTo(200);
        assertThat(new JsonObject(restored.body()).getString("name")).isEqualTo("Tên đầu");
        assertThat(here.json(SITE).getString("motto")).isEqualTo("Câu");
        assertThat(here.write("POST", SITE + "/versions/99999/restore", new JsonObject())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void picturesDressTheSiteAndThoseTooSmallDoNot() throws Exception {
        var banner = picture("PUT", "/banner?focusX=30", 1200, 160);

        assertThat(banner.statusCode()).as(banner.body()).isEqualTo(200);
        var pictures = new JsonObject(banner.body()).getJsonObject("pictures");
        assertThat(pictures.getString("banner")).isEqualTo("picture");
        assertThat(pictures.getInteger("focusX")).isEqualTo(30);
        assertThat(put(new JsonObject().put("name", "Một")).getJsonObject("pictures"))
                .isEqualTo(pictures);

        var small = picture("PUT", "/banner", 3, 3);
        assertThat(small.statusCode()).isEqualTo(422);
        assertThat(new JsonObject(small.body()).getString("field")).isEqualTo("file");
        assertThat(picture("PUT", "/icon", 600, 300).statusCode()).isEqualTo(422);
        assertThat(picture("PUT", "/logo", 200, 100).statusCode()).isEqualTo(200);

        var drawn = here.write("DELETE", SITE + "/banner", new JsonObject());
        assertThat(new JsonObject(drawn.body()).getJsonObject("pictures").getString("banner"))
                .isEqualTo("drawn");
    }

    private static HttpResponse<String> picture(String method, String path, int width, int height)
            throws IOException, InterruptedException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
        var request = HttpRequest.newBuilder(first.site().resolve(SITE + path))
                .header("Authorization", "Bearer " + Program.TOKEN)
                .header("Content-Type", "image/png")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(bytes.toByteArray()))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void whatCannotBeIsSaidAtItsFieldAndNothingChanges() {
        var before = here.json(SITE);
        assertRefused("name", new JsonObject().put("name", "x".repeat(121)));
        assertRefused("accent", new JsonObject().put("name", "a").put("accent", "#ffff00"));
        assertRefused("la", new JsonObject().put("name", "a").put("la", 1));
        assertRefused(
                "pictures.logo",
                new JsonObject().put("name", "a").put("pictures", new JsonObject().put("logo", "khong-co")));
        assertThat(here.json(SITE)).isEqualTo(before);
    }

    private static void assertRefused(String field, JsonObject document) {
        var answer = here.write("PUT", SITE, document);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(new JsonObject(answer.body()).getString("field")).isEqualTo(field);
    }

    @Test
    void readingNeedsNobodyAndWritingSomeoneWhoMay() throws Exception {
        var tag = here.get(SITE).headers().firstValue("etag").orElseThrow();
        assertThat(here.get(SITE, "If-None-Match", tag).statusCode()).isEqualTo(304);
        var anonymous = HttpRequest.newBuilder(first.site().resolve(SITE))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"name\":\"a\"}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(anonymous, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
        Await.until(() -> there.get(SITE).statusCode() == 200);
    }
}
