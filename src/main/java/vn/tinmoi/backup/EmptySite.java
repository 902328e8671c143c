package vn.tinmoi.backup;

import java.util.List;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.Schema;

/** Whether a database may be overwritten: nobody uses it, and nobody would miss what is in it. Blocking. */
final class EmptySite {
    /** What somebody made; a first start makes one person. */
    private static final List<String> MADE = List.of("article", "person", "media", "redirect", "portal_version");

    private static final int TRIES = 10; // of a connection that was closed a moment ago PostgreSQL may still tell

    private final PatientConnection connection;
    private final Schema schema;

    EmptySite(PatientConnection connection, Schema schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /** CONFLICT says what is there, or who is in it. */
    void require() {
        requireNobody();
        var strangers = connection.await(schema.strangers(connection.connection()));
        if (!strangers.isEmpty()) throw Problem.conflict("backup.strangers", String.join(", ", strangers));
        var rows = MADE.stream().map(this::rows).toList();
        boolean empty = rows.get(1) <= 1 && rows.stream().mapToLong(n -> n).sum() == rows.get(1);
        if (!empty) throw Problem.conflict("backup.not-empty", rows.toArray());
    }

    private static final String OTHERS = """
            SELECT count(*) AS others
              FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'tinmoi%'""";

    private static final String A_MOMENT = "SELECT pg_sleep(0.2)::text, pg_stat_clear_snapshot()::text";

    private void requireNobody() {
        long others = others();
        for (int i = 0; i < TRIES && others > 0; i++) {
            connection.run(A_MOMENT);
            others = others();
        }
        if (others > 0) throw Problem.conflict("backup.in-use", others);
    }

    private long others() {
        return connection.row(OTHERS).getLong("others");
    }

    private static final String EXISTS = "SELECT to_regclass($1::text) IS NOT NULL AS there";

    private long rows(String table) {
        if (!connection.row(EXISTS, table).getBoolean("there")) return 0;
        return connection.row("SELECT count(*) AS rows FROM " + table).getLong("rows");
    }
}
