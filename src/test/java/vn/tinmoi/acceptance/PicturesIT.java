package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import io.vertx.core.json.JsonObject;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** A picture from its upload to the screens it is shown on, each of which fetches a file of its own size. */
@Served
final class PicturesIT {
    private static final String SHOWN = "() => { const i = document.querySelector('.story-picture img');"
            + " return i.complete && i.currentSrc ? i.currentSrc + ' ' + i.naturalWidth : null; }";

    private final Program program;
    private final Chromium chromium;
    private final Client client;

    PicturesIT(Program program, Chromium chromium, Client client) {
        this.program = program;
        this.chromium = chromium;
        this.client = client;
    }

    @Test
    void eachScreenFetchesAPictureOfItsSize() throws IOException {
        var picture = upload(3000, 2000, "Cầu mới lúc bình minh");
        var story = publish("Thông xe cầu mới", picture.getString("id"));
        var path = story.getString("url");
        assertThat(client.get(path).body()).contains("srcset=\"/media/" + picture.getString("id") + "-320.jpg 320w, ");

        assertThat(shown(path, 390, 844, 2)).endsWith("-960.jpg");
        assertThat(shown(path, 360, 640, 1)).endsWith("-640.jpg");
        assertThat(shown(path, 1440, 900, 1)).endsWith("-960.jpg");
        assertThat(shown(path, 1440, 900, 2)).endsWith("-1280.jpg");
    }

    @Test
    void aStoryThatArrivesBringsItsWidths() throws IOException {
        var picture = upload(2000, 1500, "Chợ nổi");
        var context =
                chromium.reader(options -> options.setViewportSize(1440, 900).setDeviceScaleFactor(2));
        var page = context.newPage();
        page.navigate(program.site() + "/");
        page.waitForFunction("() => document.cookie.includes('tm_v=')");

        var id = publish("Chợ nổi đông khách", picture.getString("id")).getLong("id");
        client.write("POST", "/api/v1/articles/" + id + "/feature", new JsonObject().put("featured", true));

        var pick = "#tin-noi-bat [data-article-id='" + id + "'] img";
        page.waitForSelector(pick);
        page.locator(pick).scrollIntoViewIfNeeded();
        page.waitForFunction("pick => document.querySelector(pick).currentSrc.endsWith('-640.jpg')", pick);
        assertThat(page.locator(pick).getAttribute("sizes")).startsWith("(min-width: 75rem) 190px");
        assertThat(page.locator(pick).getAttribute("width")).isEqualTo("1920");
        context.close();
    }

    @Test
    void aPictureThatMovesStandsStillForWhoWantsThat() throws IOException {
        var moving = moving(600, 400);
        var picture = new JsonObject(client.upload(moving, "Cờ bay").body());
        var body = "<p>Xem:</p><img src=\"" + picture.getString("motion") + "\" alt=\"Cờ\">";
        var sent = new JsonObject()
                .put("title", "Cờ bay trên nóc chợ")
                .put("image", picture.getString("id"))
                .put("bodyHtml", body)
                .put("status", "published");
        var path = new JsonObject(client.write("POST", "/api/v1/articles", sent).body()).getString("url");

        for (var wish : ReducedMotion.values()) {
            var context = chromium.reader(options -> options.setReducedMotion(wish));
            var page = context.newPage();
            page.navigate(program.site() + path);
            for (var place : List.of(".story-picture img", ".story-body img")) {
                page.locator(place).scrollIntoViewIfNeeded();
                var shown = page.waitForFunction(
                                "place => { const i = document.querySelector(place); return i.complete && i.naturalWidth ? i.currentSrc : null; }",
                                place)
                        .jsonValue();
                assertThat((String) shown)
                        .as("%s %s", wish, place)
                        .endsWith(wish == ReducedMotion.REDUCE ? ".png" : "-600.gif");
            }
            context.close();
        }
    }

    /** The address without the site of what a screen of that size chose for the story's picture. */
    private String shown(String path, int width, int height, double density) {
        var context = chromium.reader(
                options -> options.setViewportSize(width, height).setDeviceScaleFactor(density));
        var page = context.newPage();
        page.navigate(program.site() + path);
        var shown = (String) page.waitForFunction(SHOWN, null, new Page.WaitForFunctionOptions().setTimeout(20_000))
                .jsonValue();
        context.close();
        return shown.split(" ")[0];
    }

    private JsonObject publish(String title, String image) {
        var response = client.write(
                "POST",
                "/api/v1/articles",
                new JsonObject().put("title", title).put("image", image).put("status", "published"));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return new JsonObject(response.body());
    }

    /** Two frames. */
    private static byte[] moving(int width, int height) throws IOException {
        var file = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED), "gif", file);
        var one = file.toByteArray();
        int frame = 13 + 3 * 256; // where the first begins
        var both = Arrays.copyOf(one, one.length - 1 + one.length - frame);
        System.arraycopy(one, frame, both, one.length - 1, one.length - frame);
        return both;
    }

    private JsonObject upload(int width, int height, String alt) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var paint = image.createGraphics();
        paint.setPaint(new GradientPaint(0, 0, Color.ORANGE, width, height, Color.BLUE));
        paint.fillRect(0, 0, width, height);
        paint.dispose();
        var file = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", file);
        var response = client.upload(file.toByteArray(), alt);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return new JsonObject(response.body());
    }
}
