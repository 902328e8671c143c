package vn.tinmoi.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.news.VisitCounts;

/** What the numbers do when a store, an answer or a node is lost. */
final class VisitsFaultTest {
    private final TestClock clock = new TestClock("2026-11-23T05:00:00Z"); // Monday noon in the site's zone
    private final Site site = new Site(clock);

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aRestartKeepsTheTotals() {
        var before = started(site.node());
        arrive(before, 1, 3);
        Site.wait(before.visits.stop(
                java.time.Duration.ofSeconds(20))); // without a beat: stopping brings what has gathered

        var after = started(site.node());

        assertThat(numbers(after.visits.current())).isEqualTo("0 3 3 3");
    }

    @Test
    void aRestartedNodesReadersComeBackWithoutANewVisit() {
        var before = started(site.node());
        arrive(before, 1, 3);
        Site.wait(before.visits.stop(java.time.Duration.ofSeconds(20)));
        var after = started(site.node());

        clock.passMinutes(1);
        arrive(after, 1, 3);

        assertThat(numbers(after.beat())).isEqualTo("3 3 3 3");
    }

    @Test
    void aBatchWhoseAnswerWasLostIsNotAddedTwice() {
        var node = started(site.node());
        arrive(node, 1, 3);
        node.answersLost = 1;

        var lost = node.beat();
        arrive(node, 4, 4);
        node.beat();
        var settled = node.beat();

        assertThat(numbers(lost)).isEqualTo("3 3 3 3");
        assertThat(lost.stale()).isTrue();
        assertThat(numbers(settled)).isEqualTo("4 4 4 4");
        assertThat(settled.stale()).isFalse();
        assertThat(numbers(started(site.node()).visits.current())).isEqualTo("4 4 4 4");
    }

    @Test
    void visitsBegunWhilePostgreSqlIsAwayAreShownAndBroughtLater() {
        var node = started(site.node());
        node.databaseAway = true;
        arrive(node, 1, 2);
        node.beat();
        arrive(node, 3, 5);

        var away = node.beat();
        node.databaseAway = false;
        node.beat();
        var back = node.beat();

        assertThat(numbers(away)).isEqualTo("5 5 5 5");
        assertThat(away.stale()).isTrue();
        assertThat(numbers(back)).isEqualTo("5 5 5 5");
        assertThat(back.stale()).isFalse();
        assertThat(started(site.node()).visits.current().total()).isEqualTo(5);
    }

    @Test
    void aFlushedRedisLeavesTheTotalsAndDoublesNobody() {
        var node = started(site.node());
        arrive(node, 1, 3);
        node.beat();

        site.redis(Command.FLUSHDB);
        clock.passMinutes(5);
        arrive(node, 1, 3);
        node.beat();
        var after = node.beat();

        assertThat(numbers(after)).isEqualTo("3 3 3 3");
    }

    @Test
    void aFlushedRedisLearnsFromTheNodesWhoIsKnown() {
        var one = started(site.node());
        var other = started(site.node());
        arrive(one, 1, 3);
        one.beat();
        other.beat();

        site.redis(Command.FLUSHDB);
        arrive(other, 1, 4); // before any node has noticed
        assertThat(numbers(other.beat())).as("held back").isEqualTo("4 3 3 3");
        one.beat(); // notices
        Site.wait(one.visits.decide()); // tells
        clock.pass(Duration.ofSeconds(3));

        assertThat(numbers(other.beat())).isEqualTo("4 4 4 4");
    }

    @Test
    void aNodeWhoseNewsOfTheFlushIsStillOnItsWayHoldsStrangersBack() {
        var one = started(site.node());
        var other = started(site.node());
        arrive(one, 1, 3);
        one.beat();
        other.beat();

        site.redis(Command.FLUSHDB);
        other.exchanged = Promise.promise();
        other.onItsWay = Promise.promise();
        var beat = other.visits.beat();
        Site.wait(other.exchanged.future());
        arrive(other, 1, 3);
        Site.wait(other.visits.decide());
        other.onItsWay.complete();
        Site.wait(beat);
        one.beat(); // notices
        Site.wait(one.visits.decide()); // tells
        clock.pass(Duration.ofSeconds(3));

        assertThat(numbers(other.beat())).isEqualTo("3 3 3 3");
    }

    @Test
    void aNodeThatStopsWhileItHoldsSessionsBackCountsThem() {
        var node = started(site.node());
        site.redis(Command.FLUSHDB);
        arrive(node, 1, 3);
        node.beat();

        Site.wait(node.visits.stop(Duration.ofSeconds(20)));

        assertThat(started(site.node()).visits.current().total()).isEqualTo(3);
    }

    @Test
    void aNodeWithoutReadersIsNotForgotten() {
        var one = started(site.node());
        var other = started(site.node());
        one.beat();
        other.beat();
        one.beat();

        arrive(other, 1, 3);

        assertThat(numbers(other.beat())).isEqualTo("3 3 3 3");
    }

