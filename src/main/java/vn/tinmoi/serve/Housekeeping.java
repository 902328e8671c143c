package vn.tinmoi.serve;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.desk.WorkingCopies;
import vn.tinmoi.log.EventLog;
import vn.tinmoi.people.Sessions;

/** Drops, once an hour, what nobody can ask for any more. Any thread. */
final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration KEPT = Duration.ofDays(7); // how long an event can be replayed (contract)

    private final EventLog log;
    private final Sessions sessions;
    private final WorkingCopies copies;

    Housekeeping(EventLog log, Sessions sessions, WorkingCopies copies) {
        this.log = log;
        this.sessions = sessions;
        this.copies = copies;
    }

    /** At once, and then until {@code vertx} is closed. */
    void start(Vertx vertx) {
        prune();
        vertx.setPeriodic(TimeUnit.HOURS.toMillis(1), hour -> prune());
    }

    private void prune() {
        log.prune(KEPT)
                .onSuccess(gone -> LOG.debug("event log pruned events={}", gone))
                .onFailure(e -> LOG.warn("event log not pruned, the next hour tries again: {}", e.toString()));
        copies.forget()
                .onFailure(
                        e -> LOG.warn("old working copies not dropped, the next hour tries again: {}", e.toString()));
        sessions.forget()
                .onFailure(e -> LOG.warn("old sessions not dropped, the next hour tries again: {}", e.toString()));
    }
}
