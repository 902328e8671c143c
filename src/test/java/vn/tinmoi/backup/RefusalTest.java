package vn.tinmoi.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.tinmoi.desk.TestDesk.get;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinmoi.desk.TestDesk;
import vn.tinmoi.news.Problem;

/** What is not restored, and leaves everything as it was. */
final class RefusalTest {
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

    @Test
    void aChangedByteIsRefusedByTheNameOfItsPart() throws IOException {
        var site = copies.filled();
        Filled.backUp(site, file());
        var whole = Files.readAllBytes(file());
        var copy = copies.empty();

        for (var entry : Entries.of(file())) {
            Copies.assertRefused(
                    () -> Copies.restore(copy, changed(whole, entry.middle())), "backup.changed", entry.name());
        }
        for (int at = 0; at < whole.length; at += Math.max(1, whole.length / 300)) {
            int place = at;
            assertThatThrownBy(() -> BackupFile.open(changed(whole, place)).close())
                    .as("byte %d", at)
                    .isInstanceOf(Problem.class);
        }
        assertThat(Copies.tables(copy)).isEmpty();
    }

    private Path changed(byte[] whole, int at) throws IOException {
        var bytes = whole.clone();
        bytes[at] ^= 0x10;
        return Files.write(folder.resolve("changed.zip"), bytes);
    }

    @Test
    void aFileThatWasCutOffIsRefused() throws IOException {
        var site = copies.filled();
        Filled.backUp(site, file());
        var whole = Files.readAllBytes(file());
        var copy = copies.empty();

        for (int length :
                new int[] {0, 1, 30, whole.length / 3, whole.length / 2, whole.length - 70, whole.length - 1}) {
            var cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(whole, length));
            Copies.assertRefused(() -> Copies.restore(copy, cut), "backup.cut", "cut.zip");
        }
        var longer = Files.write(folder.resolve("longer.zip"), Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> Copies.restore(copy, longer)).isInstanceOf(Problem.class);
        Copies.assertRefused(() -> Copies.restore(copy, folder.resolve("none.zip")), "backup.missing", "none.zip");
        assertThat(Copies.tables(copy)).isEmpty();
    }

    @Test
    void aSiteWithStoriesIsRefusedWithWhatIsThere() {
        var site = copies.filled();
        Filled.backUp(site, file());
        var other = new TestDesk();
        Filled.publish(other, "Bài của trang khác");
        other.close();
        var reopened = copies.site(other.url);

        Copies.assertRefused(() -> Copies.restore(reopened, file()), "backup.not-empty", "1");
        assertThat(reopened.value("SELECT title FROM article")).isEqualTo("Bài của trang khác");
        Copies.assertRefused(() -> Copies.restore(reopened, file()), "backup.in-use", "1");
        var strange = copies.empty();
        strange.rows("CREATE TABLE theirs (x int)");
        get(strange.db.close());
        Copies.assertRefused(() -> Copies.restore(copies.site(strange.url), file()), "backup.strangers", "theirs");
    }

    @Test
    void aBackupOfANewerVersionIsRefused() throws IOException {
        try (var file = BackupWriter.beside(file())) {
            var manifest =
                    new Manifest(1, "9.9", 9999, "2026-11-27T00:00:00Z", List.of(), new TreeMap<>(), new TreeMap<>());
            assertThat(file.finish(manifest)).isPositive();
        }
        var copy = copies.empty();

        Copies.assertRefused(() -> Copies.restore(copy, file()), "backup.newer", "9999");
        assertThat(Copies.tables(copy)).isEmpty();
    }
}
