package vn.tinmoi.serve;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.page.Figures;
import vn.tinmoi.visit.VisitFigures;
import vn.tinmoi.visit.VisitHistory;

/** Brings what is counted to the pages that show it; the two rooms do not know each other. */
final class CountedFigures implements Figures {
    private static final Duration DAY = Duration.ofHours(24);
    private static final int MONTH = 30; // days

    private final Supplier<VisitFigures> figures;
    private final Supplier<VisitHistory> history;

    /** Asked for when they are needed, because pages are made before what counts their readers. */
    CountedFigures(Supplier<VisitFigures> figures, Supplier<VisitHistory> history) {
        this.figures = figures;
        this.history = history;
    }

    @Override
    public double readersError() {
        return VisitHistory.READERS_ERROR;
    }

    @Override
    public Future<List<Minute>> lastHour() {
        return figures.get()
                .minutes()
                .map(minutes -> minutes.stream()
                        .map(minute -> new Minute(minute.begin(), minute.online(), minute.visits()))
                        .toList());
    }

    @Override
    public Future<List<Hour>> today() {
        return figures.get()
                .hours()
                .map(hours -> hours.stream()
                        .map(hour -> new Hour(hour.begin(), hour.visits()))
                        .toList());
    }

    @Override
    public Future<List<Day>> lastDays(int count) {
        var today = figures.get().today();
        return figures.get()
                .days(today.minusDays(count - 1L), today)
                .map(days -> days.stream().map(CountedFigures::day).toList());
    }

    private static Day day(VisitHistory.Day counted) {
        return new Day(counted.day(), counted.visits() + counted.imported(), counted.readers());
    }

    @Override
    public Future<List<SetAside>> setAside() {
        var today = figures.get().today();
        return figures.get().ignored(today.minusDays(MONTH - 1), today).map(CountedFigures::byReason);
    }

    private static List<SetAside> byReason(List<VisitHistory.Ignored> days) {
        return Metrics.IGNORED_REASONS.stream()
                .map(reason -> new SetAside(
                        reason,
                        days.getLast().of(reason),
                        days.stream().mapToLong(day -> day.of(reason)).sum()))
                .toList();
    }

    @Override
    public Future<List<Reads>> mostRead(int limit) {
        return history.get()
                .mostRead(DAY, limit)
                .map(stories -> stories.stream()
                        .map(one -> new Reads(one.article(), one.reads()))
                        .toList());
    }
}
