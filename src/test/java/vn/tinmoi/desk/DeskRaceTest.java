package vn.tinmoi.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.desk.DeskTest.assertProblem;
import static vn.tinmoi.desk.TestDesk.EDITOR;
import static vn.tinmoi.desk.TestDesk.draft;
import static vn.tinmoi.desk.TestDesk.get;
import static vn.tinmoi.desk.TestDesk.key;
import static vn.tinmoi.desk.TestDesk.published;
import static vn.tinmoi.desk.TestDesk.title;

import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.Story;

final class DeskRaceTest {
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
    void ofTwoEditorsWithOneVersionOneWinsAndOneIsTold() {
        var id = bench.create(published("Chung")).article().id();

        var outcomes = get(settled(2, i -> bench.desk.change(id, title("Bản " + i), 1, EDITOR, null)));

        assertThat(outcomes).filteredOn(Saved.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(Problem.class::isInstance)
                .singleElement()
                .satisfies(lost -> assertThat(((Problem) lost).arguments()).containsExactly(2));
        assertThat(bench.log()).hasSize(2);
    }

    @Test
    void eightWritersWithOneKeyMakeOneArticle() {
        var saved = get(all(8, i -> bench.desk.create(published("Một lần"), EDITOR, key("k"))));

        assertThat(new HashSet<>(saved)).hasSize(1);
        assertThat(saved.getFirst().event()).hasToString("e1-1");
        assertThat(bench.value("SELECT count(*) FROM article")).isEqualTo(1L);
        assertThat(bench.log()).hasSize(1);
    }

    @Test
    void eightPressesOfOneFormMakeOneVersionAndAllAreTold() {
        for (int round = 0; round < 20; round++) {
            var id = bench.create(published("Bài " + round)).article().id();
            var name = "press-" + round;

            var saved = get(all(8, i -> bench.desk.change(id, title("Đã sửa"), 1, EDITOR, key(name))));

            assertThat(new HashSet<>(saved)).hasSize(1);
            assertThat(saved.getFirst().article().version()).isEqualTo(2);
        }
    }

    @Test
    void eightWritersOnThreeStoriesWithSharedKeysDoNotDeadlock() {
        var ids = IntStream.range(0, 3)
                .mapToObj(i -> bench.create(published("Bài " + i)).article().id())
                .toList();
        try (var other = bench.another()) {
            var outcomes = get(settled(160, i -> {
                var desk = (i % 2 == 0 ? bench : other).desk;
                var id = ids.get(i % 3);
                return switch (i % 5) {
                    case 0 -> desk.change(id, title("Sửa " + i), null, EDITOR, key("k" + i / 10));
                    case 1 -> desk.publish(id, null, EDITOR, null);
                    case 2 -> desk.withdraw(id, "", null, EDITOR, null);
                    case 3 -> desk.feature(id, i % 4 == 0, null, EDITOR, key("f" + i / 10));
                    default -> desk.create(published("Mới " + i), EDITOR, key("c" + i / 20));
                };
            }));

            assertThat(outcomes)
                    .filteredOn(outcome -> !(outcome instanceof Saved))
                    .allSatisfy(failure ->
                            assertThat(((Problem) failure).kind()).isIn(Problem.Kind.CONFLICT, Problem.Kind.INVALID));
        }
        assertGapless();
        assertThat(bench.value("""
                SELECT count(*) FROM article a
                 WHERE a.version <> (SELECT count(*) FROM revision r WHERE r.article_id = a.id)""")).isEqualTo(0L);
        assertThat(bench.value("""
                SELECT count(*) FROM article a JOIN LATERAL (
                    SELECT kind FROM event_log e WHERE e.article_id = a.id ORDER BY seq DESC LIMIT 1) last ON true
                 WHERE (a.status = 'withdrawn') <> (last.kind = 'article.withdrawn')""")).isEqualTo(0L);
        assertThat(bench.value("""
                SELECT count(*) FROM idempotency i
                 WHERE NOT EXISTS (SELECT FROM revision r WHERE r.article_id = i.article_id AND r.version = i.version)""")).isEqualTo(0L);
    }

    @Test
    void aRetryIsAnsweredAsItsFirstTryWasAlsoAfterLaterChanges() {
        var first = get(bench.desk.create(published("Bản đầu"), EDITOR, key("k")));
        var id = first.article().id();
        bench.change(id, title("Bản sau"));

        assertThat(get(bench.desk.create(published("Bản đầu"), EDITOR, key("k"))))
                .isEqualTo(first);

        var changed = get(bench.desk.change(id, title("Bản ba"), 2, EDITOR, key("k2")));
        bench.withdraw(id);
        assertThat(get(bench.desk.change(id, title("Bản ba"), 2, EDITOR, key("k2"))))
                .isEqualTo(changed);
        assertThat(changed.event()).hasToString("e1-3");
    }

    @Test
    void aRetryOfACallThatChangedNothingStillChangesNothing() {
        var id = bench.create(published("Như cũ")).article().id();
        var first = get(bench.desk.change(id, title("Như cũ"), null, EDITOR, key("k")));
        bench.change(id, title("Mới"));

        var retried = get(bench.desk.change(id, title("Như cũ"), null, EDITOR, key("k")));

        assertThat(retried).isEqualTo(first);
        assertThat(retried.event()).isNull();
        assertThat(bench.value("SELECT title FROM article")).isEqualTo("Mới");
    }

    @Test
    void aKeyStandsForOneCallOfOneActor() {
        var first = get(bench.desk.create(draft("Một"), EDITOR, key("k")));
        var otherCall = IdempotencyKey.of("k", "POST /", new byte[] {1});

        assertProblem("idempotency.other-call", () -> get(bench.desk.create(draft("Hai"), EDITOR, otherCall)));
        var others = get(bench.desk.create(draft("Một"), TestDesk.REPORTER, key("k")));
        assertThat(others.article().id()).isNotEqualTo(first.article().id());
    }

    @Test
    void aTryThatFailedLeavesItsKeyFree() {
        var id = bench.create(draft("Nháp")).article().id();
        assertProblem("article.version", () -> get(bench.desk.change(id, title("A"), 9, EDITOR, key("k"))));

        assertThat(get(bench.desk.change(id, title("A"), 1, EDITOR, key("k")))
                        .article()
                        .version())
                .isEqualTo(2);
    }

    @Test
    void oldKeysAreForgotten() {
        var first = get(bench.desk.create(draft("Cũ"), EDITOR, key("k")));
        assertThat(bench.rows("UPDATE idempotency SET at = now() - interval '8 days'"))
                .isEmpty();

        get(bench.desk.writes().forgetOldKeys());

        assertThat(get(bench.desk.create(draft("Cũ"), EDITOR, key("k")))
                        .article()
                        .id())
                .isNotEqualTo(first.article().id());
    }

    @Test
    void twoImportsOfOneStoryMakeOneArticle() {
        var outcomes = get(all(6, i -> bench.desk.bringIn(BringInTest.story("g1", "Tin về"), EDITOR)));

        assertThat(outcomes).containsOnlyOnce(Story.Outcome.NEW).contains(Story.Outcome.UNCHANGED);
        assertThat(bench.log()).hasSize(1);
    }

    private void assertGapless() {
        assertThat(bench.value("SELECT max(seq) - count(*) + 1 FROM event_log")).isEqualTo(0L);
    }

    private static <T> Future<List<T>> all(int n, IntFunction<Future<T>> call) {
        return Future.join(IntStream.range(0, n).mapToObj(call).toList()).map(done -> done.list());
    }

    private static Future<List<Object>> settled(int n, IntFunction<? extends Future<?>> call) {
        return all(n, i -> call.apply(i).<Object>map(value -> value).otherwise(failure -> failure));
    }
}
