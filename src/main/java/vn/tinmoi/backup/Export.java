package vn.tinmoi.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import vn.tinmoi.media.StoredPictures;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.TextField;
import vn.tinmoi.store.Database;
import vn.tinmoi.text.Csv;

/**
 * Writes what a site is made of for other programs, and for another site of this one: stories as they are, whose site it is,
 * pictures, people without anything secret, old addresses. The same site gives the same bytes. Blocking: for a command's thread.
 */
public final class Export {
    private static final JsonMapper JSON = new JsonMapper();

    private final Vertx vertx;
    private final Database database;
    private final Consumer<Progress> progress;

    public Export(Vertx vertx, Database database, Consumer<Progress> progress) {
        this.vertx = vertx;
        this.database = database;
        this.progress = progress;
    }

    /** How many of each there are. */
    public record Written(long stories, long pictures, long people, long redirects) {}

    /**
     * Into a folder that is not there yet. {@code site}: the text of its file {@link ExportFolder#SITE}. A {@link Problem} where
     * it cannot be written: then nothing of it stays.
     */
    public Written write(Path folder, Function<SqlConnection, String> site) {
        if (Files.exists(folder)) throw Problem.conflict("backup.there", folder);
        var home = folder.toAbsolutePath().getParent();
        if (home == null || !Files.isDirectory(home)) throw Problem.notFound("backup.folder", String.valueOf(home));
        try {
            var draft = Files.createTempDirectory(home, folder.getFileName() + ".part");
            try {
                var written = fill(draft, site);
                Files.move(draft, folder);
                return written;
            } finally {
                discard(draft);
            }
        } catch (IOException e) {
            throw Problem.unavailable("backup.unwritable", folder, String.valueOf(e.getMessage()));
        }
    }

    /** There it is no more where all went well. */
    private static void discard(Path draft) throws IOException {
        if (!Files.exists(draft)) return;
        List<Path> all;
        try (var files = Files.walk(draft)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (var file : all) Files.delete(file);
    }

    private Written fill(Path folder, Function<SqlConnection, String> site) throws IOException {
        try (var connection = PatientConnection.open(vertx, database, "tinmoi export")) {
            connection.run("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            Files.writeString(folder.resolve(ExportFolder.SITE), site.apply(connection.connection()));
            var written = new Written(
                    lines(connection, STORIES, folder.resolve(ExportFolder.STORIES)),
                    pictures(connection, folder.resolve(ExportFolder.PICTURES)),
                    lines(connection, PEOPLE, folder.resolve(ExportFolder.PEOPLE)),
                    redirects(connection, folder.resolve(ExportFolder.REDIRECTS)));
            Files.writeString(folder.resolve(ExportFolder.ABOUT), ExportFolder.FORMAT);
            return written;
        }
    }

    /** ISO 8601 in UTC, to the microsecond, as PostgreSQL keeps it. */
    private static String iso(String column) {
        return "to_char(" + column + ", 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"; // the connection's zone is UTC
    }

    private static String texts() {
        return Arrays.stream(TextField.values())
                .map(field -> "a." + field.column() + " AS \"" + field.json() + "\"")
                .collect(Collectors.joining(", "));
    }

    // drafts of changes to published stories are on their way in the newsroom, and are no stories of their own
    private static final String STORIES = """
            SELECT json_strip_nulls(row_to_json(one))::text AS line
              FROM (SELECT a.id, a.status, a.slug, %s, a.category, a.featured, a.image,
                           %s AS "publishAt", %s AS "publishedAt", %s AS "createdAt", %s AS "updatedAt",
                           %s AS "withdrawnAt", a.withdrawn_reason AS "withdrawnReason", a.correction, %s AS "correctedAt",
                           CASE WHEN a.source_guid IS NOT NULL AND a.source_digest IS NOT NULL THEN
                               json_build_object('guid', a.source_guid, 'digest', encode(a.source_digest, 'hex'),
                                                 'changed', %s, 'dated', a.source_dated, 'kept', a.source_kept)
                           END AS source
                      FROM article a
                     WHERE NOT EXISTS (SELECT FROM pending_version p WHERE p.draft_id = a.id)
                     ORDER BY a.id) one""".formatted(
                    texts(),
                    iso("a.publish_at"),
                    iso("a.published_at"),
                    iso("a.created_at"),
                    iso("a.updated_at"),
                    iso("a.withdrawn_at"),
                    iso("a.corrected_at"),
                    iso("a.source_changed"));

    private static final String PEOPLE = """
            SELECT row_to_json(one)::text AS line
              FROM (SELECT login, name, role, categories, disabled_at IS NOT NULL AS blocked
                      FROM person
                     ORDER BY login COLLATE "C") one""";

    private long lines(PatientConnection connection, String sql, Path file) throws IOException {
        var count = new long[1];
        try (var out = Files.newBufferedWriter(file, UTF_8)) {
            connection.stream(sql, rows -> {
                long bytes = 0;
                for (var row : rows) bytes += line(out, row.getString("line"));
                count[0] += rows.size();
                progress.accept(new Progress(String.valueOf(file.getFileName()), count[0]));
                return bytes;
            });
        }
        return count[0];
    }

    /** Gives how many characters that were. */
    @CanIgnoreReturnValue
    private static int line(BufferedWriter out, String line) throws IOException {
        out.write(line);
        out.write('\n');
        return line.length() + 1;
    }

    private static final String IDS = "SELECT id FROM media ORDER BY id COLLATE \"C\"";

    private long pictures(PatientConnection connection, Path file) throws IOException {
        var ids = connection.rows(IDS, Tuple.tuple()).stream()
                .map(row -> row.getString("id"))
                .toList();
        long done = 0;
        try (var out = Files.newBufferedWriter(file, UTF_8)) {
            for (var id : ids) {
                for (var one : connection.await(StoredPictures.read(connection.connection(), List.of(id)))) {
                    line(out, JSON.writeValueAsString(one.json()));
                }
                progress.accept(new Progress(String.valueOf(file.getFileName()), ++done));
            }
        }
        return done;
    }

    private static final String REDIRECTS = "SELECT old, target FROM redirect ORDER BY old COLLATE \"C\"";

    private static long redirects(PatientConnection connection, Path file) throws IOException {
        var all = new ArrayList<List<String>>(List.of(List.of("old", "new")));
        for (Row row : connection.rows(REDIRECTS, Tuple.tuple())) {
            all.add(List.of(row.getString("old"), row.getString("target")));
        }
        Files.writeString(file, Csv.text(all.stream()));
        return all.size() - 1L;
    }
}
