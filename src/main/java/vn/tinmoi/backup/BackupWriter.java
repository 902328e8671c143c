package vn.tinmoi.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.text.Sha256;

/**
 * Writes a backup beside its place and puts it there when it is whole and on the disk: before, nothing stands there, and what
 * was begun goes, also when the program is stopped. Only its owner may read it. One thread.
 */
final class BackupWriter implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final byte[] LINE_END = {'\n'};

    private final Path target;
    private final Path folder;
    private final Path draft;
    private final FileChannel channel;
    private final Seal seal;
    private final ZipOutputStream zip;
    private final List<Manifest.Part> parts = new ArrayList<>();

    /** What a file is written through; a test's disk may be full. */
    interface Disk {
        OutputStream to(FileChannel file);
    }

    BackupWriter(Path target, Disk disk) throws IOException {
        this.target = target.toAbsolutePath();
        this.folder = Objects.requireNonNull(this.target.getParent(), "a file stands in a folder");
        this.draft = Files.createTempFile(folder, target.getFileName() + ".", ".part");
        draft.toFile().deleteOnExit();
        this.channel = FileChannel.open(draft, StandardOpenOption.WRITE);
        this.seal = new Seal(disk.to(channel));
        this.zip = new ZipOutputStream(new BufferedOutputStream(seal, BUFFER), UTF_8);
        zip.setLevel(Deflater.BEST_SPEED); // most of it are pictures, which do not get smaller
    }

    static BackupWriter beside(Path target) throws IOException {
        return new BackupWriter(target, Channels::newOutputStream);
    }

    /** Begins an entry; the one before has ended. {@code columns}: of the table whose rows it has; null: it has none. */
    Entry begin(String name, @Nullable List<String> columns) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        return new Entry(name, columns);
    }

    /** An entry while it is written. */
    final class Entry {
        private final String name;
        private final @Nullable List<String> columns;
        private final MessageDigest sha = Sha256.digest();
        private long bytes;
        private long rows;

        private Entry(String name, @Nullable List<String> columns) {
            this.name = name;
            this.columns = columns;
        }

        /** Gives how many bytes the row has. */
        @CanIgnoreReturnValue
        long row(String line) throws IOException {
            rows++;
            return write(line.getBytes(UTF_8)) + write(LINE_END);
        }

        long rows() {
            return rows;
        }

        @CanIgnoreReturnValue
        long write(byte[] text) throws IOException {
            sha.update(text);
            zip.write(text);
            bytes += text.length;
            return text.length;
        }

        void end() throws IOException {
            zip.closeEntry();
            parts.add(
                    new Manifest.Part(name, columns, rows, bytes, HexFormat.of().formatHex(sha.digest())));
        }
    }

    List<Manifest.Part> parts() {
        return List.copyOf(parts);
    }

    /** Ends the file, puts it in its place and gives its length in bytes. */
    long finish(Manifest manifest) throws IOException {
        zip.putNextEntry(new ZipEntry(Manifest.NAME));
        zip.write(manifest.written().getBytes(UTF_8));
        zip.closeEntry();
        zip.setComment("0".repeat(Seal.LENGTH));
        zip.finish();
        zip.flush();
        seal.seal();
        channel.force(true);
        long length = channel.size();
        channel.close();
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        settle(folder);
        return length;
    }

    /** A name that a folder got is on the disk when the folder is; some systems do not let it be asked for. */
    private static void settle(Path folder) {
        try (var opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        } catch (IOException notHere) {
            return;
        }
    }

    /** Takes away what was begun and not finished. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(draft);
    }
}
