package vn.tinmoi.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinmoi.news.VisitCounts;

/** One snapshot of the four numbers never disagrees with itself. */
final class SnapshotTest {
    private final TestClock clock = new TestClock("2026-11-22T16:59:00Z"); // Sunday, a minute to midnight
    private final Site site = new Site(clock);

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aFirstVisitAndItsReaderShowTogether() {
        var node = site.node();
        Site.wait(node.visits.prepare());
        node.exchanged = Promise.promise();
        node.onItsWay = Promise.promise();
        var beat = node.visits.beat(); // asks Redis who is here
        Site.wait(node.exchanged.future());

        node.arrive(Requests.session(1)); // a visit that this answer knows nothing of
        Site.wait(node.visits.decide());
        node.onItsWay.complete();
        Site.wait(beat);
        var first = node.visits.current();
        node.onItsWay = null;
        var second = node.beat();

        assertThat(first.today()).isLessThanOrEqualTo(first.online());
        assertThat(second.online()).isEqualTo(1);
        assertThat(second.today()).isEqualTo(1);
    }

    /** Readers stay, so everyone whose visit is told is here; Redis and PostgreSQL come and go, and Monday begins. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noSnapshotDisagreesWithItself(long seed) {
        var random = new SplittableRandom(seed);
        var node = site.node();
        var told = new ArrayList<VisitCounts>();
        node.listener = told::add;
        Site.wait(node.visits.prepare());
        for (int step = 0; step < 60; step++) {
            for (int come = random.nextInt(3); come > 0; come--) node.arrive(Requests.session(random.nextInt(40)));
            if (random.nextInt(6) == 0) node.redisAway = !node.redisAway;
            if (random.nextInt(6) == 0) node.databaseAway = !node.databaseAway;
            clock.pass(Duration.ofSeconds(random.nextInt(1, 4)));
            if (random.nextBoolean()) Site.wait(node.visits.decide());
            node.beat();
        }

        assertThat(told).allSatisfy(one -> {
            assertThat(one.today()).isLessThanOrEqualTo(one.week());
            assertThat(one.week()).isLessThanOrEqualTo(one.total());
            assertThat(one.changedAt()).isBeforeOrEqualTo(one.at());
        });
        assertThat(told).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        for (int i = 1; i < told.size(); i++) {
            var before = told.get(i - 1);
            var after = told.get(i);
            if (!before.stale() && !after.stale() && before.saysTheSameAs(after))
                assertThat(after.changedAt()).isEqualTo(before.changedAt());
        }
        assertThat(told.stream().filter(one -> !one.stale() && one.online() < one.today()))
                .isEmpty();
    }
}
