package vn.tinmoi.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What this program's migrations make of a database, so that a whole one can be put in the place of another. Any thread. */
public final class Schema {
    private static final Pattern TABLE = Pattern.compile("(?m)^CREATE TABLE (?:IF NOT EXISTS )?(\\w+)");
    private static final Pattern SEQUENCE = Pattern.compile("(?m)^CREATE SEQUENCE (\\w+)");
    private static final Pattern FUNCTION = Pattern.compile("(?m)^CREATE FUNCTION (\\w+)");

    private final List<Migration> migrations;

    private Schema(List<Migration> migrations) {
        this.migrations = migrations;
    }

    /** Blocks. */
    public static Schema known() {
        return new Schema(Migration.onClassPath());
    }

    /** The number of the last migration. */
    public int newest() {
        return migrations.getLast().number();
    }

    private Set<String> names(Pattern pattern) {
        return migrations.stream()
                .flatMap(one -> pattern.matcher(one.sql()).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> tables() {
        var tables = names(TABLE);
        tables.add("schema_version");
        return tables;
    }

    private static final String PRESENT = """
            SELECT c.relname::text AS name
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
             WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
               AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
             ORDER BY c.relname""";

    /** Tables and views of the database's schema that no migration made: somebody else's. */
    public Future<List<String>> strangers(SqlConnection connection) {
        var ours = tables();
        return connection
                .query(PRESENT)
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString("name"))
                        .filter(name -> !ours.contains(name))
                        .toList());
    }

    /**
     * Makes the schema as it was after the migration of that number, with none of the rows that were there, in the caller's
     * transaction. The caller holds the lock of {@link Migrations}.
     */
    public Future<Void> rebuild(SqlConnection transaction, int number) {
        var made = transaction
                .query(drop())
                .execute()
                .compose(gone -> transaction.query(Migrations.TABLE).execute());
        Future<?> done = made;
        for (var one : migrations) {
            if (one.number() <= number) done = done.compose(before -> apply(transaction, one));
        }
        return done.mapEmpty();
    }

    private String drop() {
        return "DROP TABLE IF EXISTS " + String.join(", ", tables()) + " CASCADE; DROP SEQUENCE IF EXISTS "
                + String.join(", ", names(SEQUENCE)) + " CASCADE; DROP FUNCTION IF EXISTS "
                + String.join(", ", names(FUNCTION)) + " CASCADE";
    }

    private static Future<?> apply(SqlConnection transaction, Migration migration) {
        return transaction
                .query(migration.sql())
                .execute()
                .compose(ran -> Migrations.record(transaction, migration))
                .recover(failure -> Future.failedFuture(Migrations.failed(migration, failure)));
    }
}
