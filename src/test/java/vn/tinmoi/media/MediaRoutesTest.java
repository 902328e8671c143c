package vn.tinmoi.media;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.site.Newspaper.header;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.tinmoi.page.PictureSizes;
import vn.tinmoi.site.Newspaper;
import vn.tinmoi.store.TestBackends;

/** Uploaded pictures on their way to readers: as files, and as what pages say of them. */
final class MediaRoutesTest {
    private static final byte[] BYTES = "not decoded here".getBytes();
    private static Newspaper newspaper;

    @BeforeAll
    static void open() {
        newspaper = new Newspaper(TestBackends.freshDatabase());
        picture(newspaper, "p1", 1920, 1080, "jpg", 320, 640, 960, 1280, 1920);
        picture(newspaper, "p2", 400, 400, "png", 400);
    }

    @AfterAll
    static void close() {
        newspaper.close();
    }

    private static void picture(
            Newspaper newspaper, String id, int width, int height, String ending, Integer... widths) {
        newspaper
                .database
                .query(
                        """
                        INSERT INTO media (id, url, width, height, alt, caption, credit, widths)
                        VALUES ($1, $2, $3, $4, 'Bến cảng', 'Sáng sớm', 'An Nhiên', $5)""",
                        Tuple.of(id, "/media/" + id + "-" + width + "." + ending, width, height)
                                .addArrayOfInteger(widths))
                .await();
        for (int one : widths) {
            newspaper
                    .database
                    .query(
                            "INSERT INTO media_rendition (media_id, width, type, bytes) VALUES ($1, $2, $3, $4)",
                            Tuple.of(id, one, ending.equals("png") ? "image/png" : "image/jpeg", Buffer.buffer(BYTES)))
                    .await();
        }
    }

