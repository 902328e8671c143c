package vn.tinmoi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vn.tinmoi.acceptance.Program;
import vn.tinmoi.store.TestBackends;

/** The server that is measured: the packaged program, started here, or one that runs already. */
final class Server implements AutoCloseable {
    private static final int TRIES = 5;

    private final Map<String, String> settings;
    private final List<String> flags;
    private Program program;
    private URI site;
    private URI management;
    private ServerProcess process;

    private Server(Map<String, String> settings, List<String> flags) {
        this.settings = new HashMap<>(settings);
        this.flags = flags;
    }

    /** The one at {@code --url}, or a new one on stores of its own. */
    static Server of(Options options) {
        var url = options.text("url", "");
        var management = options.text("management", "");
        int pid = options.number("pid", 0);
        var flags = flags(options);
        if (url.isEmpty()) return start(flags, TestBackends.freshDatabase(), TestBackends.freshRedis());
        var server = new Server(Map.of(), flags);
        server.site = URI.create(url);
        server.management = URI.create(management.isEmpty() ? "http://127.0.0.1:8081" : management);
        server.process = new ServerProcess(pid);
        return server;
    }

    /** As the README has it run. */
    static List<String> flags(Options options) {
        var flags = new ArrayList<>(List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UseCompactObjectHeaders"));
        flags.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Dtinmoi.stop-with-parent=true"));
        if (Runtime.version().feature() > 23) flags.add("--sun-misc-unsafe-memory-access=allow");
        flags.addAll(List.of(options.text("java", "-Xmx1g").split(" ")));
        return flags;
    }

    static Server start(List<String> flags, String databaseUrl, String redisUrl) {
        var server = new Server(
                Map.of(
                        "TINMOI_DATABASE_URL",
                        databaseUrl,
                        "TINMOI_REDIS_URL",
                        redisUrl,
                        "TINMOI_MAX_STREAMS_PER_ADDRESS",
                        "0",
                        "TINMOI_STREAMS_NEW_PER_SECOND",
                        "0",
                        "TINMOI_LIMITS_LIFTED",
                        "127.0.0.0/8",
                        "TINMOI_SAMPLE",
                        "false"),
                flags);
        server.start();
        return server;
    }

    /** On the same port, after {@link #kill}; another connection may have that port for a moment. */
    void startAgain() {
        settings.put("TINMOI_HTTP_PORT", Integer.toString(site.getPort()));
        for (int left = TRIES; ; left--) {
            try {
                start();
                return;
            } catch (AssertionError e) {
                if (left == 1) throw e;
            }
        }
    }

    private void start() {
        program = Program.serve(flags, folder(), settings);
        site = program.site();
        management = program.management();
        process = new ServerProcess(program.pid());
    }

    private static Path folder() {
        try {
            return Files.createDirectories(Path.of("target", "bench"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        program.kill();
    }

    URI site() {
        return site;
    }

    ServerProcess process() {
        return process;
    }

    Scrape scrape() {
        return Scrape.of(management);
    }

    /** Its warnings and errors, the first few; a server that runs already keeps them to itself. */
    List<String> complaints() {
        if (program == null) return List.of();
        return program.out()
                .lines()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .limit(8)
                .toList();
    }

    /** Stops it if it was started here. */
    @Override
    public void close() {
        if (program == null) return;
        complaints().forEach(line -> System.out.println("server said: " + line));
        halt();
    }

    /** As {@link #close}, without its last words. A drain would take 15 s and nothing is measured by it. */
    void halt() {
        if (program.isAlive()) program.kill();
    }
}
