package vn.tinmoi.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.redis.client.Command;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import vn.tinmoi.live.Audience;

/**
 * Many readers on three nodes, over a week's and a year's turn, against {@link Model}: with cookies, without, on two tabs at
 * once, through midnights, while batches are lost and repeated and Redis is flushed. {@code -Dvisits.simulation=1000000} for
 * more signs of life than a build has time for.
 */
final class VisitsSimulationTest {
    private static final int SIGNS = Integer.getInteger("visits.simulation", 50_000);
    private static final int TICKS = Math.max(1500, SIGNS / 50); // of less than 10 minutes, as open streams are told of
    private static final int SIGNS_A_TICK = SIGNS / TICKS;
    private static final int READERS = Math.max(400, SIGNS / 300);
    private static final int STORIES = 30; // one more is named that does not exist
    private static final Instant BEGIN = Instant.parse("2026-12-27T13:00:00Z"); // Sunday evening in the site's zone
    private static final Duration SPAN = Duration.ofHours(8 * 24 + 6); // to the first hours of the second Monday
    private static final Duration TICK = SPAN.dividedBy(TICKS);
    private static final Duration LONGEST_STREAM = Duration.ofHours(6); // the server ends them after an hour
    private static final Duration GAP = Duration.ofMinutes(30);

    private enum What {
        OPEN,
        BEACON,
        CLOSE,
        TWO_TABS
    }

    private record Act(Instant at, int reader, int node, What what) {}

    private record Seated(int node, Audience.Seat seat, Instant since) {}

    private final TestClock clock = new TestClock(BEGIN.toString());
    private final Random random = new Random(20261123);
    private final Model model = new Model(Site.ZONE, BEGIN);
    private final Map<Integer, List<Seated>> seats = new HashMap<>();
    private List<Site.Node> nodes = List.of();
    private Instant prolonged = BEGIN;
    private int flushes;

    @Test
    void theNumbersAreTheDefinitionsWhateverReadersAndStoresDo() {
        try (var site = new Site(clock)) {
            stories(site);
            nodes = List.of(site.node(), site.node(), site.node());
            nodes.forEach(node -> Site.wait(node.visits.prepare()));

            for (int tick = 1; tick <= TICKS; tick++) {
                tick(BEGIN.plus(TICK.multipliedBy(tick - 1)), BEGIN.plus(TICK.multipliedBy(tick)));
                if (tick % 4 == 0) disturb(nodes.get(random.nextInt(nodes.size())));
                if (tick % 97 == 0) flush(site);
                if (tick % 50 == 0) compare();
            }

            compare();
            assertThat(model.visits.keySet()).contains(LocalDate.of(2026, 12, 27), LocalDate.of(2027, 1, 4));
            compareHistory(site);
            System.out.printf(
                    "simulation: %d signs of life, %d visits, %d reads, %d flushes of Redis, difference 0%n",
                    (long) TICKS * SIGNS_A_TICK,
                    model.total(),
                    model.reads.values().stream().mapToLong(n -> n).sum(),
                    flushes);
        }
    }

    private static void stories(Site site) {
        Site.wait(site.database.query("""
                INSERT INTO article (id, version, category, slug, title, status, published_at)
                SELECT n, 1, 'tin-tuc', 'tin-' || n, 'Tin ' || n, 'published', now()
                  FROM generate_series(1, $1::int) AS n""", Tuple.of(STORIES)));
    }

    /** Within a tick each reader is on one node, as the nodes' signs of 200 ms have no order among them. */
    private void tick(Instant from, Instant to) {
        for (var reader : List.copyOf(seats.keySet()))
            close(reader, seated -> seated.since().isBefore(from.minus(LONGEST_STREAM)));
        var busy = new HashSet<Integer>();
        var acts = new ArrayList<Act>();
        while (acts.size() < SIGNS_A_TICK) {
            int reader = random.nextInt(READERS);
            if (!busy.add(reader)) continue;
            int node = random.nextInt(nodes.size());
            if (reader % 5 == 1 && random.nextInt(3) == 0) {
                acts.add(new Act(time(reader, from, to), reader, node, What.TWO_TABS));
                continue;
            }
            int many = 1 + random.nextInt(2);
            for (int i = 0; i < many; i++) acts.add(act(reader, node, from, to));
        }
        acts.sort(Comparator.comparing(Act::at));
        acts.forEach(this::act);
        pass(to);
        boolean due = Duration.between(prolonged, to).toMinutes() >= 8 || TICK.toMinutes() >= 2;
        if (due) prolonged = to;
        for (var node : nodes) {
            if (due) Site.wait(node.visits.prolong().compose(done -> node.visits.agree()));
            Site.wait(node.visits.decide());
        }
    }

    private Act act(int reader, int node, Instant from, Instant to) {
        int choice = random.nextInt(100);
        var what = choice < 25 ? What.OPEN : choice < 55 ? What.BEACON : What.CLOSE;
        return new Act(time(reader, from, to), reader, node, what);
    }

    /** Any millisecond of the tick, often the edge of the reader's gap or of a day. */
    private Instant time(int reader, Instant from, Instant to) {
        var edges = new ArrayList<Instant>();
        var silent = model.silentSince(reader(reader));
        if (silent != null && !silent.equals(Instant.MIN)) edges.add(silent.plus(GAP));
        edges.add(LocalDate.ofInstant(to, Site.ZONE).atStartOfDay(Site.ZONE).toInstant());
        var edge = edges.get(random.nextInt(edges.size())).minusMillis(random.nextInt(2));
        boolean within = !edge.isBefore(from) && edge.isBefore(to);
        return within && random.nextInt(2) == 0 ? edge : from.plusMillis(random.nextLong(TICK.toMillis()));
    }

