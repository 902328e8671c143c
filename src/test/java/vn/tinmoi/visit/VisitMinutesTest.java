package vn.tinmoi.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinmoi.news.VisitCounts;

/** The last hour by the minute, on a real Redis. */
final class VisitMinutesTest {
    private static final String KEY = "tinmoi:minutes";

    private final TestClock clock = new TestClock("2026-11-23T07:05:00Z"); // Monday 14:05 in Hà Nội
    private final Site site = new Site(clock);
    private final Site.Node node = site.node();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aMinuteThatIsOverTellsWhoWasThereAndWhoCame() {
        start(node);
        for (int i = 1; i <= 3; i++) node.arrive(Requests.session(i));
        node.beat();
        passAMinute(node);
        node.arrive(Requests.session(4));
        node.beat();
        passAMinute(node);

        assertThat(figures(node)).endsWith("3 null", "4 1").hasSize(VisitMinutes.HOUR);
        assertThat(minutes(node).getLast().begin()).isEqualTo(Instant.parse("2026-11-23T07:06:00Z"));
    }

    @Test
    void aMinuteWithoutReadersIsOneAndAnOutageIsAGap() {
        start(node);
        passAMinute(node);
        node.redisAway = true;
        passAMinute(node);
        passAMinute(node);
        node.redisAway = false;
        passAMinute(node);
        passAMinute(node);

        assertThat(figures(node)).endsWith("0 null", "0 0", "null null", "null null", "0 null");
    }

    @Test
    void allNodesSayTheSameAndNoneIsCountedTwice() {
        var other = site.node();
        start(node);
        start(other);
        node.arrive(Requests.session(1));
        other.arrive(Requests.session(2));
        beat(node, other);
        passAMinute(node, other);
        node.arrive(Requests.session(3));
        beat(node, other);
        beat(node, other);
        passAMinute(node, other);

        assertThat(figures(node)).endsWith("2 null", "3 1").isEqualTo(figures(other));
    }

    @Test
    void aNewDayBeginsWithItsOwnVisits() {
        clock.pass(Duration.between(clock.instant(), Instant.parse("2026-11-23T16:58:00Z")));
        start(node);
        for (int i = 1; i <= 3; i++) node.arrive(Requests.session(i));
        node.beat();
        passAMinute(node);
        passAMinute(node); // it is midnight: whoever is here begins a visit of the new day
        node.beat();
        passAMinute(node);

        assertThat(figures(node)).endsWith("3 null", "3 0", "3 3");
    }

    /** Whatever was seen when: what was last known of a minute is told, and Redis holds an hour of it, for a time. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatWasLastKnownOfAMinuteIsToldAndNoMoreThanAnHourIsKept(long seed) {
        var random = new SplittableRandom(seed);
        var minutes = node.visits.minutes();
        var last = new HashMap<Instant, Long>();
        for (int step = 0; step < 600; step++) {
            clock.pass(Duration.ofSeconds(random.nextInt(1, random.nextInt(20) == 0 ? 200 : 40)));
            var counts = counts(random.nextInt(1000), random.nextInt(4) == 0);
            if (!counts.stale()) last.put(begin(clock.instant()), counts.online());
            Site.wait(minutes.see(counts));
        }
        Site.wait(minutes.see(counts(0, false)));
        last.remove(begin(clock.instant()));

        assertThat(Site.wait(minutes.read()))
                .allSatisfy(minute -> assertThat(minute.online()).isEqualTo(last.get(minute.begin())));
        assertThat(Site.wait(minutes.read())).anyMatch(minute -> minute.online() != null);
        assertThat(site.redis(Command.HLEN, KEY).toInteger()).isLessThanOrEqualTo(VisitMinutes.HOUR + 1);
        assertThat(site.redis(Command.TTL, KEY).toInteger()).isPositive();
    }

    @Test
    void aClockThatWasWrongLeavesNothingBehind() {
        site.redis(Command.HSET, KEY, "99999999", "7 7", "1", "7 7");
        start(node);
        passAMinute(node);

        assertThat(site.redis(Command.HLEN, KEY).toInteger()).isEqualTo(1);
    }

    private VisitCounts counts(long online, boolean stale) {
        return new VisitCounts(online, 0, 0, 0, clock.instant(), clock.instant(), stale);
    }

    private static Instant begin(Instant at) {
        return at.truncatedTo(java.time.temporal.ChronoUnit.MINUTES);
    }

    private static void start(Site.Node one) {
        Site.wait(one.visits.prepare());
        one.beat();
    }

    private static void beat(Site.Node... nodes) {
        for (var one : nodes) one.beat();
    }

    private void passAMinute(Site.Node... nodes) {
        clock.passMinutes(1);
        beat(nodes);
    }

    private static List<VisitMinutes.Minute> minutes(Site.Node one) {
        return Site.wait(one.visits.minutes().read());
    }

    private static List<String> figures(Site.Node one) {
        return minutes(one).stream()
                .map(minute -> minute.online() + " " + minute.visits())
                .toList();
    }
}
