package vn.tinmoi.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinmoi.news.Story;

/** WordPress' export with the kinds of posts that its theme test has. */
final class WordPressTest {
    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private Fixture desk;
    private ImportReport report;

    @BeforeEach
    void bringIn() throws Exception {
        desk = new Fixture(vertx, folder);
        report = desk.run(Fixture.shared("wordpress.xml"));
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void postsComeInAsReadersSawThemAndTheRestIsSaid() {
        assertThat(report.created()).isEqualTo(7);
        assertThat(report.aside()).isEqualTo(Map.of("page", 1, "trash", 1, "other", 1));
        assertThat(report.whole()).isTrue();
        assertThat(desk.titled("Bài cổ điển").origin().state()).isEqualTo(Story.State.PUBLISHED);
        for (var hidden : new String[] {"Có mật khẩu", "Nháp", "Riêng"}) {
            assertThat(desk.titled(hidden).origin().state()).as(hidden).isEqualTo(Story.State.DRAFT);
        }
        assertThat(desk.titled("Hẹn giờ").origin().state()).isEqualTo(Story.State.SCHEDULED);
        assertThat(desk.titled("Hẹn giờ").publishedAt()).isEqualTo("2090-01-01T20:04:05Z");
        assertThat(desk.titled("Nháp").publishedAt()).isEqualTo("2020-01-01T20:04:05Z");
        assertThat(desk.titled("Bài này không có tiêu đề").bodyHtml())
                .isEqualTo("<p>Bài này không có tiêu đề. Câu hai.</p>");
    }

    @Test
    void aPostKeepsWhoWroteItWhenWhereAndWhat() {
        var post = desk.titled("Bài cổ điển");

        assertThat(post.byline()).isEqualTo("An Nhiên");
        assertThat(post.category()).isEqualTo("kinh-te");
        assertThat(post.featured()).isTrue();
        assertThat(post.lead()).isEqualTo("Sapo cổ điển.");
        assertThat(post.publishedAt()).isEqualTo("2019-05-06T01:30:00Z");
        assertThat(post.origin().changed()).isEqualTo("2019-05-07T01:30:00Z");
        assertThat(post.origin().formerPaths()).containsExactly("/2019/05/06/bai-wp/", "/?p=123");
        assertThat(post.origin().cover()).isNotNull();
        assertThat(post.origin().cover().url()).isEqualTo("https://wp.example/wp-content/uploads/b.jpg");
        assertThat(desk.titled("Bài bằng khối").origin().formerPaths()).containsExactly("/?p=124");
        assertThat(report.unknownCategories()).isEqualTo(Map.of("Chuyển đổi số", 1));
    }

    @Test
    void shortcodesAndBlocksAreWrittenOut() {
        var body = desk.titled("Bài cổ điển").bodyHtml();

        assertThat(body)
                .contains("<p>Đoạn <strong>một</strong><br>dòng hai.</p>")
                .contains(
                        "<figcaption>Chú thích <em>A</em></figcaption>",
                        "<figcaption>Ảnh a.</figcaption>",
                        "alt=\"Cầu b\"")
                .contains(
                        "<iframe src=\"https://www.youtube.com/watch?v=abc123XYZ\">",
                        "<iframe src=\"https://vimeo.com/76979871\">")
                .contains("<audio controls src=\"https://wp.example/a.mp3\">")
                .contains("<pre>giữ\n\nnguyên</pre>", "<p>[la-mot-ma-la x=\"1\"]</p>", "<p>Hết.</p>")
                .doesNotContain("[caption", "[gallery", "[embed", "[audio");
        assertThat(desk.titled("Bài bằng khối").bodyHtml())
                .contains("<p>Đoạn khối.</p>", "<iframe src=\"https://youtu.be/abc123XYZ\">", "<ul><li>một</li></ul>");
    }
}
