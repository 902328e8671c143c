package vn.tinmoi.site;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The descriptions of the API as they are written, and the programs that show its use. Any thread; reads from the jar. */
final class ApiFiles {
    private ApiFiles() {}

    static JsonObject json(String file) {
        return new JsonObject(text(file));
    }

    static String text(String file) {
        try (var in = ApiFiles.class.getResourceAsStream("/api/" + file)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
