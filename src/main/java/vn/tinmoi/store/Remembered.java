package vn.tinmoi.store;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/** What the embedded servers keep across restarts beside their data: their ports, and the password that both ask for. */
final class Remembered {
    static final String FILE = "embedded.properties";

    private final Path file;
    private final Properties values = new Properties();

    private Remembered(Path file) {
        this.file = file;
    }

    static Remembered in(Path folder) throws IOException {
        var remembered = new Remembered(folder.resolve(FILE));
        if (Files.exists(remembered.file)) remembered.values.load(new StringReader(Files.readString(remembered.file)));
        if (remembered.values.getProperty("password") == null) remembered.put("password", secret());
        return remembered;
    }

    String password() {
        return values.getProperty("password");
    }

    /** 0: none yet. */
    int port(String name) {
        return Integer.parseInt(values.getProperty(name + ".port", "0"));
    }

    void port(String name, int port) throws IOException {
        put(name + ".port", Integer.toString(port));
    }

    private void put(String key, String value) throws IOException {
        values.setProperty(key, value);
        var text = new StringWriter();
        values.store(text, "ports and password of the embedded stores; the password is in their data too");
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var fresh = Files.createTempFile(file.getParent(), "embedded", ".properties", ownerOnly);
        Files.writeString(fresh, text.toString());
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String secret() {
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
