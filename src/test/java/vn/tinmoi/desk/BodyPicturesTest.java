package vn.tinmoi.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.desk.TestDesk.EDITOR;
import static vn.tinmoi.desk.TestDesk.get;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.TextField;

/** Pictures that stand in the text of a story. */
final class BodyPicturesTest {
    private static TestDesk bench;

    @BeforeAll
    static void open() {
        bench = new TestDesk();
        bench.rows("""
                INSERT INTO media (id, url, width, height, alt, widths)
                VALUES ('ben-sen', '/media/ben-sen-1920.jpg', 1920, 1080, 'Bến sen', '{320,640,1920}')
                RETURNING id""");
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @Test
    void anUploadedPictureGetsItsSize() {
        assertThat(saved("<p><img src=\"/media/ben-sen-640.jpg\" alt=\"Sen $1 > nở\"></p>"))
                .contains("width=\"640\" height=\"360\" loading=\"lazy\"")
                .contains("src=\"/media/ben-sen-640.jpg\"")
                .contains("$1");
    }

    @Test
    void aCorrectedTextGetsItToo() {
        var id = bench.create(TestDesk.draft("Có ảnh")).article().id();

        var body = "<img src='/media/ben-sen-320.jpg' alt='' loading='eager'>";
        var changed = bench.change(id, TestDesk.change(TextField.BODY_HTML, body));

        assertThat(changed.article().bodyHtml())
                .contains("width=\"320\" height=\"180\"")
                .contains("loading=\"eager\"")
                .doesNotContain("lazy");
        assertThat(bench.change(id, TestDesk.change(TextField.BODY_HTML, body))
                        .article()
                        .version())
                .as("the same text again is no change")
                .isEqualTo(changed.article().version());
    }

    @Test
    void whatTheAuthorSaysStaysAndWhatIsUnknownToo() {
        assertThat(saved("<img src=\"/media/ben-sen-640.jpg\" width=\"300\" height=\"200\">"))
                .contains("width=\"300\" height=\"200\"")
                .doesNotContain("360");
        assertThat(saved(
                        "<img src=\"/media/khong-co-640.jpg\"><img src=\"https://example.org/media/ben-sen-640.jpg\">"))
                .doesNotContain("width");
    }

    private static String saved(String body) {
        var draft =
                new Draft(TestDesk.texts("Ảnh trong bài", "", body, ""), null, false, ArticleStatus.DRAFT, null, null);
        return get(bench.desk.create(draft, EDITOR, null)).article().bodyHtml();
    }
}
