package vn.tinmoi.backup;

import static vn.tinmoi.store.Stores.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import vn.tinmoi.news.Problem;
import vn.tinmoi.search.SearchIndex;
import vn.tinmoi.store.Database;
import vn.tinmoi.store.Migrations;
import vn.tinmoi.store.Schema;

/**
 * Puts a backup in the place of an empty site: all of it, in one transaction, or nothing. The schema is made anew as it was when
 * the backup was made, so that the later migrations meet its rows as they would have. The log gets another epoch, so whoever
 * holds a cursor of the former one is told. Blocking: for a command's thread.
 */
public final class Restore {
    private static final int BATCH = 4 << 20; // characters
    private static final int MOST_ROWS = 1_000;

    private final Vertx vertx;
    private final Database database;
    private final Consumer<Progress> progress;

    public Restore(Vertx vertx, Database database, Consumer<Progress> progress) {
        this.vertx = vertx;
        this.database = database;
        this.progress = progress;
    }

    /** What was put back. {@code at}: the moment that the backup shows; {@code migrated}: migrations that it went through then. */
    public record Restored(Instant at, String tinmoi, int schema, int migrated, long rows) {}

    /**
     * A {@link Problem} where the file is not whole, is of a newer version, or the site is not empty or in use: nothing was
     * changed then.
     */
    public Restored from(Path path) {
        try (var file = BackupFile.open(path)) {
            var schema = Schema.known();
            var manifest = file.manifest();
            if (manifest.schema() > schema.newest()) {
                throw Problem.conflict("backup.newer", path, manifest.schema(), manifest.tinmoi(), schema.newest());
            }
            load(file, schema, String.valueOf(path.getFileName()));
            int migrated = await(Migrations.migrate(vertx, database), PatientConnection.PATIENCE);
            index();
            return new Restored(manifest.instant(), manifest.tinmoi(), manifest.schema(), migrated, manifest.rows());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(7001)"; // of the migrations: a node that starts waits

    private void load(BackupFile file, Schema schema, String name) throws IOException {
        try (var connection = PatientConnection.open(vertx, database, "tinmoi restore")) {
            connection.run("BEGIN");
            connection.run(LOCK);
            new EmptySite(connection, schema).require();
            connection.await(
                    schema.rebuild(connection.connection(), file.manifest().schema()));
            fill(connection, file);
            note(connection, file.manifest(), name);
            connection.run("COMMIT");
            connection.run("ANALYZE");
        }
    }

    private void fill(PatientConnection connection, BackupFile file) throws IOException {
        var tables = new TreeMap<String, Table>();
        for (var table : Table.all(connection)) if (LeftOut.isKept(table)) tables.put(table.name(), table);
        var keys = new ForeignKeys(connection);
        keys.drop();
        var names = tables.keySet().stream().map(Table::quoted).collect(Collectors.joining(", "));
        connection.run("TRUNCATE " + names); // of what the migrations themselves put in
        for (var part : file.manifest().parts()) {
            boolean kept = part.columns() != null && !LeftOut.TABLES.containsKey(part.table());
            if (kept) rows(connection, file, part, tables);
        }
        keys.restore();
        file.manifest().sequences().forEach((name, value) -> connection.run(SET, Tuple.of(name, value)));
    }

    private static final String SET = "SELECT setval(to_regclass(quote_ident($1)), $2)";

    private void rows(PatientConnection connection, BackupFile file, Manifest.Part part, Map<String, Table> tables)
            throws IOException {
        var table = tables.get(part.table());
        if (table == null || !table.columnNames().equals(part.columns())) {
            throw new Problem(
                    Problem.Kind.MALFORMED,
                    "backup.columns",
                    null,
                    part.name(),
                    file.manifest().schema());
        }
        var name = Table.quoted(table.name());
        connection.run("ALTER TABLE " + name + " DISABLE TRIGGER USER");
        var batch = new Batch(connection, table);
        file.read(part, batch::add);
        batch.send();
        connection.run("ALTER TABLE " + name + " ENABLE TRIGGER USER");
    }

    /** Rows on their way. */
    private final class Batch {
        private final PatientConnection connection;
        private final Table table;
        private final List<String> lines = new ArrayList<>();
        private long characters;
        private long done;

        private Batch(PatientConnection connection, Table table) {
            this.connection = connection;
            this.table = table;
        }

        private void add(String line) {
            lines.add(line);
            characters += line.length();
            if (characters >= BATCH || lines.size() == MOST_ROWS) send();
        }

        private void send() {
            if (lines.isEmpty()) return;
            var arguments = Tuple.tuple().addArrayOfString(lines.toArray(String[]::new));
            connection.run(table.insert(), arguments);
            done += lines.size();
            progress.accept(new Progress(table.name(), done));
            lines.clear();
            characters = 0;
        }
    }

    private static final String NOTE =
            "INSERT INTO audit (actor, action, detail) VALUES ('restore', 'site.restore', $1)";

    private static void note(PatientConnection connection, Manifest manifest, String name) {
        var detail = new JsonObject().put("file", name).put("at", manifest.at()).put("rows", manifest.rows());
        connection.run(NOTE, Tuple.of(detail));
    }

    /** What readers search in is made of the stories; nodes would do it too. */
    private void index() {
        progress.accept(new Progress("article_search", 0));
        var index = new SearchIndex(vertx, database);
        index.start();
        await(index.idle(), PatientConnection.PATIENCE);
        await(index.stop());
    }
}
