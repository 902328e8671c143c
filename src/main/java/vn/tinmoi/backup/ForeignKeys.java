package vn.tinmoi.backup;

import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the foreign keys away while rows come in whatever order, and puts them back, which checks every row: only superusers
 * may let PostgreSQL look away. In the caller's transaction. Blocking.
 */
final class ForeignKeys {
    private static final String ALL = """
            SELECT c.conrelid::regclass::text AS home, quote_ident(c.conname) AS name, pg_get_constraintdef(c.oid) AS says
              FROM pg_constraint c
              JOIN pg_namespace n ON n.oid = c.connamespace AND n.nspname = current_schema()
             WHERE c.contype = 'f' AND c.conparentid = 0
             ORDER BY 1, 2""";

    private record Key(String table, String name, String says) {}

    private final PatientConnection connection;
    private final List<Key> keys = new ArrayList<>();

    ForeignKeys(PatientConnection connection) {
        this.connection = connection;
    }

    void drop() {
        for (var row : connection.rows(ALL, Tuple.tuple())) {
            keys.add(new Key(row.getString("home"), row.getString("name"), row.getString("says")));
        }
        keys.forEach(key -> connection.run("ALTER TABLE " + key.table + " DROP CONSTRAINT " + key.name));
    }

    void restore() {
        keys.forEach(
                key -> connection.run("ALTER TABLE " + key.table + " ADD CONSTRAINT " + key.name + " " + key.says));
    }
}
