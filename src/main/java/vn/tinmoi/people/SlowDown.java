package vn.tinmoi.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import vn.tinmoi.news.Problem;

/**
 * Makes whoever guesses wait: after three failures a second, then two, four … and never more than {@value #LONGEST} s, so that
 * nobody can lock anybody out. By name, of an account or of a network; the names used last are remembered. Any thread.
 */
final class SlowDown {
    static final int FREE = 3; // failures that cost nothing: people mistype
    static final int LONGEST = 30; // s
    private static final Duration FORGOTTEN = Duration.ofMinutes(15); // after the last failure
    private static final int NAMES = 10_000;

    private final InstantSource clock;
    private final Cache<String, Failures> failures =
            Caffeine.newBuilder().maximumSize(NAMES).executor(Runnable::run).build();

    private record Failures(int number, Instant last) {
        Instant until() {
            if (number < FREE) return last;
            return last.plusSeconds(Math.min(LONGEST, 1L << Math.min(10, number - FREE)));
        }
    }

    SlowDown(InstantSource clock) {
        this.clock = clock;
    }

    /** A {@link Problem} TOO_MANY with the seconds to wait, while there are any. */
    void require(String name) {
        var known = failures.getIfPresent(name);
        if (known == null) return;
        long millis = Duration.between(clock.instant(), known.until()).toMillis();
        if (millis > 0) throw new Problem(Problem.Kind.TOO_MANY, "sign-in.slow", null, (millis + 999) / 1000);
    }

    void failed(String name) {
        var now = clock.instant();
        failures.asMap()
                .merge(
                        name,
                        new Failures(1, now),
                        (before, one) -> new Failures(
                                now.isAfter(before.last().plus(FORGOTTEN)) ? 1 : before.number() + 1, now));
    }

    void succeeded(String name) {
        failures.invalidate(name);
    }
}
