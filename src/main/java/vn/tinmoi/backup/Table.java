package vn.tinmoi.backup;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table as PostgreSQL describes it. A row is written as one JSON object: whole numbers and booleans as such, everything else
 * as PostgreSQL's own text of it, which it reads back exactly.
 *
 * @param columns without those that PostgreSQL makes itself
 * @param key of the primary key, in its order; empty: it has none
 */
record Table(String name, List<Column> columns, List<String> key) {
    private static final Set<String> PLAIN = Set.of("smallint", "integer", "bigint", "boolean");

    /** {@code type}: as SQL spells it. */
    record Column(String name, String type) {
        private String written() {
            return PLAIN.contains(type) ? quoted(name) : quoted(name) + "::text AS " + quoted(name);
        }

        private String read() {
            return "(r->>'" + name.replace("'", "''") + "')::" + type;
        }
    }

    private static final String ALL = """
            SELECT c.relname::text AS name,
                   array_agg(a.attname::text ORDER BY a.attnum) AS columns,
                   array_agg(format_type(a.atttypid, a.atttypmod) ORDER BY a.attnum) AS types,
                   coalesce((SELECT array_agg(k.attname::text ORDER BY array_position(i.indkey::int2[], k.attnum))
                               FROM pg_index i
                               JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = ANY (i.indkey)
                              WHERE i.indrelid = c.oid AND i.indisprimary), '{}') AS key
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
             WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
             GROUP BY c.oid, c.relname
             ORDER BY c.relname""";

    /** Every table of the schema, by its name. */
    static List<Table> all(PatientConnection connection) {
        return connection.rows(ALL, Tuple.tuple()).stream().map(Table::table).toList();
    }

    private static Table table(Row row) {
        var names = row.getArrayOfStrings("columns");
        var types = row.getArrayOfStrings("types");
        var columns = new ArrayList<Column>();
        for (int i = 0; i < names.length; i++) columns.add(new Column(names[i], types[i]));
        return new Table(row.getString("name"), List.copyOf(columns), List.of(row.getArrayOfStrings("key")));
    }

    List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** Its rows in the order of its key, each as the text {@code line}. */
    String select() {
        var order = key.isEmpty() ? "" : " ORDER BY " + list(key);
        return "SELECT row_to_json(found)::text AS line FROM (SELECT "
                + columns.stream().map(Column::written).collect(Collectors.joining(", ")) + " FROM " + quoted(name)
                + order + ") found";
    }

    /** Puts rows in; the only argument is the array of their lines. Each is read once: OFFSET 0 keeps it so. */
    String insert() {
        return "INSERT INTO " + quoted(name) + " (" + list(columnNames()) + ") OVERRIDING SYSTEM VALUE SELECT "
                + columns.stream().map(Column::read).collect(Collectors.joining(", "))
                + " FROM (SELECT line::jsonb AS r FROM unnest($1::text[]) line OFFSET 0) given";
    }

    private static String list(List<String> names) {
        return names.stream().map(Table::quoted).collect(Collectors.joining(", "));
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
