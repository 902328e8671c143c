package vn.tinmoi.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.TextField;
import vn.tinmoi.news.Texts;
import vn.tinmoi.people.Actor;

final class PendingVersionsTest {
    private static final Actor REPORTER = new Actor("person:an", false);
    private static final Actor PUBLISHER = new Actor("person:binh", true);

    private TestDesk bench;
    private Flow flow;
    private PendingVersions pendings;
    private ArticleId story;

    @BeforeEach
    void open() {
        bench = new TestDesk();
        flow = new Flow(bench.db);
        pendings = new PendingVersions(bench.vertx, bench.db, bench.desk, flow);
        var draft = TestDesk.drafted("Cầu Nà Lúa", "xa-hoi", ArticleStatus.PUBLISHED);
        story = get(bench.desk.create(draft, PUBLISHER, null)).article().id();
        change(story, PUBLISHER, TextField.BODY_HTML, "<p>Một.</p><p>Hai.</p><p>Ba.</p>");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Article change(ArticleId article, Actor actor, TextField field, String text) {
        var change = new Change(Texts.of(field, text), null, null, null, null, null, null);
        return get(bench.desk.change(article, change, null, actor, null)).article();
    }

    private Flow.Standing standing(ArticleId article) {
        return get(flow.standing(article)).orElseThrow();
    }

    private ArticleId begin() {
        return get(pendings.begin(story, REPORTER));
    }

    private static String problem(Future<?> future) {
        return ((Problem) catchThrowable(() -> get(future))).code();
    }

    private String body() {
        return standing(story).article().texts().text(TextField.BODY_HTML);
    }

    @Test
    void whoMayNotPublishChangesABesideOneAndReadersSeeItWhenItIsPublished() {
        var draft = begin();
        assertThat(begin()).as("one at a time").isEqualTo(draft);
        assertThat(standing(draft).pending())
                .isEqualTo(
                        new Flow.Pending(story, 2, 2, standing(story).article().slug()));
        assertThat(standing(story).open()).isEqualTo(draft);
        change(draft, REPORTER, TextField.BODY_HTML, "<p>Một.</p><p>Hai, đã sửa.</p><p>Ba.</p>");
        get(flow.step(draft, Move.SUBMIT, "", REPORTER));
        assertThat(body()).isEqualTo("<p>Một.</p><p>Hai.</p><p>Ba.</p>");

        assertThat(get(pendings.publish(standing(draft), "Sửa đoạn hai", 0, PUBLISHER)))
                .isEqualTo(story);

        var published = standing(story);
        assertThat(body()).isEqualTo("<p>Một.</p><p>Hai, đã sửa.</p><p>Ba.</p>");
        assertThat(published.article().correction()).asString().contains("Sửa đoạn hai");
        assertThat(published.open()).isNull();
        assertThat(begin()).as("another one").isNotEqualTo(draft);
    }

    @Test
    void whatBothSidesChangedElsewhereIsJoined() {
        var draft = begin();
        change(draft, REPORTER, TextField.BODY_HTML, "<p>Một.</p><p>Hai.</p><p>Ba, đã sửa.</p>");
        change(story, PUBLISHER, TextField.BODY_HTML, "<p>Một, mới.</p><p>Hai.</p><p>Ba.</p>");
        change(story, PUBLISHER, TextField.LEAD, "Lời dẫn mới");

        get(pendings.publish(standing(draft), "", 0, PUBLISHER));

        assertThat(body()).isEqualTo("<p>Một, mới.</p><p>Hai.</p><p>Ba, đã sửa.</p>");
        assertThat(standing(story).article().texts().text(TextField.LEAD)).isEqualTo("Lời dẫn mới");
    }

    @Test
    void whatBothChangedIsPublishedOnlyByWhoHasSeenBoth() {
        var draft = begin();
        change(draft, REPORTER, TextField.TITLE, "Cầu Nà Lúa xong");
        change(draft, REPORTER, TextField.BODY_HTML, "<p>Một.</p><p>Hai của An.</p><p>Ba.</p>");
        change(story, PUBLISHER, TextField.TITLE, "Cầu Nà Lúa thông xe");
        change(story, PUBLISHER, TextField.BODY_HTML, "<p>Một.</p><p>Hai của Bình.</p><p>Ba.</p>");

        assertThat(problem(pendings.publish(standing(draft), "", 0, PUBLISHER))).isEqualTo("pending.clash");
        var joined = get(pendings.join(standing(draft), ""));
        assertThat(joined.stored()).isEqualTo(Map.of("title", "Cầu Nà Lúa thông xe"));
        assertThat(joined.clashes()).hasSize(1);
        assertThat(problem(pendings.publish(standing(draft), "", joined.now() - 1, PUBLISHER)))
                .isEqualTo("pending.clash");
        get(pendings.publish(standing(draft), "", joined.now(), PUBLISHER));

        assertThat(standing(story).article().title()).isEqualTo("Cầu Nà Lúa xong");
        assertThat(body()).isEqualTo("<p>Một.</p><p>Hai của An.</p><p>Ba.</p>");
    }

    /** Each with a draft of their own once, of which one was nobody's. */
    @Test
    void twoWhoBeginAtTheSameMomentWorkOnOneDraftAndNoOtherIsLeft() {
        try (var other = bench.another()) {
            var there = new PendingVersions(other.vertx, other.db, other.desk, new Flow(other.db));
            for (int round = 0; round < 5; round++) {
                var both = new ArrayList<Future<ArticleId>>();
                for (int i = 0; i < 4; i++) {
                    var actor = new Actor("person:so-" + i, true);
                    both.add((i % 2 == 0 ? pendings : there).begin(story, actor));
                }
                Future.join(both).await();

                assertThat(both.stream().map(Future::result).distinct()).hasSize(1);
                assertThat(bench.value("SELECT count(*) FROM article WHERE status = 'draft'"))
                        .isEqualTo((long) round + 1);
                get(pendings.publish(standing(both.getFirst().result()), "", 0, PUBLISHER));
            }
        }
    }

    @Test
    void itNeverBecomesAStoryOfItsOwn() {
        var draft = begin();

        assertThat(problem(bench.desk.publish(draft, null, PUBLISHER, null))).isEqualTo("pending.alone");
        assertThat(problem(pendings.publish(standing(draft), "", 0, REPORTER))).isEqualTo("right.publish");
        get(bench.desk.withdraw(story, "Sai", null, PUBLISHER, null));
        assertThat(problem(pendings.publish(standing(draft), "", 0, PUBLISHER))).isEqualTo("pending.gone");
        assertThat(problem(pendings.begin(draft, REPORTER))).isEqualTo("story.stage");
    }

    @Test
    void aSecondPressPublishesItOnceAndTheListLetsItGo() {
        var draft = begin();
        var list = new StoryList(bench.db);
        var all = new StoryFilter(null, "", "");
        change(draft, REPORTER, TextField.TITLE, "Cầu Nà Lúa xong");
        assertThat(get(list.page(all, null, 10)))
                .filteredOn(StoryList.Line::pending)
                .hasSize(1);
        var before = standing(draft);

        var both = List.of(pendings.publish(before, "", 0, PUBLISHER), pendings.publish(before, "", 0, PUBLISHER));
        Future.join(both).otherwiseEmpty().await();

        assertThat(both).allMatch(Future::succeeded);
        assertThat(standing(story).article().version()).isEqualTo(3);
        assertThat(get(list.page(all, null, 10))).extracting(StoryList.Line::id).containsExactly(story);
    }
}
