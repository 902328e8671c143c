package vn.tinmoi.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinmoi.log.EventText;

final class HubTest {
    private static final long THREE_FRAMES = 1300;
    private final FakeNode node = new FakeNode(1 << 20);

    @Test
    void theFirstEventIsSyncAtTheHead() {
        node.publish(1);

        var wire = node.open("news", null);

        assertThat(wire.told()).containsExactly("sync fresh 1");
        assertThat(wire.sent.getFirst().sse().toString())
                .matches("id: e-1\nretry: [1-5][0-9]{3}\nevent: sync\n"
                        + "data: \\{\"cursor\":\"e-1\",\"mode\":\"fresh\",\"snapshot\":\"/api/v1/front\"}\n\n");
    }

    @Test
    void aLiveEventReachesWhoWantsIt() {
        var news = node.open("news", null);
        var economy = node.open("news/kinh-te", null);
        var featured = node.open("featured", null);
        var story = node.open("article/7", null);

        node.commit(7, EventText.PUBLISHED, "kinh-te", false);
        node.commit(8, EventText.FEATURED, "tin-tuc", true);
        node.follow();

        assertThat(news.told()).containsExactly("sync fresh 0", "published 1", "featured 2");
        assertThat(economy.told()).containsExactly("sync fresh 0", "published 1");
        assertThat(featured.told()).containsExactly("sync fresh 0", "featured 2");
        assertThat(story.told()).containsExactly("sync fresh 0", "published 1");
    }

    @Test
    void aStoryThatMovesReachesWhoWantsEitherCategoryAndNobodyElse() {
        var from = node.open("news/tin-tuc", null);
        var into = node.open("news/kinh-te", null);
        var other = node.open("featured,article/9", null);

        node.move(7, "tin-tuc", "kinh-te");
        node.follow();

        assertThat(from.told()).containsExactly("sync fresh 0", "revised 1");
        assertThat(into.told()).containsExactly("sync fresh 0", "revised 1");
        assertThat(other.told()).containsExactly("sync fresh 0");
    }

    @Test
    void aChangeOfThePortalReachesWhoAskedForIt() {
        var portal = node.open("portal", null);
        var all = node.open("news,featured,news/tin-tuc", null);

        node.changePortal();
        node.follow();

        assertThat(portal.told()).containsExactly("sync fresh 0", "portal.changed 1");
        assertThat(all.told()).containsExactly("sync fresh 0");
    }

    @Test
    void aResumedStreamGetsExactlyWhatItMissed() {
        for (int i = 1; i <= 4; i++) node.publish(i);

        assertThat(node.open("news", "e-2").told()).containsExactly("sync resumed 2", "published 3", "published 4");
        assertThat(node.open("news", "e-4").told()).containsExactly("sync resumed 4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "e-",
                "e--1",
                "e-99999999999999999999",
                "'; DROP TABLE event_log; --",
                "e-1\u0000",
                "E-1",
                "é-1"
            })
    void garbageIsAnsweredWithAReset(String garbage) {
        node.publish(1);

        assertThat(node.open("news", garbage).told()).containsExactly("sync reset 1");
    }

    @Test
    void itIsMeasuredHowLongABroadcastHeldTheLoop() {
        var before = node.metrics.scrape();

        node.publish(1);

        assertThat(before).contains("tinmoi_loop_hold_seconds_count 1\n"); // the ring's start
        assertThat(node.metrics.scrape())
                .contains("tinmoi_loop_hold_seconds_count 2\n", "tinmoi_loop_hold_seconds_bucket{le=\"0.005\"}");
    }

    @Test
    void anotherEpochIsAnsweredWithAReset() {
        node.publish(1);

        assertThat(node.open("news", "other-1").told()).containsExactly("sync reset 1");
    }

    @Test
    void aCursorOfANodeThatIsAheadIsAnswered() {
        node.publish(1);
        node.commit(2, EventText.PUBLISHED, "tin-tuc", false);
        node.commit(3, EventText.PUBLISHED, "tin-tuc", false);

        var wire = node.open("news", "e-2");
        node.answer();
        node.follow();

        assertThat(wire.told()).containsExactly("sync resumed 2", "published 3");
    }

    @Test
    void aCursorBeyondTheLogIsReset() {
        node.publish(1);

        var wire = node.open("news", "e-5");
        assertThat(wire.sent).isEmpty();
        node.answer();

        assertThat(wire.told()).containsExactly("sync reset 1");
    }

    @Test
    void whatTheRingLostComesFromTheLogWithOneReadForAll() {
        var small = new FakeNode(THREE_FRAMES);
        for (int i = 1; i <= 20; i++) small.publish(i);

        var first = small.open("news", "e-3");
        var second = small.open("news", "e-3");
        var third = small.open("news", "e-5");
        small.publish(21);
        small.answer();
        small.publish(22);

        assertThat(first.told()).isEqualTo(expected("sync resumed 3", 4, 22));
        assertThat(second.told()).isEqualTo(first.told());
        assertThat(third.told()).isEqualTo(expected("sync resumed 5", 6, 22));
        assertThat(small.reads).isEqualTo(1);
    }

