package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vn.tinmoi.store.TestBackends;

/** The real program in a process of its own: {@code java -jar target/tinmoi.jar}, on free ports. */
public final class Program implements AutoCloseable {
    /** A test's program lives for seconds: with the quick compiler alone it takes 8 s of CPU to its first pages instead of 15. */
    private static final List<String> SMALL = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");

    public static final String TOKEN = "acceptance-token-0123456789abcdef-0123";
    /** What the build had the program make of itself, where the JDK can; it takes a third off what a start costs. */
    private static final Path AOT_CACHE = Path.of("target/tinmoi.aot").toAbsolutePath();

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path JAR = Path.of("target/tinmoi.jar").toAbsolutePath();
    private static final Pattern ADDRESS = Pattern.compile("http://[^\\s/]+:(\\d+)");

    private final Process process;
    private final Output out;
    private final Output err;

    private Program(Process process) {
        this.process = process;
        this.out = new Output(process.getInputStream());
        this.err = new Output(process.getErrorStream());
    }

    /** Starts it with these words and settings on top of the machine's environment, and does not wait. */
    static Program run(Path folder, Map<String, String> settings, String... words) {
        return run(JAVA, small(), folder, settings, words);
    }

    static Program run(Path java, Path folder, Map<String, String> settings, String... words) {
        return run(java, SMALL, folder, settings, words);
    }

    /** A run that ends at once where its AOT cache cannot be used. */
    static Program runWithCacheOrNotAtAll(Path folder, String... words) {
        var flags = Stream.concat(SMALL.stream(), Stream.of("-XX:AOTCache=" + AOT_CACHE, "-XX:AOTMode=on"));
        return run(JAVA, flags.toList(), folder, Map.of(), words);
    }

    private static List<String> small() {
        if (AOT_CACHE.toFile().lastModified() < JAR.toFile().lastModified()) return SMALL; // of an older jar, or none
        return Stream.concat(SMALL.stream(), Stream.of("-XX:AOTCache=" + AOT_CACHE))
                .toList();
    }

    private static Program run(
            Path java, List<String> flags, Path folder, Map<String, String> settings, String... words) {
        var command = new ArrayList<>(List.of(java.toString()));
        command.addAll(flags);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TINMOI_"));
        builder.environment().putAll(settings);
        try {
            return new Program(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings of a node: a database and a Redis that no other test sees, and these, each as {@code NAME=value}. */
    static Map<String, String> settings(String... more) {
        var settings = new HashMap<>(Map.of(
                "TINMOI_DATABASE_URL", TestBackends.freshDatabase(), "TINMOI_REDIS_URL", TestBackends.freshRedis()));
        for (var one : more) settings.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
        return settings;
    }

    /** As {@link #serve(Path, Map)}, in a folder of its own below {@code target}. */
    static Program serve(Map<String, String> settings) {
        try {
            return serve(Files.createTempDirectory(Path.of("target"), "served"), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Serves on free ports and waits until it says where. */
    static Program serve(Path folder, Map<String, String> settings) {
        return serve(small(), folder, settings);
    }

    /** As {@link #serve}, with these flags of the JVM. */
    public static Program serve(List<String> flags, Path folder, Map<String, String> settings) {
        var all = new HashMap<>(Map.of(
                "TINMOI_HTTP_PORT", "0",
                "TINMOI_HTTP_HOST", "127.0.0.1",
                "TINMOI_MANAGEMENT_PORT", "0",
                "TINMOI_API_TOKEN", TOKEN));
        all.putAll(settings);
        var program = run(JAVA, flags, folder, all, "serve");
        program.awaitAddresses();
        return program;
    }

    private void awaitAddresses() {
        var ended = process.onExit().thenApply(p -> "ended");
        CompletableFuture.anyOf(out.saw(ADDRESS, 2), ended)
                .orTimeout(90, TimeUnit.SECONDS)
                .handle((seen, failure) -> {
                    if (failure != null || !process.isAlive()) {
                        process.destroyForcibly();
                        throw new AssertionError("did not start:\n" + out.text() + err.text());
                    }
                    return seen;
                })
                .join();
    }

    public URI site() {
        return URI.create("http://127.0.0.1:" + port(0));
    }

    public URI management() {
        return URI.create("http://127.0.0.1:" + port(1));
    }

    private String port(int index) {
        return ADDRESS.matcher(out.text())
                .results()
                .skip(index)
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    /** SIGTERM, without waiting; its last words can still be read, which {@code Process.destroy} would cut off. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** SIGTERM, and the exit code it gives; fails when it takes more than 40 s. */
    int stop() {
        terminate();
        return exitCode(40);
    }

    /** Waits for it to end by itself. */
    int exitCode(int seconds) {
        try {
            return process.onExit().get(seconds, TimeUnit.SECONDS).exitValue();
        } catch (TimeoutException e) {
            throw new AssertionError("still running after " + seconds + " s:\n" + out.text() + err.text());
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public void kill() {
        process.destroyForcibly();
        assertThat(exitCode(10)).isNotZero();
    }

    public String out() {
        return out.text();
    }

    public String err() {
        return err.text();
    }

    @Override
    public void close() {
        if (!process.isAlive()) return;
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** What a stream of the process has said so far; read on a thread of its own, so that the process never waits. */
    private static final class Output {
        private final StringBuilder text = new StringBuilder();
        private final List<Runnable> watchers = new ArrayList<>();
        private final Thread reader;

        Output(InputStream stream) {
            reader = Thread.ofPlatform().daemon().start(() -> read(stream)); // a pipe would keep a carrier from others
        }

        private void read(InputStream stream) {
            try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) add(line);
            } catch (IOException e) {
                add("(unreadable: " + e + ")");
            }
        }

        private synchronized void add(String line) {
            System.err.println(line); // where what the test printed is kept
            text.append(line).append('\n');
            List.copyOf(watchers).forEach(Runnable::run);
        }

        /** Completes when the pattern was seen that often. */
        synchronized CompletableFuture<Object> saw(Pattern pattern, int times) {
            var seen = new CompletableFuture<Object>();
            Runnable look = () -> {
                if (pattern.matcher(text).results().count() >= times) seen.complete(pattern);
            };
            watchers.add(look);
            look.run();
            return seen;
        }

        String text() {
            try {
                if (!reader.isAlive()) reader.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            synchronized (this) {
                return text.toString();
            }
        }
    }
}
