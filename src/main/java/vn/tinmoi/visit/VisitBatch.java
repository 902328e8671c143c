package vn.tinmoi.visit;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** What goes to PostgreSQL at once. {@code visits} by day and {@code hours} are the same visits. */
record VisitBatch(
        long number,
        NavigableMap<LocalDate, Long> visits,
        NavigableMap<Instant, Long> hours,
        List<Map.Entry<Read, Long>> reads,
        Map<Ignored, Long> ignored) {
    /** {@code hour}: its begin. */
    record Read(Instant hour, long article) {}

    /** Signs that were not counted, by reason. */
    record Ignored(LocalDate day, String reason) {}

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    Tuple arguments(String node) {
        var setAside = List.copyOf(ignored.entrySet());
        return Tuple.of(node, number)
                .addValue(visits.keySet().toArray(LocalDate[]::new))
                .addValue(visits.values().toArray(Long[]::new))
                .addValue(hours.keySet().stream().map(VisitBatch::utc).toArray(OffsetDateTime[]::new))
                .addValue(hours.values().toArray(Long[]::new))
                .addValue(reads.stream().map(read -> utc(read.getKey().hour())).toArray(OffsetDateTime[]::new))
                .addValue(reads.stream().map(read -> read.getKey().article()).toArray(Long[]::new))
                .addValue(reads.stream().map(Map.Entry::getValue).toArray(Long[]::new))
                .addValue(setAside.stream().map(one -> one.getKey().day()).toArray(LocalDate[]::new))
                .addValue(setAside.stream().map(one -> one.getKey().reason()).toArray(String[]::new))
                .addValue(setAside.stream().map(Map.Entry::getValue).toArray(Long[]::new));
    }
}
