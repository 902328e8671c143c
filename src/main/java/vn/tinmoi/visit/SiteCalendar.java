package vn.tinmoi.visit;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/** The site's days, half-open from midnight to midnight of its zone, and its weeks, which begin on Monday. */
record SiteCalendar(ZoneId zone) {
    LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
