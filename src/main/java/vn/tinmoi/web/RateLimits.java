package vn.tinmoi.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;
import vn.tinmoi.news.Problem;

/**
 * A token bucket for each name: so many acts a second, and as many at once after a rest. Remembers a bounded number of
 * names, those used most and last; one that is forgotten starts full again, which a rest would have given it too. Any thread.
 */
public final class RateLimits {
    private static final int NAMES = 10_000; // about 1 MB

    private final double perSecond;
    private final Predicate<HttpServerRequest> lifted;
    private final InstantSource clock;
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(NAMES).executor(Runnable::run).build();

    /** {@code filled}: how much was in it at {@code at}. */
    private record Bucket(double filled, Instant at) {}

    /** As the other one, and nobody's acts are lifted. */
    public RateLimits(int perSecond, InstantSource clock) {
        this(perSecond, anyone -> false, clock);
    }

    /** {@code perSecond}: acts a second for one name; 0: no limit. {@code lifted}: whose acts are not counted. */
    public RateLimits(int perSecond, Predicate<HttpServerRequest> lifted, InstantSource clock) {
        this.perSecond = perSecond;
        this.lifted = lifted;
        this.clock = clock;
    }

    /** Takes one act of {@code name}, asked for by that request; a {@link Problem} TOO_MANY when there is none left. */
    public void take(String name, HttpServerRequest request) {
        if (!lifted.test(request)) take(name);
    }

    synchronized void take(String name) {
        if (perSecond == 0) return;
        var now = clock.instant();
        var bucket = buckets.get(name, first -> new Bucket(perSecond, now));
        double rested = Math.max(0, Duration.between(bucket.at(), now).toNanos() / 1e9);
        double filled = Math.min(perSecond, bucket.filled() + rested * perSecond);
        buckets.put(
                name,
                new Bucket(
                        filled < 1 ? filled : filled - 1, now)); // also when refused: the clock may have been put back
        if (filled < 1) throw new Problem(Problem.Kind.TOO_MANY, "rate.too-many", null, (int) perSecond);
    }
}
