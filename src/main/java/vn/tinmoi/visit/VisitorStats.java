package vn.tinmoi.visit;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.function.Consumer;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.VisitCounts;

/**
 * The four numbers as this node shows them, one snapshot a second. A number never steps back on a node while its day, week
 * or world lasts, whatever a store says meanwhile. {@link #current} on any thread, {@link #snapshot} on one.
 */
final class VisitorStats {
    private final VisitLedger ledger;
    private final VisitTally tally;
    private final Presence presence;
    private final SiteCalendar calendar;
    private final InstantSource clock;
    private final Metrics metrics;
    private final Consumer<VisitCounts> changed;
    private LocalDate day = LocalDate.EPOCH;
    private volatile VisitCounts current;

    VisitorStats(
            VisitLedger ledger,
            VisitTally tally,
            Presence presence,
            SiteCalendar calendar,
            InstantSource clock,
            Metrics metrics,
            Consumer<VisitCounts> changed) {
        this.ledger = ledger;
        this.tally = tally;
        this.presence = presence;
        this.calendar = calendar;
        this.clock = clock;
        this.metrics = metrics;
        this.changed = changed;
        this.current = new VisitCounts(0, 0, 0, 0, clock.instant(), true);
    }

    VisitCounts current() {
        return current;
    }

    /** Takes the numbers as they are now, and tells when they are others than before. */
    void snapshot() {
        var before = current;
        var now = clock.instant();
        var today = calendar.day(now);
        var sums = tally.sums(today);
        boolean sameDay = today.equals(day);
        boolean sameWeek = sameDay || SiteCalendar.monday(today).equals(SiteCalendar.monday(day));
        boolean stale = ledger.away() || tally.away() || presence.away();
        day = today;
        current = new VisitCounts(
                presence.online(),
                sameDay ? Math.max(before.today(), sums.today()) : sums.today(),
                sameWeek ? Math.max(before.week(), sums.week()) : sums.week(),
                Math.max(before.total(), sums.total()),
                stale ? before.at() : now,
                stale);
        metrics.online(current.online());
        if (!sameNumbers(before, current)) changed.accept(current);
    }

    private static boolean sameNumbers(VisitCounts one, VisitCounts other) {
        return one.online() == other.online()
                && one.today() == other.today()
                && one.week() == other.week()
                && one.total() == other.total()
                && one.stale() == other.stale();
    }
}
