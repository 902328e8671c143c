package vn.tinmoi.visit;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.metric.Metrics;

/**
 * Carries visits begun, stories read and signs set aside to PostgreSQL and knows the sums. They gather by local hour; each second they become
 * a numbered batch, which goes out with the same number and content until PostgreSQL has said that it has it: an answer that
 * got lost doubles nothing, and nothing is forgotten before. One row a day is the truth of the visits; the hours beside it,
 * in the same statement, are for the dashboard. Any thread.
 */
final class VisitTally {
    private static final Logger LOG = LoggerFactory.getLogger(VisitTally.class);

    /**
     * The row of the node is locked first, so a repeated batch waits for its lost twin and then finds its number taken.
     * Stories that do not exist are left out: their numbers come from strangers.
     */
    private static final String ADD = """
            WITH fresh AS (
                INSERT INTO visit_batch AS b (node, last) VALUES ($1, $2)
                ON CONFLICT (node) DO UPDATE SET last = EXCLUDED.last, at = now() WHERE b.last < EXCLUDED.last
                RETURNING 1),
            hours AS (
                INSERT INTO visit_hour AS h (hour, n)
                SELECT hour, n
                  FROM unnest($5::timestamptz[], $6::bigint[]) AS begun (hour, n)
                  JOIN fresh ON true
                 ORDER BY hour
                ON CONFLICT (hour) DO UPDATE SET n = h.n + EXCLUDED.n),
            reads AS (
                INSERT INTO article_read AS r (hour, article_id, n)
                SELECT hour, article_id, n
                  FROM unnest($7::timestamptz[], $8::bigint[], $9::bigint[]) AS read (hour, article_id, n)
                  JOIN fresh ON true
                 WHERE EXISTS (SELECT FROM article WHERE id = article_id)
                 ORDER BY hour, article_id
                ON CONFLICT (hour, article_id) DO UPDATE SET n = r.n + EXCLUDED.n),
            ignored AS (
                INSERT INTO visit_ignored AS i (day, reason, n)
                SELECT day, reason, n
                  FROM unnest($10::date[], $11::text[], $12::bigint[]) AS one (day, reason, n)
                  JOIN fresh ON true
                 ORDER BY day, reason
                ON CONFLICT (day, reason) DO UPDATE SET n = i.n + EXCLUDED.n)
            INSERT INTO visit_day AS d (day, kind, n)
            SELECT day, 'visit', n
              FROM unnest($3::date[], $4::bigint[]) AS begun (day, n)
              JOIN fresh ON true
             ORDER BY day
            ON CONFLICT (day, kind) DO UPDATE SET n = d.n + EXCLUDED.n""";

    /** One row for everything, without a day, and one for each day from $1 on; of every kind. */
    private static final String SUMS = """
            SELECT NULL::date AS day, coalesce(sum(n), 0)::bigint + (SELECT n FROM visit_base) AS n
              FROM visit_day
             UNION ALL
            SELECT day, sum(n)::bigint
              FROM visit_day
             WHERE day >= $1
             GROUP BY day""";

    private static final int MOST_READS = 2_000; // rows of a batch; the rest follows a second later
    private static final int PATIENCE_SECONDS = 8; // longer than any statement may take there

    private static final String FORGET_OLD_NODES = """
            DELETE FROM visit_batch
             WHERE at < now() - interval '30 days'""";

    /** {@code today}, {@code week}, {@code total}: what PostgreSQL has and what this node has still to bring. */
    record Sums(long today, long week, long total) {}

    private final Statements statements;
    private final SiteCalendar calendar;
    private final InstantSource clock;
    private final String node;
    private final Metrics metrics;
    private final Gathering gathering;
    private @Nullable VisitBatch unanswered;
    private long number;
    private NavigableMap<LocalDate, Long> days = new TreeMap<>();
    private long total;
    private boolean away;

    /** {@code node}: a name that no other process ever had. */
    VisitTally(Statements statements, SiteCalendar calendar, InstantSource clock, String node, Metrics metrics) {
        this.statements = statements;
        this.calendar = calendar;
        this.clock = clock;
        this.node = node;
        this.metrics = metrics;
        this.gathering = new Gathering(calendar);
    }

