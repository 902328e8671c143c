package vn.tinmoi.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinmoi.log.EventText;
import vn.tinmoi.metric.Metrics;

/**
 * Two nodes on one log, readers that read slowly, drop off and come back to either node, a PostgreSQL that answers when it
 * likes, tailers that lag and restart: every reader sees each event of its topics once and in order, or is told.
 */
final class ScheduleTest {
    private static final int RUNS = 700;
    private static final int STEPS = 150;
    private static final List<String> TOPICS =
            List.of("news", "news/kinh-te", "featured", "article/2", "news/tin-tuc,article/3", "news,stats");
    private final Metrics metrics = new Metrics();

    /** A client: what it saw since it was last told where it stands. */
    private static final class Reader {
        final Interest interest;
        final String topics;
        FakeWire wire;
        FakeNode node;
        int looked;
        long base = -1;
        long last;
        boolean sure;
        final List<Long> seen = new ArrayList<>();

        Reader(String topics) {
            this.topics = topics;
            this.interest = FakeNode.TOPICS.wanted(topics).interest();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20261123, 77})
    void everyReaderSeesEachEventOnceAndInOrderOrIsTold(long seed) {
        for (int run = 0; run < RUNS; run++) {
            long own = seed * 1_000_003 + run;
            try {
                schedule(new SplittableRandom(own), own);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("schedule of seed " + own, e);
            }
        }
    }

    private void schedule(SplittableRandom random, long seed) {
        var log = new FakeNode(random.nextInt(900, 6000), seed, metrics);
        var other = new FakeNode(random.nextInt(900, 6000), seed + 1, metrics, log.log);
        var nodes = List.of(log, other);
        var readers = new ArrayList<Reader>();
        for (var topics : TOPICS) readers.add(new Reader(topics));
        for (int step = 0; step < STEPS; step++) {
            var node = nodes.get(random.nextInt(2));
            var reader = readers.get(random.nextInt(readers.size()));
            switch (random.nextInt(14)) {
                case 0, 1, 2, 3 -> commit(log, random);
                case 4, 5 -> node.follow();
                case 6 -> node.turn();
                case 7 -> node.answer();
                case 8, 9 -> connect(reader, node, random);
                case 10, 11 -> {
                    if (reader.wire != null) reader.wire.read(random.nextInt(0, 6));
                }
                case 12 -> {
                    if (reader.wire != null) drop(reader);
                }
                default -> {
                    if (random.nextInt(4) == 0) node.restart();
                    else node.count(step);
                }
            }
            readers.forEach(one -> look(one, log));
        }
        settle(nodes, readers, log, random);
    }

    private static void commit(FakeNode log, SplittableRandom random) {
        long article = random.nextInt(1, 6);
        var kind = random.nextInt(4) == 0 ? EventText.WITHDRAWN : EventText.PUBLISHED;
        log.commit(article, kind, random.nextBoolean() ? "kinh-te" : "tin-tuc", random.nextInt(3) == 0);
    }

    private static void drop(Reader reader) {
        reader.wire.reader.closed();
        reader.wire = null;
        reader.looked = 0;
    }

    private static void connect(Reader reader, FakeNode node, SplittableRandom random) {
        if (reader.wire != null) drop(reader);
        var cursor = reader.sure ? "e-" + reader.last : null;
        reader.node = node;
        reader.wire = node.open(reader.topics, cursor, random.nextInt(0, 5));
    }

    /** The client's side: every frame either continues what it saw or tells it to start over. */
    private static void look(Reader reader, FakeNode log) {
        if (reader.wire == null) return;
        var sent = reader.wire.sent;
        for (; reader.looked < sent.size(); reader.looked++) {
            var frame = sent.get(reader.looked);
            if (reader.looked == 0) assertThat(frame.text()).contains("\"event\":\"sync\"");
            if (frame.text().contains("\"event\":\"sync\"")) sync(reader, frame, log);
            else if (frame.seq() > 0) event(reader, frame, log);
        }
    }

    private static void sync(Reader reader, Frame frame, FakeNode log) {
        if (frame.text().contains("\"mode\":\"resumed\"")) {
            assertThat(frame.seq()).isEqualTo(reader.last);
            return;
        }
        if (reader.sure) check(reader, log, reader.last);
        reader.base = frame.seq();
        reader.last = frame.seq();
        reader.sure = true;
        reader.seen.clear();
    }

    private static void event(Reader reader, Frame frame, FakeNode log) {
        assertThat(frame.seq()).isGreaterThan(reader.last);
        reader.last = frame.seq();
        reader.seen.add(frame.seq());
        notRetracted(reader, frame, log);
        assertThat(frame.article())
                .isEqualTo(log.log.get((int) frame.seq() - 1).article().value());
    }

    /** Words are only sent of a story whose withdrawal the node has not followed yet. */
    private static void notRetracted(Reader reader, Frame frame, FakeNode log) {
        if (!frame.text().contains("words")) return;
        log.withdrawals.forEach((seq, article) -> assertThat(article == frame.article()
                        && seq > frame.seq()
                        && seq <= reader.node.hub.ring().head())
                .isFalse());
    }

    /** Everything of its topics up to {@code to} was seen, once and in order. */
    private static void check(Reader reader, FakeNode log, long to) {
        var expected = new ArrayList<Long>();
        for (long seq = reader.base + 1; seq <= to; seq++) {
            var frame = Frame.of(log.log.get((int) seq - 1), FakeNode.TOPICS);
            if (frame.isFor(reader.interest)) expected.add(seq);
        }
        assertThat(reader.seen).isEqualTo(expected);
    }

    /** At the end everyone reads, nodes follow, PostgreSQL answers: then nobody lacks anything, and no withdrawn word is left. */
    private static void settle(List<FakeNode> nodes, List<Reader> readers, FakeNode log, SplittableRandom random) {
        for (var reader : readers) if (reader.wire == null) connect(reader, nodes.get(random.nextInt(2)), random);
        readers.forEach(reader -> look(reader, log));
        for (var node : nodes) {
            node.follow();
            readers.forEach(reader -> look(reader, log));
            node.answer();
            readers.forEach(reader -> look(reader, log));
        }
        for (var reader : readers) {
            reader.wire.read(Integer.MAX_VALUE);
            reader.wire.reader.drained();
            look(reader, log);
            assertThat(reader.sure).isTrue();
            check(reader, log, log.log.size());
        }
        for (var node : nodes) retracted(node, log);
    }

    /** A replay of everything that the ring holds has no words of a story that is withdrawn at the end. */
    private static void retracted(FakeNode node, FakeNode log) {
        Set<Long> gone = new HashSet<>();
        for (var event : log.log) {
            if (event.kind().equals(EventText.WITHDRAWN))
                gone.add(event.article().value());
            else gone.remove(event.article().value());
        }
        var replay = node.open("news", "e-" + node.hub.ring().floor());
        for (var frame : replay.sent)
            if (gone.contains(frame.article())) assertThat(frame.text()).doesNotContain("words");
    }
}