    @Test
    void aFlushedRedisGetsTheDaysReadersBack() {
        var node = started(site.node());
        arrive(node, 1, 40);
        node.beat();
        Site.wait(node.visits.saveReaders());
        clock.passMinutes(31); // no node remembers them any more
        site.redis(Command.FLUSHDB);
        arrive(node, 41, 50);
        node.beat();
        clock.pass(Duration.ofSeconds(3));
        node.beat();

        Site.wait(node.visits.saveReaders());

        var today = LocalDate.of(2026, 11, 23);
        var day = Site.wait(node.visits.history().days(today, today)).getFirst();
        assertThat(day.visits()).isEqualTo(50);
        assertThat(day.readers()).isBetween(49L, 51L);
    }

    @Test
    void withRedisAwayANodeCountsByItsOwnMemory() {
        var node = started(site.node());
        arrive(node, 1, 2);
        node.beat();
        node.redisAway = true;

        arrive(node, 2, 4);
        assertThat(numbers(node.beat())).as("another node may know them").isEqualTo("4 2 2 2");
        clock.pass(Duration.ofSeconds(3));
        var away = node.beat();
        clock.passMinutes(31);
        node.visits.beacon(Requests.of(Requests.session(9)));
        node.visits.beacon(Requests.of(Requests.session(9)));

        assertThat(numbers(away)).isEqualTo("4 4 4 4");
        assertThat(away.stale()).isTrue();
        assertThat(numbers(node.beat())).isEqualTo("5 5 5 5");
    }

    @Test
    void whatWasCountedWithoutRedisIsToldToItAfterwards() {
        var one = started(site.node());
        var other = started(site.node());
        one.redisAway = true;
        arrive(one, 1, 3);
        one.beat();
        clock.pass(Duration.ofSeconds(3));
        one.beat();

        one.redisAway = false;
        one.beat();
        arrive(other, 1, 3);

        assertThat(numbers(other.beat())).isEqualTo("3 3 3 3");
        assertThat(one.beat().stale()).isFalse();
    }

    @Test
    void aRedisThatStumblesDoublesNobodyWhoChangesNodes() {
        var one = started(site.node());
        var other = started(site.node());
        arrive(one, 1, 3);
        one.beat();

        clock.pass(Duration.ofSeconds(1));
        other.redisAway = true;
        arrive(other, 1, 4);
        other.beat();
        other.redisAway = false;
        other.beat();
        one.beat();
        clock.pass(Duration.ofSeconds(3));

        assertThat(numbers(other.beat())).isEqualTo("4 4 4 4");
    }

    @Test
    void aDecisionWhoseAnswerWasLostIsCountedOnce() {
        var node = started(site.node());
        var other = started(site.node());
        node.judgementsLost = 1;

        arrive(node, 1, 3);
        node.beat();
        arrive(other, 3, 4); // Redis knows the third already
        other.beat();
        node.beat();
        clock.pass(Duration.ofSeconds(3));
        node.beat();

        assertThat(numbers(other.beat())).isEqualTo("4 4 4 4");
    }

    @Test
    void networksThatInventSessionsAreCutOff() {
        var node = started(site.node(10));

        arrive(node, 1, 25);
        var flooded = node.beat();
        clock.passMinutes(1);
        arrive(node, 26, 30);

        assertThat(numbers(flooded)).isEqualTo("10 10 10 10");
        assertThat(numbers(node.beat())).isEqualTo("15 15 15 15");
        assertThat(site.metrics.scrape()).contains("tinmoi_visits_ignored_total{reason=\"ceiling\"} 15.0");
    }

    @Test
    void theCeilingHoldsWithoutRedisToo() {
        var node = started(site.node(10));
        node.redisAway = true;

        arrive(node, 1, 25);
        node.beat();
        clock.pass(Duration.ofSeconds(3));

        assertThat(numbers(node.beat())).isEqualTo("10 10 10 10");
    }

    @Test
    void changesAreToldOnceEach() {
        var node = started(site.node());
        arrive(node, 1, 1);
        node.beat();
        node.beat();
        node.beat();

        assertThat(node.told).extracting(VisitCounts::total).containsExactly(0L, 1L);
    }

    @Test
    void allOfThisHappensByItselfEachSecond() {
        var node = site.node();
        var shown = Promise.<VisitCounts>promise();
        node.listener = counts -> {
            if (counts.total() == 2 && counts.online() == 2) shown.tryComplete(counts);
        };
        Site.wait(node.visits.start());

        arrive(node, 1, 2);

        assertThat(Site.wait(shown.future()).stale()).isFalse();
        Site.wait(node.visits.stop(java.time.Duration.ofSeconds(20)));
        assertThat(started(site.node()).visits.current().total()).isEqualTo(2);
    }

    @Test
    void stoppingBringsWhatGatheredBehindARepeatedBatch() {
        var node = started(site.node());
        arrive(node, 1, 1);
        node.answersLost = 1;
        node.beat();
        arrive(node, 2, 3);

        Site.wait(node.visits.stop(java.time.Duration.ofSeconds(20)));

        assertThat(started(site.node()).visits.current().total()).isEqualTo(3);
    }

    private static Site.Node started(Site.Node node) {
        Site.wait(node.visits.prepare());
        return node;
    }

    private static void arrive(Site.Node node, int first, int last) {
        for (int i = first; i <= last; i++) node.arrive(Requests.session(i));
    }

    /** online today week total. */
    private static String numbers(VisitCounts counts) {
        return counts.online() + " " + counts.today() + " " + counts.week() + " " + counts.total();
    }
}