    @Test
    void whatRetentionForgotIsReset() {
        var small = new FakeNode(THREE_FRAMES);
        for (int i = 1; i <= 20; i++) small.publish(i);
        small.oldest = 10;

        var old = small.open("news", "e-3");
        small.answer();
        var young = small.open("news", "e-9");
        small.answer();

        assertThat(old.told()).containsExactly("sync reset 20");
        assertThat(young.told()).isEqualTo(expected("sync resumed 9", 10, 20));
    }

    @Test
    void moreThanAThousandMissedIsReset() {
        var small = new FakeNode(THREE_FRAMES);
        for (int i = 1; i <= 1100; i++) small.publish(i);

        var wire = small.open("news", "e-3");
        small.answer();

        assertThat(wire.told()).containsExactly("sync reset 1100");
    }

    @Test
    void aWithdrawnStorysWordsAreInNoReplay() {
        node.publish(1);
        node.publish(2);
        node.withdraw(1);

        var wire = node.open("news", "e-0");

        assertThat(wire.told()).containsExactly("sync resumed 0", "withdrawn 1", "published 2", "withdrawn 3");
        assertThat(wire.sent.get(1).text()).doesNotContain("words");
    }

    @Test
    void aStoryWithdrawnWhileThePastIsReadIsNotTold() {
        var small = new FakeNode(THREE_FRAMES);
        for (int i = 1; i <= 20; i++) small.publish(i);

        var wire = small.open("news", "e-3", 2);
        small.withdraw(4);
        small.answer();
        small.withdraw(7);
        wire.read(100);

        assertThat(wire.told().subList(0, 6))
                .containsExactly(
                        "sync resumed 3", "withdrawn 4", "published 5", "published 6", "withdrawn 7", "published 8");
        assertThat(wire.told()).endsWith("published 20", "withdrawn 21", "withdrawn 22");
    }

    @Test
    void aStoryPublishedAgainKeepsItsNewWords() {
        var small = new FakeNode(THREE_FRAMES);
        for (int i = 1; i <= 20; i++) small.publish(i);
        small.commit(4, EventText.WITHDRAWN, "tin-tuc", false);
        small.commit(4, EventText.PUBLISHED, "tin-tuc", false);

        var wire = small.open("news", "e-3");
        small.follow();
        small.answer();

        assertThat(wire.told()).contains("withdrawn 4").endsWith("withdrawn 21", "published 22");
    }

    @Test
    void aReaderThatReadsSlowlyGoesOnFromTheRing() {
        var wire = node.open("news", null, 2);
        for (int i = 1; i <= 5; i++) node.publish(i);
        assertThat(wire.told()).containsExactly("sync fresh 0", "published 1");

        wire.read(100);

        assertThat(wire.told()).isEqualTo(expected("sync fresh 0", 1, 5));
    }

    @Test
    void aReaderWhoseCursorFellOffTheRingIsTold() {
        var small = new FakeNode(THREE_FRAMES);
        var wire = small.open("news", null, 2);
        for (int i = 1; i <= 20; i++) small.publish(i);

        wire.read(100);
        small.publish(21);

        assertThat(wire.told()).containsExactly("sync fresh 0", "published 1", "sync reset 20", "published 21");
        assertThat(small.metrics.scrape()).contains("tinmoi_stream_resets_total{reason=\"lagging\"} 1.0");
    }

    @Test
    void aLaggingReaderGetsOnlyTheNewestCounts() {
        var wire = node.open("stats", null, 1);
        node.count(7);
        node.count(12);
        node.count(15);

        wire.read(100);

        assertThat(wire.told()).containsExactly("sync fresh 0", "stats");
        assertThat(wire.sent.getLast().text()).contains("\"online\":15");
    }

    @Test
    void theCountsOfNowFollowTheSync() {
        node.count(7);

        assertThat(node.open("stats", null).told()).containsExactly("sync fresh 0", "stats");
        assertThat(node.open("news", null).told()).containsExactly("sync fresh 0");
    }

    @Test
    void aNewEpochIsToldToEveryone() {
        node.publish(1);
        var wire = node.open("news", null);

        node.epoch = "f";
        node.hub.reset(new vn.tinmoi.log.Cursor("f", 9));

        assertThat(wire.told()).containsExactly("sync fresh 1", "sync reset 9");
        assertThat(wire.sent.getLast().text()).startsWith("{\"id\":\"f-9\"");
    }

