package vn.tinmoi.visit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * CONTRACT.md's words about visits and reads, written down as plainly as possible: one thing after the other, no nodes, no
 * stores, nothing forgotten.
 */
final class Model {
    private static final Duration GAP = Duration.ofMinutes(30);

    /** {@code cookie}: empty for who has none; {@code browser}: address and user agent. */
    record Reader(String cookie, String browser) {}

    private static final class Session {
        Instant last = Instant.MIN;
        LocalDate day = LocalDate.MIN;
        int streams;
        final Set<Long> reads = new HashSet<>();
    }

    final TreeMap<LocalDate, Long> visits = new TreeMap<>();
    final TreeMap<Instant, Long> hours = new TreeMap<>();
    final TreeMap<Long, Long> reads = new TreeMap<>();
    final TreeMap<LocalDate, Set<String>> readers = new TreeMap<>();

    private final ZoneId zone;
    private final Map<String, Session> sessions = new HashMap<>();
    private LocalDate today;
    private Instant now;

    Model(ZoneId zone, Instant now) {
        this.zone = zone;
        this.now = now;
        this.today = LocalDate.ofInstant(now, zone);
    }

    /** Time goes on; an open stream is a sign of life at each midnight. */
    void pass(Instant to) {
        for (var next = midnight(); !next.isAfter(to); next = midnight()) {
            now = next;
            today = today.plusDays(1);
            for (var name : streaming()) begin(name);
        }
        now = to;
    }

    void sign(Reader reader, List<Long> stories) {
        var session = session(name(reader));
        if (session.streams > 0) session.last = now;
        boolean begins = !now.isBefore(session.last.plus(GAP)) || today.isAfter(session.day);
        if (session.last.equals(Instant.MIN)) begins = true;
        if (begins) begin(name(reader));
        session.last = now;
        for (long story : stories) if (session.reads.add(story)) reads.merge(story, 1L, Long::sum);
    }

    void open(Reader reader, List<Long> stories) {
        sign(reader, stories);
        session(name(reader)).streams++;
    }

    void close(Reader reader) {
        var session = session(name(reader));
        session.streams--;
        session.last = now;
    }

    /** When the reader last gave a sign; null for one who never did, and for one whose stream is open. */
    Instant silentSince(Reader reader) {
        var session = sessions.get(name(reader));
        return session == null || session.streams > 0 ? null : session.last;
    }

    long today() {
        return visits.getOrDefault(today, 0L);
    }

    long week() {
        return sum(visits.tailMap(today.minusDays(today.getDayOfWeek().getValue() - 1)));
    }

    long total() {
        return sum(visits);
    }

    private Instant midnight() {
        return today.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** Sessions with an open stream, by their names of the new day. */
    private List<String> streaming() {
        var names = new ArrayList<String>();
        for (var name : List.copyOf(sessions.keySet())) {
            var session = sessions.get(name);
            if (session.streams == 0) continue;
            if (name.startsWith("cookie ")) {
                names.add(name);
                continue;
            }
            var renamed = name.substring(0, name.lastIndexOf(' ') + 1) + today;
            session(renamed).streams += session.streams;
            session.streams = 0;
            names.add(renamed);
        }
        return names;
    }

    private void begin(String name) {
        var session = session(name);
        session.day = today;
        session.last = now;
        session.reads.clear();
        visits.merge(today, 1L, Long::sum);
        hours.merge(now.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant(), 1L, Long::sum);
        readers.computeIfAbsent(today, day -> new HashSet<>()).add(name);
    }

    private String name(Reader reader) {
        return reader.cookie().isEmpty() ? "browser " + reader.browser() + " " + today : "cookie " + reader.cookie();
    }

    private Session session(String name) {
        return sessions.computeIfAbsent(name, unknown -> new Session());
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(n -> n).sum();
    }
}
