package vn.tinmoi.visit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import vn.tinmoi.live.Audience;

/** Random readers on two nodes, over a turn of the year, against the definitions written down as plainly as possible. */
final class VisitsModelTest {
    private static final int READERS = 40;
    private static final int ACTS = 6000;
    private static final Duration GAP = Duration.ofMinutes(30);

    /** CONTRACT.md's words about visits and presence. */
    private static final class Model {
        private final Map<String, Instant> alive = new HashMap<>();
        private final Map<String, LocalDate> day = new HashMap<>();
        private final Map<String, Integer> streams = new HashMap<>();
        private final TreeMap<LocalDate, Long> visits = new TreeMap<>();

        void sign(String session, Instant at) {
            var today = LocalDate.ofInstant(at, Site.ZONE);
            if (streams.getOrDefault(session, 0) > 0) alive.put(session, at);
            boolean begins = !alive.containsKey(session)
                    || !at.isBefore(alive.get(session).plus(GAP))
                    || today.isAfter(day.get(session));
            if (begins) visits.merge(today, 1L, Long::sum);
            alive.put(session, at);
            day.put(session, today);
        }

        void open(String session, Instant at) {
            sign(session, at);
            streams.merge(session, 1, Integer::sum);
        }

        void close(String session, Instant at) {
            streams.merge(session, -1, Integer::sum);
            alive.put(session, at);
        }

        long today(Instant at) {
            return visits.getOrDefault(LocalDate.ofInstant(at, Site.ZONE), 0L);
        }

        long week(Instant at) {
            var today = LocalDate.ofInstant(at, Site.ZONE);
            var monday = today.minusDays(today.getDayOfWeek().getValue() - 1);
            return sum(visits.tailMap(monday));
        }

        long total() {
            return sum(visits);
        }

        private static long sum(Map<LocalDate, Long> days) {
            return days.values().stream().mapToLong(n -> n).sum();
        }
    }

    private record Seated(String session, Audience.Seat seat) {}

    private final TestClock clock = new TestClock("2026-12-27T13:00:00Z"); // Sunday evening in the site's zone
    private final Random random = new Random(20261123);
    private final Model model = new Model();
    private String session = Requests.session(0);
    private final List<Seated> seats = new ArrayList<>();

    @Test
    void theNumbersAreTheDefinitionsWhateverReadersAndStoresDo() {
        try (var site = new Site(clock)) {
            var nodes = List.of(site.node(), site.node());
            nodes.forEach(node -> Site.wait(node.visits.prepare()));

            for (int act = 1; act <= ACTS; act++) {
                pass(nodes);
                act(nodes.get(random.nextInt(2)));
                nodes.forEach(node -> Site.wait(node.visits.decide()));
                if (act % 10 == 0) disturb(nodes.get(random.nextInt(2)));
                if (act % 40 == 0) compare(nodes);
            }

            assertThat(clock.instant()).isAfter(Instant.parse("2027-01-05T00:00:00Z"));
            assertThat(model.total()).isGreaterThan(1000);
        }
    }

    private void act(Site.Node node) {
        if (random.nextInt(3) > 0) session = Requests.session(random.nextInt(READERS));
        int choice = random.nextInt(10);
        if (choice < 4) {
            model.open(session, clock.instant());
            seats.add(new Seated(session, node.visits.audience().arrived(Requests.of(session), "sse")));
        } else if (choice < 6) {
            model.sign(session, clock.instant());
            node.visits.beacon(Requests.of(session));
        } else if (!seats.isEmpty()) {
            var leaving = seats.remove(random.nextInt(seats.size()));
            model.close(leaving.session(), clock.instant());
            leaving.seat().left();
        }
    }

    /** Time goes on by anything from a millisecond to an hour, often to the edge of a gap or of a day. */
    private void pass(List<Site.Node> nodes) {
        var midnight = LocalDate.ofInstant(clock.instant(), Site.ZONE)
                .plusDays(1)
                .atStartOfDay(Site.ZONE)
                .toInstant();
        long millis = switch (random.nextInt(40)) {
            case 0 -> GAP.toMillis();
            case 1 -> GAP.toMillis() - 1;
            case 2 ->
                Duration.between(clock.instant(), midnight).toMillis()
                        % Duration.ofHours(1).toMillis();
            case 3 -> random.nextLong(1, Duration.ofHours(1).toMillis());
            case 4, 5, 6, 7 -> 1;
            default -> random.nextLong(1, 60_000);
        };
        for (long tenMinutes = 600_000; millis > 0; millis -= tenMinutes) {
            clock.pass(Duration.ofMillis(Math.min(millis, tenMinutes)));
            for (var node : nodes) Site.wait(node.visits.prolong().compose(done -> node.visits.decide()));
        }
    }

    /** A second in which the store may fail, before the statement or after it. */
    private void disturb(Site.Node node) {
        node.databaseAway = random.nextInt(4) == 0;
        node.answersLost = random.nextInt(4) == 0 ? 1 : 0;
        var before = node.visits.current();
        var after = node.beat();
        assertThat(after.total()).isGreaterThanOrEqualTo(before.total());
        assertThat(after.today()).isLessThanOrEqualTo(after.week());
        assertThat(after.week()).isLessThanOrEqualTo(after.total());
    }

    private void compare(List<Site.Node> nodes) {
        for (var node : nodes) {
            node.databaseAway = false;
            node.answersLost = 0;
            var repeated = node.beat();
            var gathered = node.beat();
            assertThat(gathered.total()).isGreaterThanOrEqualTo(repeated.total());
        }
        for (var node : nodes) {
            var shown = node.beat();
            assertThat(shown.stale()).isFalse();
            assertThat(List.of(shown.today(), shown.week(), shown.total()))
                    .as("today, week, total at %s", clock.instant())
                    .containsExactly(model.today(clock.instant()), model.week(clock.instant()), model.total());
        }
    }
}
