package vn.tinmoi.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Readers in a process of their own, because one may open only so many file descriptors. It ends when this one does. */
final class ForkedCrowd implements Crowd {
    private final Process process;
    private final PrintStream to;
    private final BufferedReader from;

    ForkedCrowd(Habits habits) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(
                java,
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "crowd",
                "--url",
                habits.sites().getFirst().toString(),
                "--protocol",
                habits.protocol());
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        to = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private String ask(String question) {
        to.println(question);
        try {
            var answer = from.readLine();
            if (answer == null)
                throw new IllegalStateException("the readers' process ended; it was asked: " + question);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void open(int streams) {
        ask("open " + streams);
    }

    @Override
    public Tally tally() {
        return Tally.decode(ask("tally"));
    }

    @Override
    public long furthestBehind() {
        return Long.parseLong(ask("behind"));
    }

    @Override
    public void forgetLatencies() {
        ask("forget");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
