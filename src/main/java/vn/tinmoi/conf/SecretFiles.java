package vn.tinmoi.conf;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Secrets that stand in files, as containers and systemd hand them over: {@code TINMOI_API_TOKEN_FILE} names the file whose
 * content is {@code TINMOI_API_TOKEN}. An environment can be seen by whoever may look at the process; a file by its owner.
 */
final class SecretFiles {
    private static final String SUFFIX = "_FILE";
    private static final List<String> SECRETS =
            List.of("TINMOI_DATABASE_URL", "TINMOI_REDIS_URL", "TINMOI_API_TOKEN", "TINMOI_ADMIN_PASSWORD");
    private static final long LARGEST = 16 << 10; // bytes; the longest secret is a URL

    private final Function<String, RuntimeException> unusable;

    /** {@code unusable}: what is thrown, of a sentence with the variable, the file and what to do, never with what is in it. */
    SecretFiles(Function<String, RuntimeException> unusable) {
        this.unusable = unusable;
    }

    /** The environment with each secret in place of the file that it stands in. A variable that is empty is as good as none. */
    Map<String, String> readInto(Map<String, String> environment) {
        var read = new HashMap<>(environment);
        for (var secret : SECRETS) {
            var file = read.remove(secret + SUFFIX);
            if (file == null || file.isBlank()) continue;
            if (!environment.getOrDefault(secret, "").isBlank())
                throw unusable.apply(secret + " and " + secret + SUFFIX + " are both set: keep one of them");
            read.put(secret, content(secret + SUFFIX, file.strip()));
        }
        return read;
    }

    private String content(String variable, String file) {
        try {
            var path = Path.of(file);
            if (Files.size(path) > LARGEST)
                throw unusable(variable, file, "is larger than " + LARGEST + " bytes, which no secret is");
            var secret = Files.readString(path).stripTrailing(); // an editor ends it with a new line
            if (secret.isEmpty()) throw unusable(variable, file, "is empty: write the secret into it");
            if (secret.lines().count() > 1) throw unusable(variable, file, "has several lines: keep one");
            return secret;
        } catch (NoSuchFileException | InvalidPathException e) {
            throw unusable(variable, file, "is not there: check its name, and that it is mounted");
        } catch (CharacterCodingException e) {
            throw unusable(variable, file, "is not UTF-8: save it so");
        } catch (IOException e) {
            throw unusable(
                    variable,
                    file,
                    "cannot be read (" + e.getClass().getSimpleName() + "): let the user of this process read it");
        }
    }

    private RuntimeException unusable(String variable, String file, String what) {
        return unusable.apply("the file " + file + " that " + variable + " names " + what);
    }
}