    @Test
    void unknownTopicsAreNamedAndTheRestIsServed() {
        var wire = node.open("news,nonsense,news/khong-co,article/0", null);
        node.publish(1);

        assertThat(wire.sent.getFirst().text())
                .contains("\"unknownTopics\":[\"nonsense\",\"news/khong-co\",\"article/0\"]");
        assertThat(wire.told()).endsWith("published 1");
    }

    @Test
    void aSeventeenthTopicIsNotServedAndSaidSo() {
        var names = IntStream.rangeClosed(1, 17).mapToObj(i -> "article/" + i).toList();
        var wire = node.open(String.join(",", names), null);
        node.publish(17);
        node.publish(16);

        assertThat(wire.sent.getFirst().text()).contains("\"tooManyTopics\":true");
        assertThat(wire.told()).containsExactly("sync fresh 0", "published 2");
    }

    @Test
    void aQuietStreamShowsLifeEvery15To25Seconds() {
        var wire = node.open("news", null);

        node.seconds(200);

        assertThat(wire.beats).isBetween(7, 13);
    }

    @Test
    void aReaderOfAQuietTopicIsToldHowFarTheLogIsAndResumesThere() {
        var small = new FakeNode(THREE_FRAMES);
        var quiet = small.open("article/7", null);
        var other = small.open("stats", null);
        for (int i = 101; i <= 1600; i++) small.publish(i);
        small.seconds(30);
        small.seconds(30);

        assertThat(quiet.told()).containsExactly("sync fresh 0", "at 1500");
        assertThat(quiet.sent.getLast().sse().toString()).isEqualTo("id: e-1500\n:\n\n");
        assertThat(quiet.sent.getLast().text()).isEqualTo("{\"id\":\"e-1500\",\"event\":\"at\",\"data\":{}}");
        assertThat(other.sent.getLast()).as("shared").isSameAs(quiet.sent.getLast());
        assertThat(quiet.beats).as("once it knows").isPositive();
        small.publish(7);
        assertThat(small.open("article/7", "e-1500").told()).containsExactly("sync resumed 1500", "published 1501");
        assertThat(small.reads).isZero();
    }

    @Test
    void aReaderWhoGetsEveryIdIsToldNoMore() {
        var wire = node.open("news", null);
        node.publish(1);

        node.seconds(60);

        assertThat(wire.told()).containsExactly("sync fresh 0", "published 1");
        assertThat(wire.beats).isPositive();
    }

    @Test
    void aReaderWithEventsStillToComeIsNotToldAnIdBeyondThem() {
        var small = new FakeNode(THREE_FRAMES);
        for (int i = 1; i <= 20; i++) small.publish(i);
        var wire = small.open("article/9", "e-3", 1);
        small.answer();
        assertThat(wire.told()).containsExactly("sync resumed 3");

        small.seconds(30);
        wire.read(1);
        small.answer();
        assertThat(wire.told()).containsExactly("sync resumed 3", "published 9");
        wire.read(5);
        small.answer();
        small.seconds(30);

        assertThat(wire.told()).containsExactly("sync resumed 3", "published 9", "at 20");
    }

    @Test
    void aStreamThatLivedItsLifeSaysGoodbye() {
        var wire = node.open("news", null);

        node.seconds(35 * 60);
        assertThat(wire.ended).isFalse();
        node.seconds(20 * 60);

        assertThat(wire.told()).containsExactly("sync fresh 0", "goodbye");
        assertThat(wire.ended).isTrue();
        assertThat(node.hub.streams()).isZero();
    }

    @Test
    void aReaderThatDoesNotReadForAMinuteIsClosed() {
        var wire = node.open("news", null, 1);

        node.seconds(55);
        assertThat(wire.cut).isFalse();
        node.seconds(10);

        assertThat(wire.cut).isTrue();
        assertThat(node.hub.streams()).isZero();
    }

    @Test
    void drainingEndsEveryStreamSpreadOverTheTime() {
        var wires =
                IntStream.range(0, 100).mapToObj(i -> node.open("news", null)).toList();

        var drained = node.hub.drain(Duration.ofSeconds(10));
        node.seconds(4);
        long early = wires.stream().filter(wire -> wire.ended).count();
        node.seconds(8);

        assertThat(early).isBetween(15L, 85L);
        assertThat(wires).allMatch(wire -> wire.ended && wire.told().getLast().equals("goodbye"));
        assertThat(drained.succeeded()).isTrue();
    }

    @Test
    void whoLeavesWhileThePastIsReadIsForgotten() {
        var small = new FakeNode(THREE_FRAMES);
        for (int i = 1; i <= 20; i++) small.publish(i);

        var wire = small.open("news", "e-3");
        wire.reader.closed();
        small.answer();

        assertThat(wire.sent).isEmpty();
        assertThat(small.hub.streams()).isZero();
    }

    private static java.util.List<String> expected(String sync, int from, int to) {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(sync),
                        IntStream.rangeClosed(from, to).mapToObj(i -> "published " + i))
                .toList();
    }
}
