package vn.tinmoi.command;

import io.vertx.core.Future;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.serve.WayHere;

/** What is asked of the site through its address, as a reader meets it. */
final class SiteChecks {
    private static final int NODES_ASKED = 8; // connections of their own, which a balancer gives to several nodes
    private static final Duration EXPIRING = Duration.ofDays(14);

    private final SiteProbe probe;
    private final Settings settings;
    private final InstantSource clock;
    private final Future<Optional<String>> epoch;
    private final Future<SiteProbe.Answer> first;

    /** {@code epoch}: of the log in our own database; fails or is empty where that is not known. */
    SiteChecks(SiteProbe probe, Settings settings, InstantSource clock, Future<Optional<String>> epoch) {
        this.probe = probe;
        this.settings = settings;
        this.clock = clock;
        this.epoch = epoch;
        this.first = probe.get("/health/live", Map.of());
    }

    List<Check> all() {
        return List.of(
                new Check("site", this::reached),
                new Check("site.certificate", this::certificate),
                reached("site.hsts", this::hsts),
                reached("site.nodes", this::nodes),
                reached("site.forwarded", this::forwarded),
                reached("site.websocket", this::webSocket));
    }

    /** Of a site that answers; what else could be said of one that does not? */
    Check reached(String name, Supplier<Future<Outcome>> look) {
        return new Check(
                name,
                () -> first.map(true)
                        .otherwise(false)
                        .compose(there -> there ? look.get() : Future.succeededFuture(Outcome.skipped("site"))));
    }

    private Future<Outcome> reached() {
        return first.map(answer -> Outcome.foundIf(
                        answer.status() != 200 || !answer.body().contains("\"status\":\"up\""),
                        Fault.SITE_STRANGER,
                        probe.site(),
                        answer.status()))
                .otherwise(away -> settings.siteUrl() == null
                        ? Outcome.skipped("nobody-serves")
                        : Outcome.found(Fault.SITE_AWAY, probe.site(), String.valueOf(away.getMessage())));
    }

    private Future<Outcome> certificate() {
        if (!probe.isTls()) {
            boolean local = Stream.of("localhost", "127.0.0.1", "[::1]")
                    .anyMatch(probe.site().getHost()::equals);
            return Future.succeededFuture(Outcome.foundIf(!local, Fault.SITE_PLAIN, probe.site()));
        }
        return first.transform(reached -> reached.failed()
                ? Future.succeededFuture(Outcome.skipped("site"))
                : probe.certified()
                        .map(this::expiry)
                        .otherwise(refused ->
                                Outcome.found(Fault.SITE_CERTIFICATE, String.valueOf(refused.getMessage()))));
    }

    private Outcome expiry(long lastDay) {
        long left = lastDay - clock.millis();
        return Outcome.foundIf(
                left < EXPIRING.toMillis(),
                Fault.SITE_EXPIRES,
                left / Duration.ofDays(1).toMillis());
    }

    private Future<Outcome> hsts() {
        if (!probe.isTls()) return Future.succeededFuture(Outcome.skipped("no-tls"));
        return first.map(answer ->
                Outcome.foundIf(answer.header("strict-transport-security").isEmpty(), Fault.SITE_HSTS));
    }

    /** One site is one log: answers of two of them, or of another than that of our database, are two sites. */
    private Future<Outcome> nodes() {
        var asked = Stream.generate(() -> probe.get("/api/v1/front", Map.of()).map(SiteChecks::epochOf))
                .limit(NODES_ASKED)
                .toList();
        return Future.all(asked)
                .compose(all -> epoch.otherwise(Optional.empty()).map(own -> {
                    var epochs = new TreeSet<String>();
                    asked.forEach(one -> one.result().ifPresent(epochs::add));
                    own.ifPresent(epochs::add);
                    return Outcome.foundIf(
                            epochs.size() > 1, Fault.SITE_NODES, epochs.size(), String.join(", ", epochs));
                }));
    }

    private static Optional<String> epochOf(SiteProbe.Answer front) {
        try {
            var cursor = new JsonObject(front.body()).getString("cursor", "");
            int dash = cursor.lastIndexOf('-');
            return dash < 0 ? Optional.empty() : Optional.of(cursor.substring(0, dash));
        } catch (DecodeException noJson) {
            return Optional.empty();
        }
    }

    private Future<Outcome> forwarded() {
        if (settings.siteUrl() == null) return Future.succeededFuture(Outcome.skipped("no-site-url"));
        return probe.get(WayHere.PATH, Map.of("X-Forwarded-For", WayHere.MARK)).map(answer -> {
            if (answer.status() != 200) return Outcome.skipped("older");
            var way = new JsonObject(answer.body());
            boolean believed = way.getBoolean("believed", false);
            return switch (way.getString("forwarded", "")) {
                case "no" -> Outcome.found(Fault.FORWARDED_STRIPPED);
                case "changed" -> Outcome.foundIf(!believed, Fault.FORWARDED_UNBELIEVED);
                default -> Outcome.foundIf(believed, Fault.FORWARDED_FORGED);
            };
        });
    }

    private Future<Outcome> webSocket() {
        return probe.webSocket()
                .map(Outcome.well())
                .otherwise(refused -> Outcome.found(
                        Fault.WEBSOCKET,
                        refused instanceof UpgradeRejectedException answer
                                ? "HTTP " + answer.getStatus()
                                : String.valueOf(refused.getMessage())));
    }
}
