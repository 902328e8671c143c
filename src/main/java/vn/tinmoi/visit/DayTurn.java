package vn.tinmoi.visit;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Gives the sign of life of a new local day for each session whose stream is open while midnight passes: an open stream is
 * one all the time, so the visit of the new day begins then, not when the page is opened again. In slices, so that thousands
 * of them do not stand before the readers who arrive; a timer for each stream was rejected. Any thread.
 */
final class DayTurn {
    private static final int SLICE = 2_000; // four scripts of the ledger; 20,000 streams are through after 2 s

    private final Presence presence;
    private final VisitLedger ledger;
    private final SiteCalendar calendar;
    private final InstantSource clock;
    private final Set<String> left = new LinkedHashSet<>();
    private LocalDate day;

    DayTurn(Presence presence, VisitLedger ledger, SiteCalendar calendar, InstantSource clock) {
        this.presence = presence;
        this.ledger = ledger;
        this.calendar = calendar;
        this.clock = clock;
        this.day = calendar.day(clock.instant());
    }

    /** Notices that a day has begun. To be called before anyone comes or goes, so that those who were here are known. */
    synchronized void look() {
        var today = calendar.day(clock.instant());
        if (!today.isAfter(day)) return;
        day = today;
        left.addAll(presence.turn());
    }

    /** Walks on over the sessions that were here when the day began. */
    synchronized void step() {
        look();
        var rest = left.iterator();
        for (int i = 0; i < SLICE && rest.hasNext(); i++) {
            turn(rest.next());
            rest.remove();
        }
    }

    /** The session's stream is over, maybe before the walk has come to it. */
    synchronized void leaves(String session) {
        if (left.remove(session)) turn(session);
    }

    private void turn(String session) {
        ledger.offer(Sign.turns(session, clock.millis(), day.toEpochDay()));
    }
}
