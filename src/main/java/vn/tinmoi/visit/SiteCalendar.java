package vn.tinmoi.visit;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** The site's days, half-open from midnight to midnight of its zone, their hours, and its weeks, which begin on Monday. */
record SiteCalendar(ZoneId zone) {
    LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    /** When the local hour of that moment began. */
    Instant hour(Instant at) {
        return at.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
    }

    /** When the day begins. */
    Instant midnight(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
