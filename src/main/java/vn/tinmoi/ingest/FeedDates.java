package vn.tinmoi.ingest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The dates that feeds carry: RFC 3339, RFC 822 and what is near to them. A date without zone is the site's. */
final class FeedDates {
    /** RFC 822, section 5.1: names of zones that feeds still use. */
    private static final Map<String, String> ZONES = Map.ofEntries(
            Map.entry("UT", "+0000"),
            Map.entry("UTC", "+0000"),
            Map.entry("GMT", "+0000"),
            Map.entry("Z", "+0000"),
            Map.entry("EST", "-0500"),
            Map.entry("EDT", "-0400"),
            Map.entry("CST", "-0600"),
            Map.entry("CDT", "-0500"),
            Map.entry("MST", "-0700"),
            Map.entry("MDT", "-0600"),
            Map.entry("PST", "-0800"),
            Map.entry("PDT", "-0700"),
            Map.entry("ICT", "+0700"));

    private static final Pattern WEEKDAY = Pattern.compile("^\\p{L}+\\.?,\\s*");
    private static final Pattern LAST_WORD =
            Pattern.compile("\\s*([A-Z]{1,4}|[+-]\\d{2}:?\\d{2}|(?:GMT|UTC)[+-]\\d{1,2}(?::?\\d{2})?)$");
    private static final DateTimeFormatter RFC_822 = format("d MMM [uuuu][uu] H:mm[:ss]");
    private static final List<DateTimeFormatter> LOCAL = List.of(
            DateTimeFormatter.ISO_LOCAL_DATE_TIME,
            format("uuuu-MM-dd H:mm[:ss]"),
            format("d/M/uuuu H:mm[:ss]"),
            RFC_822);
    private static final List<DateTimeFormatter> DAY =
            List.of(DateTimeFormatter.ISO_LOCAL_DATE, format("d/M/uuuu"), format("d MMM uuuu"));

    private final ZoneId zone;

    FeedDates(ZoneId zone) {
        this.zone = zone;
    }

    private static DateTimeFormatter format(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** Empty for what is no date. */
    Optional<Instant> parse(String text) {
        var date = WEEKDAY.matcher(text.strip()).replaceFirst("");
        return attempt(date, OffsetDateTime::parse)
                .map(OffsetDateTime::toInstant)
                .or(() -> withZone(date))
                .or(() -> local(date).map(at -> at.atZone(zone).toInstant()))
                .or(() -> day(date).map(day -> day.atStartOfDay(zone).toInstant()));
    }

    private Optional<Instant> withZone(String date) {
        var name = LAST_WORD.matcher(date.toUpperCase(Locale.ROOT));
        if (!name.find()) return Optional.empty();
        var offset = ZONES.getOrDefault(name.group(1), name.group(1).replaceFirst("^(GMT|UTC)", ""));
        return attempt(offset, ZoneOffset::of)
                .flatMap(known -> local(date.substring(0, name.start())).map(at -> at.toInstant(known)));
    }

    private static Optional<LocalDateTime> local(String date) {
        return LOCAL.stream()
                .flatMap(format -> attempt(date, text -> LocalDateTime.parse(text, format)).stream())
                .findFirst();
    }

    private static Optional<LocalDate> day(String date) {
        return DAY.stream()
                .flatMap(format -> attempt(date, text -> LocalDate.parse(text, format)).stream())
                .findFirst();
    }

    private static <T> Optional<T> attempt(String text, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
