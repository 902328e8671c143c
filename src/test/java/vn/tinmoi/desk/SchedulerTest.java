package vn.tinmoi.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.desk.TestDesk.EDITOR;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.TextField;
import vn.tinmoi.news.Texts;

final class SchedulerTest {
    private final Metrics metrics = new Metrics();
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
    void whatFellDueDuringADowntimeIsCaughtUpAtTheStart() {
        var id = scheduled("Đã đến giờ");
        fallDue(id);
        Promise<ArticleId> published = Promise.promise();
        var desk = new Desk(bench.vertx, bench.db, () -> "e1", event -> published.tryComplete(event.article()));
        var scheduler = new Scheduler(bench.vertx, desk, metrics);

        get(scheduler.start());

        assertThat(get(published.future())).isEqualTo(id);
        get(scheduler.stop());
        assertThat(bench.log()).containsExactly("1 article.published " + id + " 2");
        assertThat(bench.value("SELECT actor FROM revision WHERE version = 2")).isEqualTo("scheduler");
    }

    @Test
    void whatIsLateIsMeasuredAndSaidOnTheStory() {
        var id = scheduled("Đã trễ");
        assertThat(bench.rows("UPDATE article SET publish_at = now() - interval '90 s'"))
                .isEmpty();

        get(new Scheduler(bench.vertx, bench.desk, metrics).look());

        assertThat(metrics.scrape()).contains("tinmoi_schedule_lateness_seconds_count 1");
        var note = get(new Flow(bench.db).notes(id)).getFirst();
        assertThat(note.actor()).isEqualTo("scheduler");
        assertThat(note.text()).matches("Đăng muộn 9\\d giây so với giờ hẹn\\.");
    }

    @Test
    void whatHasExpiredIsTakenFromReadersOnceAndWhatIsExtendedStays() {
        var scheduler = new Scheduler(bench.vertx, bench.desk, metrics);
        var draft = TestDesk.drafted("Lịch cúp điện", "xa-hoi", ArticleStatus.PUBLISHED);
        var gone = get(bench.desk.create(draft, EDITOR, null)).article().id();
        var stays = get(bench.desk.create(draft, EDITOR, null)).article().id();
        var early = new Expiries(bench.db, InstantSource.fixed(Instant.EPOCH)); // takes any time
        get(early.set(gone, Instant.now().minusSeconds(5), EDITOR));
        get(early.set(stays, Instant.now().minusSeconds(5), EDITOR));
        get(early.set(stays, Instant.now().plus(Duration.ofDays(1)), EDITOR));

        get(scheduler.look());
        get(scheduler.look());

        assertThat(get(new Flow(bench.db).standing(gone)).orElseThrow().stage()).isEqualTo(Stage.WITHDRAWN);
        assertThat(get(new Flow(bench.db).standing(stays)).orElseThrow().stage())
                .isEqualTo(Stage.PUBLISHED);
        assertThat(bench.log()).last().asString().contains("article.withdrawn " + gone);
        var now = new Expiries(bench.db, InstantSource.system());
        DeskTest.assertProblem("expires-at.past", () -> get(now.set(stays, Instant.now(), EDITOR)));
        DeskTest.assertProblem(
                "right.publish", () -> get(now.set(stays, null, new vn.tinmoi.people.Actor("person:an", false))));
    }

    @Test
    void whatFallsDueWhileItRunsIsPublishedWithinTheNextRounds() {
        var id = scheduled("Sắp đến giờ");
        Promise<ArticleId> published = Promise.promise();
        var scheduler = new Scheduler(
                bench.vertx,
                new Desk(bench.vertx, bench.db, () -> "e1", event -> published.tryComplete(event.article())),
                metrics);
        get(scheduler.start());

        fallDue(id);

        assertThat(get(published.future())).isEqualTo(id);
        get(scheduler.stop());
    }

    @Test
    void nothingIsPublishedEarly() {
        var id = scheduled("Chưa đến giờ");

        get(new Scheduler(bench.vertx, bench.desk, new Metrics()).look());
        assertThat(get(bench.desk.publishDue(id)).event()).isNull();
        assertThat(bench.log()).isEmpty();
    }

    /** A Monday at seven: each at most 2 s late, and the next look is a second away. */
    @Test
    void oneLookPublishesHoweverManyHaveTheSameHour() {
        IntStream.range(0, 120).forEach(i -> scheduled("Cùng giờ " + i));
        assertThat(bench.rows("UPDATE article SET publish_at = date_trunc('second', now())"))
                .isEmpty();

        get(new Scheduler(bench.vertx, bench.desk, metrics).look());

        assertThat(bench.log()).hasSize(120);
    }

    @Test
    void ofABacklogTwoNodesPublishEachArticleOnce() {
        IntStream.range(0, 30).forEach(i -> fallDue(scheduled("Tồn " + i)));
        try (var other = bench.another()) {
            var here = new Scheduler(bench.vertx, bench.desk, new Metrics()).look();
            var there = new Scheduler(other.vertx, other.desk, new Metrics()).look();
            get(here);
            get(there);
        }

        assertThat(bench.log()).hasSize(30);
        assertThat(bench.value("SELECT count(DISTINCT article_id) FROM event_log WHERE seq > 0"))
                .isEqualTo(30L);
        assertThat(bench.value("SELECT count(*) FROM article WHERE status = 'published' AND publish_at IS NULL"
                        + " AND published_at > now() - interval '1 minute'"))
                .isEqualTo(30L);
    }

    private ArticleId scheduled(String title) {
        var draft = new Draft(
                Texts.of(TextField.TITLE, title),
                null,
                false,
                ArticleStatus.SCHEDULED,
                Instant.now().plusSeconds(3_600),
                null);
        return get(bench.desk.create(draft, EDITOR, null)).article().id();
    }

    private void fallDue(ArticleId article) {
        assertThat(bench.rows(
                        "UPDATE article SET publish_at = now() - interval '1 hour' WHERE id = $1", article.value()))
                .isEmpty();
    }
}
