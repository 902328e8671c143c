package vn.tinmoi.visit;

import java.util.LinkedHashMap;

/**
 * What this node itself knows of the sessions of the last half hour. With Redis away it decides alone, and with Redis
 * flushed it keeps readers from being counted twice. Bounded: the longest silent are forgotten first. Any thread.
 */
final class SessionMemory {
    private static final int MOST = 200_000; // about 30 MB; more than that in half an hour is another kind of site

    /** {@code last}: the newest sign, milliseconds since 1970; {@code day}: the local day of the newest that opened. */
    record Trace(long last, long day) {
        static final Trace NONE = new Trace(-1_000_000_000_000_000L, -1_000_000);

        boolean known() {
            return last != NONE.last;
        }
    }

    /** Least recently seen first. */
    private final LinkedHashMap<String, Trace> traces = new LinkedHashMap<>();

    synchronized Trace of(String session) {
        return traces.getOrDefault(session, Trace.NONE);
    }

    synchronized void remember(Sign sign) {
        var before = of(sign.session());
        put(sign.session(), new Trace(Math.max(before.last(), sign.at()), Math.max(before.day(), sign.day())));
        forget(sign.at());
    }

    /** Whether the session is known; if so, it was alive at that time. */
    synchronized boolean prolong(String session, long at) {
        var before = traces.get(session);
        if (before == null) return false;
        put(session, new Trace(Math.max(before.last(), at), before.day()));
        return true;
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
