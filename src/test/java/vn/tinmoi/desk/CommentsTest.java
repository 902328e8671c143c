package vn.tinmoi.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static vn.tinmoi.desk.TestDesk.EDITOR;
import static vn.tinmoi.desk.TestDesk.REPORTER;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.article.Paragraphs;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.TextField;

final class CommentsTest {
    private static final String BODY =
            "<p>Một.</p><figure><img src=\"/a.png\" alt=\"\"></figure><p>Hai <b>đậm</b>.</p><p>Ba.</p>";

    private TestDesk bench;
    private Comments comments;
    private Article story;

    @BeforeEach
    void open() {
        bench = new TestDesk();
        comments = new Comments(bench.vertx, bench.db, new Flow(bench.db));
        story = body(bench.create(TestDesk.draft("Cầu Nà Lúa")).article(), BODY);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Article body(Article article, String html) {
        return bench.change(article.id(), TestDesk.change(TextField.BODY_HTML, html))
                .article();
    }

    private void say(int at, String text) {
        var wished = get(comments.wished(story.id(), story.version(), List.of(new Comments.Wish(at, text)), EDITOR));
        get(comments.add(story, wished, EDITOR));
    }

    private List<Comments.Comment> all() {
        return get(comments.of(story.id()));
    }

    private static Problem problem(Future<?> future) {
        return (Problem) catchThrowable(() -> get(future));
    }

    @Test
    void aCommentFindsItsParagraphWhereverItStandsOrShowsThatItChanged() {
        say(2, "Ghi rõ ai nói");
        say(3, "Thừa");

        var moved = body(story, "<h2>Mới</h2><p>Ba.</p><p>Một.</p><p>Hai đậm.</p><p>Ba, sửa.</p>");
        var now = Paragraphs.of(moved.bodyHtml());

        assertThat(all()).extracting(Comments.Comment::words).containsExactly("Hai đậm.", "Ba.");
        assertThat(all()).extracting(one -> one.place(now)).containsExactly(3, 1);
        var gone = Paragraphs.of(body(story, "<p>Một.</p><p>Khác.</p>").bodyHtml());
        assertThat(all()).extracting(one -> one.place(gone)).containsExactly(null, null);
    }

    /** The reviewer's own change of the paragraph comes with the comment. */
    @Test
    void whoeverReviewsMayChangeTheParagraphInTheSameBreath() {
        var wished = get(
                comments.wished(story.id(), story.version(), List.of(new Comments.Wish(0, "Viết hoa tên xã")), EDITOR));
        var saved = body(story, BODY.replace("Một.", "Một, đã chữa."));
        get(comments.add(saved, wished, EDITOR));
        get(comments.add(saved, wished, EDITOR));

        assertThat(all()).hasSize(1);
        assertThat(all().getFirst().words()).isEqualTo("Một, đã chữa.");
        assertThat(all().getFirst().version()).isEqualTo(saved.version());
    }

    @Test
    void itIsMarkedDoneAndOpenAgainOfItsOwnStoryOnly() {
        say(0, "Thiếu số liệu");
        var other = bench.create(TestDesk.draft("Khác")).article().id();
        long id = all().getFirst().id();

        get(comments.mark(other, id, true, REPORTER));
        assertThat(all().getFirst().done()).isFalse();
        get(comments.mark(story.id(), id, true, REPORTER));
        get(comments.mark(story.id(), id, true, REPORTER));
        assertThat(all().getFirst().done()).isTrue();
        get(comments.mark(story.id(), id, false, REPORTER));
        assertThat(all().getFirst().done()).isFalse();
        assertThat(bench.value("SELECT count(*) FROM audit WHERE action LIKE 'story.comment%'"))
                .isEqualTo(3L);
    }

    @Test
    void whatCannotBeSaidIsNamedBeforeAnythingIsWritten() {
        for (int nowhere : new int[] {-1, 4})
            assertThat(problem(comments.wished(
                                    story.id(), story.version(), List.of(new Comments.Wish(nowhere, "x")), EDITOR))
                            .code())
                    .as("%d", nowhere)
                    .isEqualTo("comment.where");
        var wish = List.of(new Comments.Wish(0, "x".repeat(1_001)));
        assertThat(problem(comments.wished(story.id(), story.version(), wish, EDITOR))
                        .field())
                .isEqualTo("comments");
        assertThat(problem(comments.wished(story.id(), story.version(), wish, REPORTER))
                        .code())
                .isEqualTo("right.review");
        assertThat(all()).isEmpty();
    }
}
