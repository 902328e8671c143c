package vn.tinmoi.web;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import vn.tinmoi.metric.Metrics;

/**
 * How many connections this node and one address may have. The node's count has streams in it, because each takes a
 * descriptor; an address' has not: streams have limits of their own, and carry nothing of these. Any thread.
 */
public final class ConnectionLimits {
    /**
     * Descriptors that no connection of the public listener gets: the stores' (three pools of 17 and what listens, Redis), the
     * management listener's, files and logs, and refusals under way.
     */
    private static final int RESERVE = 128;

    private static final int LEAST = 64;
    private static final int MOST = 1_000_000;

    private final int perNode;
    private final int perAddress;
    private final Predicate<String> exempt;
    private final Metrics metrics;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
    private final ChannelFutureListener closed; // one for all: a stream carries a reference to it and no more

    /**
     * @param perNode 0: what the process' limit of file descriptors leaves
     * @param perAddress 0: no limit; at most half of the node's
     * @param exempt addresses that speak for many, such as proxies, or whose limits are lifted
     */
    public ConnectionLimits(int perNode, int perAddress, Predicate<String> exempt, Metrics metrics) {
        this.perNode = perNode > 0 ? perNode : fromDescriptors();
        this.perAddress = perAddress == 0 ? Integer.MAX_VALUE : Math.min(perAddress, Math.max(1, this.perNode / 2));
        this.exempt = exempt;
        this.metrics = metrics;
        closed = channel -> metrics.connections(open.decrementAndGet());
    }

    private static int fromDescriptors() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) return 10_000;
        long taken = system.getOpenFileDescriptorCount() + RESERVE;
        return Math.clamp(system.getMaxFileDescriptorCount() - taken, LEAST, MOST);
    }

    /** Counts one more until it is closed. */
    void opened(Channel channel) {
        metrics.connections(open.incrementAndGet());
        channel.closeFuture().addListener(closed);
    }

    /** Whether idle ones have to make way: before anyone is refused. */
    boolean isNearlyFull() {
        return open.get() > perNode - perNode / 16;
    }

    boolean isFull() {
        return open.get() > perNode;
    }

    /** Whether not even a refusal has a place: an answer takes a second to arrive. */
    boolean isOverfull() {
        return open.get() > perNode + RESERVE / 2;
    }

    /** Whether this address may have one more; then it is given back by {@link #leave}. */
    boolean enter(String address) {
        if (exempt.test(address) || byAddress.merge(address, 1, Integer::sum) <= perAddress) return true;
        leave(address);
        return false;
    }

    void leave(String address) {
        byAddress.computeIfPresent(address, (same, many) -> many == 1 ? null : many - 1);
    }

    /** {@code reason}: node, address, idle, slow. */
    void ended(String reason) {
        metrics.connectionEnded(reason);
    }
}
