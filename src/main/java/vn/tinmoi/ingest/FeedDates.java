package vn.tinmoi.ingest;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The dates that feeds and exports carry, as a person reads them: RFC 3339, RFC 822, ASP.NET's and Vietnamese ones. Found are
 * a day, a time and a zone wherever they stand; names of weekdays say nothing. {@code 5/6/2024} is the day first, as here,
 * but the month first where an English AM or PM follows, as ASP.NET writes in America's manner. A date without zone is the
 * site's. Year 1, 1900 and the first day of 1970 are how programs write that there is none. Any thread.
 */
final class FeedDates {
    private static final LocalDate FIRST = LocalDate.of(1901, 1, 1); // SQL Server's nothing is 1900-01-01
    private static final LocalDate LAST = LocalDate.of(2100, 1, 1);
    private static final long EPOCH_DAY = 14 * 3600; // seconds around 1970-01-01T00:00Z: it, in any zone

    /** RFC 822, section 5.1, and names that programs here write. */
    private static final Map<String, String> ZONES = Map.ofEntries(
            Map.entry("UT", "+00:00"),
            Map.entry("UTC", "+00:00"),
            Map.entry("GMT", "+00:00"),
            Map.entry("Z", "+00:00"),
            Map.entry("EST", "-05:00"),
            Map.entry("EDT", "-04:00"),
            Map.entry("CST", "-06:00"),
            Map.entry("CDT", "-05:00"),
            Map.entry("MST", "-07:00"),
            Map.entry("MDT", "-06:00"),
            Map.entry("PST", "-08:00"),
            Map.entry("PDT", "-07:00"),
            Map.entry("ICT", "+07:00"),
            Map.entry("SE ASIA STANDARD TIME", "+07:00"),
            Map.entry("INDOCHINA TIME", "+07:00"),
            Map.entry("GIỜ ĐÔNG DƯƠNG", "+07:00"),
            Map.entry("GIỜ VIỆT NAM", "+07:00"),
            Map.entry("GIỜ HÀ NỘI", "+07:00"));

