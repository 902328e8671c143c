package vn.tinmoi.people;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key that seals secrets: of the settings, or of a file that the first start makes. */
public final class SecretKeyFile {
    private static final Logger LOG = LoggerFactory.getLogger(SecretKeyFile.class);
    private static final Pattern KEY = Pattern.compile("[0-9a-fA-F]{64}");

    private SecretKeyFile() {}

    /**
     * 32 bytes. {@code set}: the setting's, 64 hexadecimal digits; null: the file's, which is made where there is none, readable by
     * its owner alone. Empty: it could not be made, as on a disk that is read only; the log says so. An {@link
     * IllegalStateException} with a sentence where there is one that cannot be used. Blocking.
     */
    public static Optional<byte[]> read(@Nullable String set, Path file) {
        if (set != null) return Optional.of(HexFormat.of().parseHex(set));
        if (!Files.exists(file) && !isMade(file)) return Optional.empty();
        try {
            var text = Files.readString(file).strip();
            if (KEY.matcher(text).matches()) return Optional.of(HexFormat.of().parseHex(text));
        } catch (IOException e) {
            throw new IllegalStateException("the key file " + file + " (secret.key.file) cannot be read: " + e, e);
        }
        throw new IllegalStateException("the key file " + file
                + " (secret.key.file) must hold 64 hexadecimal digits; `openssl rand -hex 32` makes them");
    }

    private static boolean isMade(Path file) {
        try {
            make(file);
            LOG.info("key file made, keep a copy apart from the database's file={}", file);
            return true;
        } catch (IOException e) {
            LOG.warn(
                    "no second factor can be set up: set secret.key or secret.key.file; key file not made: {}",
                    e.toString());
            return false;
        }
    }

    /** Whole or not at all; of two nodes that start at once one makes it. */
    private static void make(Path file) throws IOException {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        var folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        var own = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        var made = posix
                ? Files.createTempFile(folder, "secret", ".key", own)
                : Files.createTempFile(folder, "secret", ".key");
        try {
            Files.writeString(made, HexFormat.of().formatHex(key) + "\n");
            Files.createLink(file, made);
        } catch (FileAlreadyExistsException e) {
            // the other node's counts
        } finally {
            Files.delete(made);
        }
    }
}
