package vn.tinmoi.backup;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import vn.tinmoi.store.Database;
import vn.tinmoi.store.Stores;

/**
 * A connection of one's own whose statements may take as long as they need: those of {@link Database} are for readers, who do
 * not wait. What is not committed when it is closed is taken back. Blocking; fails with the server's exceptions.
 */
final class PatientConnection implements AutoCloseable {
    /** For one statement, seconds: a sort of all rows, an index over them. */
    static final long PATIENCE = TimeUnit.HOURS.toSeconds(6);

    private static final long BATCH_BYTES = 4 << 20;
    private static final int FIRST_ROWS = 4; // until it is known how long rows are; a picture's has some MB
    private static final int MOST_ROWS = 2_000;

    private final PgConnection connection;

    private PatientConnection(PgConnection connection) {
        this.connection = connection;
    }

    /** {@code name}: what PostgreSQL's list of sessions shows. Texts of values are the same whatever the server is set to. */
    static PatientConnection open(Vertx vertx, Database database, String name) {
        var options = database.options()
                .setCachePreparedStatements(false)
                .addProperty("application_name", name)
                .addProperty("statement_timeout", "0")
                .addProperty("lock_timeout", "10s")
                .addProperty("idle_in_transaction_session_timeout", "0")
                .addProperty("client_min_messages", "warning")
                .addProperty("DateStyle", "ISO")
                .addProperty("IntervalStyle", "postgres")
                .addProperty("bytea_output", "hex")
                .addProperty("TimeZone", "UTC")
                .addProperty("extra_float_digits", "1");
        return new PatientConnection(Stores.await(PgConnection.connect(vertx, options)));
    }

    <T> T await(Future<T> answer) {
        return Stores.await(answer, PATIENCE);
    }

    SqlConnection connection() {
        return connection;
    }

    /** Several statements, perhaps. */
    void run(String sql) {
        await(connection.query(sql).execute().<Void>mapEmpty());
    }

    void run(String sql, Tuple arguments) {
        await(connection.preparedQuery(sql).execute(arguments).<Void>mapEmpty());
    }

    List<Row> rows(String sql, Tuple arguments) {
        return await(connection
                .preparedQuery(sql)
                .execute(arguments)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList()));
    }

    /** The only row. */
    Row row(String sql, Object... arguments) {
        return rows(sql, Tuple.from(arguments)).getFirst();
    }

    /** Takes a batch of rows; gives how many bytes they have. */
    interface Batches {
        long take(List<Row> rows) throws IOException;
    }

    /** Gives all rows, in batches of some 4 MiB, so far as one row is like the others. */
    void stream(String sql, Batches batches) throws IOException {
        var statement = await(connection.prepare(sql));
        var cursor = statement.cursor();
        int size = FIRST_ROWS;
        do {
            var rows = next(cursor, size);
            long taken = batches.take(rows);
            if (taken > 0) size = Math.clamp(BATCH_BYTES * rows.size() / taken, 1, MOST_ROWS);
        } while (cursor.hasMore());
        await(cursor.close());
        await(statement.close());
    }

    private List<Row> next(Cursor cursor, int size) {
        return await(cursor.read(size)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList()));
    }

    @Override
    public void close() {
        Stores.await(connection.close());
    }
}
