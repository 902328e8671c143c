package vn.tinmoi.conf;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.function.Function;

/** The settings file as it stands there; {@code unusable}: what is thrown, of a sentence, when it cannot be read. */
record SettingsFile(Function<String, RuntimeException> unusable) {
    /** Nothing of a file that is not there. */
    Properties read(Path file) {
        var properties = new Properties();
        if (!Files.exists(file)) return properties;
        try {
            properties.load(new StringReader(Files.readString(file)));
        } catch (IOException | IllegalArgumentException e) {
            throw unusable.apply("the settings file " + file + " cannot be read: " + e.getMessage());
        }
        return properties;
    }
}
