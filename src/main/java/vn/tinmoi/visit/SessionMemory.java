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
