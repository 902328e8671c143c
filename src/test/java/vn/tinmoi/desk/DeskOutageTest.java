package vn.tinmoi.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinmoi.desk.DeskTest.assertProblem;
import static vn.tinmoi.desk.TestDesk.EDITOR;
import static vn.tinmoi.desk.TestDesk.draft;
import static vn.tinmoi.desk.TestDesk.get;

import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.people.Tokens;
import vn.tinmoi.store.TestBackends;

final class DeskOutageTest {
    @Test
    void withPostgresAwayNothingIsSavedAndEveryWriterIsTold() {
        try (var server = TestBackends.ownPostgres();
                var bench = new TestDesk(server.url())) {
            var id = bench.create(draft("Trước")).article().id();
            var story = BringInTest.story("g", "Tin");

            server.kill();
            // whoever writes on a connection that has not heard of it is told, truly, that the outcome is unknown
            assertProblem("store.away", () -> get(bench.db.query("SELECT 1", Tuple.tuple())));

            assertProblem("store.away", () -> bench.create(draft("Sau")));
            assertProblem("store.away", () -> bench.publish(id));
            assertProblem("store.away", () -> get(bench.desk.bringIn(story, EDITOR)));
            assertProblem("store.away", () -> get(new Scheduler(bench.vertx, bench.desk, new Metrics()).look()));
            var tokens = new Tokens(bench.db, "b".repeat(32), new Metrics(), InstantSource.system());
            assertProblem("store.away", () -> get(tokens.actor("Bearer someone")));
            assertThat(get(tokens.actor("Bearer " + "b".repeat(32))).mayPublish())
                    .isTrue();
        }
    }
}