    @Test
    void aPictureMayBeKeptForEver() {
        var response = newspaper.bytes("/media/p1-640.jpg");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(BYTES);
        assertThat(header(response, "Content-Type")).isEqualTo("image/jpeg");
        assertThat(header(response, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(response, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
        assertThat(newspaper
                        .get("/media/p1-640.jpg", "If-None-Match", header(response, "ETag"))
                        .statusCode())
                .isEqualTo(304);
        assertThat(header(newspaper.bytes("/media/p2-400.png"), "Content-Type")).isEqualTo("image/png");
    }

    @Test
    void aPictureThatMovesIsServedInItsOwnWidth() {
        newspaper
                .database
                .query("INSERT INTO media_motion (media_id, bytes) VALUES ('p2', $1)", Tuple.of(Buffer.buffer(BYTES)))
                .await();

        var response = newspaper.bytes("/media/p2-400.gif");

        assertThat(response.body()).isEqualTo(BYTES);
        assertThat(header(response, "Content-Type")).isEqualTo("image/gif");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(newspaper.get("/media/p2-320.gif").statusCode()).isEqualTo(404);
        assertThat(newspaper.get("/media/p1-1920.gif").statusCode()).isEqualTo(404);
    }

    @Test
    void headTellsTheLengthAlone() {
        var head = newspaper.request("/media/p1-320.jpg").method("HEAD", HttpRequest.BodyPublishers.noBody());

        var response = newspaper.send(head, HttpResponse.BodyHandlers.ofByteArray());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Length")).isEqualTo(String.valueOf(BYTES.length));
        assertThat(response.body()).isEmpty();
    }

    @Test
    void whatIsNotThereIsAPageThatSaysSo() {
        for (var path : new String[] {
            "/media/p1-641.jpg", "/media/p1-640.png", "/media/p3-640.jpg", "/media/p1.jpg", "/media/..%2Fp1-640.jpg"
        }) {
            var response = newspaper.get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(header(response, "Content-Type")).startsWith("text/html");
        }
    }

    @Test
    void withPostgresAwayThoseInMemoryGoOn() {
        try (var server = TestBackends.ownPostgres();
                var alone = new Newspaper(server.url())) {
            picture(alone, "p4", 640, 480, "jpg", 320, 640);
            assertThat(alone.bytes("/media/p4-320.jpg").statusCode()).isEqualTo(200);

            server.kill();

            assertThat(alone.bytes("/media/p4-320.jpg").body()).isEqualTo(BYTES);
            assertThat(alone.get("/media/p4-640.jpg").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void eachIsReadOnceAndNoMoreAreKeptThanFit() {
        var reads = new RenditionCache(newspaper.database, 2L * BYTES.length);
        var keys = IntStream.of(320, 640, 960)
                .mapToObj(width -> new RenditionCache.Key("p1", width, "image/jpeg"))
                .toList();

        var together =
                IntStream.range(0, 50).mapToObj(i -> reads.get(keys.getFirst())).toList();
        var given = together.stream().map(one -> one.await().orElseThrow()).toList();
        Future.all(keys.stream().map(reads::get).toList()).await();

        assertThat(given)
                .as("fifty callers wait for one reading")
                .allSatisfy(one -> assertThat(one).isSameAs(given.getFirst()));
        assertThat(keys.stream().filter(key -> reads.kept(key) != null).count()).isEqualTo(2);
        assertThat(reads.get(new RenditionCache.Key("p9", 1, "image/png")).await())
                .isEmpty();
    }

    @Test
    void pagesOfferEveryWidthInTheSizeOfItsPlace() {
        var id = newspaper.publish("Bến cảng mới");
        newspaper.change(
                "UPDATE article SET image = 'p1', featured = true, featured_at = now() WHERE id = $1", id.value());
        newspaper.pages.touchAll();

        var story = Jsoup.parse(newspaper.get("/bai-viet/mot-tin-" + id).body());
        var front = Jsoup.parse(newspaper.get("/").body());

        var img = story.selectFirst(".story-picture img");
        assertThat(img.attr("srcset").split(", "))
                .containsExactly(Arrays.stream(new int[] {320, 640, 960, 1280, 1920})
                        .mapToObj(width -> "/media/p1-" + width + ".jpg " + width + "w")
                        .toArray(String[]::new));
        assertThat(img.attr("sizes")).isEqualTo(PictureSizes.of("story"));
        assertThat(img.attr("width") + "x" + img.attr("height")).isEqualTo("1920x1080");
        assertThat(story.select("meta[property=og:image]").attr("content")).endsWith("/media/card/p1-50-50.jpg");
        assertThat(story.select("meta[property=og:image:width]").attr("content"))
                .isEqualTo("1200");
        assertThat(story.select("meta[property=og:image:height]").attr("content"))
                .isEqualTo("630");
        assertThat(story.select("script[type=application/ld+json]").html()).contains("p1-1280.jpg");
        var lead = front.selectFirst(".card-lead .picture");
        assertThat(lead.attr("sizes")).isEqualTo(PictureSizes.of("lead"));
        assertThat(lead.attr("loading")).isEqualTo("eager");
        assertThat(front.select("[fetchpriority=high]")).hasSize(1);
        var pick = front.selectFirst("#tin-noi-bat .picture");
        assertThat(pick.attr("sizes")).isEqualTo(PictureSizes.of("front-pick"));
        assertThat(pick.attr("loading")).isEqualTo("lazy");
        assertThat(newspaper.get("/rss.xml").body())
                .contains("/media/p1-1280.jpg\" length=\"" + BYTES.length + "\" type=\"image/jpeg\"");
    }

    /** Red and green above, blue and white below: what is cut off follows what must be seen. */
    @Test
    void whatIsSharedIsCutAroundWhatMustBeSeen() throws IOException {
        picture(newspaper, "p5", 1280, 1280, "jpg", 320, 1280);
        var square = TestPictures.encoded(TestPictures.quarters(1280, 1280, BufferedImage.TYPE_3BYTE_BGR), "jpeg");
        newspaper.change(
                "UPDATE media_rendition SET bytes = $1 WHERE media_id = 'p5' AND width = 1280", Buffer.buffer(square));

        assertThat(newspaper.get("/media/card/p5-50-0.jpg").statusCode()).isEqualTo(404); // it is not its focus
        assertThat(near(card("p5-50-50"), 300, 100)).isEqualTo(Color.RED);
        newspaper.change("UPDATE media SET focus_x = 20, focus_y = 100 WHERE id = 'p5'");
        assertThat(near(card("p5-20-100"), 300, 100)).isEqualTo(Color.BLUE);

        for (var none : List.of("p2-50-50.jpg", "p9-50-50.jpg", "p5-50.jpg", "p5-20-100.png")) {
            assertThat(newspaper.get("/media/card/" + none).statusCode())
                    .as(none)
                    .isEqualTo(404);
        }
    }

    @Test
    void aDeletedPictureIsShownNoMoreByWhoeverHearsOfIt() throws IOException {
        picture(newspaper, "p7", 1280, 1280, "jpg", 1280);
        picture(newspaper, "p8", 1280, 1280, "jpg", 1280);
        var square = TestPictures.encoded(TestPictures.quarters(1280, 1280, BufferedImage.TYPE_3BYTE_BGR), "jpeg");
        newspaper.change("UPDATE media_rendition SET bytes = $1 WHERE media_id IN ('p7', 'p8')", Buffer.buffer(square));
        var gone = List.of("/media/p7-1280.jpg", "/media/card/p7-50-50.jpg");
        var others = List.of("/media/p8-1280.jpg", "/media/card/p8-50-50.jpg");
        for (var path : gone) assertThat(newspaper.bytes(path).statusCode()).isEqualTo(200);
        for (var path : others) assertThat(newspaper.bytes(path).statusCode()).isEqualTo(200);
        newspaper.change("DELETE FROM media WHERE id IN ('p7', 'p8')");

        newspaper.pages.said("story 7");
        for (var path : gone) assertThat(newspaper.bytes(path).statusCode()).isEqualTo(200);
        newspaper.pages.said("picture p7");

        for (var path : gone) assertThat(newspaper.bytes(path).statusCode()).isEqualTo(404);
        for (var path : others) assertThat(newspaper.bytes(path).statusCode()).isEqualTo(200);
        newspaper.pages.said("");
        for (var path : others) assertThat(newspaper.bytes(path).statusCode()).isEqualTo(404);
    }

    private static BufferedImage card(String name) throws IOException {
        var response = newspaper.bytes("/media/card/" + name + ".jpg");
        assertThat(header(response, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(response, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
        var image = ImageIO.read(new ByteArrayInputStream(response.body()));
        assertThat(image.getWidth() + "x" + image.getHeight()).isEqualTo("1200x630");
        return image;
    }

    /** The colour there, as if JPEG had kept it. */
    private static Color near(BufferedImage image, int x, int y) {
        var there = new Color(image.getRGB(x, y));
        return new Color(there.getRed() / 128 * 255, there.getGreen() / 128 * 255, there.getBlue() / 128 * 255);
    }

    @Test
    void aPictureOfOneWidthOffersNoChoice() {
        var id = newspaper.publish("Một ảnh nhỏ");
        newspaper.change("UPDATE article SET image = 'p2' WHERE id = $1", id.value());
        newspaper.pages.touchAll();

        var story = Jsoup.parse(newspaper.get("/bai-viet/mot-tin-" + id).body());

        assertThat(story.select("img[sizes]:not([srcset])")).isEmpty();
        assertThat(story.selectFirst(".story-picture img").hasAttr("srcset")).isFalse();
        assertThat(story.select("meta[property=og:image]").attr("content")).endsWith("/media/p2-400.png");
    }
}
