package vn.tinmoi.command;

import static vn.tinmoi.store.Stores.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.ref.Reference;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.conf.SettingsReader;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.store.EmbeddedAddresses;
import vn.tinmoi.store.PostgresExam;
import vn.tinmoi.store.RedisExam;

/** {@code doctor}: what is wrong around a node, where, and what to do; it changes nothing. Blocking. */
@Command(
        name = "doctor",
        description = {
            "Says what is wrong, where, why it matters and what to do; repairs nothing.",
            "Looks at the settings, this machine, PostgreSQL, Redis, the clock, the last backup, and through site.url at what"
                    + " stands between the site and its readers. Exits 0 when nothing is wrong, 1 when something is, 3 when"
                    + " there are warnings alone. Takes 30 s at most."
        })
final class Doctor implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(20); // for a check; with the start and end below 30 s
    private static final Duration ANSWER = Duration.ofSeconds(9); // of the site: a busy machine shakes hands slowly

    private static final Path NOWHERE = Path.of("no-such-settings"); // every setting as it is preset

    private final Surroundings here;
    private final Machine machine;
    private final StreamChecks.@Nullable Pace given;

    @Option(names = "--json", description = "one JSON object instead of sentences")
    private boolean json;

    @Option(names = "--thorough", description = "also watches whether a quiet stream is cut, which takes 90 s")
    private boolean thorough;

    Doctor(Surroundings here) {
        this(here, Machine.here(), null);
    }

    /** {@code pace}: null: as the options say. */
    Doctor(Surroundings here, Machine machine, StreamChecks.@Nullable Pace pace) {
        this.here = here;
        this.machine = machine;
        this.given = pace;
    }

    boolean isThorough() {
        return thorough;
    }

    @Override
    public Integer call() {
        var report = new DoctorReport(quietly());
        here.out().println(json ? report.json(here.language()) : report.text(here.language()));
        return report.exitCode();
    }

    /** What a connection says that breaks off is no news here: the finding says it. */
    private List<Checkup.Line> quietly() {
        var noise = (Logger) LoggerFactory.getLogger("io.vertx");
        var before = noise.getLevel();
        noise.setLevel(Level.OFF);
        try {
            return examine();
        } finally {
            noise.setLevel(before);
        }
    }

    /** What each check gives, in their order. */
    List<Checkup.Line> examine() {
        String unusable = null;
        Settings settings;
        try {
            settings = here.settings();
        } catch (SettingsReader.UnusableSetting e) {
            unusable = String.valueOf(e.getMessage());
            settings = SettingsReader.read(NOWHERE, Map.of());
        }
        var vertx = EventLoops.start(settings, new Metrics());
        try {
            var pace = pace();
            var patience = PATIENCE.plus(pace.idle());
            var checks = unusable == null ? checks(vertx, settings, pace) : locked(unusable, vertx, settings, pace);
            try {
                return await(new Checkup(checks, patience).run(), patience.toSeconds() + 10);
            } finally {
                Reference.reachabilityFence(
                        checks); // they have the clients, which Vert.x closes once nobody refers to them
            }
        } finally {
            EventLoops.stop(vertx);
        }
    }

    private StreamChecks.Pace pace() {
        if (given != null) return given;
        return thorough ? StreamChecks.Pace.THOROUGH : StreamChecks.Pace.USUAL;
    }

    /** With settings that nobody can read there is nothing to look at but this machine. */
    private List<Check> locked(String why, Vertx vertx, Settings presets, StreamChecks.Pace pace) {
        return checks(vertx, presets, pace).stream()
                .map(check -> switch (check.name()) {
                    case "settings" -> Check.now("settings", () -> Outcome.found(Fault.SETTINGS_UNUSABLE, why));
                    case "machine.descriptors" -> check;
                    default -> Check.now(check.name(), () -> Outcome.skipped("settings"));
                })
                .toList();
    }

    private List<Check> checks(Vertx vertx, Settings settings, StreamChecks.Pace pace) {
        var embedded = EmbeddedAddresses.in(settings.dataDir());
        var postgres = address(settings.database(), embedded.database())
                .map(url -> PostgresExam.of(vertx, url, here.clock()))
                .orElseGet(() -> Future.failedFuture("none"));
        var redis = address(settings.redis(), embedded.redis())
                .map(url -> RedisExam.of(vertx, url))
                .orElseGet(() -> Future.failedFuture("none"));
        var all = new ArrayList<Check>();
        all.addAll(new SettingsChecks(settings).all());
        all.addAll(new MachineChecks(vertx, settings, machine, new LocalNode(vertx, settings)).all());
        all.addAll(new PostgresChecks(postgres, settings.database() == null ? "embedded" : "postgresql", here.clock())
                .all());
        all.addAll(new RedisChecks(redis, settings.redis() == null ? "embedded" : "redis").all());
        all.addAll(site(vertx, settings, pace, postgres.map(PostgresExam::epoch)));
        return all;
    }

    private static Optional<String> address(@Nullable String setting, Optional<String> embedded) {
        return setting == null ? embedded : Optional.of(setting);
    }

    private List<Check> site(Vertx vertx, Settings settings, StreamChecks.Pace pace, Future<Optional<String>> epoch) {
        var probe = new SiteProbe(vertx, siteOf(settings), ANSWER);
        var site = new SiteChecks(probe, settings, here.clock(), epoch);
        var all = new ArrayList<>(site.all());
        all.addAll(new StreamChecks(vertx, probe, site, pace).all());
        return all;
    }

    /** Without a site.url that of the listener. */
    private static URI siteOf(Settings settings) {
        var listener = settings.http();
        return URI.create(Objects.requireNonNullElseGet(
                settings.siteUrl(), () -> "http://" + LocalNode.reached(listener.host()) + ":" + listener.port()));
    }
}
