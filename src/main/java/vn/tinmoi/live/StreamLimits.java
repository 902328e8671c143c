package vn.tinmoi.live;

import static java.util.Objects.requireNonNull;

import com.sun.management.UnixOperatingSystemMXBean;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.conf.Settings;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.web.ClientAddress;

/**
 * How many live streams this node and one address may have, SSE and WebSocket together, and how fast they may come. What is
 * refused is counted, and the log hears of it once a minute at most. Any thread.
 */
public final class StreamLimits {
    private static final Logger LOG = LoggerFactory.getLogger(StreamLimits.class);
    private static final int RESERVE = 512; // descriptors for requests, stores, files and logs
    private static final int LEAST_FOR_AN_ADDRESS = 200;
    private static final int SOONEST = 30_000; // ms until one who was above a limit asks again
    private static final int LATEST = 60_000;
    private static final int SPREAD = 2_000; // ms over which those of a flood come back
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final int perNode;
    private final int perAddress;
    private final Inflow inflow;
    private final ClientAddress addresses;
    private final Metrics metrics;
    private final InstantSource clock;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
    private Instant nextWarning = Instant.MIN;
    private int unsaid; // refused since the last warning

    /** What a request for a stream gets. */
    sealed interface Admission {
        /** {@code millis}: until it is its turn; {@code leave}: gives the place back; to be run once. */
        record Place(int millis, Runnable leave) implements Admission {
            /** Runs it on this event loop when it is its turn; who has left by then gives the place back. */
            void whenItsTurn(HttpServerRequest request, Runnable come) {
                if (millis == 0) {
                    come.run();
                    return;
                }
                request.pause(); // a WebSocket begins at the request's end, which must not have passed
                requireNonNull(Vertx.currentContext()).owner().setTimer(millis, turn -> {
                    if (request.response().closed()) leave.run();
                    else come.run();
                    request.resume();
                });
            }
        }

        /**
         * {@code reason}: address, node or rate, as in the metrics; {@code setting}: the key of the limit; {@code soonest},
         * {@code latest}: ms until it may ask again, to be chosen between them.
         */
        record Refused(String reason, int limit, String setting, int soonest, int latest) implements Admission {
            boolean isForAddress() {
                return reason.equals("address");
            }
        }
    }

    /**
     * @param perNode 0: what the process' limit of file descriptors allows
     * @param perAddress 0: no limit; -1: a tenth of the node's, at least 200
     * @param inflow how fast they may come
     * @param addresses tells whose request it is
     */
    StreamLimits(
            int perNode, int perAddress, Inflow inflow, ClientAddress addresses, Metrics metrics, InstantSource clock) {
        this.perNode = perNode > 0 ? perNode : fromDescriptors();
        this.perAddress = perAddress < 0 ? Math.max(LEAST_FOR_AN_ADDRESS, this.perNode / 10) : perAddress;
        this.inflow = inflow;
        this.addresses = addresses;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** As the settings say. */
    public static StreamLimits of(Settings settings, ClientAddress addresses, Metrics metrics, InstantSource clock) {
        var inflow = new Inflow(settings.streamsBurst(), settings.newStreamsPerSecond(), clock);
        return new StreamLimits(
                settings.maxStreams(), settings.maxStreamsPerAddress(), inflow, addresses, metrics, clock);
    }

    private static int fromDescriptors() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) return 10_000;
        return Math.clamp(system.getMaxFileDescriptorCount() - RESERVE, 100, 1_000_000);
    }

    /** Of one address; 0: no limit. */
    int perAddress() {
        return perAddress;
    }

    Admission admit(HttpServerRequest request) {
        var address = addresses.of(request);
        if (open.incrementAndGet() > perNode) {
            open.decrementAndGet();
            return refused("node", perNode, "max.streams");
        }
        if (byAddress.merge(address, 1, Integer::sum) > perAddress && perAddress > 0 && !addresses.isLifted(address)) {
            release(address);
            return refused("address", perAddress, "max.streams.per.address");
        }
        int wait = inflow.admit();
        if (wait > Inflow.PATIENCE) {
            release(address);
            return refused("rate", inflow.perSecond(), "streams.new-per-second", wait, wait + SPREAD);
        }
        return new Admission.Place(wait, () -> release(address));
    }

    private void release(String address) {
        open.decrementAndGet();
        byAddress.computeIfPresent(address, (same, streams) -> streams == 1 ? null : streams - 1);
    }

    private Admission refused(String reason, int limit, String setting) {
        return refused(reason, limit, setting, SOONEST, LATEST);
    }

    private Admission refused(String reason, int limit, String setting, int soonest, int latest) {
        metrics.streamRefused(reason);
        int refused = toBeSaid();
        if (refused > 0) LOG.warn("streams refused since this was last said refused={} {}={}", refused, setting, limit);
        return new Admission.Refused(reason, limit, setting, soonest, latest);
    }

    /** How many were refused since the last warning, this one among them; 0 when it is too early to say so. */
    synchronized int toBeSaid() {
        unsaid++;
        var now = clock.instant();
        if (now.isBefore(nextWarning)) return 0;
        nextWarning = now.plus(BETWEEN_WARNINGS);
        int refused = unsaid;
        unsaid = 0;
        return refused;
    }
}
