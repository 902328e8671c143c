package vn.tinmoi.visit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.live.Audience;
import vn.tinmoi.news.VisitCounts;

/** Open streams and the turn of the local day, on two nodes. */
final class MidnightTest {
    private static final LocalDate SUNDAY = LocalDate.of(2026, 11, 22);
    private static final String AN = Requests.session(1);

    private final TestClock clock = new TestClock("2026-11-22T16:59:00Z"); // Sunday, 23:59 in the site's zone
    private final Site site = new Site(clock);
    private final Site.Node one = started(site.node());
    private final Site.Node other = started(site.node());

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aStreamOpenOverMidnightBeginsAVisitOfTheNewDay() {
        open(one, Requests.of(AN));
        assertThat(numbers(one.beat())).isEqualTo("1 1 1 1");

        clock.passMinutes(1);

        assertThat(numbers(one.beat())).isEqualTo("1 1 1 2"); // a new week, too
        assertThat(numbers(one.beat())).isEqualTo("1 1 1 2");
    }

    @Test
    void streamsOnTwoNodesBeginOneVisit() {
        open(one, Requests.of(AN));
        open(other, Requests.of(AN));
        bothBeat();

        clock.passMinutes(1);
        bothBeat();

        assertThat(one.beat().total()).isEqualTo(2);
    }

    @Test
    void whoLeavesBeforeMidnightBeginsNone() {
        open(one, Requests.of(AN)).left();
        one.beat();

        clock.passMinutes(1);

        assertThat(one.beat().total()).isEqualTo(1);
    }

    @Test
    void whoLeavesRightAfterMidnightWasHereOnTheNewDay() {
        var seat = open(one, Requests.of(AN));
        var another = open(one, Requests.of(""));
        one.beat();

        clock.passMinutes(1);
        seat.left(); // before the node has looked at its streams
        another.left();

        assertThat(numbers(one.beat())).isEqualTo("0 2 2 4");
    }

    @Test
    void aReaderWithoutACookieIsTheSameOneAfterMidnight() {
        open(one, Requests.of(""));
        assertThat(numbers(one.beat())).isEqualTo("1 1 1 1");

        clock.passMinutes(1);
        bothBeat();
        open(other, Requests.of("")); // the next page, by another node
        bothBeat();

        assertThat(numbers(one.beat())).isEqualTo("1 1 1 2");
    }

    @Test
    void aStreamThatStaysOpenKeepsTheVisitGoing() {
        clock.passMinutes(60);
        open(one, Requests.of(AN));
        for (int minutes = 0; minutes < 120; minutes += 10) {
            one.beat();
            clock.passMinutes(10);
            Site.wait(one.visits.prolong());
        }
        one.beat();

        open(other, Requests.of(AN));

        assertThat(other.beat().total()).isEqualTo(1);
    }

    @Test
    void aReaderWhoReturnsAfterTheGapIsCountedAlsoWhenStreamsAreToldOfAtOnce() {
        clock.passMinutes(60);
        open(one, Requests.of(AN)).left();
        one.beat();
        clock.passMinutes(31);

        open(one, Requests.of(AN));
        Site.wait(one.visits.prolong()); // before the arrival is decided

        assertThat(one.beat().total()).isEqualTo(2);
    }

    @Test
    void thousandsOfStreamsAreWalkedOverInSlices() {
        for (int i = 0; i < 4_500; i++) open(one, Requests.of(Requests.session(i)));
        one.beat();
        clock.pass(Duration.ofMinutes(1));

        assertThat(one.beat().today()).isEqualTo(2_000);
        assertThat(one.beat().today()).isEqualTo(4_000);
        assertThat(one.beat().today()).isEqualTo(4_500);
        assertThat(one.beat().total()).isEqualTo(9_000);
    }

    @Test
    void theVisitsOfTheDayStandInItsHours() {
        open(one, Requests.of(AN));
        one.beat();
        clock.passMinutes(61);
        open(one, Requests.of(Requests.session(2)));
        one.beat();

        var history = one.visits.history();
        var sunday = Site.wait(history.hours(SUNDAY));
        var monday = Site.wait(history.hours(SUNDAY.plusDays(1)));

        assertThat(sunday).hasSize(24);
        assertThat(sunday.get(23).visits()).isEqualTo(1);
        assertThat(monday.get(0).begin()).hasToString("2026-11-22T17:00:00Z");
        assertThat(monday.get(1).visits()).isEqualTo(2);
        assertThat(Site.wait(history.days(SUNDAY, SUNDAY.plusDays(1))))
                .extracting(VisitHistory.Day::visits)
                .containsExactly(1L, 2L);
    }

    private void bothBeat() {
        for (var node : new Site.Node[] {one, other, one})
            assertThat(node.beat().stale()).isFalse();
    }

    private static Site.Node started(Site.Node node) {
        Site.wait(node.visits.prepare());
        return node;
    }

    private static Audience.Seat open(Site.Node node, io.vertx.core.http.HttpServerRequest request) {
        return node.visits.audience().arrived(request, "sse");
    }

    /** online today week total. */
    private static String numbers(VisitCounts counts) {
        return counts.online() + " " + counts.today() + " " + counts.week() + " " + counts.total();
    }
}
