package vn.tinmoi.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.people.Person;

final class BulkTest {
    private static final Actor PUBLISHER = new Actor("person:binh", true);
    private static final Actor REPORTER = new Actor("person:an", false);
    private static final Actor OF_SOCIETY = new Actor("person:chi", Person.Role.PUBLISHER.rights(), Set.of("xa-hoi"));

    private TestDesk bench;
    private Flow flow;
    private Bulk bulk;

    @BeforeEach
    void open() {
        bench = new TestDesk();
        flow = new Flow(bench.db);
        bulk = new Bulk(bench.db, bench.desk, flow, new UnsaidPictures(bench.vertx, bench.db));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private ArticleId story(String title, String category, ArticleStatus status) {
        return get(bench.desk.create(TestDesk.drafted(title, category, status), PUBLISHER, null))
                .article()
                .id();
    }

    private List<ArticleId> drafts(int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> story("Bài " + i, "xa-hoi", ArticleStatus.DRAFT))
                .toList();
    }

    private Flow.Standing standing(ArticleId id) {
        return get(flow.standing(id)).orElseThrow();
    }

    private Stage stage(ArticleId id) {
        return standing(id).stage();
    }

    private BulkOrder order(Move act, String said, ArticleId... stories) {
        var wishes = Stream.of(stories)
                .map(id -> new BulkOrder.Wish(id, standing(id).article().version()))
                .toList();
        return new BulkOrder(UUID.randomUUID().toString(), act, said, wishes);
    }

    private BulkReport run(BulkOrder order, Actor actor) {
        get(bulk.run(order, actor));
        return report(order, actor);
    }

    private BulkReport report(BulkOrder order, Actor actor) {
        return get(bulk.report(order.key(), actor)).orElseThrow();
    }

    private static String problem(Future<?> future) {
        return ((Problem) catchThrowable(() -> get(future))).code();
    }

    @Test
    void eachActIsDoneAndTakenBack() {
        var all = drafts(3).toArray(ArticleId[]::new);
        for (var act : List.of(Move.SUBMIT, Move.TAKE, Move.APPROVE)) {
            var before = stage(all[0]);

            var order = order(act, "", all);
            assertThat(run(order, PUBLISHER).items()).allMatch(one -> one.was() != null);
            assertThat(all).allMatch(id -> stage(id) == act.to(Stage.DRAFT));
            get(bulk.undo(order.key(), PUBLISHER));
            assertThat(report(order, PUBLISHER).items()).allMatch(BulkReport.Item::undone);
            assertThat(all).allMatch(id -> stage(id) == before);

            run(order(act, "", all), PUBLISHER);
        }

        var publish = order(Move.PUBLISH, "", all);
        run(publish, PUBLISHER);
        assertThat(all).allMatch(id -> stage(id) == Stage.PUBLISHED);
        assertThat(bench.value("SELECT count(*) FROM story_stage")).isEqualTo(0L);
        get(bulk.undo(publish.key(), PUBLISHER));
        assertThat(all).allMatch(id -> stage(id) == Stage.WITHDRAWN);
        run(order(Move.PUBLISH, "", all), PUBLISHER);

        var move = order(Move.SAVE, "kinh-te", all);
        run(move, PUBLISHER);
        assertThat(standing(all[1]).article().category()).isEqualTo("kinh-te");
        get(bulk.undo(move.key(), PUBLISHER));
        assertThat(standing(all[1]).article().category()).isEqualTo("xa-hoi");

        var withdraw = order(Move.WITHDRAW, "Nhầm", all);
        run(withdraw, PUBLISHER);
        assertThat(standing(all[2]).article().withdrawnReason()).isEqualTo("Nhầm");
        get(bulk.undo(withdraw.key(), PUBLISHER));
        assertThat(all).allMatch(id -> stage(id) == Stage.PUBLISHED);
        assertThat(bench.value("SELECT count(*) FROM audit WHERE action = 'story.undo'"))
                .isEqualTo(9L);
        assertThat(bench.log().stream().filter(line -> line.contains("withdrawn")))
                .hasSizeGreaterThan(5);
    }

