package vn.tinmoi.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.desk.DeskTest.assertProblem;
import static vn.tinmoi.desk.TestDesk.EDITOR;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
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

    /** A plan is kept for minutes: one that reads the whole table would make each story of an archive dearer than the last. */
    @Test
    void whatIsKnownOfAStoryIsFoundByIndexesEvenWhenItWasPlannedForNoStories() {
        var plan = new java.util.ArrayList<String>();
        get(bench.db
                        .pool()
                        .query("EXPLAIN (GENERIC_PLAN) " + SourceReads.CANDIDATES)
                        .execute())
                .forEach(row -> plan.add(row.getString(0)));

        assertThat(plan).noneMatch(line -> line.contains("Seq Scan")).anyMatch(line -> line.contains("Index Scan"));
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
    void whatTheNewsroomChangedStaysAndIsSaid() {
        assertThat(bringIn(story("g1", "Tin về"))).isEqualTo(Story.Outcome.NEW);
        bench.change(only().id(), TestDesk.title("Tin của tòa soạn"));
        bench.feature(only().id(), true);

        var first = taken(changed("g1", "Tin nguồn sửa", "<p>Thân mới.</p>", null), Terms.USUAL);
        var second = taken(changed("g1", "Tin nguồn sửa nữa", "<p>Thân mới.</p>", null), Terms.USUAL);

        assertThat(first.outcome()).isEqualTo(Story.Outcome.CHANGED);
        assertThat(first.kept()).containsExactly("featured", "title");
        assertThat(second.outcome()).isEqualTo(Story.Outcome.LEFT_ALONE);
        assertThat(only().title()).isEqualTo("Tin của tòa soạn");
        assertThat(only().featured()).isTrue();
        assertThat(only().bodyHtml()).isEqualTo("<p>Thân mới.</p>");

        var overwritten = taken(changed("g1", "Tin nguồn sửa nữa", "<p>Thân mới.</p>", null), new Terms(true, null));
        assertThat(overwritten.outcome()).isEqualTo(Story.Outcome.CHANGED);
        assertThat(overwritten.kept()).isEmpty();
        assertThat(only().title()).isEqualTo("Tin nguồn sửa nữa");
    }

    @Test
    void anOlderCopyNeverReplacesANewerOne() {
        var early = Instant.parse("2026-01-01T00:00:00Z");
        var late = early.plusSeconds(60);
        assertThat(bringIn(changed("g1", "Bản 1", "<p>1</p>", early))).isEqualTo(Story.Outcome.NEW);
        assertThat(bringIn(changed("g1", "Bản 2", "<p>2</p>", late))).isEqualTo(Story.Outcome.CHANGED);

        assertThat(bringIn(changed("g1", "Bản 1", "<p>1</p>", early))).isEqualTo(Story.Outcome.OLDER);
        assertThat(bringIn(changed("g1", "Bản 0", "<p>0</p>", early))).isEqualTo(Story.Outcome.OLDER);
        assertThat(bringIn(changed("g1", "Bản 3", "<p>3</p>", late))).isEqualTo(Story.Outcome.CHANGED);
        assertThat(bringIn(changed("g1", "Bản 2", "<p>2</p>", late)))
                .as("its words came before")
                .isEqualTo(Story.Outcome.OLDER);
        assertThat(only().title()).isEqualTo("Bản 3");
    }

    @Test
    void oneGuidForSeveralAddressesIsSeveralStoriesAndOneThatMovedIsOne() {
        assertThat(bringIn(at("https://a.example/", "https://a.example/1", "Một", LAST_YEAR)))
                .isEqualTo(Story.Outcome.NEW);
        var second = at("https://a.example/", "https://a.example/2", "Hai", LAST_YEAR.plusSeconds(1));
        assertThat(bringIn(second)).isEqualTo(Story.Outcome.NEW);
        assertThat(bringIn(second)).isEqualTo(Story.Outcome.UNCHANGED);
        assertThat(bringIn(at("https://a.example/", "https://a.example/1", "Một", LAST_YEAR)))
                .isEqualTo(Story.Outcome.UNCHANGED);

        assertThat(bringIn(at("http://b.example/1", "http://b.example/1", "Ba", LAST_YEAR)))
                .isEqualTo(Story.Outcome.NEW);
        assertThat(bringIn(at("https://b.example/1", "https://b.example/1", "Ba", LAST_YEAR)))
                .isEqualTo(Story.Outcome.CHANGED);
        assertThat(bringIn(at("https://b.example/1", "https://b.example/moi/1", "Ba", LAST_YEAR)))
                .isEqualTo(Story.Outcome.CHANGED);
        assertThat(bringIn(at("urn:khac", "https://b.example/moi/1", "Ba", LAST_YEAR)))
                .isEqualTo(Story.Outcome.UNCHANGED);
        assertThat(bench.value("SELECT count(*) FROM article")).isEqualTo(3L);
    }

    @Test
    void aStoryWithoutDateWaitsUntilOneComes() {
        var waiting = at("g1", "https://a.example/1", "Chưa rõ ngày", null);
        assertThat(bringIn(waiting)).isEqualTo(Story.Outcome.NEW);
        assertThat(only().status()).isEqualTo(ArticleStatus.DRAFT);
        assertThat(only().publishedAt()).isNull();
        assertThat(bench.log()).isEmpty();

        assertThat(bringIn(at("g1", "https://a.example/1", "Chưa rõ ngày", LAST_YEAR)))
                .isEqualTo(Story.Outcome.CHANGED);

        assertThat(only().status()).isEqualTo(ArticleStatus.PUBLISHED);
        assertThat(only().publishedAt()).isEqualTo(LAST_YEAR);
    }

    @Test
    void whatItsSourceTakesBackIsWithdrawnAndAnOlderCopyDoesNotBringItBack() {
        var usable = story("g1", "Tin hãng");
        var recall = new Story(
                "g1",
                null,
                "Tin hãng",
                "",
                "",
                "",
                null,
                false,
                null,
                LAST_YEAR,
                new Story.Origin(Story.State.WITHDRAWN, LAST_YEAR.plusSeconds(9), true, null, List.of()));
        assertThat(bringIn(recall)).as("never came").isEqualTo(Story.Outcome.UNCHANGED);
        assertThat(bringIn(usable)).isEqualTo(Story.Outcome.NEW);

        assertThat(bringIn(recall)).isEqualTo(Story.Outcome.WITHDRAWN);
        assertThat(bringIn(recall)).isEqualTo(Story.Outcome.UNCHANGED);
        assertThat(bringIn(usable)).isEqualTo(Story.Outcome.UNCHANGED);
        assertThat(only().status()).isEqualTo(ArticleStatus.WITHDRAWN);
        assertThat(bench.log()).hasSize(2).last().asString().contains("article.withdrawn");
    }

    @Test
    void picturesThatCouldNotBeHadAreTriedAgainAndThenStay() {
        var story = changed("g1", "Có ảnh", "<p>Mở đầu.</p><p><img src=\"https://a.example/a.png\"></p>", null);
        var away = new Terms(false, one -> Future.succeededFuture(new Terms.Illustrated(one, false)));
        var had = new Terms(
                false,
                one -> Future.succeededFuture(
                        new Terms.Illustrated(one.with("<p>Mở đầu.</p><p>Ảnh của ta</p>", null), true)));

        assertThat(taken(story, away).outcome()).isEqualTo(Story.Outcome.NEW);
        assertThat(taken(story, Terms.USUAL).outcome()).isEqualTo(Story.Outcome.UNCHANGED);
        assertThat(taken(story, had).outcome()).isEqualTo(Story.Outcome.CHANGED);
        assertThat(taken(story, had).outcome()).isEqualTo(Story.Outcome.UNCHANGED);
        assertThat(taken(story, Terms.USUAL).outcome()).isEqualTo(Story.Outcome.UNCHANGED);
        assertThat(only().bodyHtml()).contains("Ảnh của ta");
    }

    @Test
    void theLeadOfATextIsItsOpeningNotItsTables() {
        var body = "<p>Mở đầu.</p><table><tr><td>1.234</td></tr></table><p>Sau bảng.</p>";
        assertThat(bringIn(changed("g1", "Có bảng", body, null))).isEqualTo(Story.Outcome.NEW);

        assertThat(only().lead()).isEqualTo("Mở đầu.");
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

    private Story.Taken taken(Story story, Terms terms) {
        return get(bench.desk.bringIn(story, EDITOR, terms));
    }

    private static Story changed(String guid, String title, String body, @Nullable Instant changed) {
        var origin = new Story.Origin(Story.State.PUBLISHED, changed, true, null, List.of());
        return new Story(
                guid,
                "https://nguon.example/1",
                title,
                "",
                body,
                "Theo Nguồn",
                "xa-hoi",
                false,
                null,
                LAST_YEAR,
                origin);
    }

    private static Story at(String guid, String url, String title, @Nullable Instant published) {
        var origin = new Story.Origin(
                published == null ? Story.State.DRAFT : Story.State.PUBLISHED,
                null,
                published != null,
                null,
                List.of());
        return new Story(guid, url, title, "Sapo", "<p>Thân</p>", "", null, false, null, published, origin);
    }

    private Story.Outcome bringIn(Story story) {
        return get(bench.desk.bringIn(story, EDITOR));
    }

    private Article only() {
        var id = (Long) bench.value("SELECT id FROM article");
        return get(bench.desk.reads().read(new ArticleId(id))).orElseThrow().article();
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
