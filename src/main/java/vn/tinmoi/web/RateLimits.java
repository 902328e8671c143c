package vn.tinmoi.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import vn.tinmoi.news.Problem;

/**
 * A token bucket for each name: so many acts a second, and as many at once after a rest. Remembers a bounded number of
 * names, those used last; one that is forgotten starts full again, which a rest would have given it too. Any thread.
 */
public final class RateLimits {
    private static final int NAMES = 10_000; // about 1 MB

    private final double perSecond;
    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > NAMES;
        }
    };

    /** {@code filled}: how much was in it at {@code at}. */
    private record Bucket(double filled, Instant at) {}

    /** {@code perSecond}: acts a second for one name; 0: no limit. */
    public RateLimits(int perSecond, InstantSource clock) {
        this.perSecond = perSecond;
        this.clock = clock;
    }

    /** Takes one act of {@code name}; a {@link Problem} TOO_MANY when there is none left. */
    public synchronized void take(String name) {
        if (perSecond == 0) return;
        var now = clock.instant();
        var bucket = buckets.getOrDefault(name, new Bucket(perSecond, now));
        double rested = Math.max(0, Duration.between(bucket.at(), now).toNanos() / 1e9);
        double filled = Math.min(perSecond, bucket.filled() + rested * perSecond);
        buckets.put(
                name,
                new Bucket(
                        filled < 1 ? filled : filled - 1, now)); // also when refused: the clock may have been put back
        if (filled < 1) throw new Problem(Problem.Kind.TOO_MANY, "rate.too-many", null, (int) perSecond);
    }
}
