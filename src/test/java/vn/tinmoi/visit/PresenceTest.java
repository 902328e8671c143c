package vn.tinmoi.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.live.Audience;
import vn.tinmoi.news.VisitCounts;

/** Who is here, on two nodes and a real Redis. */
final class PresenceTest {
    private static final String AN = Requests.session(1);
    private static final String BINH = Requests.session(2);

    private final TestClock clock = new TestClock("2026-11-23T05:00:00Z");
    private final Site site = new Site(clock);
    private final Site.Node one = site.node();
    private final Site.Node other = site.node();

    @BeforeEach
    void start() {
        Site.wait(one.visits.prepare());
        Site.wait(other.visits.prepare());
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void twoTabsAreOneWhereverTheyAre() {
        open(one, AN);
        var second = open(one, AN);
        var third = open(other, AN);
        open(other, BINH);

        assertThat(online()).isEqualTo("2 2");
        third.left();
        assertThat(online()).isEqualTo("2 2");
        second.left();
        second.left(); // a seat is given back once
        assertThat(online()).isEqualTo("2 2");
    }

    @Test
    void aClosedPageIsGoneWithTheNextSecond() {
        var seat = open(one, AN);
        open(other, BINH);
        assertThat(online()).isEqualTo("2 2");

        seat.left();

        assertThat(online()).isEqualTo("1 1");
    }

    @Test
    void aReaderWithoutStreamCountsForFiveMinutes() {
        one.visits.beacon(Requests.of(AN));
        assertThat(online()).isEqualTo("1 1");

        clock.pass(java.time.Duration.ofMillis(Presence.GUEST_MILLIS - 1));
        assertThat(online()).isEqualTo("1 1");
        clock.pass(java.time.Duration.ofMillis(1));
        assertThat(online()).isEqualTo("0 0");
    }

    @Test
    void aBeaconDoesNotOutliveTheStreamThatFollowedOnAnyNode() {
        one.visits.beacon(Requests.of(AN));
        assertThat(online()).isEqualTo("1 1");
        var seat = open(other, AN);
        assertThat(online()).isEqualTo("1 1");
        one.visits.beacon(Requests.of(AN)); // while the stream is open elsewhere
        assertThat(online()).isEqualTo("1 1");

        seat.left();

        assertThat(online()).isEqualTo("0 0");
    }

    @Test
    void tensOfThousandsWithoutStreamAreToldAgainInParts() {
        for (int i = 0; i < 25_000; i++) one.visits.beacon(Requests.of(Requests.session(i)));
        open(one, AN);
        assertThat(online()).isEqualTo("25000 25000");

        Response flushed = site.redis(Command.FLUSHDB);

        assertThat(flushed).hasToString("OK");
        online();
        assertThat(online()).isEqualTo("25000 25000");
    }

    @Test
    void aDeadNodesReadersDropOffBecauseItsSetExpires() {
        open(one, AN);
        open(other, BINH);
        assertThat(online()).isEqualTo("2 2");

        var sets = site.redis(Command.KEYS, "tinmoi:here:*");
        for (var set : sets) {
            assertThat(site.redis(Command.PTTL, set.toString()).toLong()).isBetween(1L, 44_000L);
            var expired = site.redis(Command.DEL, set.toString()); // both died; "other" comes back
            assertThat(expired.toInteger()).isOne();
        }

        other.beat();
        assertThat(other.beat().online()).isEqualTo(1);
    }

    @Test
    void nodesWithoutReadersWriteNothing() {
        open(one, AN).left();
        assertThat(online()).isEqualTo("0 0");
        assertThat(online()).isEqualTo("0 0");
        long before = writes();

        for (int i = 0; i < 5; i++) assertThat(online()).isEqualTo("0 0");

        assertThat(writes()).isEqualTo(before);
        assertThat(one.visits.rests()).isTrue();
        open(one, AN);
        Site.wait(one.visits.decide());
        assertThat(one.visits.rests()).isFalse();
        assertThat(online()).isEqualTo("1 1");
    }

    /** Changes to the data since Redis started. */
    private long writes() {
        var changes = Pattern.compile("rdb_changes_since_last_save:(\\d+)")
                .matcher(site.redis(Command.INFO, "persistence").toString());
        assertThat(changes.find()).isTrue();
        return Long.parseLong(changes.group(1));
    }

    @Test
    void aStoppedNodesReadersLeaveAtOnce() {
        open(one, AN);
        open(other, BINH);
        assertThat(online()).isEqualTo("2 2");

        Site.wait(one.visits.stop(java.time.Duration.ofSeconds(20)));

        assertThat(other.beat().online()).isEqualTo(1);
        assertThat(site.redis(Command.SMEMBERS, "tinmoi:nodes")).hasSize(1);
    }

    @Test
    void aFlushedRedisIsToldEverythingAgain() {
        open(one, AN);
        open(other, BINH);
        one.visits.beacon(Requests.of(Requests.session(3)));
        assertThat(online()).isEqualTo("3 3");

        Response flushed = site.redis(Command.FLUSHDB);

        assertThat(flushed).hasToString("OK");
        online();
        assertThat(online()).isEqualTo("3 3");
    }

    @Test
    void addressesAreNotInTheStore() {
        one.visits.beacon(Requests.of(""));
        open(one, "");
        online();

        for (var key : site.redis(Command.KEYS, "*")) {
            assertThat(key.toString()).doesNotContain("203.0.113").doesNotContain("Mozilla");
            if (key.toString().startsWith("tinmoi:key:")) {
                assertThat(site.redis(Command.TTL, key.toString()).toLong()).isBetween(172_000L, 172_800L);
            }
        }
    }

    private static Audience.Seat open(Site.Node node, String session) {
        return node.visits.audience().arrived(Requests.of(session), "sse");
    }

    /** What each node shows when both have told their news. */
    private String online() {
        one.beat();
        other.beat();
        var counts = List.of(one.beat(), other.beat());
        if (counts.stream().anyMatch(VisitCounts::stale)) return online(); // Redis was late, on a busy machine
        return counts.get(0).online() + " " + counts.get(1).online();
    }
}
