package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinmoi.Await;

/** A site goes from the database of one node to that of another, which shows it at once. */
final class SiteFileIT {
    @TempDir
    private Path folder;

    @Test
    void aSiteMovesToANodeThatServes() throws IOException, InterruptedException {
        var from = Program.settings("TINMOI_SAMPLE=false");
        var to = Program.settings("TINMOI_SAMPLE=false");
        try (var one = Program.serve(from);
                var other = Program.serve(to)) {
            dress(one);
            rename(new Client(one.site()));
            var readers = new Client(other.site());
            var text = site(from, "export");
            var file = Files.writeString(folder.resolve("site.json"), text);
            assertThat(readers.get("/chuyen-muc/an-sinh").statusCode()).isEqualTo(404);

            assertThat(site(to, "import", file.toString())).contains("xã Thượng Ngàn");

            Await.until(() -> readers.get("/").body().contains("xã Thượng Ngàn"));
            assertThat(readers.get("/chuyen-muc/an-sinh").statusCode()).isEqualTo(200);
            assertThat(readers.get("/chuyen-muc/xa-hoi").statusCode()).isEqualTo(301);
            for (var page : List.of("/trang/gioi-thieu", "/trang/lien-he", "/trang/kha-nang-tiep-can")) {
                assertThat(readers.get(page).statusCode()).as(page).isEqualTo(200);
            }
            var picture = new JsonObject(text).getJsonArray("pictures").getJsonObject(0);
            assertThat(readers.get(picture.getString("url")).statusCode()).isEqualTo(200);
            assertThat(site(to, "export")).isEqualTo(text);
        }
    }

    /** As the README does it for a commune, word for word. */
    private void dress(Program program) throws IOException, InterruptedException {
        var readme = Files.readString(Path.of("README.md"));
        int begin = readme.indexOf("# commune.sh");
        var script = readme.substring(begin, readme.indexOf("```", begin));
        assertThat(script.lines().count()).isLessThanOrEqualTo(40);
        Files.write(folder.resolve("banner.png"), png(1200, 160));
        Files.write(folder.resolve("logo.png"), png(200, 200));
        var said = folder.resolve("said.txt");
        var bash = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        bash.environment().put("SITE", program.site().toString());
        bash.environment().put("TOKEN", Program.TOKEN);
        assertThat(bash.start().waitFor()).as(Files.readString(said)).isZero();
    }

    private static byte[] png(int width, int height) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }

    /** What the script leaves to programs that move and nest. */
    private static void rename(Client manager) {
        var renamed = new JsonObject().put("slug", "an-sinh").put("name", new JsonObject().put("vi", "An sinh"));
        assertThat(manager.write("PATCH", "/api/v1/categories/xa-hoi", renamed).statusCode())
                .isEqualTo(200);
        var below = new JsonObject().put("name", "Nông thôn mới").put("parent", "an-sinh");
        assertThat(manager.write("POST", "/api/v1/categories", below).statusCode())
                .isEqualTo(201);
    }

    private String site(Map<String, String> settings, String... words) {
        var all = new String[words.length + 1];
        all[0] = "site";
        System.arraycopy(words, 0, all, 1, words.length);
        try (var program = Program.run(folder, settings, all)) {
            assertThat(program.exitCode(60)).as(program.err()).isZero();
            return program.out();
        }
    }
}
