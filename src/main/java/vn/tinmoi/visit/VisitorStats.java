package vn.tinmoi.visit;

import java.time.Instant;
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
    private final Consumer<VisitCounts> taken;
    private LocalDate day = LocalDate.EPOCH;
    private volatile VisitCounts current;

    VisitorStats(
            VisitLedger ledger,
            VisitTally tally,
            Presence presence,
            SiteCalendar calendar,
            InstantSource clock,
            Metrics metrics,
            Consumer<VisitCounts> taken) {
        this.ledger = ledger;
        this.tally = tally;
        this.presence = presence;
        this.calendar = calendar;
        this.clock = clock;
        this.metrics = metrics;
        this.taken = taken;
        this.current = VisitCounts.none(clock.instant());
    }

    VisitCounts current() {
        return current;
    }

    /** The visits at one moment; what {@link #snapshot} is taken of. */
    record Sight(Instant at, LocalDate today, VisitTally.Sums sums) {}

    /**
     * The visits now. Who is here is asked after it: a session is seated before its visit begins, so that whoever is in
     * these sums and has not left is in the answer of an exchange that begins now.
     */
    Sight look() {
        var now = clock.instant();
        var today = calendar.day(now);
        return new Sight(now, today, tally.sums(today));
    }

    /** Takes the numbers: those visits, and who is here by the exchange since. */
    void snapshot(Sight sight) {
        var before = current;
        var sums = sight.sums();
        var today = sight.today();
        boolean sameDay = today.equals(day);
        boolean sameWeek = sameDay || SiteCalendar.monday(today).equals(SiteCalendar.monday(day));
        day = today;
        current = before.then(
                presence.online(),
                sameDay ? Math.max(before.today(), sums.today()) : sums.today(),
                sameWeek ? Math.max(before.week(), sums.week()) : sums.week(),
                Math.max(before.total(), sums.total()),
                sight.at(),
                ledger.away() || tally.away() || presence.away());
        metrics.online(current.online());
        taken.accept(current);
    }
}
