package vn.tinmoi.live;

import com.sun.management.UnixOperatingSystemMXBean;
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
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.web.ClientAddress;

/**
 * How many live streams this node and one address may have, SSE and WebSocket together. What is refused is counted, and the
 * log hears of it once a minute at most. Any thread.
 */
public final class StreamLimits {
    private static final Logger LOG = LoggerFactory.getLogger(StreamLimits.class);
    private static final int RESERVE = 512; // descriptors for requests, stores, files and logs
    private static final int LEAST_FOR_AN_ADDRESS = 200;
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final int perNode;
    private final int perAddress;
    private final ClientAddress addresses;
    private final Metrics metrics;
    private final InstantSource clock;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
    private Instant nextWarning = Instant.MIN;
    private int unsaid; // refused since the last warning

    /** What a request for a stream gets. */
    sealed interface Admission {
        /** {@code leave}: gives the place back; to be run once. */
        record Place(Runnable leave) implements Admission {}

        /** {@code reason}: address or node, as in the metrics; {@code setting}: the key of the limit. */
        record Refused(String reason, int limit, String setting) implements Admission {
            boolean isForAddress() {
                return reason.equals("address");
            }
        }
    }

    /**
     * @param perNode 0: what the process' limit of file descriptors allows
     * @param perAddress 0: no limit; -1: a tenth of the node's, at least 200
     * @param addresses tells whose request it is
     */
    public StreamLimits(int perNode, int perAddress, ClientAddress addresses, Metrics metrics, InstantSource clock) {
        this.perNode = perNode > 0 ? perNode : fromDescriptors();
        this.perAddress = perAddress < 0 ? Math.max(LEAST_FOR_AN_ADDRESS, this.perNode / 10) : perAddress;
        this.addresses = addresses;
        this.metrics = metrics;
        this.clock = clock;
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
        return new Admission.Place(() -> release(address));
    }

    private void release(String address) {
        open.decrementAndGet();
        byAddress.computeIfPresent(address, (same, streams) -> streams == 1 ? null : streams - 1);
    }

    private Admission refused(String reason, int limit, String setting) {
        metrics.streamRefused(reason);
        int refused = toBeSaid();
        if (refused > 0) LOG.warn("streams refused since this was last said refused={} {}={}", refused, setting, limit);
        return new Admission.Refused(reason, limit, setting);
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
