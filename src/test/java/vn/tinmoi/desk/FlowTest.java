package vn.tinmoi.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static vn.tinmoi.desk.TestDesk.EDITOR;
import static vn.tinmoi.desk.TestDesk.REPORTER;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.tinmoi.article.ListPlace;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;

final class FlowTest {
    private static final EnumSet<Move> STEPS = EnumSet.of(Move.SUBMIT, Move.TAKE, Move.RETURN, Move.APPROVE);

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

    private ArticleId draft(String title) {
        return get(bench.desk.create(TestDesk.draft(title), EDITOR, null))
                .article()
                .id();
    }

    /** A story in that stage, however it came there. */
    private ArticleId in(Stage stage) {
        var status = stage.status();
        var id = draft("Bài " + stage);
        if (status == ArticleStatus.PUBLISHED || status == ArticleStatus.WITHDRAWN)
            get(bench.desk.publish(id, null, EDITOR, null));
        if (status == ArticleStatus.WITHDRAWN) get(bench.desk.withdraw(id, "", null, EDITOR, null));
        if (status == ArticleStatus.SCHEDULED) {
            bench.db
                    .query(
                            "UPDATE article SET status = 'scheduled', publish_at = now() + interval '1 day' WHERE id = $1",
                            Tuple.of(id.value()))
                    .await();
        }
        if (status == ArticleStatus.DRAFT && stage != Stage.DRAFT) {
            bench.db
                    .query(
                            "INSERT INTO story_stage (article_id, stage, actor) VALUES ($1, $2, 'x')",
                            Tuple.of(id.value(), stage.wire()))
                    .await();
        }
        return id;
    }

    private Stage stage(ArticleId id) {
        return get(flow.standing(id)).orElseThrow().stage();
    }

    /** The table is the rule: each step from each stage for who may publish and who may only write. */
    @ParameterizedTest
    @EnumSource(Stage.class)
    void aStepIsTakenWhereTheTableHasItAndNowhereElse(Stage from) {
        for (var move : STEPS) {
            for (var actor : List.of(EDITOR, REPORTER)) {
                var id = in(from);

                var failure = catchThrowable(() -> get(flow.step(id, move, "vì sao", actor)));

                boolean mayAnywhere = move == Move.SUBMIT || actor.mayPublish();
                if (!mayAnywhere)
                    assertThat(kind(failure)).as("%s %s", from, move).isEqualTo(Problem.Kind.FORBIDDEN);
                else if (move.isOpenTo(actor, from))
                    assertThat(stage(id)).as("%s %s", from, move).isEqualTo(move.to(from));
                else assertThat(kind(failure)).as("%s %s", from, move).isEqualTo(Problem.Kind.CONFLICT);
                if (failure != null) assertThat(stage(id)).isEqualTo(from);
            }
        }
    }

    private static Problem.Kind kind(Throwable failure) {
        assertThat(failure).isInstanceOf(Problem.class);
        return ((Problem) failure).kind();
    }

    @Test
    void whoReviewsIsToldWhatOthersSavedSince() {
        var id = bench.create(TestDesk.draft("Cầu mới")).article().id();
        get(flow.step(id, Move.SUBMIT, "", REPORTER));
        bench.change(id, TestDesk.title("Trước khi nhận"));
        get(flow.step(id, Move.TAKE, "", EDITOR));
        assertThat(get(flow.since(id))).isEmpty();
        get(bench.desk.change(id, TestDesk.title("Tôi sửa"), null, EDITOR, null));
        get(bench.desk.change(id, TestDesk.title("Phóng viên sửa"), null, REPORTER, null));
        get(bench.desk.change(id, TestDesk.title("Sửa nữa"), null, REPORTER, null));

        assertThat(get(flow.since(id))).containsExactly(new Flow.Since(REPORTER.name(), 2, 4));
        get(flow.step(id, Move.APPROVE, "", EDITOR));
        assertThat(get(flow.since(id))).isEmpty();
        get(bench.desk.publish(id, null, EDITOR, null));
        bench.change(id, TestDesk.title("Đã đăng"));
        assertThat(get(flow.since(id))).as("readers have it").isEmpty();
    }

    @Test
    void readersPartsAreTheDesksAndNobodyWithoutTheRightDoesThem() {
        for (var stage : Stage.values()) {
            assertThat(Move.open(REPORTER, stage))
                    .as(stage.name())
                    .doesNotContain(
                            Move.PUBLISH,
                            Move.SCHEDULE,
                            Move.UNSCHEDULE,
                            Move.CORRECT,
                            Move.WITHDRAW,
                            Move.TAKE,
                            Move.RETURN,
                            Move.APPROVE);
            assertThat(Move.open(REPORTER, stage).contains(Move.SAVE))
                    .as("what was approved is published as it was read: %s", stage)
                    .isEqualTo(stage.status() == ArticleStatus.DRAFT && stage != Stage.APPROVED);
            assertThat(Move.open(EDITOR, stage)).contains(Move.SAVE);
        }
    }

