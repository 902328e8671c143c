package vn.tinmoi.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinmoi.log.EventText;

/** Counts that change each second take no more of a loop's time than their share. */
final class PaceTest {
    private static final long TICK = Pace.SECOND / Hub.TICKS_A_SECOND;
    private final FakeNode node = new FakeNode(1 << 20);
    private long online = 1;

    private FakeWire open(String topics, long nanosAFrame) {
        var wire = node.open(topics, null);
        wire.sending = () -> node.nanos.addAndGet(nanosAFrame);
        return wire;
    }

    /** Other counts each second. */
    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            node.count(online++);
            rest(1);
        }
    }

    private void rest(int seconds) {
        for (int i = 0; i < seconds * Hub.TICKS_A_SECOND; i++) {
            node.turn();
            node.nanos.addAndGet(TICK);
            node.hub.tick();
        }
        node.turn();
    }

    private double metric(String name) {
        return node.metrics
                .scrape()
                .lines()
                .filter(line -> line.startsWith(name + "{loop=\"0\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    @ParameterizedTest
    @CsvSource({"100, 9400", "4000, 9400", "4000, 40000", "9000, 9400", "9000, 3000"})
    void aChangingAudienceTakesNoMoreThanItsShareOfALoop(int streams, long nanosAFrame) {
        var wires = IntStream.range(0, streams)
                .mapToObj(i -> open("news,stats", nanosAFrame))
                .toList();
        var watcher = open("stats", nanosAFrame);
        pass(40); // it learns what a frame costs
        wires.forEach(wire -> wire.sent.clear());
        watcher.sent.clear();
        long begun = node.nanos.get();
        double spent = metric("tinmoi_stats_loop_seconds_total");

        pass(60);

        double share = (metric("tinmoi_stats_loop_seconds_total") - spent) * Pace.SECOND / (node.nanos.get() - begun);
        int frames = wires.getFirst().sent.size();
        assertThat(share).isLessThan(Pace.SHARE * 1.1); // a round at either end
        assertThat((double) streams * nanosAFrame * frames).isLessThan(Pace.SHARE * 1.1 * 66 * Pace.SECOND);
        assertThat(frames)
                .isGreaterThanOrEqualTo((int) Math.min(60, 60 * Pace.SHARE / 1.3 / (streams * nanosAFrame / 1e9)));
        assertThat(watcher.sent).hasSize(60);
        assertThat(metric("tinmoi_stats_interval_seconds"))
                .isBetween(1.0, Math.max(1.0, 1.1 * streams * nanosAFrame / 1e9 / Pace.SHARE));
    }

    @Test
    void whenItIsQuietEveryoneHasTheNewestCountsAndEachOnce() {
        var wires =
                IntStream.range(0, 9000).mapToObj(i -> open("news,stats", 9400)).toList();
        pass(10);
        var late = open("featured,stats", 9400);
        rest(5);

        assertThat(wires).allSatisfy(wire -> {
            assertThat(wire.sent.getLast().text()).contains("\"online\":10,");
            assertThat(wire.sent).doesNotHaveDuplicates();
        });
        assertThat(late.told()).containsExactly("sync fresh 0", "stats");
        assertThat(late.sent.getLast().text()).contains("\"online\":10,");
    }

    @Test
    void newsDoesNotWaitForThem() {
        var wires =
                IntStream.range(0, 9000).mapToObj(i -> open("news,stats", 9400)).toList();
        pass(3);
        node.count(online++);

        node.commit(1, EventText.PUBLISHED, "tin-tuc", false);
        node.follow();
        node.turn();

        assertThat(wires).allSatisfy(wire -> assertThat(wire.told()).endsWith("published 1"));
    }

    @Test
    void whoChangesToCountsAloneGetsThemEachSecond() {
        for (int i = 0; i < 9000; i++) open("news,stats", 9400);
        var wire = new FakeWire();
        var changing = node.hub.subscribe(wire, "websocket", Asked.of("topics=news,stats"), () -> {});
        pass(40);
        changing.want(FakeNode.TOPICS.wanted("stats").interest(), new io.vertx.core.json.JsonObject());
        node.turn();
        wire.sent.clear();

        pass(10);

        assertThat(wire.sent).hasSize(10);
    }

    @Test
    void aProcessThatWasSuspendedGoesOnSoon() {
        var wires =
                IntStream.range(0, 100).mapToObj(i -> open("news,stats", 9400)).toList();
        pass(10);
        wires.getFirst().sending = () -> node.nanos.addAndGet(600 * Pace.SECOND);
        pass(1);
        wires.getFirst().sending = () -> {};
        wires.getLast().sent.clear();

        pass(10);

        assertThat(wires.getLast().sent).hasSize(10);
    }

    @Test
    void aStreamThatOpensOnAQuietNightIsToldAsOfWhen() {
        node.count(7);
        node.newest.offer(node.newest.get().then(7, 7, 7, 7, FakeNode.NOON.plusSeconds(3600), false));

        var sent = node.open("stats", null).sent;

        assertThat(sent.getLast().text())
                .contains("\"at\":\"2026-11-23T06:00:00Z\",\"changedAt\":\"2026-11-23T05:00:00Z\"");
    }
}
