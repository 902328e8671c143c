package vn.tinmoi.site;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.page.PageFrame;
import vn.tinmoi.page.PageTexts;
import vn.tinmoi.text.VnDates;
import vn.tinmoi.web.Language;

/** The months of a year as weeks of days. Any thread. */
record Calendar(PageTexts frames, VnDates dates) {
    List<ArchivePage.Weekday> weekdays(Language language) {
        return Stream.of(frames.say(language, "archive.days").split(","))
                .map(day -> day.split("\\|"))
                .map(day -> new ArchivePage.Weekday(day[0], day[1]))
                .toList();
    }

    /** {@code counts}: by the day of the year, from 0. */
    List<ArchivePage.Month> months(Language language, int year, Map<Integer, Long> counts) {
        return IntStream.iterate(12, month -> month > 0, month -> month - 1)
                .mapToObj(month -> YearMonth.of(year, month))
                .filter(month -> total(month, counts) > 0)
                .map(month -> new ArchivePage.Month(
                        "thang-" + month.getMonthValue(),
                        dates.month(month, language.locale()),
                        stories(language, total(month, counts)),
                        weeks(language, month, counts)))
                .toList();
    }

    private static long total(YearMonth month, Map<Integer, Long> counts) {
        return IntStream.rangeClosed(1, month.lengthOfMonth())
                .mapToLong(day -> of(month.atDay(day), counts))
                .sum();
    }

    private static long of(LocalDate day, Map<Integer, Long> counts) {
        return counts.getOrDefault(day.getDayOfYear() - 1, 0L);
    }

    private List<List<ArchivePage.@Nullable Day>> weeks(Language language, YearMonth month, Map<Integer, Long> counts) {
        var weeks = new ArrayList<List<ArchivePage.@Nullable Day>>();
        var monday = month.atDay(1).minusDays(month.atDay(1).getDayOfWeek().getValue() - 1L);
        for (var week = monday; !week.isAfter(month.atEndOfMonth()); week = week.plusWeeks(1)) {
            var days = new ArrayList<ArchivePage.@Nullable Day>();
            for (int i = 0; i < 7; i++) days.add(day(language, month, week.plusDays(i), counts));
            weeks.add(days);
        }
        return weeks;
    }

    private ArchivePage.@Nullable Day day(
            Language language, YearMonth month, LocalDate day, Map<Integer, Long> counts) {
        if (!YearMonth.from(day).equals(month)) return null;
        long stories = of(day, counts);
        var url = stories == 0 ? null : PageFrame.link(language, ArchivePage.path(day));
        return new ArchivePage.Day(
                day.getDayOfMonth(), url, stories(language, stories), frames.whole(language, stories));
    }

    private String stories(Language language, long stories) {
        return stories == 1
                ? frames.say(language, "archive.stories.one")
                : frames.say(language, "archive.stories", frames.whole(language, stories));
    }
}
