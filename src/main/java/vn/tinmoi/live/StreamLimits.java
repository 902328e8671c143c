package vn.tinmoi.live;

import com.sun.management.UnixOperatingSystemMXBean;
import io.vertx.core.http.HttpServerRequest;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.web.ClientAddress;

/** How many live streams this node and one address may have, SSE and WebSocket together. Any thread. */
public final class StreamLimits {
    private static final int RESERVE = 512; // descriptors for requests, stores, files and logs

    private final int perNode;
    private final int perAddress;
    private final ClientAddress addresses;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();

    /**
     * @param perNode 0: what the process' limit of file descriptors allows
     * @param perAddress 0: no limit
     * @param addresses tells whose request it is
     */
    public StreamLimits(int perNode, int perAddress, ClientAddress addresses) {
        this.perNode = perNode > 0 ? perNode : fromDescriptors();
        this.perAddress = perAddress;
        this.addresses = addresses;
    }

    private static int fromDescriptors() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) return 10_000;
        return Math.clamp(system.getMaxFileDescriptorCount() - RESERVE, 100, 1_000_000);
    }

    /** A place for one more stream, to be given back by running it once; null when there is none. */
    @Nullable
    Runnable admit(HttpServerRequest request) {
        var address = addresses.of(request);
        if (open.incrementAndGet() > perNode) {
            open.decrementAndGet();
            return null;
        }
        if (byAddress.merge(address, 1, Integer::sum) > perAddress && perAddress > 0) {
            release(address);
            return null;
        }
        return () -> release(address);
    }

    private void release(String address) {
        open.decrementAndGet();
        byAddress.computeIfPresent(address, (same, streams) -> streams == 1 ? null : streams - 1);
    }
}
