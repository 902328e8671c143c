package vn.tinmoi.command;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.desk.TestDesk.get;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinmoi.desk.TestDesk;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.store.TestBackends;

final class ExportTest {
    private static final String[] CHANGES = {
        "UPDATE category SET name_vi = 'Nông thôn', parent = 'tin-tuc' WHERE slug = 'xa-hoi'",
        """
        UPDATE article SET body_html = '<p>Ruộng <img src="/media/anh-1-320.png" alt="Ruộng" width="320" height="32" /></p>',
               image = 'anh-1', featured = true, correction = 'Đã sửa số liệu.', corrected_at = now(),
               slug = 'ten-cu', byline = 'Theo "Báo" \\ Sông', source_url = 'https://cu.example/1', source_guid = 'g1',
               source_digest = sha256('x'), source_changed = '2024-05-06 08:30:00.123456+07', source_dated = false,
               source_kept = '{title}'
         WHERE id = 1""",
        "UPDATE article SET status = 'withdrawn', withdrawn_at = now(), withdrawn_reason = 'Sai' WHERE id = 2",
        "UPDATE article SET status = 'scheduled', published_at = NULL, publish_at = '2040-01-01' WHERE id = 3",
        "UPDATE article SET status = 'draft', published_at = NULL, category = 'xa-hoi', lead = E'một\\n\\nhai',"
                + " embargoed_until = '2040-01-01T00:00:00Z' WHERE id = 4",
        """
        INSERT INTO person (login, name, role, categories, password, must_change, disabled_at)
        VALUES ('an', 'An Nhiên', 'editor', '{xa-hoi}', '$argon2id$secret', false, NULL),
               ('binh', 'Bình', 'reporter', '{}', '$argon2id$secret', false, now())""",
        "INSERT INTO redirect (old, target) VALUES ('/cu.html?id=1', '/a/1'), ('/xa', 'https://cu.example/xa')",
    };