    @Test
    void whatCannotBeDoneIsNamedAndKeepsNoneOfTheOthers() {
        var fine = story("Được", "xa-hoi", ArticleStatus.DRAFT);
        var foreign = story("Chuyên mục khác", "kinh-te", ArticleStatus.DRAFT);
        var readable = story("Đã đăng", "xa-hoi", ArticleStatus.PUBLISHED);
        var changed = story("Vừa đổi", "xa-hoi", ArticleStatus.DRAFT);
        var published = story("Có bản sửa", "xa-hoi", ArticleStatus.PUBLISHED);
        var pendings = new PendingVersions(bench.vertx, bench.db, bench.desk, flow);
        var pending = get(pendings.begin(published, PUBLISHER));
        var order = order(Move.PUBLISH, "", foreign, readable, changed, pending, fine);
        bench.change(changed, TestDesk.title("Đổi sau khi mở danh sách"));

        var report = run(order, OF_SOCIETY);

        assertThat(report.items().stream().map(BulkReport.Item::problem))
                .containsExactly("right.category", "story.stage", "article.version", "bulk.pending", null);
        assertThat(report.items().get(1).arguments()).containsExactly("published");
        assertThat(stage(fine)).isEqualTo(Stage.PUBLISHED);
        assertThat(stage(changed)).isEqualTo(Stage.DRAFT);
        get(bulk.undo(order.key(), OF_SOCIETY));
        assertThat(stage(fine)).isEqualTo(Stage.WITHDRAWN);
        assertThat(stage(readable)).as("was not published by this").isEqualTo(Stage.PUBLISHED);
    }

    @Test
    void aSecondPressOnAnotherNodeDoesNothingAndFindsTheSame() {
        var all = drafts(8).toArray(ArticleId[]::new);
        var order = order(Move.PUBLISH, "", all);
        try (var other = bench.another()) {
            var there = new Bulk(other.db, other.desk, new Flow(other.db), new UnsaidPictures(other.vertx, other.db));

            Future.join(bulk.run(order, PUBLISHER), there.run(order, PUBLISHER)).await();

            assertThat(get(there.report(order.key(), PUBLISHER)).orElseThrow().items())
                    .hasSize(8)
                    .allMatch(one -> one.was() != null && one.problem() == null);
            assertThat(bench.log()).hasSize(8);
            Future.join(bulk.undo(order.key(), PUBLISHER), there.undo(order.key(), PUBLISHER))
                    .await();
            assertThat(bench.value("SELECT count(*) FROM revision WHERE action = 'withdraw'"))
                    .isEqualTo(8L);
            assertThat(report(order, PUBLISHER).items()).noneMatch(one -> one.problem() != null);
        }
    }

    @Test
    void undoingLeavesAloneWhatWentOnSinceAndComesInTimeOrNotAtAll() {
        var all = drafts(3).toArray(ArticleId[]::new);
        var order = order(Move.SUBMIT, "", all);
        run(order, REPORTER);
        get(flow.step(all[0], Move.TAKE, "", PUBLISHER));
        bench.change(all[1], TestDesk.title("Sửa lại"));

        assertThat(problem(bulk.undo(order.key(), PUBLISHER))).as("another's").isEqualTo("bulk.unknown");
        get(bulk.undo(order.key(), REPORTER));

        var items = report(order, REPORTER).items();
        assertThat(items.stream().map(BulkReport.Item::undone)).containsExactly(false, false, true);
        assertThat(items.get(0).problem()).isEqualTo("article.version");
        assertThat(Stream.of(all).map(this::stage)).containsExactly(Stage.REVIEWING, Stage.WAITING, Stage.DRAFT);

        var late = order(Move.SUBMIT, "", all[2]);
        assertThat(run(late, REPORTER).undoUntil()).isNotNull();
        get(bench.db.write("UPDATE bulk SET at = at - interval '16 minutes'", Tuple.tuple()));
        assertThat(report(late, REPORTER).undoUntil()).isNull();
        assertThat(problem(bulk.undo(late.key(), REPORTER))).isEqualTo("bulk.late");
        get(bench.db.write("UPDATE bulk SET at = at - interval '8 days'", Tuple.tuple()));
        get(bulk.forget());
        assertThat(bench.value("SELECT count(*) FROM bulk_story")).isEqualTo(0L);
    }

    /** The node dies when a first story of those is as {@code when} says: whatever it would write of it then is not written. */
    private void dieWhen(String when) {
        for (var sql : List.of(
                "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (" + when
                        + ") THEN RAISE EXCEPTION 'dead'; END IF;"
                        + " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
                "CREATE TRIGGER die BEFORE UPDATE ON bulk FOR EACH ROW EXECUTE FUNCTION die()",
                "CREATE TRIGGER die BEFORE INSERT ON revision FOR EACH ROW EXECUTE FUNCTION die()",
                "CREATE TRIGGER die BEFORE UPDATE ON bulk_story FOR EACH ROW EXECUTE FUNCTION die()",
                "CREATE TRIGGER die BEFORE DELETE ON story_stage FOR EACH ROW EXECUTE FUNCTION die()"))
            get(bench.db.write(sql, Tuple.tuple()));
    }

