package vn.tinmoi.metric;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.Supplier;

/** What is told of the stores: whether they answer, their clock, their last backup. Any thread. */
public final class StoreMetrics {
    private static final String PUT_OFF =
            "Searches that were put off because the node had too much to do, by what lagged";
    private static final String MISSED = "Statements that a store did not carry out in time, by the reason";

    private final Meters meters;

    StoreMetrics(Meters meters) {
        this.meters = meters;
        for (var reason : List.of("away", "silent", "disk_full", "queue", "lag")) count("postgresql", reason, 0);
        count("redis", "silent", 0);
        for (var reason : List.of("store", "loop"))
            meters.count("tinmoi_searches_put_off", PUT_OFF, "reason", reason, 0);
    }

    /** {@code name}: postgresql, redis. */
    public void dependencyUp(String name, boolean up) {
        meters.level("tinmoi_dependency_up", "Whether a store answers: 1 or 0", "name", name)
                .set(up ? 1 : 0);
    }

    /** {@code reason}: away, silent, disk_full; queue, lag: our own fault and no outage. */
    public void missed(String name, String reason) {
        count(name, reason, 1);
    }

    /** {@code reason}: store: readers wait for PostgreSQL; loop: its event loop comes late. */
    public void searchPutOff(String reason) {
        meters.count("tinmoi_searches_put_off", PUT_OFF, "reason", reason, 1);
    }

    private void count(String name, String reason, long by) {
        meters.count("tinmoi_store_misses", MISSED, Tags.of("name", name, "reason", reason), by);
    }

    /** {@code ahead}: how far this node's clock is ahead of PostgreSQL's, in seconds; negative: behind. */
    public void clockSkew(Supplier<Number> ahead) {
        Gauge.builder("tinmoi_clock_skew_seconds", ahead)
                .description("How far this node's clock is ahead of PostgreSQL's, at least; negative: behind")
                .register(meters.registry());
    }

    /** {@code age}: of the newest backup, in seconds; NaN: none is recorded. */
    public void backupAge(Supplier<Number> age) {
        Gauge.builder("tinmoi_backup_age_seconds", age)
                .description("Age of the newest backup of the database; NaN while none is recorded")
                .register(meters.registry());
    }
}