    private static final Map<String, Pattern> NAMED = ZONES.keySet().stream()
            .collect(Collectors.toUnmodifiableMap(
                    name -> name, name -> Pattern.compile("(?iu)(?<!\\p{L})" + name + "(?!\\p{L})")));

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> THANG =
            List.of("giêng", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai");

    private static final Pattern COMPACT =
            Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(?:T?(\\d{2})(\\d{2})(\\d{2})?)?(Z|[+-]\\d{2}:?\\d{2})?");
    private static final Pattern TIME =
            Pattern.compile("(?iu)(?<![\\d:/.+-])T?(\\d{1,2})(?::(\\d{2})(?::(\\d{2})(?:[.,]\\d{1,9})?)?"
                    + "|\\s*(?:giờ|h|g)(?!\\p{L})(?:\\s*(\\d{1,2})(?!\\d|\\s*[/.-]\\s*\\d|\\s*tháng)(?:\\s*phút|')?(?:\\s*(\\d{1,2})\\s*giây)?)?)"
                    + "(?:\\s*(AM|PM|A\\.M\\.|P\\.M\\.|SA|CH|sáng|trưa|chiều|tối|đêm)(?!\\p{L}))?");
    private static final Pattern DOTTED = Pattern.compile("(?<![\\d.])(\\d{1,2})\\.(\\d{2})(?![\\d.])");
    private static final Pattern ASP_NET = Pattern.compile("\\\\?/?Date\\s?(-?\\d{1,15})(?:[+-]\\d{4})?\\s?\\\\?/?");
    private static final Pattern YEAR_FIRST = Pattern.compile("(?<!\\d)(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})(?!\\d)");
    private static final Pattern YEAR_LAST =
            Pattern.compile("(?<!\\d)(\\d{1,2}) ?([-/.]) ?(\\d{1,2}) ?\\2 ?(\\d{4}|\\d{2})(?!\\d)");
    private static final Pattern NAM = Pattern.compile("(?iu)(?<!\\d)(\\d{1,2})[-/](\\d{1,2}) năm (\\d{4})(?!\\d)");
    private static final Pattern THANG_NAM = Pattern.compile(
            "(?iu)(?<!\\d)(\\d{1,2})\\s*[,.]?\\s*(?:tháng\\s+|thg\\.?\\s*|th\\.?)(\\d{1,2}|giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?: một| hai)?)"
                    + "\\s*[,/.]?\\s*(?:năm\\s*)?(\\d{4})(?!\\d)");
    private static final String MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
    private static final Pattern DAY_MONTH = Pattern.compile(
            "(?i)(?<!\\d)(\\d{1,2})(?:st|nd|rd|th)?[\\s-]+(?:of )?" + MONTH + "[\\s,-]+(\\d{4}|\\d{2})(?!\\d)");
    private static final Pattern MONTH_DAY = Pattern.compile("(?i)\\b" + MONTH
            + "\\s+(\\d{1,2})(?:st|nd|rd|th)?\\s*,?\\s+((?:[A-Z]{2,4}|(?=[+-]))(?:[+-][\\d:]+)?\\s+)?(\\d{4})(?!\\d)");
    private static final Pattern YEAR_MONTH =
            Pattern.compile("(?i)(?<!\\d)(\\d{4})[\\s,-]+" + MONTH + "[\\s-]+(\\d{1,2})(?:st|nd|rd|th)?(?!\\d)");
    private static final Pattern OFFSET =
            Pattern.compile("(?i)(?:GMT|UTC)?\\s?([+-]|\\+ )(\\d{1,2})(?::?(\\d{2}))?(?!\\d)");
    private static final Pattern AREA = Pattern.compile("[A-Z][A-Za-z]+/[A-Za-z_]+");
    private static final Pattern NOISE = Pattern.compile(
            "(?iu)(mon|tue|wed|thu|fri|sat|sun)[a-z]*|(?<!\\p{L})(thứ|th\\.?|t\\.)\\s*(hai|ba|tư|năm|sáu|bảy|[2-7])(?!\\p{L})|ch[ủú]a? nhật"
                    + "|(?<!\\p{L})(cn|t[2-7]|at|on|lúc|vào|ngày|cập nhật|đăng|xuất bản|published|posted|updated|t)(?!\\p{L})");
    private static final Pattern LETTERS = Pattern.compile("[\\p{L}\\d]");

    private final ZoneId zone;

    FeedDates(ZoneId zone) {
        this.zone = zone;
    }

    /** Empty for what is no date, and for what programs write where there is none. */
    Optional<Instant> parse(String text) {
        try {
            var words = Normalizer.normalize(text, Normalizer.Form.NFKC)
                    .replaceAll("[\\s()|]+", " ")
                    .strip();
            return Optional.ofNullable(read(words)).filter(FeedDates::isMeant);
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isMeant(Instant at) {
        var day = at.atOffset(ZoneOffset.UTC).toLocalDate();
        return !day.isBefore(FIRST) && day.isBefore(LAST) && Math.abs(at.getEpochSecond()) > EPOCH_DAY;
    }

    private @Nullable Instant read(String words) {
        if (words.matches("[1-9]\\d{8,9}")) return Instant.ofEpochSecond(Long.parseLong(words));
        if (words.matches("[1-9]\\d{11,12}")) return Instant.ofEpochMilli(Long.parseLong(words));
        if (words.matches("[1-9]\\d{8,9}\\.\\d{1,9}"))
            return Instant.ofEpochSecond(Long.parseLong(words.substring(0, words.indexOf('.'))));
        var asp = ASP_NET.matcher(words);
        if (asp.matches()) return Instant.ofEpochMilli(Long.parseLong(asp.group(1)));
        var compact = COMPACT.matcher(words);
        return new Reading(compact.matches() ? spelled(compact) : words).instant();
    }

    private static String spelled(Matcher compact) {
        var day = compact.group(1) + "-" + compact.group(2) + "-" + compact.group(3);
        if (compact.group(4) == null) return day;
        var seconds = compact.group(6) == null ? "" : ":" + compact.group(6);
        var zone = compact.group(7) == null ? "" : compact.group(7);
        return day + "T" + compact.group(4) + ":" + compact.group(5) + seconds + zone;
    }

    /** One text, from which each part that is understood is taken out. */
    private final class Reading {
        private String rest;
        private boolean american; // AM and PM are written in English
        private boolean timed;

        Reading(String text) {
            rest = text;
        }

        @Nullable
        Instant instant() {
            long seconds = time();
            var day = day();
            if (day == null) return null;
            if (!timed) seconds = dotted();
            var offset = offset();
            rest = NOISE.matcher(rest).replaceAll(" ");
            if (LETTERS.matcher(rest).find()) return null;
            var start = day.atStartOfDay();
            return (offset == null
                            ? start.atZone(zone).toInstant()
                            : start.atZone(offset).toInstant())
                    .plusSeconds(seconds);
        }

        /** Since midnight; an hour 24 and a leap second lead on. */
        private long time() {
            var time = TIME.matcher(rest);
            if (!time.find()) return 0;
            timed = true;
            int hour = Integer.parseInt(time.group(1));
            int minute = number(time.group(2) == null ? time.group(4) : time.group(2));
            int second = number(time.group(3) == null ? time.group(5) : time.group(3));
            var half = time.group(6) == null
                    ? ""
                    : time.group(6).toUpperCase(Locale.ROOT).replace(".", "");
            american = half.equals("AM") || half.equals("PM");
            if (!half.isEmpty() && hour <= 12) hour = hour % 12 + (isAfternoon(half, hour) ? 12 : 0);
            if (hour > 24 || minute > 59 || second > 60) throw new DateTimeException("no time");
            rest = rest.substring(0, time.start()) + " " + rest.substring(time.end());
            return hour * 3600L + minute * 60L + second;
        }

        /** Noon is around twelve. Twelve at night is of the one day or of the other: that is no time. */
        private static boolean isAfternoon(String half, int hour) {
            return switch (half) {
                case "PM", "CH", "CHIỀU" -> true;
                case "TRƯA" -> hour < 5 || hour == 12;
                case "TỐI", "ĐÊM" -> {
                    if (hour == 12) throw new DateTimeException("midnight of which day");
                    yield hour > 5;
                }
                default -> false;
            };
        }

        /** Beside a day, as in {@code 26.11.2026 14.05}. */
        private long dotted() {
            var time = DOTTED.matcher(rest);
            if (!taken(time)) return 0;
            int hour = number(time.group(1));
            int minute = number(time.group(2));
            if (hour > 23 || minute > 59) throw new DateTimeException("no time");
            return hour * 3600L + minute * 60L;
        }

        private static int number(@Nullable String digits) {
            return digits == null ? 0 : Integer.parseInt(digits);
        }

        private @Nullable LocalDate day() {
            var found = YEAR_FIRST.matcher(rest);
            if (taken(found))
                return LocalDate.of(number(found.group(1)), number(found.group(3)), number(found.group(4)));
            found = YEAR_LAST.matcher(rest);
            if (taken(found)) return ambiguous(number(found.group(1)), number(found.group(3)), found.group(4));
            found = NAM.matcher(rest);
            if (taken(found))
                return LocalDate.of(number(found.group(3)), number(found.group(2)), number(found.group(1)));
            found = THANG_NAM.matcher(rest);
            if (taken(found))
                return LocalDate.of(number(found.group(3)), thang(found.group(2)), number(found.group(1)));
            found = DAY_MONTH.matcher(rest);
            if (taken(found)) return LocalDate.of(year(found.group(3)), month(found.group(2)), number(found.group(1)));
            found = YEAR_MONTH.matcher(rest);
            if (taken(found))
                return LocalDate.of(number(found.group(1)), month(found.group(2)), number(found.group(3)));
            found = MONTH_DAY.matcher(rest);
            if (!taken(found)) return null;
            if (found.group(3) != null) rest += " " + found.group(3); // as Unix' date writes the zone
            return LocalDate.of(year(found.group(4)), month(found.group(1)), number(found.group(2)));
        }

        private boolean taken(Matcher found) {
            if (!found.find()) return false;
            rest = rest.substring(0, found.start()) + " " + rest.substring(found.end());
            return true;
        }

        private LocalDate ambiguous(int first, int second, String year) {
            boolean monthFirst = second > 12 || (american && first <= 12);
            return LocalDate.of(year(year), monthFirst ? first : second, monthFirst ? second : first);
        }

        private @Nullable ZoneId offset() {
            var number = OFFSET.matcher(rest);
            if (taken(number)) {
                withoutNames();
                rest = AREA.matcher(rest).replaceAll(" ");
                var sign = number.group(1).equals("-") ? -1 : 1;
                return ZoneOffset.ofHoursMinutes(sign * number(number.group(2)), sign * number(number.group(3)));
            }
            var area = AREA.matcher(rest);
            if (taken(area)) return ZoneId.of(area.group());
            return named();
        }

        private void withoutNames() {
            for (var name : NAMED.values()) rest = name.matcher(rest).replaceAll(" ");
        }

        private @Nullable ZoneId named() {
            for (var zone : ZONES.entrySet()) {
                var name = NAMED.get(zone.getKey());
                if (name != null && taken(name.matcher(rest))) return ZoneOffset.of(zone.getValue());
            }
            return null;
        }
    }

    private static int month(String name) {
        return MONTHS.indexOf(name.toLowerCase(Locale.ROOT)) + 1;
    }

    private static int thang(String name) {
        return name.matches("\\d+") ? Integer.parseInt(name) : THANG.indexOf(name.toLowerCase(Locale.ROOT)) + 1;
    }

    /** Two digits as RFC 5322, section 4.3, has them, but 70 and later are last century's. */
    private static int year(String digits) {
        int year = Integer.parseInt(digits);
        if (digits.length() != 2) return year;
        return year < 70 ? 2000 + year : 1900 + year;
    }
}