    /** A visit began then, milliseconds since 1970. */
    synchronized void begun(long at) {
        gathering.begun(at);
    }

    /** A visit read the story for the first time then, milliseconds since 1970. */
    synchronized void read(long article, long at) {
        if (!gathering.read(article, at)) ignored("overload");
    }

    /** A sign of life, or what it read, was not counted; {@code reason}: one of {@link Metrics#IGNORED_REASONS}. */
    synchronized void ignored(String reason) {
        metrics.visitIgnored(reason);
        gathering.ignored(calendar.day(clock.instant()), reason);
    }

    /** Reads the sums for the first time; fails when PostgreSQL does. */
    Future<Void> start() {
        return statements.query(FORGET_OLD_NODES, Tuple.tuple()).compose(forgotten -> read());
    }

    /** Brings what has gathered and reads the sums. Never fails: what did not arrive goes again. Not to be called again before it is done. */
    Future<Void> commit() {
        var batch = next();
        var brought = batch == null ? Future.<Void>succeededFuture() : bring(batch);
        return brought.compose(done -> read())
                .onSuccess(done -> turned(false, ""))
                .recover(failure -> {
                    turned(true, failure.toString());
                    return Future.succeededFuture();
                });
    }

    /** Whether the last {@link #commit} failed. */
    synchronized boolean away() {
        return away;
    }

    /** Whether nothing has gathered, and PostgreSQL answers. */
    synchronized boolean rests() {
        return !away && unanswered == null && gathering.isEmpty();
    }

    /** Visits that PostgreSQL has not said to have. */
    synchronized long unsaved() {
        return since(LocalDate.MIN, pending());
    }

    /** Those of them that were sent, and may have arrived. */
    synchronized long unanswered() {
        return unanswered == null
                ? 0
                : unanswered.visits().values().stream().mapToLong(n -> n).sum();
    }

    synchronized Sums sums(LocalDate today) {
        var pending = pending();
        var monday = SiteCalendar.monday(today);
        return new Sums(
                days.getOrDefault(today, 0L) + pending.getOrDefault(today, 0L),
                since(monday, days) + since(monday, pending),
                total + since(LocalDate.MIN, pending));
    }

    private NavigableMap<LocalDate, Long> pending() {
        var pending = gathering.days();
        if (unanswered != null) unanswered.visits().forEach((day, n) -> pending.merge(day, n, Long::sum));
        return pending;
    }

    private static long since(LocalDate day, NavigableMap<LocalDate, Long> visits) {
        return visits.tailMap(day, true).values().stream().mapToLong(n -> n).sum();
    }

    private synchronized @Nullable VisitBatch next() {
        if (unanswered == null && !gathering.isEmpty()) unanswered = gathering.batch(++number, MOST_READS);
        return unanswered;
    }

    private Future<Void> bring(VisitBatch batch) {
        return statements
                .query(ADD, batch.arguments(node))
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .map(added -> arrived(batch));
    }

    private synchronized @Nullable Void arrived(VisitBatch batch) {
        unanswered = null;
        batch.visits().forEach((day, n) -> {
            days.merge(day, n, Long::sum);
            total += n;
        });
        return null;
    }

    private Future<Void> read() {
        var monday = SiteCalendar.monday(calendar.day(clock.instant()));
        return statements
                .query(SUMS, Tuple.of(monday))
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .map(this::learn);
    }

    private synchronized @Nullable Void learn(RowSet<Row> rows) {
        days = new TreeMap<>();
        for (var row : rows) {
            if (row.getLocalDate("day") == null) total = row.getLong("n");
            else days.put(row.getLocalDate("day"), row.getLong("n"));
        }
        return null;
    }

    private synchronized void turned(boolean nowAway, String cause) {
        if (nowAway && !away) LOG.warn("visits wait for PostgreSQL cause={}", cause);
        if (!nowAway && away) LOG.info("visits reach PostgreSQL again batch={}", number);
        away = nowAway;
    }
}