    private void act(Act act) {
        pass(act.at());
        var reader = reader(act.reader());
        var stories = random.nextBoolean() ? List.<Long>of() : List.of(1L + random.nextInt(STORIES + 1));
        switch (act.what()) {
            case OPEN -> open(act.reader(), act.node(), stories);
            case BEACON -> {
                model.sign(reader, stories);
                nodes.get(act.node()).visits.beacon(request(reader, stories));
            }
            case TWO_TABS -> {
                open(act.reader(), act.node(), stories);
                open(act.reader(), (act.node() + 1) % nodes.size(), stories);
            }
            case CLOSE -> close(act.reader(), act.node());
        }
    }

    private void open(int number, int node, List<Long> stories) {
        var reader = reader(number);
        model.open(reader, stories);
        var seat = nodes.get(node).visits.audience().arrived(request(reader, stories), "sse");
        seats.computeIfAbsent(number, nobody -> new ArrayList<>()).add(new Seated(node, seat, clock.instant()));
    }

    /** Closes all of the reader's streams on the node: an open stream is there for some minutes to some hours. */
    private void close(int number, int node) {
        close(number, seated -> seated.node() == node);
    }

    private void close(int number, Predicate<Seated> which) {
        var leaving =
                seats.getOrDefault(number, List.of()).stream().filter(which).toList();
        for (var seated : leaving) {
            model.close(reader(number));
            seated.seat().left();
            seats.get(number).remove(seated);
        }
    }

    /** Before a midnight the nodes decide what waits, as they do five times a second. */
    private void pass(Instant to) {
        var midnight =
                LocalDate.ofInstant(to, Site.ZONE).atStartOfDay(Site.ZONE).toInstant();
        if (clock.instant().isBefore(midnight)) {
            nodes.forEach(node -> Site.wait(node.visits.decide()));
        }
        if (to.isAfter(clock.instant())) clock.pass(Duration.between(clock.instant(), to));
        model.pass(clock.instant());
    }

    /** A fifth have no cookies; each has a browser of his own. */
    private static Model.Reader reader(int number) {
        var browser = Requests.BROWSER.replace("142.0.0.0", "142.0." + number + ".0");
        return new Model.Reader(number % 5 == 0 ? "" : Requests.session(number), browser);
    }

    private static HttpServerRequest request(Model.Reader reader, List<Long> stories) {
        var named = stories.isEmpty()
                ? Map.<String, String>of()
                : Map.of("article", stories.getFirst().toString());
        return new Requests(HttpMethod.GET, Map.of("User-Agent", reader.browser()), reader.cookie(), named).request();
    }

    /** A second in which PostgreSQL may fail, before the statement or after it. */
    private void disturb(Site.Node node) {
        node.databaseAway = random.nextInt(4) == 0;
        node.answersLost = random.nextInt(4) == 0 ? 1 : 0;
        var before = node.visits.current();
        var after = node.beat();
        assertThat(after.total()).isGreaterThanOrEqualTo(before.total());
        assertThat(after.today()).isLessThanOrEqualTo(after.week());
        assertThat(after.week()).isLessThanOrEqualTo(after.total());
    }

    /** Redis loses everything; two seconds later the nodes have noticed, and Redis knows them again. */
    private void flush(Site site) {
        assertThat(site.redis(Command.FLUSHDB)).hasToString("OK");
        flushes++;
        for (var node : nodes) {
            node.beat();
            node.beat();
            Site.wait(node.visits.saveReaders());
        }
    }

    private void compare() {
        for (var node : nodes) {
            node.databaseAway = false;
            node.answersLost = 0;
            node.beat();
            node.beat();
        }
        for (var node : nodes) {
            var shown = node.beat();
            assertThat(shown.stale()).isFalse();
            assertThat(List.of(shown.today(), shown.week(), shown.total()))
                    .as("today, week, total at %s", clock.instant())
                    .containsExactly(model.today(), model.week(), model.total());
        }
        Site.wait(nodes.getFirst().visits.saveReaders());
    }

    private void compareHistory(Site site) {
        var hours = new TreeMap<Instant, Long>();
        Site.wait(site.database.query("SELECT hour, n FROM visit_hour", Tuple.tuple()))
                .forEach(row -> hours.put(row.getOffsetDateTime(0).toInstant(), row.getLong(1)));
        assertThat(hours).isEqualTo(model.hours);

        var reads = new TreeMap<Long, Long>();
        Site.wait(site.database.query("SELECT article_id, sum(n)::bigint FROM article_read GROUP BY 1", Tuple.tuple()))
                .forEach(row -> reads.put(row.getLong(0), row.getLong(1)));
        model.reads.remove(STORIES + 1L);
        assertThat(reads).isEqualTo(model.reads);

        var history = nodes.getFirst().visits.history();
        var days = Site.wait(history.days(model.visits.firstKey(), model.visits.lastKey()));
        assertThat(days).extracting(VisitHistory.Day::visits).containsExactlyElementsOf(model.visits.values());
        for (var day : days) {
            double truth = model.readers.get(day.day()).size();
            assertThat((double) day.readers())
                    .as("readers on " + day.day())
                    .isBetween(truth * 0.96 - 2, truth * 1.04 + 2);
        }
    }
}
