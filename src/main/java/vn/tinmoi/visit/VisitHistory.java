package vn.tinmoi.visit;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.ArticleId;

/**
 * What has been counted, as PostgreSQL has it: at most some seconds behind the four numbers. Fails as
 * {@link vn.tinmoi.store.Database#query} does. Any thread.
 */
public final class VisitHistory {
    /** Standard error of {@link Day#readers}: 0.81 %. */
    public static final double READERS_ERROR = 0.0081;

    /** {@code begin}: of a local hour; {@code visits}: begun in it. */
    public record Hour(Instant begin, long visits) {}

    /**
     * One local day.
     *
     * @param visits counted here
     * @param imported brought along from the counter that was before
     * @param readers distinct sessions, estimated; null where there is no estimate
     */
    public record Day(
            LocalDate day,
            long visits,
            long imported,
            @Nullable Long readers) {}

    /** One local day's signs of life that were not counted, by reason; reasons without any are missing. */
    public record Ignored(LocalDate day, Map<String, Long> signs) {
        /** How many for that reason. */
        public long of(String reason) {
            return signs.getOrDefault(reason, 0L);
        }

        /** How many for any. */
        public long all() {
            return signs.values().stream().mapToLong(n -> n).sum();
        }
    }

    /** {@code reads}: visits that read the story, each once. */
    public record Reads(ArticleId article, long reads) {}

    private final Statements statements;
    private final SiteCalendar calendar;
    private final InstantSource clock;

    VisitHistory(Statements statements, SiteCalendar calendar, InstantSource clock) {
        this.statements = statements;
        this.calendar = calendar;
        this.clock = clock;
    }

    private static final String HOURS = """
            SELECT hour, n
              FROM visit_hour
             WHERE hour >= $1 AND hour < $2""";

    /** Every hour of a local day, in order, those without visits and those to come with 0. */
    public Future<List<Hour>> hours(LocalDate day) {
        var begin = calendar.midnight(day);
        var end = calendar.midnight(day.plusDays(1));
        return statements
                .query(HOURS, Tuple.of(VisitBatch.utc(begin), VisitBatch.utc(end)))
                .map(rows -> {
                    var counted = new HashMap<Instant, Long>();
                    rows.forEach(
                            row -> counted.put(row.getOffsetDateTime("hour").toInstant(), row.getLong("n")));
                    return hours(begin, end, counted);
                });
    }

    private static List<Hour> hours(Instant begin, Instant end, Map<Instant, Long> counted) {
        var hours = new ArrayList<Hour>();
        for (var hour = begin; hour.isBefore(end); hour = hour.plus(Duration.ofHours(1))) {
            hours.add(new Hour(hour, counted.getOrDefault(hour, 0L)));
        }
        return hours;
    }

    private static final String DAYS = """
            SELECT day,
                   coalesce(sum(d.n) FILTER (WHERE kind = 'visit'), 0)::bigint AS visits,
                   coalesce(sum(d.n) FILTER (WHERE kind = 'imported'), 0)::bigint AS imported,
                   max(r.n) AS readers
              FROM visit_day d
              LEFT JOIN visit_readers r USING (day)
             WHERE day BETWEEN $1 AND $2
             GROUP BY day
             ORDER BY day""";

    /** The days from the first to the last, both included, that have any visits, in order. */
    public Future<List<Day>> days(LocalDate first, LocalDate last) {
        return statements
                .query(DAYS, Tuple.of(first, last))
                .map(rows -> rows.stream()
                        .map(row -> new Day(
                                row.getLocalDate("day"),
                                row.getLong("visits"),
                                row.getLong("imported"),
                                row.getLong("readers")))
                        .toList());
    }

    private static final String IGNORED = """
            SELECT day, reason, n
              FROM visit_ignored
             WHERE day BETWEEN $1 AND $2
             ORDER BY day, reason""";

    /** The days from the first to the last, both included, that have any signs set aside, in order. */
    public Future<List<Ignored>> ignored(LocalDate first, LocalDate last) {
        return statements.query(IGNORED, Tuple.of(first, last)).map(rows -> {
            var days = new TreeMap<LocalDate, Map<String, Long>>();
            rows.forEach(row -> days.computeIfAbsent(row.getLocalDate("day"), day -> new HashMap<>())
                    .put(row.getString("reason"), row.getLong("n")));
            return days.entrySet().stream()
                    .map(day -> new Ignored(day.getKey(), Map.copyOf(day.getValue())))
                    .toList();
        });
    }

    private static final String MOST_READ = """
            SELECT article_id, sum(n)::bigint AS reads
              FROM article_read
              JOIN article a ON a.id = article_id AND a.status = 'published'
             WHERE hour > $1
             GROUP BY article_id
             ORDER BY reads DESC, article_id DESC
             LIMIT $2""";

    /**
     * The published stories that most visits have read, most first: within the time before now, in full hours, so the last
     * 24 hours are 23 to 24. {@code limit}: 1 to 100.
     */
    public Future<List<Reads>> mostRead(Duration within, int limit) {
        var since = clock.instant().minus(within);
        return statements
                .query(MOST_READ, Tuple.of(VisitBatch.utc(since), limit))
                .map(rows -> rows.stream()
                        .map(row -> new Reads(new ArticleId(row.getLong("article_id")), row.getLong("reads")))
                        .toList());
    }
}
