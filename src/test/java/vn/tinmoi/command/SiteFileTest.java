package vn.tinmoi.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.store.Database;
import vn.tinmoi.store.TestBackends;

final class SiteFileTest {
    private static final Vertx VERTX = Vertx.vertx();

    private static final String COMMUNE = """
            {
              "format": 1,
              "site": {
                "name": "Cổng thông tin điện tử xã Thượng Ngàn",
                "accent": "#00695c",
                "imprint": {"email": "xa@thuongngan.example"},
                "menu": [
                  {"to": "/chuyen-muc/nong-thon"},
                  {"to": "/trang/gioi-thieu"},
                  {"title": {"vi": "Tỉnh"}, "to": "https://tinh.example/"}
                ],
                "links": [{"title": "Tỉnh", "url": "https://tinh.example/", "logo": "anh-2"}],
                "front": {"bands": ["tin-tuc"]},
                "pictures": {"banner": "picture", "light": "anh-1", "focusX": 30}
              },
              "categories": [
                {"slug": "nong-thon", "name": {"vi": "Nông thôn"}, "parent": "tin-tuc"},
                {"slug": "tin-tuc", "name": {"vi": "Tin tức", "en": "News"}},
                {"slug": "kin", "name": {"vi": "Kín"}, "hidden": true}
              ],
              "formerCategories": {"xa-hoi": "tin-tuc"},
              "pages": [
                {"slug": "gioi-thieu", "title": {"vi": "Giới thiệu", "en": "About"}, "status": "published",
                 "bodyHtml": {"vi": "<p>Xã ta <img src=\\"/media/anh-3-320.png\\" alt=\\"Xã\\" /></p>", "en": "<p>We</p>"}},
                {"slug": "ban-nhap", "title": {"vi": "Nháp"}, "status": "draft"}
              ],
              "pictures": [
                PICTURE(anh-1),
                PICTURE(anh-2),
                PICTURE(anh-3)
              ]
            }
            """.replaceAll("PICTURE\\((.*)\\)", picture());

    @TempDir
    private Path folder;

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    private static String picture() {
        return "{\"id\": \"$1\", \"url\": \"/media/$1-960.png\", \"width\": 960, \"height\": 96, \"alt\": \"Ruộng\", "
                + "\"renditions\": [" + print(320, 32) + ", " + print(960, 96) + "]}";
    }

