package vn.tinmoi.portal;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.log.EventText;
import vn.tinmoi.log.LoggedEvent;

/**
 * The portal as this node knows it: the last good one, read anew with each {@code portal.changed}. While PostgreSQL is away
 * the site stays what it was. Any thread.
 */
public final class CurrentPortal implements Supplier<Portal> {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentPortal.class);
    private static final long AGAIN_MILLIS = 1_000;

    private final Vertx vertx;
    private final Supplier<Future<Portal>> reads;
    private final BiConsumer<Portal, Portal> changed;
    private volatile Portal now;

    /**
     * @param now as it was read at the start
     * @param changed told the one before and the one now, so that what was made of the former is made again
     */
    public CurrentPortal(Vertx vertx, Supplier<Future<Portal>> reads, Portal now, BiConsumer<Portal, Portal> changed) {
        this.vertx = vertx;
        this.reads = reads;
        this.now = now;
        this.changed = changed;
    }

    @Override
    public Portal get() {
        return now;
    }

    /** Whether an event says that the portal is another one. */
    public static boolean isChange(LoggedEvent event) {
        return event.kind().equals(EventText.PORTAL);
    }

    /**
     * Takes the change in, where there is one among them. Succeeds when it is in, or has to be tried again because PostgreSQL
     * is away; never fails, so that the events behind it are not held up.
     */
    public Future<Void> followed(List<LoggedEvent> events) {
        return events.stream().anyMatch(CurrentPortal::isChange) ? renewOrTryAgain() : Future.succeededFuture();
    }

    /** The log is another one, and perhaps the portal. As {@link #followed}. */
    public Future<Void> renewOrTryAgain() {
        return renew().recover(failure -> {
            LOG.warn("portal not read, trying again each second: {}", failure.toString());
            vertx.setTimer(AGAIN_MILLIS, again -> renewOrTryAgain().onFailure(never -> {}));
            return Future.succeededFuture();
        });
    }

    /** Reads it; an older one than is known is left alone. Fails when PostgreSQL does. */
    public Future<Void> renew() {
        return reads.get().map(read -> {
            var before = take(read);
            if (before != read) changed.accept(before, read);
            return null;
        });
    }

    /** The one before; the read one itself where nothing is new. */
    private synchronized Portal take(Portal read) {
        var before = now;
        if (read.version() < before.version() || read.equals(before)) return read;
        now = read;
        return before;
    }
}
