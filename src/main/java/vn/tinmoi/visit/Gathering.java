package vn.tinmoi.visit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Visits begun and stories read by local hour, on their way to PostgreSQL. Owned by its {@link VisitTally}. */
final class Gathering {
    private static final int MOST_READS = 20_000; // distinct stories and hours; invented ids must not fill the heap

    private final SiteCalendar calendar;
    private final NavigableMap<Instant, Long> visits = new TreeMap<>();
    private final Map<VisitBatch.Read, Long> reads = new HashMap<>();
    private final Map<VisitBatch.Ignored, Long> ignored = new HashMap<>();

    Gathering(SiteCalendar calendar) {
        this.calendar = calendar;
    }

    void begun(long at) {
        visits.merge(calendar.hour(Instant.ofEpochMilli(at)), 1L, Long::sum);
    }

    /** False when there are too many different ones. */
    boolean read(long article, long at) {
        var read = new VisitBatch.Read(calendar.hour(Instant.ofEpochMilli(at)), article);
        if (reads.size() >= MOST_READS && !reads.containsKey(read)) return false;
        reads.merge(read, 1L, Long::sum);
        return true;
    }

    /** A sign of that day was set aside; {@code reason}: one of a few. */
    void ignored(LocalDate day, String reason) {
        ignored.merge(new VisitBatch.Ignored(day, reason), 1L, Long::sum);
    }

    boolean isEmpty() {
        return visits.isEmpty() && reads.isEmpty() && ignored.isEmpty();
    }

    NavigableMap<LocalDate, Long> days() {
        var days = new TreeMap<LocalDate, Long>();
        visits.forEach((hour, n) -> days.merge(calendar.day(hour), n, Long::sum));
        return days;
    }

    /** All but the reads, and at most so many of those; they leave. */
    VisitBatch batch(long number, int mostReads) {
        var hours = new TreeMap<>(visits);
        var days = days();
        visits.clear();
        var taken = new HashMap<VisitBatch.Read, Long>();
        for (var rest = reads.entrySet().iterator(); rest.hasNext() && taken.size() < mostReads; rest.remove()) {
            var read = rest.next();
            taken.put(read.getKey(), read.getValue());
        }
        var setAside = Map.copyOf(ignored);
        ignored.clear();
        return new VisitBatch(number, days, hours, List.copyOf(taken.entrySet()), setAside);
    }
}
