package vn.tinmoi.visit;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.store.Database;

/**
 * Brings in what a site's former counter has counted: a starting figure and past days. All of a file or nothing; what would
 * lower a total is refused, and so is a day that this site has counted itself. The same file again changes nothing. Nodes
 * that serve meanwhile show it a second later. Any thread.
 */
public final class VisitImport {
    /**
     * What came of it.
     *
     * @param refused one sentence for each line at fault, with its number; nothing was imported unless it is empty
     * @param changed days and starting figure that are others than before
     * @param unchanged those that stood so already
     * @param total visits of all time afterwards
     */
    public record Report(List<String> refused, int changed, int unchanged, long total) {}

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * What a serving node never waits for: on a busy machine seconds pass between two statements of one transaction, and
     * the lock is held by nodes that write each second.
     */
    private static final Map<String, String> PATIENCE = Map.of(
            "idle_in_transaction_session_timeout", "120000",
            "statement_timeout", "120000",
            "lock_timeout", "60000");

    private final Database database;
    private final SiteCalendar calendar;
    private final InstantSource clock;

    /** {@code zone}: of the visitor day. */
    public VisitImport(Database database, ZoneId zone, InstantSource clock) {
        this.database = database;
        this.calendar = new SiteCalendar(zone);
        this.clock = clock;
    }

    /** {@code csv}: the file's text, see {@link PastDays}; {@code name}: for the audit. Fails when PostgreSQL does. */
    public Future<Report> bringIn(String csv, String name) {
        var past = new PastDays(csv, calendar.day(clock.instant()));
        if (!past.refused.isEmpty()) return Future.succeededFuture(new Report(past.refused, 0, 0, 0));
        var patient = database.apart("visits import", 1, 1, PATIENCE);
        return patient.pool()
                .withTransaction(connection -> new Bringing(connection, past, name).run())
                .eventually(patient::close)
                .recover(failure -> failure instanceof Refused
                        ? Future.succeededFuture(new Report(past.refused, 0, 0, 0))
                        : Future.failedFuture(failure));
    }

    /** Until the transaction ends no node adds to a day, so that what is checked stays so. */
    private static final String LOCK = "LOCK TABLE visit_day, visit_base IN SHARE ROW EXCLUSIVE MODE";

    private static final String STANDING = """
            SELECT day, kind, n
              FROM visit_day
             WHERE day = ANY ($1::date[])
             UNION ALL
            SELECT NULL, 'start', n
              FROM visit_base""";

    private static final String WRITE_DAYS = """
            INSERT INTO visit_day (day, kind, n)
            SELECT day, 'imported', n
              FROM unnest($1::date[], $2::bigint[]) AS past (day, n)
            ON CONFLICT (day, kind) DO UPDATE SET n = EXCLUDED.n""";

    private static final String WRITE_START = """
            UPDATE visit_base
               SET n = $1""";

    private static final String AUDIT = """
            INSERT INTO audit (actor, action, detail)
            VALUES ('visits import', 'visits.imported', $1)""";

    private static final String TOTAL = """
            SELECT coalesce(sum(n), 0)::bigint + (SELECT n FROM visit_base) AS n
              FROM visit_day""";

    /** One file's transaction. */
    private static final class Bringing {
        private final SqlConnection connection;
        private final PastDays past;
        private final String name;
        private int unchanged;

        Bringing(SqlConnection connection, PastDays past, String name) {
            this.connection = connection;
            this.past = past;
            this.name = name;
        }

        Future<Report> run() {
            var days = past.days.keySet().toArray(LocalDate[]::new);
            return query(LOCK, Tuple.tuple())
                    .compose(locked -> query(STANDING, Tuple.tuple().addValue(days)))
                    .compose(this::check)
                    .compose(checked -> write(days));
        }

        private Future<RowSet<Row>> query(String sql, Tuple arguments) {
            return connection.preparedQuery(sql).execute(arguments);
        }

        private Future<Void> check(RowSet<Row> standing) {
            var same = new HashSet<PastDays.Row>();
            for (var row : standing) {
                var given = given(row);
                if (given != null && !isOurs(row) && given.visits() == row.getLong("n")) same.add(given);
            }
            for (var row : standing) {
                var given = given(row);
                if (given != null && !same.contains(given)) check(row, given);
            }
            unchanged = same.size();
            return past.refused.isEmpty() ? Future.succeededFuture() : Future.failedFuture(new Refused());
        }

        private PastDays.@Nullable Row given(Row standing) {
            var day = standing.getLocalDate("day");
            return day == null ? past.start : past.days.get(day);
        }

        private static boolean isOurs(Row standing) {
            return standing.getString("kind").equals("visit");
        }

        private void check(Row standing, PastDays.Row given) {
            var day = standing.getLocalDate("day");
            var what = day == null ? "the starting figure" : day.toString();
            long n = standing.getLong("n");
            if (isOurs(standing)) {
                past.refuse(given.line(), what + " was counted by this site, " + n + " visits");
            } else if (given.visits() < n) {
                past.refuse(given.line(), what + " is " + n + " already; " + given.visits() + " would lower the total");
            }
        }

        private Future<Report> write(LocalDate[] days) {
            var counts = past.days.values().stream().map(PastDays.Row::visits).toArray(Long[]::new);
            int changed = days.length + (past.start == null ? 0 : 1) - unchanged;
            return query(WRITE_DAYS, Tuple.tuple().addValue(days).addValue(counts))
                    .compose(written -> writeStart())
                    .compose(written -> changed == 0 ? Future.succeededFuture() : audit(changed))
                    .compose(audited -> query(TOTAL, Tuple.tuple()))
                    .map(rows -> new Report(
                            List.of(),
                            changed,
                            unchanged,
                            rows.iterator().next().getLong("n")));
        }

        private Future<Void> writeStart() {
            if (past.start == null) return Future.succeededFuture();
            return query(WRITE_START, Tuple.of(past.start.visits())).mapEmpty();
        }

        private Future<Void> audit(int changed) {
            long sum =
                    past.days.values().stream().mapToLong(PastDays.Row::visits).sum();
            var detail = new JsonObject()
                    .put("file", name)
                    .put("changed", changed)
                    .put("days", past.days.size())
                    .put("visits", sum)
                    .put("start", past.start == null ? null : past.start.visits());
            return query(AUDIT, Tuple.of(detail)).mapEmpty();
        }
    }
}
