package vn.tinmoi.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.tinmoi.desk.TestDesk.get;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinmoi.Await;
import vn.tinmoi.desk.TestDesk;
import vn.tinmoi.log.EventLog;
import vn.tinmoi.store.Schema;
import vn.tinmoi.store.TestBackends;

final class BackupTest {
    private final Copies copies = new Copies();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        copies.close();
    }

    private Path file() {
        return folder.resolve("sao lưu.zip");
    }

    /** Every row of every table that a backup has, as PostgreSQL says it. */
    private static TreeMap<String, List<String>> rows(TestDesk site) {
        var rows = new TreeMap<String, List<String>>();
        for (var table : Copies.tables(site)) {
            if (!LeftOut.isKept(table)) continue;
            rows.put(
                    table.name(),
                    site.rows("SELECT t::text AS line FROM " + table.name() + " t ORDER BY 1").stream()
                            .map(row -> row.getString("line"))
                            .filter(line -> !line.contains("site.restore"))
                            .toList());
        }
        return rows;
    }

    @Test
    void everyTableIsInABackupOrLeftOutForAReason() throws IOException {
        var site = copies.filled();
        Filled.backUp(site, file());

        var names = new TreeSet<String>();
        Copies.tables(site).forEach(table -> names.add(table.name()));
        try (var backup = BackupFile.open(file())) {
            var kept = new TreeSet<String>();
            for (var part : backup.manifest().parts()) if (part.columns() != null) kept.add(part.table());
            assertThat(kept).doesNotContainAnyElementsOf(LeftOut.TABLES.keySet());
            kept.addAll(LeftOut.TABLES.keySet());
            assertThat(kept).isEqualTo(names);
            assertThat(backup.manifest().leftOut().values())
                    .allSatisfy(why -> assertThat(why).isNotBlank());
        }
    }

    @Test
    void everyRowComesBackIntoAnEmptyDatabase() throws IOException {
        var site = copies.filled();
        var written = Filled.backUp(site, file());
        var before = rows(site);
        var copy = copies.empty();

        var restored = Copies.restore(copy, file());

        assertThat(rows(copy)).isEqualTo(before);
        assertThat(before.values().stream().filter(List::isEmpty))
                .as("tables that prove nothing")
                .isEmpty();
        assertThat(restored.rows()).isEqualTo(written.rows());
        assertThat(restored.at()).isEqualTo(written.at());
        assertThat(copy.rows("SELECT FROM session")).isEmpty();
        assertThat(copy.value("SELECT count(*) FROM article_search")).isEqualTo(2L);
        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (var zip = new ZipFile(file().toFile())) {
            var settings = zip.getInputStream(zip.getEntry("settings.json")).readAllBytes();
            assertThat(new String(settings, java.nio.charset.StandardCharsets.UTF_8))
                    .contains("Tin mới");
        }
    }

    @Test
    void aRestoredSiteGoesOnInALogOfItsOwn() {
        var site = copies.filled();
        Filled.backUp(site, file());
        var head = get(new EventLog(site.db).head());
        var copy = copies.site(TestBackends.freshDatabase());
        var former = get(new EventLog(copy.db).head());
        get(copy.db.close());
        var reopened = copies.site(copy.url);

        Copies.restore(reopened, file());
        Filled.publish(reopened, "Bài ba");

        var now = get(new EventLog(reopened.db).head());
        assertThat(now.seq()).isEqualTo(head.seq() + 1);
        assertThat(now.epoch()).isNotEqualTo(head.epoch()).isNotEqualTo(former.epoch());
        assertThat(reopened.value("SELECT max(id) FROM article")).isEqualTo(3L);
        assertThatThrownBy(() -> reopened.rows("UPDATE audit SET actor = 'x'")).hasMessageContaining("neither");
        assertThat(reopened.value("SELECT count(*) FROM audit WHERE action = 'site.restore'"))
                .isEqualTo(1L);
        assertThat(reopened.rows("INSERT INTO person (login, name, role, password, must_change) VALUES"
                        + " ('b', 'B', 'admin', 'x', true) RETURNING id"))
                .hasSize(1);
    }

    @Test
    void aBackupUnderWritesIsOfOneMoment() {
        var site = copies.filled();
        var stopped = new AtomicBoolean();
        var published = new AtomicInteger();
        var writer = CompletableFuture.runAsync(() -> {
            while (!stopped.get()) Filled.publish(site, "Bài " + published.incrementAndGet());
        });
        Await.until(() -> published.get() > 5);

        Filled.backUp(site, file());
        int then = published.get();
        Await.until(() -> published.get() > then + 5);
        stopped.set(true);
        writer.join();
        var copy = copies.empty();
        Copies.restore(copy, file());

        long stories = (long) copy.value("SELECT count(*) FROM article");
        assertThat(stories).isBetween(7L, (long) then + 2);
        assertThat(copy.value("SELECT count(*) FROM revision")).isEqualTo(stories);
        assertThat(copy.value("SELECT max(seq) FROM event_log")).isEqualTo(stories);
        assertThat(copy.value("SELECT count(*) FROM event_log")).isEqualTo(stories + 1);
    }

    /** Its rows meet the later migrations as they would have met them at home. */
    @Test
    void anOlderBackupIsBroughtUpToDate() {
        var old = copies.site(TestBackends.freshDatabase());
        try (var connection = PatientConnection.open(old.vertx, old.db, "test")) {
            connection.run("BEGIN");
            connection.await(Schema.known().rebuild(connection.connection(), 22));
            connection.run("INSERT INTO media (id, url, width, height, alt) VALUES ('a', '/media/a-1.png', 1, 1, 'A')");
            connection.run("INSERT INTO media_rendition VALUES ('a', 1, 'image/png', '\\x01')");
            connection.run("COMMIT");
        }
        var backup = new BackupWriterOf(old);
        backup.write(file());
        var copy = copies.empty();

        var restored = Copies.restore(copy, file());

        assertThat(restored.schema()).isEqualTo(22);
        assertThat(restored.migrated()).isPositive();
        assertThat(copy.value("SELECT sha256 = sha256(bytes) FROM media_rendition"))
                .isEqualTo(true);
        assertThat(copy.value("SELECT max(number) FROM schema_version"))
                .isEqualTo(Schema.known().newest());
    }

    /** Of a database that this program's version has not migrated yet; where the backup is noted is not there either. */
    private record BackupWriterOf(TestDesk site) {
        void write(Path file) {
            assertThat(Filled.backUp(site, file).schema()).isEqualTo(22);
        }
    }

    @Test
    void onAFullDiskNothingStays() throws IOException {
        var site = copies.filled();
        for (int room : new int[] {0, 100, 4_000}) {
            assertThatThrownBy(() -> writeOnto(room, site)).hasMessageContaining("No space left");
            assertThat(folder).as("%d bytes", room).isEmptyDirectory();
        }
        assertThat(site.rows("SELECT FROM backup_made")).isEmpty();
        Copies.assertRefused(() -> Filled.backUp(site, folder.resolve("none/x.zip")), "backup.folder", "none");
        Files.writeString(file(), "theirs");
        Copies.assertRefused(() -> Filled.backUp(site, file()), "backup.there", "zip");
        assertThat(Files.readString(file())).isEqualTo("theirs");
    }

    private void writeOnto(int room, TestDesk site) throws IOException {
        try (var file = new BackupWriter(file(), channel -> new Full(Channels.newOutputStream(channel), room))) {
            assertThat(Filled.backup(site).write(file, "x")).isNotNull();
        }
    }

    /** A disk with room for so many bytes. */
    private static final class Full extends FilterOutputStream {
        private int room;

        Full(OutputStream out, int room) {
            super(out);
            this.room = room;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            room -= length;
            if (room < 0) throw new IOException("No space left on device");
            out.write(bytes, offset, length);
        }
    }
}
