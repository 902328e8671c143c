package vn.tinmoi.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static vn.tinmoi.desk.TestDesk.EDITOR;
import static vn.tinmoi.desk.TestDesk.REPORTER;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.article.ArticleJson;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.TextField;
import vn.tinmoi.news.Texts;
import vn.tinmoi.people.Actor;

/** A story with an embargo is published by nobody, on no path, until it is over. */
final class EmbargoTest {
    private static final Instant TOMORROW =
            Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS);

    private TestDesk bench;
    private Flow flow;

    @BeforeEach
    void open() {
        bench = new TestDesk();
        flow = new Flow(bench.db);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static Change until(@Nullable Instant at) {
        return TestDesk.change(TextField.EMBARGOED_UNTIL, at == null ? "" : at.toString());
    }

    private ArticleId embargoed(ArticleStatus status) {
        var id = bench.create(TestDesk.draft("Kết quả kỳ thi")).article().id();
        if (status == ArticleStatus.WITHDRAWN) {
            bench.publish(id);
            bench.withdraw(id);
        }
        bench.change(id, until(TOMORROW));
        return id;
    }

    private Change to(ArticleStatus status, @Nullable Instant at) {
        return new Change(Texts.NONE, null, null, status, at, null, null);
    }

    private static Problem problem(Future<?> future) {
        return (Problem) catchThrowable(() -> get(future));
    }

    private void refuses(Future<?> publishing) {
        var problem = problem(publishing);
        assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFLICT);
        assertThat(problem.code()).isEqualTo("article.embargoed");
        assertThat(problem.field()).isEqualTo("embargoedUntil");
        assertThat(problem.arguments()).containsExactly(TOMORROW);
    }

    @Test
    void noPathPublishesItBeforeItsTime() {
        var draft = embargoed(ArticleStatus.DRAFT);
        var withdrawn = embargoed(ArticleStatus.WITHDRAWN);
        var fresh = new Draft(
                TestDesk.texts("Mới", "", "", "").with(TextField.EMBARGOED_UNTIL, TOMORROW.toString()),
                null,
                false,
                ArticleStatus.PUBLISHED,
                null,
                null);

        refuses(bench.desk.publish(draft, null, EDITOR, null));
        refuses(bench.desk.publish(withdrawn, null, EDITOR, null));
        refuses(bench.desk.change(draft, to(ArticleStatus.PUBLISHED, null), null, EDITOR, null));
        refuses(bench.desk.create(fresh, EDITOR, null));
        var soon = Instant.now().plusSeconds(60);
        assertThat(problem(bench.desk.change(draft, to(ArticleStatus.SCHEDULED, soon), null, EDITOR, null))
                        .field())
                .isEqualTo("publishAt");

        var bulk = new Bulk(bench.db, bench.desk, flow, new UnsaidPictures(bench.vertx, bench.db));
        var wish = new BulkOrder.Wish(draft, get(bench.desk.find(draft)).version());
        var order = new BulkOrder(UUID.randomUUID().toString(), Move.PUBLISH, "", List.of(wish));
        get(bulk.run(order, EDITOR));
        assertThat(get(bulk.report(order.key(), EDITOR))
                        .orElseThrow()
                        .items()
                        .getFirst()
                        .problem())
                .isEqualTo("article.embargoed");

        var published = bench.create(TestDesk.published("Đã đăng")).article().id();
        var pendings = new PendingVersions(bench.vertx, bench.db, bench.desk, flow);
        var pending = get(pendings.begin(published, EDITOR));
        bench.change(pending, until(TOMORROW));
        bench.change(pending, TestDesk.title("Sau lệnh cấm"));
        refuses(pendings.publish(get(flow.standing(pending)).orElseThrow(), "", 0, EDITOR));
        assertThat(get(bench.desk.find(published)).title()).isEqualTo("Đã đăng");
        assertThat(bench.value(
                        "SELECT count(*) FROM article WHERE embargoed_until IS NOT NULL AND status = 'published'"))
                .isEqualTo(0L);
    }

    /** However the row came to be due, the clock waits; and PostgreSQL itself takes no published row with an embargo. */
    @Test
    void theClockWaitsForItAndTheTableToo() {
        var id = embargoed(ArticleStatus.DRAFT);
        get(bench.db.write(
                "UPDATE article SET status = 'scheduled', publish_at = now() - interval '1 minute' WHERE id = $1",
                Tuple.of(id.value())));
        var scheduler = new Scheduler(bench.vertx, bench.desk, new Metrics());

        get(scheduler.look());

        assertThat(get(bench.desk.find(id)).status()).isEqualTo(ArticleStatus.SCHEDULED);
        assertThat(catchThrowable(() -> get(bench.db.write(
                        "UPDATE article SET status = 'published', published_at = now(), publish_at = NULL WHERE id = $1",
                        Tuple.of(id.value())))))
                .hasMessageContaining("article_embargo");
        get(bench.db.write(
                "UPDATE article SET embargoed_until = '2020-01-01T00:00:00Z' WHERE id = $1", Tuple.of(id.value())));
        get(scheduler.look());
        assertThat(get(bench.desk.find(id)).status()).isEqualTo(ArticleStatus.PUBLISHED);
    }

    @Test
    void whoPublishesLiftsItAndReadersNeverHearOfIt() {
        var id = embargoed(ArticleStatus.DRAFT);
        Actor reporter = REPORTER;

        for (var sooner : new Instant[] {null, TOMORROW.minusSeconds(1)}) {
            var problem = problem(bench.desk.change(id, until(sooner), null, reporter, null));
            assertThat(problem.kind()).isEqualTo(Problem.Kind.FORBIDDEN);
            assertThat(problem.field()).isEqualTo("embargoedUntil");
        }
        var later = TOMORROW.plusSeconds(5);
        get(bench.desk.change(id, until(later), null, reporter, null));
        assertThat(ArticleJson.article(get(bench.desk.find(id))).getString("embargoedUntil"))
                .isEqualTo(later.toString());
        get(bench.desk.change(id, until(null), null, EDITOR, null));
        bench.publish(id);
        assertThat(problem(bench.desk.change(id, until(TOMORROW), null, EDITOR, null))
                        .code())
                .isEqualTo("embargo.published");

        var other = embargoed(ArticleStatus.DRAFT);
        get(bench.db.write(
                "UPDATE article SET embargoed_until = '2020-01-01T00:00:00Z' WHERE id = $1", Tuple.of(other.value())));
        bench.publish(other);
        assertThat(ArticleJson.article(get(bench.desk.find(other))).containsKey("embargoedUntil"))
                .isFalse();
        assertThat(problem(bench.desk.create(
                                new Draft(
                                        TestDesk.texts("Quá", "", "", "")
                                                .with(TextField.EMBARGOED_UNTIL, "2020-01-01T00:00:00Z"),
                                        null,
                                        false,
                                        ArticleStatus.DRAFT,
                                        null,
                                        null),
                                EDITOR,
                                null))
                        .code())
                .isEqualTo("embargo.past");
    }
}
