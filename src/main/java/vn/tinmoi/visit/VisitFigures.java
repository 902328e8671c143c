package vn.tinmoi.visit;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vn.tinmoi.store.LastGood;

/**
 * What dashboards show of the history: every minute of the last hour, every hour of today so far and every day. Kept for five seconds, so
 * that PostgreSQL is asked as seldom however many ask; days are kept by year, so that there is no range which is not kept.
 * While PostgreSQL is away the last figures are given. Any thread.
 */
public final class VisitFigures {
    /** No site has counted before. */
    static final LocalDate FIRST = LocalDate.of(2000, 1, 1);

    private static final Duration KEPT = Duration.ofSeconds(5);

    private final VisitHistory history;
    private final SiteCalendar calendar;
    private final InstantSource clock;
    private final VisitMinutes lastMinutes;
    private final LastGood<List<VisitMinutes.Minute>> minutes;
    private final LastGood<List<VisitHistory.Hour>> hours;
    private final Map<Integer, LastGood<List<VisitHistory.Day>>> years = new ConcurrentHashMap<>();
    private final Map<Integer, LastGood<List<VisitHistory.Ignored>>> ignored = new ConcurrentHashMap<>();

    /** {@code zone}: of the visitor day. */
    public VisitFigures(VisitHistory history, VisitMinutes minutes, ZoneId zone, InstantSource clock) {
        this.history = history;
        this.lastMinutes = minutes;
        this.minutes = new LastGood<>(minutes::read, KEPT, clock);
        this.calendar = new SiteCalendar(zone);
        this.clock = clock;
        this.hours = new LastGood<>(this::readHours, KEPT, clock);
    }

    /** The local day that it is. */
    public LocalDate today() {
        return calendar.day(clock.instant());
    }

    /** The last hour's minutes that are over, in order; unknown ones while Redis has never answered. Never fails. */
    public Future<List<VisitMinutes.Minute>> minutes() {
        return minutesOrLast().map(LastGood.Given::value).otherwise(failure -> lastMinutes.unknown());
    }

    Future<LastGood.Given<List<VisitMinutes.Minute>>> minutesOrLast() {
        return minutes.get();
    }

    /** Today's hours that have begun, in order. */
    public Future<List<VisitHistory.Hour>> hours() {
        return hoursOrLast().map(LastGood.Given::value);
    }

    /** Every day from the first to the last, both included, in order; both from the year 2000 to today. */
    public Future<List<VisitHistory.Day>> days(LocalDate first, LocalDate last) {
        return daysOrLast(first, last).map(LastGood.Given::value);
    }

    Future<LastGood.Given<List<VisitHistory.Hour>>> hoursOrLast() {
        return hours.get();
    }

    Future<LastGood.Given<List<VisitHistory.Day>>> daysOrLast(LocalDate first, LocalDate last) {
        return ofYears(first, last, this::year)
                .map(counted -> everyDay(
                        first, last, counted, VisitHistory.Day::day, day -> new VisitHistory.Day(day, 0, 0, null)));
    }

    /** The signs set aside on every day from the first to the last, as {@link #days}. */
    public Future<List<VisitHistory.Ignored>> ignored(LocalDate first, LocalDate last) {
        return ignoredOrLast(first, last).map(LastGood.Given::value);
    }

    Future<LastGood.Given<List<VisitHistory.Ignored>>> ignoredOrLast(LocalDate first, LocalDate last) {
        return ofYears(first, last, this::ignoredOf)
                .map(counted -> everyDay(
                        first,
                        last,
                        counted,
                        VisitHistory.Ignored::day,
                        day -> new VisitHistory.Ignored(day, Map.of())));
    }

    private static <T> Future<LastGood.Given<List<T>>> ofYears(
            LocalDate first, LocalDate last, IntFunction<LastGood<List<T>>> year) {
        var asked = IntStream.rangeClosed(first.getYear(), last.getYear())
                .mapToObj(one -> year.apply(one).get())
                .toList();
        return Future.all(asked).map(all -> {
            var stale = asked.stream().anyMatch(one -> one.result().isStale());
            var values =
                    asked.stream().flatMap(one -> one.result().value().stream()).toList();
            return new LastGood.Given<>(values, stale ? LastGood.How.STALE : LastGood.How.KEPT);
        });
    }

    private static <T> LastGood.Given<List<T>> everyDay(
            LocalDate first,
            LocalDate last,
            LastGood.Given<List<T>> counted,
            Function<T, LocalDate> day,
            Function<LocalDate, T> empty) {
        var byDay = counted.value().stream().collect(Collectors.toMap(day, Function.identity()));
        var every = first.datesUntil(last.plusDays(1))
                .map(one -> byDay.containsKey(one) ? byDay.get(one) : empty.apply(one))
                .toList();
        return new LastGood.Given<>(every, counted.how());
    }

    private LastGood<List<VisitHistory.Day>> year(int year) {
        return years.computeIfAbsent(
                year, unknown -> new LastGood<>(() -> history.days(begin(year), end(year)), KEPT, clock));
    }

    private LastGood<List<VisitHistory.Ignored>> ignoredOf(int year) {
        return ignored.computeIfAbsent(
                year, unknown -> new LastGood<>(() -> history.ignored(begin(year), end(year)), KEPT, clock));
    }

    private static LocalDate begin(int year) {
        return LocalDate.of(year, 1, 1);
    }

    private static LocalDate end(int year) {
        return LocalDate.of(year, 12, 31);
    }

    private Future<List<VisitHistory.Hour>> readHours() {
        var now = clock.instant();
        return history.hours(calendar.day(now))
                .map(all ->
                        all.stream().filter(hour -> !hour.begin().isAfter(now)).toList());
    }
}
