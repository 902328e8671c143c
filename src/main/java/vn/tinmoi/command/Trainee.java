package vn.tinmoi.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vn.tinmoi.store.EmbeddedBackends;

/** A node in a process of its own that is started to be watched; on free ports of 127.0.0.1. Blocking. */
final class Trainee implements AutoCloseable {
    static final String TOKEN = "a-token-of-the-rehearsal-alone-0123456789";
    private static final Pattern SITE = Pattern.compile("site +http://[^\\s/]+:(\\d+)/\\R"); // the whole line is there
    private static final int START_SECONDS = 90;
    private static final int STOP_SECONDS = 180; // the cache is written at the end
    private static final long LOOK_MS = 50;

    private final Process process;
    private final Path output;

    private Trainee(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static Trainee start(List<String> command, Path folder, EmbeddedBackends stores) throws IOException {
        var output = folder.resolve("output.txt");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TINMOI_"));
        builder.environment()
                .putAll(Map.of(
                        "TINMOI_DATABASE_URL",
                        stores.databaseUrl(),
                        "TINMOI_REDIS_URL",
                        stores.redisUrl(),
                        "TINMOI_DATA_DIR",
                        folder.resolve("data").toString(),
                        "TINMOI_HTTP_HOST",
                        "127.0.0.1",
                        "TINMOI_HTTP_PORT",
                        "0",
                        "TINMOI_MANAGEMENT_PORT",
                        "0",
                        "TINMOI_API_TOKEN",
                        TOKEN));
        return new Trainee(builder.start(), output);
    }

    /** Where it serves. @throws NotTrained with what it said, when it does not within 90 s */
    URI awaitSite() throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < until && process.isAlive()) {
            var site = SITE.matcher(said());
            if (site.find()) return URI.create("http://127.0.0.1:" + site.group(1));
            process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS);
        }
        throw new NotTrained("the node to learn from did not start:\n" + said());
    }

    String said() throws IOException {
        return Files.readString(output);
    }

    /** @throws NotTrained when it has not ended cleanly after three minutes */
    void stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0)
            throw new NotTrained("the node to learn from did not end cleanly:\n" + said());
    }

    /** Ends it and what it started, and waits: the JVM writes its cache in a process of its own. */
    @Override
    public void close() {
        var all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
    }
}
