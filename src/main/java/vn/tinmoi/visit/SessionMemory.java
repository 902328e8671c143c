package vn.tinmoi.visit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What this node itself knows of the sessions of the last half hour. With Redis away it decides alone, and with Redis
 * flushed it keeps readers from being counted twice. Bounded: the longest silent are forgotten first. Any thread.
 */
final class SessionMemory {
    private static final int MOST = 200_000; // about 40 MB; more than that in half an hour is another kind of site
    static final int READS_CHARS = 512; // some 60 to 100 stories; what a visit reads beyond them is not counted

    /**
     * One session's visit.
     *
     * @param last the newest sign, milliseconds since 1970; {@code day}: the local day of the newest that could begin a visit
     * @param began when the visit did; tells whether two memories are of the same one
     * @param reads the stories read in it, as in Redis: a comma, then each with a comma behind it
     */
    record Trace(long last, long day, long began, String reads) {
        static final Trace NONE = new Trace(-1_000_000_000_000_000L, -1_000_000, -1, ",");

        boolean known() {
            return last != NONE.last;
        }

        /** Whether the visit has not read that story and can still remember it. */
        boolean canRead(long article) {
            return reads.length() < READS_CHARS && !reads.contains("," + article + ",");
        }

        Trace reading(long article) {
            return new Trace(last, day, began, reads + article + ",");
        }

        /** After a sign of the visit that began then and has read that. */
        Trace after(Sign sign, long began, String reads) {
            return new Trace(Math.max(last, sign.at()), Math.max(day, sign.day()), began, reads);
        }
    }

    /** Least recently seen first. */
    private final LinkedHashMap<String, Trace> traces = new LinkedHashMap<>();

    synchronized Trace of(String session) {
        return traces.getOrDefault(session, Trace.NONE);
    }

    synchronized void remember(String session, Trace trace) {
        put(session, trace);
        forget(trace.last());
    }

    /** All that are remembered. */
    synchronized List<String> sessions() {
        return new ArrayList<>(traces.keySet());
    }

    private void put(String session, Trace trace) {
        traces.remove(session);
        traces.put(session, trace);
    }

    private void forget(long now) {
        var oldest = traces.entrySet().iterator();
        while (oldest.hasNext()) {
            var trace = oldest.next().getValue();
            if (traces.size() <= MOST && now - trace.last() < Sign.GAP_MILLIS) return;
            oldest.remove();
        }
    }
}
