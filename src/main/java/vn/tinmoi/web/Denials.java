package vn.tinmoi.web;

import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.metric.Metrics;

/**
 * Says who was refused: a right that someone lacks, a token that is none. Of an address only its network is written, as in
 * the audit. Each is counted; the log has a line a second of each kind, with the number of those in between: who guesses
 * tokens must not fill it. Any thread.
 */
final class Denials {
    private static final Logger LOG = LoggerFactory.getLogger(Denials.class);
    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;

    private final Metrics metrics;
    private final ClientAddress addresses;
    private final Lines tokens;
    private final Lines rights;

    Denials(Metrics metrics, ClientAddress addresses, InstantSource clock) {
        this.metrics = metrics;
        this.addresses = addresses;
        this.tokens = new Lines(clock);
        this.rights = new Lines(clock);
    }

    /** A request was answered so; {@code route}: its template, never its path. */
    void answered(HttpServerRequest request, int status, String route) {
        if (status == FORBIDDEN) {
            metrics.people().rightRefused(route.startsWith("/api/") ? "api" : "newsroom");
            say(rights, "a right was refused", request, route);
        } else if (status == UNAUTHENTICATED && request.getHeader("Authorization") != null) {
            say(tokens, "a token was refused", request, route);
        }
    }

    private void say(Lines lines, String what, HttpServerRequest request, String route) {
        int said = lines.due();
        if (said == 0) return;
        LOG.warn(
                "{} method={} route={} network={} since_last={}",
                what,
                request.method(),
                route,
                ClientAddress.network(addresses.of(request)),
                said);
    }

    /** One a second. */
    private static final class Lines {
        private static final Duration BETWEEN = Duration.ofSeconds(1);

        private final InstantSource clock;
        private Instant next = Instant.MIN;
        private int unsaid;

        Lines(InstantSource clock) {
            this.clock = clock;
        }

        /** How many there were since the last line, this one among them; 0: not yet. */
        synchronized int due() {
            unsaid++;
            var now = clock.instant();
            if (now.isBefore(next)) return 0;
            next = now.plus(BETWEEN);
            int said = unsaid;
            unsaid = 0;
            return said;
        }
    }
}
