package vn.tinmoi.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.metric.Metrics;

/**
 * Says that readers come through a proxy which nobody has named: they all have its address, and share its limits. Each
 * request is counted, the log hears of it at most once an hour. Any thread.
 */
public final class UnbelievedProxy implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(UnbelievedProxy.class);
    private static final Duration BETWEEN = Duration.ofHours(1);

    private final Metrics metrics;
    private final InstantSource clock;
    private Instant next = Instant.MIN;

    public UnbelievedProxy(Metrics metrics, InstantSource clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void run() {
        metrics.forwardedUnbelieved();
        if (isDue()) {
            LOG.warn(
                    "requests say X-Forwarded-For, but trusted.proxies is empty: all readers behind that proxy count as one"
                            + " address; name the proxy's addresses there, or have them not come through one");
        }
    }

    private synchronized boolean isDue() {
        var now = clock.instant();
        if (now.isBefore(next)) return false;
        next = now.plus(BETWEEN);
        return true;
    }
}
