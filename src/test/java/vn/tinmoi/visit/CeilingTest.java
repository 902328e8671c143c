package vn.tinmoi.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinmoi.live.Audience;

/** How many new sessions of a network count: in every number as many, and in the end every reader who stays. */
final class CeilingTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);

    private final TestClock clock = new TestClock("2026-11-26T01:00:00Z"); // 8:00 in the site's zone
    private final Site site = new Site(clock);

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aFloodOfFreshIdsRaisesEveryNumberByTheSame(boolean redisAway) {
        story();
        var node = started(site.node(3_000, 600));
        node.redisAway = redisAway;
        for (int i = 0; i < 6_000; i++) {
            node.visits.beacon(reading(i));
            if (i % 500 == 0) node.beat();
        }
        outlastAnOutage(node);
        var shown = node.visits.current();

        assertThat(List.of(shown.today(), shown.total(), shown.online())).containsOnly(3_000L);
        assertThat(Site.wait(node.visits.history().mostRead(Duration.ofHours(1), 1)))
                .containsExactly(new VisitHistory.Reads(new vn.tinmoi.news.ArticleId(7), 3_000));
        assertThat(site.metrics.scrape()).contains("tinmoi_visits_ignored_total{reason=\"ceiling\"} 3000.0");
        if (redisAway) return;
        Site.wait(node.visits.saveReaders());
        var day = Site.wait(node.visits.history().days(TODAY, TODAY)).getFirst();
        assertThat((double) day.readers()).isBetween(3_000 * 0.96, 3_000 * 1.04);
    }

    /** {@code burst}: as it is set, and smaller than the office. */
    @ParameterizedTest
    @CsvSource({"3000, false", "400, false", "400, true"})
    void anOfficeBehindOneAddressIsCountedWithinTwoMinutes(int burst, boolean redisAway) {
        int people = 1_000;
        var node = started(site.node(burst, 600));
        node.redisAway = redisAway;
        var seats = new ArrayList<Audience.Seat>();
        for (int i = 0; i < people; i++)
            seats.add(node.visits.audience().arrived(Requests.of(Requests.session(i)), "sse"));
        node.beat();
        outlastAnOutage(node);
        assertThat(node.visits.current().today()).isEqualTo(Math.min(people, burst));

        for (int minute = 0; minute < 2; minute++) {
            clock.passMinutes(1);
            Site.wait(node.visits.reconsider());
            var shown = node.beat();
            assertThat(shown.online()).isEqualTo(shown.today());
        }

        var shown = node.visits.current();
        assertThat(List.of(shown.today(), shown.week(), shown.total(), shown.online()))
                .containsOnly((long) people);
        assertThat(site.metrics.scrape())
                .as("each stream that had to wait is said once")
                .contains("tinmoi_visits_ignored_total{reason=\"ceiling\"} "
                        + (double) (people - Math.min(people, burst)));
        seats.forEach(Audience.Seat::left);
        node.beat();
        assertThat(node.beat().online()).isZero();
    }

    @Test
    void whoLeavesBeforeThereIsRoomIsNobody() {
        var node = started(site.node(1, 1));
        var first = node.visits.audience().arrived(Requests.of(Requests.session(1)), "sse");
        var second = node.visits.audience().arrived(Requests.of(Requests.session(2)), "sse");
        node.beat();

        second.left();
        clock.passMinutes(5);
        Site.wait(node.visits.reconsider());

        assertThat(node.beat().today()).isEqualTo(1);
        assertThat(node.visits.current().online()).isEqualTo(1);
        first.left();
        node.beat();
        assertThat(node.visits.current().online()).isZero();
    }

    @Test
    void whoWaitsOverMidnightIsCountedByTheNewDaysName() {
        var node = started(site.node(1, 1));
        node.visits.audience().arrived(Requests.of(Requests.session(1)), "sse");
        node.visits.audience().arrived(Requests.of(""), "sse");
        node.beat();
        clock.pass(Duration.ofHours(16)); // midnight in the zone, and 16 tokens

        Site.wait(node.visits.reconsider());
        node.beat();
        node.visits.beacon(Requests.of("")); // the same reader's next page

        assertThat(node.beat().today()).isEqualTo(2);
        assertThat(node.visits.current().online()).isEqualTo(2);
        assertThat(node.visits.current().total()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aCustomersManyNetworksHaveTenTimesAsMuchTogether(boolean redisAway) {
        var node = started(site.node(10, 1));
        node.redisAway = redisAway;
        for (int i = 0; i < 600; i++) {
            node.address = "2001:ee0:7:" + Integer.toHexString(i / 20) + "::" + Integer.toHexString(i + 1);
            node.visits.beacon(Requests.of(Requests.session(i)));
        }
        node.address = "2001:ee0:8::1";
        node.visits.beacon(Requests.of(Requests.session(600)));
        node.beat();
        outlastAnOutage(node);

        assertThat(node.visits.current().today()).isEqualTo(100 + 1);
        assertThat(node.visits.current().online()).isEqualTo(101);
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void whoseLimitsAreLiftedIsCountedHoweverManyTheyAre(boolean redisAway) {
        var node = started(site.node(10, 1));
        node.redisAway = redisAway;
        for (int i = 0; i < 60; i++) {
            node.address = i % 2 == 0 ? Site.LOAD_TESTER : "203.0.113.9";
            node.visits.beacon(Requests.of(Requests.session(i)));
        }
        node.beat();
        outlastAnOutage(node);

        assertThat(node.visits.current().today()).isEqualTo(30 + 10);
    }

    /** Redis' script and the node alone count alike, never more than the burst and what the time has brought since. */
    @Test
    void theBucketLetsInItsBurstAndThenItsRate() {
        var random = new Random(20261126);
        var rules = new VisitRules(Site.ZONE, 20, 30, nobody -> false);
        var node = started(site.node(rules.burst(), rules.newPerMinute()));
        var alone = new NetworkCeiling(rules);
        long began = clock.millis();
        int admitted = 0;
        for (int i = 0; i < 600; i++) {
            clock.pass(Duration.ofMillis(random.nextInt(3) == 0 ? random.nextInt(6_000) : 0));
            node.visits.beacon(Requests.of(Requests.session(i)));
            Site.wait(node.visits.decide());
            if (alone.admits(sign("near", "", clock.millis()))) admitted++;
            assertThat(admitted).isLessThanOrEqualTo((int) (20 + (clock.millis() - began) / 2_000));
        }

        assertThat(node.beat().today()).isEqualTo(admitted).isBetween(200L, 500L);
    }

    @Test
    void theNodesMemoryOfNetworksIsBounded() {
        var ceiling = new NetworkCeiling(new VisitRules(Site.ZONE, 1, 1, nobody -> false));
        for (int i = 0; i < 3 * NetworkCeiling.MOST; i++) {
            assertThat(ceiling.admits(sign("n" + i, "w" + i, 0))).isTrue();
        }

        assertThat(ceiling.size()).isEqualTo(NetworkCeiling.MOST);
        assertThat(ceiling.admits(sign("n" + (3 * NetworkCeiling.MOST - 1), "", 1)))
                .isFalse();
    }

    /** After three seconds a node decides alone about sessions that are new to it. */
    private void outlastAnOutage(Site.Node node) {
        clock.pass(Duration.ofSeconds(3));
        node.beat();
        node.beat();
    }

    private static Sign sign(String near, String wide, long at) {
        return new Sign("s", new Network(near, wide), at, 0, Sign.Kind.ARRIVES, List.of(), Sign.Judged.NOBODY);
    }

    private static HttpServerRequest reading(int reader) {
        var browser = Map.of("User-Agent", Requests.BROWSER);
        return new Requests(HttpMethod.GET, browser, Requests.session(reader), Map.of("article", "7")).request();
    }

    private void story() {
        Site.wait(site.database.query("""
                INSERT INTO article (id, version, category, slug, title, status, published_at)
                VALUES (7, 1, 'tin-tuc', 'tin', 'Tin', 'published', now())""", Tuple.tuple()));
    }

    private static Site.Node started(Site.Node node) {
        Site.wait(node.visits.prepare());
        return node;
    }
}
