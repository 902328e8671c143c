package vn.tinmoi.site;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.page.Figures;
import vn.tinmoi.text.VnDates;
import vn.tinmoi.text.VnNumbers;
import vn.tinmoi.web.Language;

/** Writes the dashboard's figures in the page's language. Any thread. */
final class BoardNumbers {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final Language language;
    private final ZoneId zone;
    private final VnDates dates;

    BoardNumbers(Language language, ZoneId zone) {
        this.language = language;
        this.zone = zone;
        this.dates = new VnDates(zone);
    }

    /** Newest first; none where nothing of the hour is known. */
    List<BoardPage.MinuteView> minutes(List<Figures.Minute> minutes) {
        boolean known = minutes.stream().anyMatch(minute -> minute.online() != null);
        return known ? minutes.reversed().stream().map(this::minute).toList() : List.of();
    }

    private BoardPage.MinuteView minute(Figures.Minute minute) {
        return new BoardPage.MinuteView(
                dates.iso(minute.begin()),
                CLOCK.format(minute.begin().atZone(zone)),
                minute.online(),
                orDash(minute.online()),
                orDash(minute.visits()));
    }

    List<BoardPage.HourView> hours(List<Figures.Hour> hours) {
        return hours.stream().map(this::hour).toList();
    }

    private BoardPage.HourView hour(Figures.Hour hour) {
        var label = CLOCK.format(hour.begin().atZone(zone));
        return new BoardPage.HourView(dates.iso(hour.begin()), label, hour.visits(), whole(hour.visits()));
    }

    List<BoardPage.DayView> days(List<Figures.Day> days) {
        return days.stream().map(this::day).toList();
    }

    private BoardPage.DayView day(Figures.Day day) {
        var label = dates.date(day.day(), language.locale());
        return new BoardPage.DayView(
                day.day().toString(), label, day.visits(), whole(day.visits()), day.readers(), orDash(day.readers()));
    }

    private String orDash(@Nullable Long number) {
        return number == null ? "–" : whole(number);
    }

    private String whole(long number) {
        return VnNumbers.whole(number, language.locale());
    }

    /** "±0,81 %". */
    String error(double share) {
        var percent = String.format(Locale.ROOT, "%.2f", 100 * share);
        return switch (language) {
            case VI -> "±" + percent.replace('.', ',') + "\u00a0%"; // a space that does not break
            case EN -> "±" + percent + "%";
        };
    }
}
