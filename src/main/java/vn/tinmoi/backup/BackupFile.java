package vn.tinmoi.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.text.Sha256;

/** A backup that is whole: every byte of it is as it was written. Whatever is not is a {@link Problem} that names it. One thread. */
final class BackupFile implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    /** Takes the lines of a part, in their order. */
    interface Lines {
        void take(String line) throws IOException;
    }

    private final Path file;
    private final ZipFile zip;
    private final Manifest manifest;

    private BackupFile(Path file, ZipFile zip, Manifest manifest) {
        this.file = file;
        this.zip = zip;
        this.manifest = manifest;
    }

    /** Reads all of it once. */
    static BackupFile open(Path file) {
        if (!Files.exists(file)) throw refused("backup.missing", file);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) throw refused("backup.unreadable", file);
        try {
            var zip = zip(file);
            try {
                var whole = new BackupFile(file, zip, manifest(file, zip));
                whole.check();
                return whole;
            } catch (RuntimeException | IOException e) {
                zip.close();
                throw e;
            }
        } catch (IOException e) {
            throw refused("backup.broken", file, e.toString());
        }
    }

    /** Its table of contents stands at its end. */
    private static ZipFile zip(Path file) {
        try {
            return new ZipFile(file.toFile(), UTF_8);
        } catch (IOException noZip) {
            throw refused("backup.cut", file);
        }
    }

    private static Problem refused(String code, Path file, Object... more) {
        var arguments = new ArrayList<Object>(List.of(file));
        arguments.addAll(List.of(more));
        return new Problem(Problem.Kind.MALFORMED, code, null, arguments.toArray());
    }

    private static Manifest manifest(Path file, ZipFile zip) {
        var entry = zip.getEntry(Manifest.NAME);
        if (entry == null) throw refused("backup.part-missing", file, Manifest.NAME);
        try (var in = zip.getInputStream(entry)) {
            var bytes = in.readAllBytes();
            var crc = new CRC32();
            crc.update(bytes);
            if (crc.getValue() != entry.getCrc()) throw refused("backup.changed", file, Manifest.NAME);
            return usable(file, Manifest.read(new String(bytes, UTF_8)));
        } catch (IOException e) {
            throw refused("backup.changed", file, Manifest.NAME);
        }
    }

    private static Manifest usable(Path file, Manifest manifest) {
        if (manifest.format() != Manifest.FORMAT) {
            throw refused("backup.format", file, manifest.format(), Manifest.FORMAT);
        }
        return manifest;
    }

    private void check() throws IOException {
        for (var part : manifest.parts()) read(part, line -> {});
        if (zip.size() != manifest.parts().size() + 1 || !isSealed()) throw refused("backup.changed-between", file);
    }

    Manifest manifest() {
        return manifest;
    }

    /** Gives the lines of a part; fails at its end where they are not those that were written. */
    void read(Manifest.Part part, Lines lines) throws IOException {
        var entry = zip.getEntry(part.name());
        if (entry == null) throw refused("backup.part-missing", file, part.name());
        var sha = Sha256.digest();
        long rows = 0;
        try (var text = reader(new DigestInputStream(in(part, entry), sha))) {
            for (var line = next(part, text); line != null; line = next(part, text)) {
                lines.take(line);
                rows++;
            }
        }
        boolean counted = part.columns() == null || rows == part.rows();
        if (!counted || !HexFormat.of().formatHex(sha.digest()).equals(part.sha256())) {
            throw refused("backup.changed", file, part.name());
        }
    }

    private InputStream in(Manifest.Part part, ZipEntry entry) {
        try {
            return zip.getInputStream(entry);
        } catch (IOException e) {
            throw refused("backup.changed", file, part.name());
        }
    }

    private static BufferedReader reader(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, UTF_8), CHUNK);
    }

    /** Null: the end. Whatever unpacking says of bytes that are no longer those that were packed is one thing. */
    private @Nullable String next(Manifest.Part part, BufferedReader text) {
        try {
            return text.readLine();
        } catch (IOException e) {
            throw refused("backup.changed", file, part.name());
        }
    }

    private boolean isSealed() throws IOException {
        var sha = Sha256.digest();
        long left = Files.size(file) - Seal.LENGTH;
        try (var in = Files.newInputStream(file)) {
            var chunk = new byte[CHUNK];
            while (left > 0) {
                int read = in.read(chunk, 0, (int) Math.min(chunk.length, left));
                if (read < 0) throw new EOFException("it became shorter");
                sha.update(chunk, 0, read);
                left -= read;
            }
            var sealed = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return sealed.equals(HexFormat.of().formatHex(sha.digest()));
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
