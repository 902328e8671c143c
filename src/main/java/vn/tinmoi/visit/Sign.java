package vn.tinmoi.visit;

import java.util.List;

/**
 * One sign of life on its way to being judged.
 *
 * @param network keyed hash of the reader's network, for the ceiling
 * @param at milliseconds since 1970; {@code day}: its local day since 1970
 * @param articles the stories that were open, at most {@link #MOST_ARTICLES}
 */
record Sign(String session, String network, long at, long day, Kind kind, List<Long> articles) {
    /** A visit ends when its session gave no sign for so long. */
    static final long GAP_MILLIS = 30 * 60_000L;

    static final int MOST_ARTICLES = 16; // as many topics as a stream may have

    /** What a sign can begin. */
    enum Kind {
        /** Nothing: the node tells Redis what it remembers. */
        REMINDS,
        /** A visit after the gap or on a new day: a stream opened, a beacon, a pixel. */
        ARRIVES,
        /** The same, asked once more: Redis may have judged it before its answer was lost. */
        ARRIVES_AGAIN,
        /** A visit of a new day, of a session that is known: its stream was open until now. */
        STAYS,
        /** A visit of a new day: the session's stream is open while midnight passes. */
        TURNS
    }

    static Sign reminds(String session, SessionMemory.Trace trace) {
        return new Sign(session, "", trace.last(), trace.day(), Kind.REMINDS, List.of());
    }

    static Sign stays(String session, long at, long day) {
        return new Sign(session, "", at, day, Kind.STAYS, List.of());
    }

    static Sign turns(String session, long at, long day) {
        return new Sign(session, "", at, day, Kind.TURNS, List.of());
    }

    /** Whether it may begin the visit of a session that nobody knows. */
    boolean arrives() {
        return kind == Kind.ARRIVES || kind == Kind.ARRIVES_AGAIN;
    }

    /** The same, sent once already. */
    Sign again() {
        return new Sign(session, network, at, day, Kind.ARRIVES_AGAIN, articles);
    }

    /** Whether it begins a visit, given what was before it. {@link VisitLedger}'s script says the same in Lua. */
    boolean beginsAfter(SessionMemory.Trace before) {
        return switch (kind) {
            case REMINDS -> false;
            case ARRIVES, ARRIVES_AGAIN -> at - before.last() >= GAP_MILLIS || day > before.day();
            case STAYS -> before.known() && day > before.day();
            case TURNS -> day > before.day();
        };
    }
}