    @Test
    void whoReturnsAStorySaysWhyAndItIsRead() {
        var id = draft("Bài");
        get(flow.step(id, Move.SUBMIT, "Nhờ anh xem", REPORTER));
        get(flow.step(id, Move.TAKE, "", EDITOR));

        var silent = catchThrowable(() -> get(flow.step(id, Move.RETURN, "  ", EDITOR)));
        assertThat(((Problem) silent).field()).isEqualTo("note");
        get(flow.step(id, Move.RETURN, "Thiếu số liệu đoạn hai", EDITOR));

        assertThat(get(flow.notes(id)).stream().map(Flow.Note::text))
                .containsExactly("Thiếu số liệu đoạn hai", "", "Nhờ anh xem");
        assertThat(bench.value("SELECT count(*) FROM audit WHERE action LIKE 'story.%'"))
                .isEqualTo(3L);
    }

    @Test
    void ofManyAtOnceOneTakesIt() {
        var id = in(Stage.WAITING);
        var tries = new ArrayList<Future<Stage>>();
        for (int i = 0; i < 20; i++) tries.add(flow.step(id, Move.TAKE, "", new Actor("person:" + i, true)));

        Future.join(tries).otherwiseEmpty().await();

        assertThat(tries.stream().filter(Future::succeeded)).hasSize(1);
        assertThat(stage(id)).isEqualTo(Stage.REVIEWING);
    }

    @Test
    void aWorkingCopyIsOnePerStoryAndPersonAndNobodyElses() {
        var copies = new WorkingCopies(bench.db);
        var id = draft("Bài");
        var fields = new JsonObject().put("title", "Đang gõ dở");
        get(copies.save("may-thu-nhat", id, 1, fields, EDITOR));
        get(copies.save("may-thu-hai", id, 1, fields.copy().put("title", "Gõ tiếp"), EDITOR));

        assertThat(get(copies.of(id, EDITOR)).orElseThrow().fields().getString("title"))
                .isEqualTo("Gõ tiếp");
        assertThat(get(copies.of(id, REPORTER))).isEmpty();
        get(copies.save("may-thu-hai", id, 1, fields.copy().put("title", "Của người khác"), REPORTER));
        assertThat(get(copies.of(id, EDITOR)).orElseThrow().fields().getString("title"))
                .isEqualTo("Gõ tiếp");
        get(copies.save("chua-co-so", null, 0, fields, EDITOR));
        assertThat(kind(catchThrowable(() -> get(copies.save("chua-co-so", null, 0, fields, REPORTER)))))
                .isEqualTo(Problem.Kind.FORBIDDEN);
        assertThat(bench.value("SELECT count(*) FROM working_copy")).isEqualTo(3L);
        get(copies.drop("", id, EDITOR));
        assertThat(get(copies.of(id, EDITOR))).isEmpty();
    }

    @Test
    void theListGoesOnWithoutHolesAndFindsWithAndWithoutAccents() {
        var stories = new StoryList(bench.db);
        for (int i = 0; i < 7; i++) draft("Thông xe cầu số " + i);
        in(Stage.WAITING);
        in(Stage.PUBLISHED);

        var seen = new ArrayList<String>();
        var all = new StoryFilter(null, "", "");
        ListPlace place = null;
        for (var page = get(stories.page(all, null, 2)); !page.isEmpty(); page = get(stories.page(all, place, 2))) {
            page.forEach(line -> seen.add(line.title()));
            place = page.getLast().place();
        }

        assertThat(seen).hasSize(9).doesNotHaveDuplicates();
        assertThat(get(stories.page(new StoryFilter(Stage.WAITING, "", ""), null, 10)))
                .hasSize(1);
        assertThat(get(stories.page(new StoryFilter(Stage.DRAFT, "", ""), null, 10)))
                .hasSize(7);
        for (var words : List.of("cầu số 3", "cau so 3", "CẦU SỐ 3"))
            assertThat(get(stories.page(new StoryFilter(null, "", words), null, 10)))
                    .as(words)
                    .hasSize(1);
        assertThat(get(stories.page(new StoryFilter(null, "", "%"), null, 10))).isEmpty();
        assertThat(get(stories.counts())).containsEntry(Stage.DRAFT, 7).containsEntry(Stage.WAITING, 1);
    }
}