    private TestDesk site;
    private TestDesk other;
    private String out = "";
    private String err = "";

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws IOException {
        site = new TestDesk();
        other = new TestDesk(TestBackends.freshDatabase());
        for (int i = 1; i <= 4; i++) {
            var draft = TestDesk.drafted("Bài " + i, "tin-tuc", ArticleStatus.PUBLISHED);
            assertThat(get(site.desk.create(draft, TestDesk.EDITOR, null))).isNotNull();
        }
        var png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(320, 32, BufferedImage.TYPE_INT_RGB), "png", png);
        site.rows("""
                INSERT INTO media (id, url, width, height, alt, credit, widths)
                VALUES ('anh-1', '/media/anh-1-320.png', 320, 32, 'Ruộng', 'An Nhiên', '{320}')""");
        site.rows(
                "INSERT INTO media_rendition (media_id, width, type, bytes) VALUES ('anh-1', 320, 'image/png', decode($1, 'hex'))",
                HexFormat.of().formatHex(png.toByteArray()));
        for (var change : CHANGES) site.rows(change);
    }

    @AfterEach
    void close() {
        site.close();
        other.close();
    }

    private int run(TestDesk at, String... words) {
        var said = new ByteArrayOutputStream();
        var complained = new ByteArrayOutputStream();
        int code = new Commands(new Surroundings(
                        Map.of("TINMOI_DATABASE_URL", at.url, "TINMOI_REDIS_URL", TestBackends.freshRedis()),
                        new PrintStream(said, true, StandardCharsets.UTF_8),
                        new PrintStream(complained, true, StandardCharsets.UTF_8),
                        InstantSource.system()))
                .run(words);
        out = said.toString(StandardCharsets.UTF_8);
        err = complained.toString(StandardCharsets.UTF_8);
        return code;
    }

    private String place(String name) {
        return folder.resolve(name).toString();
    }

    private Map<String, String> files(String name) throws IOException {
        var files = new TreeMap<String, String>();
        try (var all = Files.list(folder.resolve(name))) {
            for (var file : all.toList()) files.put(file.getFileName().toString(), Files.readString(file));
        }
        return files;
    }

    @Test
    void anExportComesBackFromAnEmptySiteByteForByte() throws IOException {
        assertThat(run(site, "export", place("one"))).as(err).isZero();
        assertThat(out).contains("4 stories, 1 pictures, 2 people, 2 old addresses");

        assertThat(run(other, "import", place("one"))).as(out + err).isZero();
        assertThat(out).contains("stories.ndjson: 4 taken in, 0 here already, 0 refused");
        assertThat(run(other, "export", place("two"))).as(err).isZero();

        assertThat(files("two")).isEqualTo(files("one"));
        assertThat(files("one").keySet())
                .containsExactly(
                        "people.ndjson",
                        "pictures.ndjson",
                        "redirects.csv",
                        "site.json",
                        "stories.ndjson",
                        "tinmoi-export.json");
        assertThat(files("one").toString())
                .contains("\"embargoedUntil\":\"2040-01-01T00:00:00Z\"")
                .doesNotContain("argon2id");
        assertThat(other.value("SELECT count(*) FROM audit WHERE action = 'person.add' AND actor = 'import'"))
                .isEqualTo(2L);
    }

    @Test
    void whatCameInIsASiteThatGoesOn() {
        assertThat(run(site, "export", place("one"))).isZero();
        assertThat(run(other, "import", place("one"))).as(err).isZero();

        assertThat(run(other, "verify", "--only", "log", "--only", "stories", "--only", "site", "--only", "media"))
                .as(out)
                .isZero();
        assertThat(run(other, "import", "--json", place("one"))).as(err).isZero();
        assertThat(out).contains("\"known\" : 4");
        var draft = TestDesk.drafted("Bài mới", "tin-tuc", ArticleStatus.PUBLISHED);
        assertThat(get(other.desk.create(draft, TestDesk.EDITOR, null))
                        .article()
                        .id()
                        .value())
                .isGreaterThan(4);
        assertThat(other.value("SELECT count(*) FROM event_log WHERE kind = 'article.published'"))
                .isEqualTo(2L);
        assertThat(run(other, "user", "password", "an")).as(err).isZero();
    }

    @Test
    void aLineThatCannotBeUsedIsNamedAndTheRestGoesOn() throws IOException {
        var mine = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(mine.resolve("tinmoi-export.json"), "{\"format\": \"tinmoi-export\", \"version\": 1}");
        Files.writeString(mine.resolve("stories.ndjson"), """
                {"id": 7, "status": "published", "title": "Một", "publishedAt": "2024-05-06T08:30:00+07:00", \
                "bodyHtml": "<p onclick='x()'>Chữ<script>x()</script></p>"}
                {"id": 8, "status": "published", "title": "Không ngày"}
                {"id": 9, "status": "draft", "title": ""}
                {"id": 10, "status": "draft", "title": "Ảnh", "image": "khong-co"}
                {"id": 11, "status": "draft", "title": "Lạ", "colour": "red"}
                không phải JSON
                {"id": 12, "status": "draft", "title": "Hai"}
                {"id": 13, "status": "published", "title": "Cấm", "publishedAt": "2024-05-06T08:30:00+07:00", \
                "embargoedUntil": "2040-01-01T00:00:00Z"}
                """);

        assertThat(run(other, "import", mine.toString())).isEqualTo(1);

        assertThat(out).contains("stories.ndjson: 2 taken in, 0 here already, 6 refused");
        assertThat(err)
                .contains(
                        "line 2, publishedAt: ",
                        "line 3, title: ",
                        "line 4, image: There is no picture \"khong-co\"",
                        "line 5, colour: ",
                        "line 6, {: ",
                        "line 8, embargoedUntil: ");
        assertThat(other.value("SELECT body_html FROM article WHERE id = 7")).isEqualTo("<p>Chữ</p>");
        assertThat(other.value("SELECT slug FROM article WHERE id = 7")).isEqualTo("mot");
        assertThat(run(other, "export", mine.toString())).isEqualTo(1);
        assertThat(err).contains("is there already");
    }
}
