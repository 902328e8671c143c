package vn.tinmoi.serve;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.log.EventLog;

/** Drops, once an hour, what nobody can ask for any more, and chains the audit within a minute, and looks how old the backup is. Any thread. */
final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final long CHAINED = 30_000; // ms; a row is chained 20 to 50 s after it was written
    private static final Duration KEPT = Duration.ofDays(7); // how long an event can be replayed (contract)

    private final EventLog log;
    private final Editorial editorial;

    Housekeeping(EventLog log, Editorial editorial) {
        this.log = log;
        this.editorial = editorial;
    }

    /** At once, and then until {@code vertx} is closed. */
    void start(Vertx vertx) {
        prune();
        chain();
        vertx.setPeriodic(TimeUnit.HOURS.toMillis(1), hour -> prune());
        look();
        vertx.setPeriodic(CHAINED, tick -> chain());
        vertx.setPeriodic(TimeUnit.MINUTES.toMillis(10), minutes -> look());
    }

    private void look() {
        editorial
                .backupAge()
                .look()
                .onFailure(
                        e -> LOG.warn("age of the backup not known, ten minutes later tries again: {}", e.toString()));
    }

    private void chain() {
        editorial
                .audit()
                .extendIfDue()
                .onFailure(e -> LOG.warn("audit not chained, half a minute later tries again: {}", e.toString()));
    }

    private void prune() {
        log.prune(KEPT)
                .onSuccess(gone -> LOG.debug("event log pruned events={}", gone))
                .onFailure(e -> LOG.warn("event log not pruned, the next hour tries again: {}", e.toString()));
        editorial
                .copies()
                .forget()
                .onFailure(
                        e -> LOG.warn("old working copies not dropped, the next hour tries again: {}", e.toString()));
        editorial
                .removals()
                .sweep()
                .onFailure(e -> LOG.warn("old pictures not deleted, the next hour tries again: {}", e.toString()));
        editorial
                .partedUploads()
                .forget()
                .onFailure(e -> LOG.warn("old uploads not dropped, the next hour tries again: {}", e.toString()));
        editorial
                .bulk()
                .forget()
                .onFailure(e -> LOG.warn("old bulk actions not dropped, the next hour tries again: {}", e.toString()));
        editorial
                .sessions()
                .forget()
                .onFailure(e -> LOG.warn("old sessions not dropped, the next hour tries again: {}", e.toString()));
    }
}
