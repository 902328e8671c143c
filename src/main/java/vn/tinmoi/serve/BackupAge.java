package vn.tinmoi.serve;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.store.Database;

/** How old the newest backup is, for the metrics. Any thread. */
final class BackupAge {
    private static final String KEPT = "SELECT to_regclass('backup_made') IS NOT NULL AS kept";
    private static final String NEWEST = "SELECT max(at) AS at FROM backup_made";

    private final Database database;
    private final InstantSource clock;
    private volatile @Nullable Instant newest;

    BackupAge(Database database, Metrics metrics, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        metrics.stores().backupAge(this::seconds);
    }

    private double seconds() {
        var at = newest;
        return at == null ? Double.NaN : Duration.between(at, clock.instant()).toMillis() / 1000.0;
    }

    /** Asks PostgreSQL; fails as it does. */
    Future<Void> look() {
        return database.query(KEPT, Tuple.tuple())
                .compose(rows -> rows.iterator().next().getBoolean("kept")
                        ? database.query(NEWEST, Tuple.tuple())
                        : Future.succeededFuture())
                .map(rows -> {
                    var at = rows == null ? null : rows.iterator().next().getOffsetDateTime("at");
                    newest = at == null ? null : at.toInstant();
                    return null;
                });
    }
}
