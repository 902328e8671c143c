package vn.tinmoi.store;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program to its end. Its output goes through a file and not a pipe: a server that it leaves behind would keep a
 * pipe open for ever. Blocks.
 */
final class Subprocess {
    /** {@code exit}: 127 when the program does not exist or hangs; {@code output}: both streams. */
    record Ended(int exit, String output) {
        boolean well() {
            return exit == 0;
        }
    }

    private Subprocess() {}

    static Ended run(Duration patience, Path directory, List<String> words) {
        return run(patience, directory, "", words);
    }

    static Ended run(Duration patience, Path directory, String input, List<String> words) {
        try {
            var output = Files.createTempFile(directory, "command", ".out");
            var stdin = Files.writeString(Files.createTempFile(directory, "command", ".in"), input);
            try {
                return run(patience, directory, stdin.toFile(), output.toFile(), words);
            } finally {
                Files.deleteIfExists(stdin);
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            return new Ended(127, String.valueOf(e.getMessage()));
        }
    }

    private static Ended run(Duration patience, Path directory, File stdin, File output, List<String> words)
            throws IOException {
        var builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(stdin)
                .redirectOutput(output);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C"); // messages are read by this program
        var process = builder.start();
        return new Ended(exit(process, patience), Files.readString(output.toPath()));
    }

    private static int exit(Process process, Duration patience) {
        try {
            if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) return process.exitValue();
            process.destroyForcibly();
            return 127;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return 127;
        }
    }
}
