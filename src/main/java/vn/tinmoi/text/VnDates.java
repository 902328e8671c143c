package vn.tinmoi.text;

import static java.time.temporal.ChronoField.DAY_OF_WEEK;
import static java.time.temporal.ChronoField.MONTH_OF_YEAR;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Dates in the zone of the site, as readers expect them: in Vietnamese, or in English for an English locale. The names of
 * days and months stand here, because the JDK's differ from release to release and put the time before the day in
 * Vietnamese. Any thread.
 */
public final class VnDates {
    private static final Map<Long, String> DAYS_VI =
            names("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật");
    private static final Map<Long, String> DAYS_EN =
            names("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
    private static final Map<Long, String> MONTHS = names(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    private static final Map<Long, String> MONTHS_SHORT =
            names("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    /** The forms of one language. */
    private record Forms(
            DateTimeFormatter day,
            DateTimeFormatter moment,
            DateTimeFormatter stamp,
            DateTimeFormatter dayOfYear,
            DateTimeFormatter date,
            DateTimeFormatter month) {}

    private static final DateTimeFormatter TIME = pattern("HH:mm");
    private static final Forms VIETNAMESE = new Forms(
            named(DAY_OF_WEEK, DAYS_VI, ", dd/MM/uuuu"),
            named(DAY_OF_WEEK, DAYS_VI, ", dd/MM/uuuu, HH:mm"),
            pattern("dd/MM/uuuu HH:mm"),
            pattern("dd/MM"),
            pattern("dd/MM/uuuu"),
            pattern("'Tháng' M/uuuu"));
    private static final Forms ENGLISH = new Forms(
            join(named(DAY_OF_WEEK, DAYS_EN, ", d "), named(MONTH_OF_YEAR, MONTHS, " uuuu")),
            join(named(DAY_OF_WEEK, DAYS_EN, ", d "), named(MONTH_OF_YEAR, MONTHS, " uuuu, HH:mm")),
            join(pattern("d "), named(MONTH_OF_YEAR, MONTHS_SHORT, " uuuu, HH:mm")),
            join(pattern("d "), named(MONTH_OF_YEAR, MONTHS_SHORT, "")),
            join(pattern("d "), named(MONTH_OF_YEAR, MONTHS_SHORT, " uuuu")),
            named(MONTH_OF_YEAR, MONTHS, " uuuu"));

    private final Supplier<ZoneId> zone;

    public VnDates(ZoneId zone) {
        this(() -> zone);
    }

    /** {@code zone}: asked at each date. */
    public VnDates(Supplier<ZoneId> zone) {
        this.zone = zone;
    }

    /** {@code Thứ Hai, 23/11/2026}, or {@code Monday, 23 November 2026} where {@code locale} is English. */
    public String day(Instant at, Locale locale) {
        return forms(locale).day().format(local(at));
    }

    /** {@code Thứ Hai, 23/11/2026, 14:05}, or {@code Monday, 23 November 2026, 14:05} where {@code locale} is English. */
    public String moment(Instant at, Locale locale) {
        return forms(locale).moment().format(local(at));
    }

    /** {@code 23/11/2026 14:05}, or {@code 23 Nov 2026, 14:05} where {@code locale} is English. */
    public String stamp(Instant at, Locale locale) {
        return forms(locale).stamp().format(local(at));
    }

    /**
     * As short as is clear at {@code now}: {@code 14:05} today, {@code 22/11} this year, else {@code 22/11/2025}; or
     * {@code 14:05}, {@code 22 Nov} and {@code 22 Nov 2025} where {@code locale} is English.
     */
    public String shortTime(Instant at, Instant now, Locale locale) {
        var then = local(at);
        var today = local(now);
        if (then.toLocalDate().equals(today.toLocalDate())) return TIME.format(then);
        var forms = forms(locale);
        return (then.getYear() == today.getYear() ? forms.dayOfYear() : forms.date()).format(then);
    }

    /** {@code 14:05}. */
    public String time(Instant at) {
        return TIME.format(local(at));
    }

    /** {@code 23/11/2026}, or {@code 23 Nov 2026} where {@code locale} is English. */
    public String date(LocalDate day, Locale locale) {
        return forms(locale).date().format(day);
    }

    /** {@code Tháng 11/2026}, or {@code November 2026} where {@code locale} is English. */
    public String month(YearMonth month, Locale locale) {
        return forms(locale).month().format(month);
    }

    /** ISO 8601 to the second with the zone's offset, {@code 2026-11-23T14:05:00+07:00}: for the attribute of a time. */
    public String iso(Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(local(at).truncatedTo(ChronoUnit.SECONDS));
    }

    private ZonedDateTime local(Instant at) {
        return at.atZone(zone.get());
    }

    private static Forms forms(Locale locale) {
        return English.is(locale) ? ENGLISH : VIETNAMESE;
    }

    private static DateTimeFormatter pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }

    private static DateTimeFormatter named(ChronoField field, Map<Long, String> names, String rest) {
        return new DateTimeFormatterBuilder()
                .appendText(field, names)
                .appendPattern(rest)
                .toFormatter(Locale.ROOT);
    }

    private static DateTimeFormatter join(DateTimeFormatter first, DateTimeFormatter second) {
        return new DateTimeFormatterBuilder().append(first).append(second).toFormatter(Locale.ROOT);
    }

    /** By number, from 1. */
    private static Map<Long, String> names(String... names) {
        var numbered = new TreeMap<Long, String>();
        for (var name : names) numbered.put(numbered.size() + 1L, name);
        return Map.copyOf(numbered);
    }
}
