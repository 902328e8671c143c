package vn.tinmoi.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinmoi.news.VisitCounts;

/** What a former counter has counted comes in once, beside a node that serves. */
final class VisitImportTest {
    private static final String PAST = """
            date,visits
            start,1000
            2026-11-20,30
            2026-11-23,4

            2026-11-24,5
            """;

    private final TestClock clock = new TestClock("2026-11-25T05:00:00Z"); // Wednesday
    private final Site site = new Site(clock);
    private final Site.Node node = site.node();
    private final VisitImport past = new VisitImport(site.database, Site.ZONE, clock);

    @BeforeEach
    void oneVisitToday() {
        Site.wait(node.visits.prepare());
        node.arrive(Requests.session(1));
        assertThat(numbers(node.beat())).isEqualTo("1 1 1");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void theBoxStepsUpByItself() {
        var report = Site.wait(past.bringIn(PAST, "old.csv"));

        assertThat(report.refused()).isEmpty();
        assertThat(report.changed()).isEqualTo(4);
        assertThat(report.total()).isEqualTo(1040);
        assertThat(numbers(node.beat())).isEqualTo("1 10 1040");
        assertThat(audits()).isEqualTo(1);
    }

    @Test
    void theSameFileAgainChangesNothing() {
        assertThat(Site.wait(past.bringIn(PAST, "old.csv")).changed()).isEqualTo(4);

        var again = Site.wait(past.bringIn(PAST.replace("\n", "\r\n"), "old.csv"));

        assertThat(again.refused()).isEmpty();
        assertThat(again.changed()).isZero();
        assertThat(again.unchanged()).isEqualTo(4);
        assertThat(again.total()).isEqualTo(1040);
        assertThat(audits()).isEqualTo(1);
    }

    @Test
    void aFigureMayGrow() {
        assertThat(Site.wait(past.bringIn(PAST, "old.csv")).changed()).isEqualTo(4);

        var more = Site.wait(past.bringIn("date,visits\nstart,1001\n2026-11-20,30\n2026-11-19,7\n", "more.csv"));

        assertThat(more.changed()).isEqualTo(2);
        assertThat(more.total()).isEqualTo(1048);
    }

    @Test
    void whatWouldLowerATotalOrIsCountedHereIsRefusedWhole() {
        assertThat(Site.wait(past.bringIn(PAST, "old.csv")).changed()).isEqualTo(4);

        var report = Site.wait(
                past.bringIn("date,visits\nstart,999\n2026-11-20,29\n2026-11-19,7\n2026-11-25,50\n", "lower.csv"));

        assertThat(report.refused())
                .containsExactlyInAnyOrder(
                        "line 2: the starting figure is 1000 already; 999 would lower the total",
                        "line 3: 2026-11-20 is 30 already; 29 would lower the total",
                        "line 5: 2026-11-25 was counted by this site, 1 visits");
        assertThat(numbers(node.beat())).isEqualTo("1 10 1040");
    }

    @Test
    void linesThatSayNothingUsableAreNamed() {
        var report = Site.wait(past.bringIn("""
                date,visits
                2026-13-01,5
                01/03/2024,5
                2024-03-01,-5
                2024-03-02,1.234
                2024-03-03
                2026-11-26,5
                2024-03-04,5
                2024-03-04,5
                start,1
                start,2
                """, "bad.csv"));

        assertThat(report.refused())
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactly("line 2", "line 3", "line 4", "line 5", "line 6", "line 7", "line 9", "line 11");
        assertThat(report.refused().get(5)).isEqualTo("line 7: 2026-11-26 is yet to come; today is 2026-11-25");
        assertThat(Site.wait(past.bringIn("ngày,lượt\n2024-03-01,5\n", "bad.csv"))
                        .refused())
                .containsExactly("line 1: expected the header date,visits");
        assertThat(numbers(node.beat())).isEqualTo("1 1 1");
    }

    @Test
    void importedDaysAreToldApart() {
        assertThat(Site.wait(past.bringIn(PAST, "old.csv")).changed()).isEqualTo(4);

        var days = Site.wait(node.visits.history().days(LocalDate.of(2026, 11, 24), LocalDate.of(2026, 11, 25)));

        assertThat(days).extracting(VisitHistory.Day::imported).containsExactly(5L, 0L);
        assertThat(days).extracting(VisitHistory.Day::visits).containsExactly(0L, 1L);
    }

    private long audits() {
        var rows = Site.wait(site.database.query("SELECT count(*) FROM audit", Tuple.tuple()));
        return rows.iterator().next().getLong(0);
    }

    /** today week total. */
    private static String numbers(VisitCounts counts) {
        return counts.today() + " " + counts.week() + " " + counts.total();
    }
}
