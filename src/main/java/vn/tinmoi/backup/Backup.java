package vn.tinmoi.backup;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.conf.Version;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.Database;

/**
 * Writes the whole database, as it is at one moment, into one file, beside nodes that serve: their writes wait for nothing. A
 * batch of rows is in memory at a time. Blocking: for a command's thread.
 */
public final class Backup {
    private static final Logger LOG = LoggerFactory.getLogger(Backup.class);
    static final String SETTINGS = "settings.json";

    private final Vertx vertx;
    private final Database database;
    private final SortedMap<String, String> settings;
    private final Consumer<Progress> progress;

    /** {@code settings}: those that may be told, by their keys; they stand in the file for whoever sets the site up again. */
    public Backup(Vertx vertx, Database database, SortedMap<String, String> settings, Consumer<Progress> progress) {
        this.vertx = vertx;
        this.database = database;
        this.settings = settings;
        this.progress = progress;
    }

    /** What was written. {@code at}: the moment that it shows; {@code bytes}: of the file. */
    public record Written(Instant at, int schema, int tables, long rows, long bytes) {}

    /** A {@link Problem} where something is there already, or the file cannot be written: then nothing of it stays. */
    public Written write(Path target) {
        requirePlace(target);
        try (var file = BackupWriter.beside(target)) {
            return write(file, String.valueOf(target.getFileName()));
        } catch (IOException e) {
            throw Problem.unavailable("backup.unwritable", target, reason(e));
        }
    }

    private static void requirePlace(Path target) {
        if (Files.exists(target)) throw Problem.conflict("backup.there", target);
        var folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw Problem.notFound("backup.folder", String.valueOf(folder));
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    Written write(BackupWriter file, String name) throws IOException {
        try (var connection = PatientConnection.open(vertx, database, "tinmoi backup")) {
            var begun = begin(connection);
            settings(file);
            for (var table : Table.all(connection)) {
                if (LeftOut.isKept(table)) rows(connection, table, file);
            }
            var manifest = manifest(begun, sequences(connection), file);
            connection.run("COMMIT");
            long bytes = file.finish(manifest);
            note(connection, begun.at(), name, bytes, manifest.rows());
            return new Written(begun.at(), begun.schema(), manifest.parts().size() - 1, manifest.rows(), bytes);
        }
    }

    private record Begun(Instant at, int schema) {}

    private static final String MOMENT =
            "SELECT clock_timestamp() AS at, (SELECT max(number) FROM schema_version) AS schema";

    private static Begun begin(PatientConnection connection) {
        connection.run("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        var row = connection.row(MOMENT);
        return new Begun(row.getOffsetDateTime("at").toInstant(), row.getInteger("schema"));
    }

    private void settings(BackupWriter file) throws IOException {
        var entry = file.begin(SETTINGS, null);
        entry.write(Manifest.text(settings).getBytes(StandardCharsets.UTF_8));
        entry.end();
    }

    private void rows(PatientConnection connection, Table table, BackupWriter file) throws IOException {
        var entry = file.begin(Manifest.Part.ofTable(table.name()), table.columnNames());
        connection.stream(table.select(), rows -> {
            long bytes = 0;
            for (var row : rows) bytes += entry.row(row.getString("line"));
            progress.accept(new Progress(table.name(), entry.rows()));
            return bytes;
        });
        entry.end();
    }

    private static final String SEQUENCES = """
            SELECT sequencename::text AS name, last_value AS value
              FROM pg_sequences
             WHERE schemaname = current_schema() AND last_value IS NOT NULL
             ORDER BY sequencename""";

    /** Read after the rows, because sequences belong to no moment: none stands before a row that uses it. */
    private static SortedMap<String, Long> sequences(PatientConnection connection) {
        var stood = new TreeMap<String, Long>();
        for (var row : connection.rows(SEQUENCES, Tuple.tuple()))
            stood.put(row.getString("name"), row.getLong("value"));
        LeftOut.TABLES.keySet().forEach(table -> stood.remove(table + "_id_seq"));
        return stood;
    }

    private static Manifest manifest(Begun begun, SortedMap<String, Long> sequences, BackupWriter file) {
        return new Manifest(
                Manifest.FORMAT,
                Version.current(),
                begun.schema(),
                begun.at().toString(),
                file.parts(),
                sequences,
                new TreeMap<>(LeftOut.TABLES));
    }

    private static final String NOTE = "INSERT INTO backup_made (at, file, bytes, rows) VALUES ($1, $2, $3, $4)";

    private static void note(PatientConnection connection, Instant at, String name, long bytes, long rows) {
        try {
            connection.run(NOTE, Tuple.of(at.atOffset(ZoneOffset.UTC), name, bytes, rows));
        } catch (RuntimeException lost) {
            LOG.warn("the backup is whole, but its row was not written: {}", lost.toString());
        }
    }
}
