package vn.tinmoi.visit;

import java.util.LinkedHashMap;

/**
 * Lets new sessions in from buckets of their networks, for the time that Redis cannot; {@link VisitLedger}'s script does
 * the same in Lua. A bucket that is not there is full, so those that were used longest ago are forgotten first. Owned by
 * its {@link VisitLedger}.
 */
final class NetworkCeiling {
    static final int MOST = 50_000; // networks, 8 MB; a bucket that leaves is full again

    private final int burst;
    private final int perMinute;
    /** Least recently used first. */
    private final LinkedHashMap<String, Bucket> buckets = new LinkedHashMap<>();

    /** {@code tokens}: sessions that it would let in at {@code at}, milliseconds since 1970. */
    private record Bucket(double tokens, long at) {
        Bucket filled(long now, int most, int perMinute) {
            long later = Math.max(now, at);
            return new Bucket(Math.min(most, tokens + (later - at) * perMinute / 60_000.0), later);
        }

        Bucket less() {
            return new Bucket(tokens - 1, at);
        }
    }

    NetworkCeiling(VisitRules rules) {
        this.burst = rules.burst();
        this.perMinute = rules.newPerMinute();
    }

    /** Whether the session of that sign is let in; then it has taken its place. */
    boolean admits(Sign sign) {
        var network = sign.network();
        if (network.equals(Network.NONE)) return true;
        var near = filled(network.near(), sign.at(), 1);
        if (near.tokens() < 1) return false;
        if (!network.wide().isEmpty()) {
            var wide = filled(network.wide(), sign.at(), Network.NEAR_IN_WIDE);
            if (wide.tokens() < 1) return false;
            keep(network.wide(), wide.less());
        }
        keep(network.near(), near.less());
        return true;
    }

    private Bucket filled(String network, long now, int times) {
        var full = new Bucket((double) times * burst, now);
        return buckets.getOrDefault(network, full).filled(now, times * burst, times * perMinute);
    }

    private void keep(String network, Bucket bucket) {
        buckets.remove(network);
        buckets.put(network, bucket);
        if (buckets.size() > MOST) buckets.remove(firstKey());
    }

    private String firstKey() {
        return buckets.keySet().iterator().next();
    }

    /** How many networks are remembered. */
    int size() {
        return buckets.size();
    }
}
