package vn.tinmoi.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the embedded servers of a folder are, for who looks and starts none. Empty: that folder never had one. */
public record EmbeddedAddresses(Optional<String> database, Optional<String> redis) {
    /** Reads one small file, and changes nothing. A file that cannot be read tells nothing. */
    public static EmbeddedAddresses in(Path dataDir) {
        try {
            if (!Files.isReadable(dataDir.resolve(Remembered.FILE)))
                return new EmbeddedAddresses(Optional.empty(), Optional.empty());
            var remembered = Remembered.in(dataDir);
            return new EmbeddedAddresses(
                    url(remembered, "postgresql", "postgresql://tinmoi:%s@127.0.0.1:%d/tinmoi"),
                    url(remembered, "redis", "redis://:%s@127.0.0.1:%d"));
        } catch (IOException e) {
            return new EmbeddedAddresses(Optional.empty(), Optional.empty());
        }
    }

    private static Optional<String> url(Remembered remembered, String server, String form) {
        int port = remembered.port(server);
        return port == 0 ? Optional.empty() : Optional.of(form.formatted(remembered.password(), port));
    }
}
