package vn.tinmoi.backup;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import vn.tinmoi.people.AuditChain;
import vn.tinmoi.store.Database;

/** Whether what is stored is whole and fits together, beside nodes that serve. Blocking: for a command's thread. */
public final class Verification {
    private static final int NAMED = 20; // of one kind; a number says how many more there are

    private final Vertx vertx;
    private final Database database;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Consumer<Progress> progress;

    /** {@code zone}: of the visitor day. */
    public Verification(Vertx vertx, Database database, ZoneId zone, InstantSource clock, Consumer<Progress> progress) {
        this.vertx = vertx;
        this.database = database;
        this.zone = zone;
        this.clock = clock;
        this.progress = progress;
    }

    /** One row that is wrong. {@code code}: of the sentence {@code verify.<code>}, with {@code row} and {@code detail} in it. */
    public record Finding(String code, String row, String detail) {}

    /**
     * Of one part.
     *
     * @param rows that were looked at
     * @param wrong how many are
     * @param findings the first of each kind of them
     */
    public record Result(long rows, long wrong, List<Finding> findings) {
        private Result with(long more, List<Finding> others) {
            var all = new ArrayList<>(findings);
            all.addAll(others);
            return new Result(rows, wrong + more, List.copyOf(all));
        }
    }

    /** Looks at these parts. */
    public Map<Part, Result> of(Set<Part> parts) {
        var results = new EnumMap<Part, Result>(Part.class);
        try (var connection = PatientConnection.open(vertx, database, "tinmoi verify")) {
            for (var part : parts) {
                progress.accept(new Progress(part.table(), 0));
                results.put(part, part == Part.AUDIT ? audit(connection) : result(connection, part));
            }
        }
        return results;
    }

    private Result audit(PatientConnection connection) {
        var report = connection.await(new AuditChain(database, clock).verify());
        var findings = report.fault().stream()
                .map(fault -> new Finding(
                        fault.id() == 0 ? "audit-missing" : "audit-changed",
                        Long.toString(fault.id() == 0 ? fault.link() : fault.id()),
                        Long.toString(fault.link())))
                .toList();
        return new Result(report.rows() + report.waiting(), findings.size(), findings);
    }

    private Result result(PatientConnection connection, Part part) {
        var result = new Result(rows(connection, part), 0, List.of());
        for (var check : Invariant.ALL) if (check.part() == part) result = added(connection, check, result);
        return result;
    }

    private static long rows(PatientConnection connection, Part part) {
        return connection.row("SELECT count(*) AS rows FROM " + part.table()).getLong("rows");
    }

    private Result added(PatientConnection connection, Invariant check, Result result) {
        try {
            var arguments = check.zoned() ? Tuple.of(zone.getId()) : Tuple.tuple();
            var rows = connection.rows(check.counted(NAMED), arguments);
            if (rows.isEmpty()) return result;
            var findings = rows.stream()
                    .map(row -> new Finding(check.code(), row.getString("place"), row.getString("detail")))
                    .toList();
            return result.with(rows.getFirst().getLong("wrong"), findings);
        } catch (PgException e) {
            if (!isDamage(e)) throw e;
            return result.with(1, List.of(new Finding("unreadable", check.part().table(), e.getErrorMessage())));
        }
    }

    /** Data or index corrupted, or the disk's own error (PostgreSQL manual, appendix A). */
    private static boolean isDamage(PgException e) {
        var state = String.valueOf(e.getSqlState());
        return state.startsWith("XX") || state.equals("58030");
    }
}
