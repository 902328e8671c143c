package vn.tinmoi.visit;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.LastGood;
import vn.tinmoi.web.Answers;
import vn.tinmoi.web.Reply;
import vn.tinmoi.web.Representation;
import vn.tinmoi.web.Routes;

/**
 * The figures behind the dashboard's charts: {@code /api/v1/stats/minutes}, the last hour's, {@code /api/v1/stats/hours}, today's so far, and
 * {@code /api/v1/stats/days?from=&to=}, by default the last 30 with today, and {@code /api/v1/stats/ignored} for the same
 * days: what was not counted, by reason; each also as {@code .csv}. What was written last for a range is kept while the figures are the same.
 */
public final class StatsApi implements Routes {
    private static final int USUAL_DAYS = 30;
    private static final int MOST_DAYS = 366; // a year, leap or not
    private static final int KEPT_RANGES = 64;
    private static final String SHORTLY = "public, max-age=5"; // as long as the figures are kept
    private static final String CSV = "text/csv; charset=utf-8; header=present"; // RFC 4180, section 3

    private final Answers answers;
    private final VisitFigures figures;
    private final FigureTexts texts;
    private final Map<String, Written> written = new ConcurrentHashMap<>();

    /** {@code figures}: what the bytes were made of. */
    private record Written(List<?> figures, Representation bytes) {}

    private record Range(LocalDate from, LocalDate to) {}

    /** {@code zone}: of the visitor day. */
    public StatsApi(Answers answers, VisitFigures figures, ZoneId zone) {
        this.answers = answers;
        this.figures = figures;
        this.texts = new FigureTexts(zone);
    }

    @Override
    public void mount(Router router) {
        answers.get(router, "/api/v1/stats/minutes", ctx -> minutes(ctx, "json", texts::jsonOfMinutes));
        answers.get(router, "/api/v1/stats/minutes.csv", ctx -> minutes(ctx, "csv", texts::csvOfMinutes));
        answers.get(router, "/api/v1/stats/hours", ctx -> hours(ctx, "json", texts::json));
        answers.get(router, "/api/v1/stats/hours.csv", ctx -> hours(ctx, "csv", texts::csv));
        answers.get(router, "/api/v1/stats/days", ctx -> days(ctx, "json", texts::jsonOfDays));
        answers.get(router, "/api/v1/stats/days.csv", ctx -> days(ctx, "csv", texts::csvOfDays));
        answers.get(router, "/api/v1/stats/ignored", ctx -> ignored(ctx, "json", texts::jsonOfIgnored));
        answers.get(router, "/api/v1/stats/ignored.csv", ctx -> ignored(ctx, "csv", texts::csvOfIgnored));
    }

    private Future<Reply> minutes(RoutingContext ctx, String form, Function<List<VisitMinutes.Minute>, String> text) {
        return figures.minutesOrLast().map(given -> reply(ctx, "minutes." + form, given, text));
    }

    private Future<Reply> hours(RoutingContext ctx, String form, Function<List<VisitHistory.Hour>, String> text) {
        var name = "hours-" + figures.today() + "." + form;
        return figures.hoursOrLast().map(given -> reply(ctx, name, given, text));
    }

    private Future<Reply> days(RoutingContext ctx, String form, Function<List<VisitHistory.Day>, String> text) {
        var range = range(ctx);
        var name = "days-" + range.from() + "-" + range.to() + "." + form;
        return figures.daysOrLast(range.from(), range.to()).map(given -> reply(ctx, name, given, text));
    }

    private Future<Reply> ignored(RoutingContext ctx, String form, Function<List<VisitHistory.Ignored>, String> text) {
        var range = range(ctx);
        var name = "ignored-" + range.from() + "-" + range.to() + "." + form;
        return figures.ignoredOrLast(range.from(), range.to()).map(given -> reply(ctx, name, given, text));
    }

    private <T> Reply reply(
            RoutingContext ctx, String name, LastGood.Given<List<T>> given, Function<List<T>, String> text) {
        var kept = written.get(name);
        if (kept == null || !kept.figures().equals(given.value())) kept = write(name, given.value(), text);
        return kept.bytes().reply(ctx.request(), given.isStale() ? Map.of("X-Tinmoi-Stale", "1") : Map.of());
    }

    private <T> Written write(String name, List<T> values, Function<List<T>, String> text) {
        if (written.size() >= KEPT_RANGES) written.clear();
        var headers = new HashMap<>(Map.of("Cache-Control", SHORTLY));
        boolean csv = name.endsWith(".csv");
        if (csv) headers.put("Content-Disposition", "attachment; filename=\"tinmoi-" + name + "\"");
        var bytes = text.apply(values).getBytes(StandardCharsets.UTF_8);
        var fresh = new Written(values, Representation.of(csv ? CSV : "application/json", bytes, headers));
        written.put(name, fresh);
        return fresh;
    }

    private Range range(RoutingContext ctx) {
        var today = figures.today();
        var to = date("to", ctx.request().getParam("to"), today);
        if (to.isAfter(today)) throw Problem.invalid("to", "stats.future", today);
        if (to.isBefore(VisitFigures.FIRST)) throw Problem.invalid("to", "stats.early", VisitFigures.FIRST);
        var from = date("from", ctx.request().getParam("from"), to.minusDays(USUAL_DAYS - 1));
        if (from.isAfter(to)) throw Problem.invalid("from", "stats.order", from, to);
        if (ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) throw Problem.invalid("from", "stats.long", MOST_DAYS);
        if (from.isBefore(VisitFigures.FIRST)) throw Problem.invalid("from", "stats.early", VisitFigures.FIRST);
        return new Range(from, to);
    }

    private static LocalDate date(String field, @Nullable String text, LocalDate usual) {
        if (text == null) return usual;
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw Problem.invalid(field, "stats.date", text);
        }
    }
}
