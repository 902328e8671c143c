package vn.tinmoi;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.command.CommandLine;
import vn.tinmoi.command.ImportOptions;
import vn.tinmoi.command.ImportStories;
import vn.tinmoi.command.ImportVisits;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.conf.SettingsReader;
import vn.tinmoi.conf.Version;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.serve.Server;
import vn.tinmoi.serve.StartFailed;
import vn.tinmoi.store.BackendFailed;
import vn.tinmoi.store.Countdown;
import vn.tinmoi.store.Stores;

/** The program: reads the command and the settings, opens the stores, serves or does the one thing asked for. */
public final class Tinmoi {
    private static final Logger LOG = LoggerFactory.getLogger(Tinmoi.class);
    private static final Path SETTINGS = Path.of("conf/tinmoi.properties");
    private static final int STARTED = -1;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    private Tinmoi(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int code = new Tinmoi(System.getenv(), out, err).run(CommandLine.parse(arguments));
        if (code != STARTED) System.exit(code);
    }

    /** The exit code, or {@link #STARTED} when the process goes on serving. */
    private int run(CommandLine command) {
        try {
            return switch (command) {
                case CommandLine.Help() -> say(CommandLine.USAGE);
                case CommandLine.Version() -> say("tinmoi " + Version.current() + "\n");
                case CommandLine.Misuse(var complaint) -> misuse(complaint);
                case CommandLine.Migrate() -> migrate(settings());
                case CommandLine.Import(var options) -> bringIn(settings(), options);
                case CommandLine.ImportVisits(var file) -> bringInVisits(settings(), file);
                case CommandLine.ImportRedirects(var file, var hosts) -> bringInRedirects(settings(), file, hosts);
                case CommandLine.Serve() -> serve(settings());
            };
        } catch (SettingsReader.UnusableSetting | BackendFailed | StartFailed e) {
            err.println("tinmoi cannot start: " + e.getMessage());
            return 1;
        } catch (RuntimeException e) {
            LOG.error("tinmoi cannot start because of a fault of its own", e);
            return 1;
        }
    }

    private Settings settings() {
        return SettingsReader.read(SETTINGS, environment);
    }

    private int say(String words) {
        out.print(words);
        out.flush();
        return 0;
    }

    private int misuse(String complaint) {
        err.println("tinmoi: " + complaint);
        err.print(CommandLine.USAGE);
        err.flush();
        return 2;
    }

    private int migrate(Settings settings) {
        var vertx = vertx(settings, new Metrics());
        try {
            int applied = Stores.migrate(vertx, settings);
            return say("schema is up to date, migrations applied: " + applied + "\n");
        } finally {
            close(vertx);
        }
    }

    private int bringIn(Settings settings, ImportOptions options) {
        var vertx = vertx(settings, new Metrics());
        try {
            return new ImportStories(vertx, settings, InstantSource.system())
                    .bringIn(options, options.language(environment), out, err);
        } finally {
            close(vertx);
        }
    }

    private int bringInVisits(Settings settings, Path file) {
        var vertx = vertx(settings, new Metrics());
        try {
            return new ImportVisits(vertx, settings, InstantSource.system()).bringIn(file, out);
        } finally {
            close(vertx);
        }
    }

    private int bringInRedirects(Settings settings, Path file, java.util.Set<String> hosts) {
        var vertx = vertx(settings, new Metrics());
        try {
            return new ImportStories(vertx, settings, InstantSource.system()).redirects(file, hosts, out, err);
        } finally {
            close(vertx);
        }
    }

    private int serve(Settings settings) {
        var metrics = new Metrics();
        metrics.build(Version.current());
        var vertx = vertx(settings, metrics);
        try {
            var server = Server.start(vertx, settings, metrics, InstantSource.system());
            stopWithTheProcess(server, vertx);
            server.announce(out);
            return STARTED;
        } catch (RuntimeException e) {
            close(vertx);
            throw e;
        }
    }

    /**
     * A clean stop on SIGTERM, Ctrl-C, and, where the build started the program, at the end of its parent: a build that is
     * ended by SIGTERM leaves its children running.
     */
    private static void stopWithTheProcess(Server server, Vertx vertx) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            var countdown = new Countdown();
                            server.stop(countdown);
                            countdown.settle(Countdown.Step.REST, vertx.close());
                            // a process ended by a signal would report 143; this stop was clean
                            Runtime.getRuntime().halt(0);
                        },
                        "stop"));
        if (Boolean.getBoolean("tinmoi.stop-with-parent")) {
            ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
        }
    }

    /**
     * Of Vert.x' own metrics only those of the pools: its HTTP metrics would keep objects for each open stream, so requests
     * are counted by the router.
     */
    private static Vertx vertx(Settings settings, Metrics metrics) {
        var pools = new MicrometerMetricsOptions()
                .setEnabled(true)
                .setDisabledMetricsCategories(Stream.of(MetricsDomain.values())
                        .filter(domain -> domain != MetricsDomain.NAMED_POOLS)
                        .map(MetricsDomain::toCategory)
                        .collect(Collectors.toSet()));
        var options = new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(settings.eventLoops())
                .setMetricsOptions(pools)
                .setDisableTCCL(true);
        var vertx = Vertx.builder()
                .with(options)
                .withMetrics(new MicrometerMetricsFactory(metrics.registry()))
                .build();
        if (!vertx.isNativeTransportEnabled()) {
            LOG.info(
                    "no native transport here, streams cost more: {}",
                    String.valueOf(vertx.unavailableNativeTransportCause()));
        }
        return vertx;
    }

    private static void close(Vertx vertx) {
        new Countdown().settle(Countdown.Step.REST, vertx.close());
    }
}