    private static String print(int width, int height) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var base64 = Base64.getEncoder().encodeToString(bytes.toByteArray());
        return "{\"width\": " + width + ", \"type\": \"image/png\", \"base64\": \"" + base64 + "\"}";
    }

    /** A database, and the program beside it. */
    private final class Place {
        private final String database = TestBackends.freshDatabase();
        private final String redis = TestBackends.freshRedis();
        private String out = "";
        private String err = "";

        int run(String... words) {
            var said = new ByteArrayOutputStream();
            var complained = new ByteArrayOutputStream();
            int code = new Commands(new Surroundings(
                            Map.of("TINMOI_DATABASE_URL", database, "TINMOI_REDIS_URL", redis),
                            new PrintStream(said, true, StandardCharsets.UTF_8),
                            new PrintStream(complained, true, StandardCharsets.UTF_8),
                            InstantSource.system()))
                    .run(words);
            out = said.toString(StandardCharsets.UTF_8);
            err = complained.toString(StandardCharsets.UTF_8);
            return code;
        }

        String exported() {
            assertThat(run("site", "export")).as(err).isZero();
            return out;
        }

        int bringIn(String text) {
            try {
                return run(
                        "site",
                        "import",
                        Files.writeString(folder.resolve("site.json"), text).toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void sql(String... statements) {
            var opened = Database.open(VERTX, database, new Metrics());
            for (var one : statements) opened.query(one, Tuple.tuple()).await();
            opened.close().await();
        }
    }

    @Test
    void aSiteComesBackFromAnEmptyDatabaseByteForByte() {
        var one = new Place();
        var other = new Place();
        assertThat(one.bringIn(COMMUNE)).as(one.err).isZero();
        assertThat(one.out).contains("xã Thượng Ngàn", "Tin mới", "kinh-te", "version 1 ");

        var first = one.exported();
        assertThat(other.bringIn(first)).as(other.err).isZero();

        assertThat(other.exported()).isEqualTo(first);
        assertThat(first).contains("\"anh-3\"", "\"hidden\": true", "\"xa-hoi\": \"tin-tuc\"", "\"status\": \"draft\"");
        assertThat(other.bringIn(first)).isZero();
        assertThat(other.out).contains("version 1)").hasLineCount(1);
    }

    @Test
    void anUntouchedSiteComesBackToo() {
        var one = new Place();
        var untouched = one.exported();

        assertThat(one.bringIn(COMMUNE)).isZero();
        assertThat(one.bringIn(untouched)).as(one.err).isZero();

        assertThat(one.exported()).isEqualTo(untouched);
    }

    @Test
    void storiesKeepTheCategoryThatTheyStandIn() {
        var place = new Place();
        place.sql(
                "INSERT INTO article (version, status, slug, title, category) VALUES (1, 'draft', 'a', 'A', 'kinh-te')",
                "INSERT INTO article (version, status, slug, title, category) VALUES (1, 'draft', 'b', 'B', 'xa-hoi')",
                "INSERT INTO portal_page (slug, version, status, title_vi) VALUES ('cu', 3, 'published', 'Cũ')");

        assertThat(place.bringIn(COMMUNE)).as(place.err).isZero();

        assertThat(place.out).contains("stories stand in them: kinh-te", "no longer there: cu");
        assertThat(place.exported())
                .contains("\"kinh-te\"", "\"xa-hoi\": \"tin-tuc\"")
                .doesNotContain("\"cu\"");
        assertThat(place.bringIn(COMMUNE)).isZero();
        assertThat(place.out).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            site.menu[2].to              | https://tinh.example/"}    | javascript:x"}
            site.accent                  | #00695c                    | #ffff00
            site.imprint.email           | xa@                        | xa
            site.la                      | "accent"                   | "la": 1, "accent"
            site.front.bands[0]          | ["tin-tuc"]                | ["khong-co"]
            site.links[0].logo           | "logo": "anh-2"            | "logo": "anh-9"
            categories[0].parent         | "parent": "tin-tuc"        | "parent": "khong-co"
            categories[2].slug           | "slug": "kin"              | "slug": "tin-tuc"
            formerCategories.xa-hoi      | "xa-hoi": "tin-tuc"        | "xa-hoi": "khong-co"
            pages[1].slug                | "slug": "ban-nhap"         | "slug": "gioi-thieu"
            pages[1].status              | "draft"                    | "x"
            pictures[1].url              | "/media/anh-2-960.png"     | "/media/anh-1-960.png"
            pictures[0].x                | "anh-1", "url"             | "anh-1", "x": 1, "url"
            pictures[0].renditions[0].base64| "image/png"              | "image/jpeg"
            format                       | "format": 1                | "format": 2
            """)
    void whatIsWrongIsNamedWithItsLine(String field, String from, String to) {
        int line = (int) COMMUNE.substring(0, COMMUNE.indexOf(from)).lines().count();

        assertThatThrownBy(() -> SiteText.read(COMMUNE.replace(from, to)))
                .isInstanceOfSatisfying(SiteText.Unusable.class, wrong -> {
                    assertThat(wrong.problem().field()).isEqualTo(field);
                    assertThat(wrong.line()).isEqualTo(line);
                });
    }

    @Test
    void whatCannotBeUsedIsSaidAndNothingIsChanged() {
        var place = new Place();
        var before = place.exported();
        assertThat(place.bringIn(COMMUNE.replace("#00695c", "#ffff00"))).isEqualTo(1);
        assertThat(place.err).contains("line 5, site.accent: ", "Nothing was imported");
        for (var text :
                new String[] {"", "[]", "{", COMMUNE + "x", COMMUNE.substring(0, 400), "{\"format\":1,\"format\":1}"}) {
            assertThat(place.bringIn(text)).as(text).isEqualTo(1);
            assertThat(place.err)
                    .as(text)
                    .contains("line ", "Nothing was imported")
                    .doesNotContain("Exception");
        }
        assertThat(place.run("site", "import", folder.resolve("none.json").toString()))
                .isEqualTo(1);
        assertThat(place.err).contains("none.json cannot be read");
        assertThat(place.exported()).isEqualTo(before);
    }
}