    private void anotherNodeGoesOn() {
        get(bench.db.write("DROP FUNCTION die CASCADE", Tuple.tuple()));
        get(bench.db.write(
                "UPDATE bulk SET at = at - interval '2 minutes', undone_at = undone_at - interval '2 minutes'",
                Tuple.tuple()));
    }

    @Test
    void whatWasDoneIsKnownAndTakenBackAlsoWhereTheNodeDiedRightAfterIt() {
        for (var act : List.of(Move.SUBMIT, Move.TAKE, Move.APPROVE, Move.PUBLISH, Move.SAVE, Move.WITHDRAW)) {
            var all = drafts(2).toArray(ArticleId[]::new);
            for (var before : List.of(Move.SUBMIT, Move.TAKE, Move.APPROVE, Move.PUBLISH)) {
                if (act.ordinal() <= before.ordinal() && act != Move.SAVE) break;
                run(order(before, "", all), PUBLISHER);
            }
            var was = standing(all[0]);
            var order = order(act, act == Move.SAVE ? "kinh-te" : act == Move.WITHDRAW ? "Nhầm" : "", all);
            long audited = (Long) bench.value("SELECT max(id) FROM audit");
            dieWhen("SELECT FROM audit WHERE id > " + audited);

            assertThat(catchThrowable(() -> get(bulk.run(order, PUBLISHER))))
                    .as("%s", act)
                    .isNotNull();
            anotherNodeGoesOn();

            var report = report(order, PUBLISHER);
            assertThat(report.over()).isTrue();
            assertThat(report.items())
                    .extracting(one -> one.was() != null)
                    .as("%s", act)
                    .containsExactly(true, false);
            assertThat(report.items().getFirst().was().stage()).isEqualTo(was.stage());
            dieWhen("SELECT FROM audit WHERE id > " + bench.value("SELECT max(id) FROM audit"));
            get(bulk.undo(order.key(), PUBLISHER).otherwiseEmpty());
            anotherNodeGoesOn();

            assertThat(report(order, PUBLISHER).items())
                    .extracting(BulkReport.Item::undone)
                    .as("%s", act)
                    .containsExactly(true, false);
            assertThat(standing(all[0]).article().category()).isEqualTo("xa-hoi");
            assertThat(stage(all[0])).as("%s", act).isEqualTo(act == Move.PUBLISH ? Stage.WITHDRAWN : was.stage());
            assertThat(stage(all[1])).as("%s", act).isEqualTo(was.stage());
        }
    }

    @Test
    void anUndoThatDiedGoesOnWhereItStopped() {
        var all = drafts(3).toArray(ArticleId[]::new);
        var order = order(Move.PUBLISH, "", all);
        run(order, PUBLISHER);
        dieWhen("SELECT FROM revision WHERE action = 'withdraw'");
        assertThat(catchThrowable(() -> get(bulk.undo(order.key(), PUBLISHER)))).isNotNull();
        anotherNodeGoesOn();
        assertThat(report(order, PUBLISHER).undoUntil())
                .as("there is more to undo")
                .isNotNull();

        get(bulk.undo(order.key(), PUBLISHER));

        assertThat(report(order, PUBLISHER).items()).allMatch(BulkReport.Item::undone);
        assertThat(all).allMatch(id -> stage(id) == Stage.WITHDRAWN);
        assertThat(report(order, PUBLISHER).undoUntil()).isNull();
    }

    @Test
    void anOrderIsWholeAndItsActIsOnesOwn() {
        var id = drafts(1).getFirst();

        assertThat(problem(bulk.run(order(Move.PUBLISH, "", id), REPORTER))).isEqualTo("right.publish");
        assertThat(problem(bulk.run(order(Move.SUBMIT, ""), REPORTER))).isEqualTo("bulk.none");
        assertThat(problem(bulk.run(order(Move.WITHDRAW, " ", id), PUBLISHER))).isEqualTo("bulk.reason");
        assertThat(problem(bulk.run(order(Move.SAVE, "", id), PUBLISHER))).isEqualTo("bulk.category");
        var unknown = order(Move.SAVE, "khong-co", id);
        assertThat(run(unknown, REPORTER).items().getFirst().problem()).isEqualTo("category.unknown");
        assertThat(bench.value("SELECT count(*) FROM revision")).isEqualTo(1L);
    }
}
