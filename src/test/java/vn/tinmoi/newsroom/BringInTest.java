package vn.tinmoi.newsroom;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.newsroom.DeskTest.assertProblem;
import static vn.tinmoi.newsroom.TestDesk.EDITOR;
import static vn.tinmoi.newsroom.TestDesk.get;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.Story;

final class BringInTest {
    private static final Instant LAST_YEAR = Instant.parse("2025-03-01T02:00:00Z");

    private TestDesk bench;

    @BeforeEach
    void open() {
        bench = new TestDesk();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aNewStoryIsPublishedAtItsOwnTime() {
        assertThat(bringIn(story("g1", "Tin về"))).isEqualTo(Story.Outcome.NEW);

        var article = only();
        assertThat(article.publishedAt()).isEqualTo(LAST_YEAR);
        assertThat(article.sourceUrl()).isEqualTo("https://nguon.example/1");
        assertThat(article.bodyHtml()).isEqualTo("<p>Một câu. Hai câu.</p>");
        assertThat(article.lead()).isEqualTo("Một câu. Hai câu.");
        assertThat(bench.log()).containsExactly("1 article.published " + article.id() + " 1");
    }

    @Test
    void aSecondArrivalChangesNothingAndAChangedOneIsARevision() {
        var first = story("g1", "Tin về");
        assertThat(bringIn(first)).isEqualTo(Story.Outcome.NEW);
        assertThat(bringIn(first)).isEqualTo(Story.Outcome.UNCHANGED);

        assertThat(bringIn(story("g1", "Tin sửa"))).isEqualTo(Story.Outcome.CHANGED);
        assertThat(bringIn(story("g1", "Tin sửa"))).isEqualTo(Story.Outcome.UNCHANGED);

        assertThat(only().version()).isEqualTo(2);
        assertThat(only().slug()).isEqualTo("tin-ve");
        assertThat(bench.log()).hasSize(2).last().asString().startsWith("2 article.revised");
    }

    @Test
    void whatWasWithdrawnHereStaysWithdrawn() {
        assertThat(bringIn(story("g1", "Tin về"))).isEqualTo(Story.Outcome.NEW);
        bench.withdraw(only().id());

        assertThat(bringIn(story("g1", "Tin đổi"))).isEqualTo(Story.Outcome.UNCHANGED);
        assertThat(only().title()).isEqualTo("Tin về");
        assertThat(bench.log()).hasSize(2);
    }

    @Test
    void itsPictureIsEnteredAndRenewed() {
        assertThat(bringIn(story("g1", "Có ảnh", picture("Cầu")))).isEqualTo(Story.Outcome.NEW);
        assertThat(bringIn(story("g1", "Có ảnh", picture("Cầu Long Biên")))).isEqualTo(Story.Outcome.CHANGED);

        assertThat(only().picture()).isEqualTo(picture("Cầu Long Biên"));
        assertThat(bench.value("SELECT payload->'image'->>'alt' FROM event_log WHERE seq = 2"))
                .isEqualTo("Cầu Long Biên");
    }

    @Test
    void nobodyIsThereToCorrectItSoItIsMadeToFit() {
        var story = new Story(
                "g\0" + "x".repeat(4_000),
                null,
                "a".repeat(400) + "\0",
                "b".repeat(2_000),
                "<script>x</script>",
                "c".repeat(300),
                "khong-co",
                false,
                null,
                Instant.now().plusSeconds(86_400));

        assertThat(bringIn(story)).isEqualTo(Story.Outcome.NEW);
        assertThat(bringIn(story)).isEqualTo(Story.Outcome.UNCHANGED);

        var article = only();
        assertThat(article.title()).hasSize(300).endsWith("…");
        assertThat(article.lead()).hasSize(1_000);
        assertThat(article.byline()).hasSize(200);
        assertThat(article.bodyHtml()).isEmpty();
        assertThat(article.category()).isEqualTo("tin-tuc");
        assertThat(article.publishedAt()).isBefore(Instant.now().plusSeconds(60));
    }

    @Test
    void aStoryWithoutATitleIsRefused() {
        assertProblem("field.missing", () -> bringIn(story("g1", " ")));
        assertProblem("right.publish", () -> get(bench.desk.bringIn(story("g1", "T"), TestDesk.REPORTER)));
    }

    private Story.Outcome bringIn(Story story) {
        return get(bench.desk.bringIn(story, EDITOR));
    }

    private Article only() {
        var id = (Long) bench.value("SELECT id FROM article");
        return get(bench.desk.archive().read(new ArticleId(id))).orElseThrow().article();
    }

    static Story story(String guid, String title) {
        return story(guid, title, null);
    }

    private static Story story(String guid, String title, @Nullable Picture picture) {
        return new Story(
                guid,
                "https://nguon.example/1",
                title,
                "",
                "<p onclick=\"x()\">Một câu. Hai câu.</p><script>alert(1)</script>",
                "Theo Nguồn",
                "xa-hoi",
                false,
                picture,
                LAST_YEAR);
    }

    private static Picture picture(String alt) {
        return new Picture("cau", "/media/cau.jpg", 800, 600, alt, "", "");
    }
}
