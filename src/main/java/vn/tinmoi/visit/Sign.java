package vn.tinmoi.visit;

import java.util.List;

/**
 * One sign of life on its way to being judged.
 *
 * @param network keyed hashes of the reader's networks, for the ceiling
 * @param at milliseconds since 1970; {@code day}: its local day since 1970
 * @param articles the stories that were open, at most {@link #MOST_ARTICLES}
 * @param judged hears what became of it
 */
record Sign(String session, Network network, long at, long day, Kind kind, List<Long> articles, Judged judged) {
    /** A visit ends when its session gave no sign for so long. */
    static final long GAP_MILLIS = 30 * 60_000L;

    static final int MOST_ARTICLES = 16; // as many topics as a stream may have

    /** Hears of a judgement, once, on any thread and without locks of the ledger. */
    interface Judged {
        Judged NOBODY = new Judged() {
            @Override
            public void waits() {}

            @Override
            public void counted() {}

            @Override
            public void refused(String reason) {}
        };

        /** Not yet: Redis is away or has forgotten. The reader is here meanwhile. May be said several times before. */
        void waits();

        /** The session is a reader's: its visit has begun or goes on. */
        void counted();

        /** It is none, for a reason as {@code tinmoi_visits_ignored_total} names it. */
        void refused(String reason);
    }

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

    static Sign reminds(String session, Trace trace) {
        return new Sign(session, Network.NONE, trace.last(), trace.day(), Kind.REMINDS, List.of(), Judged.NOBODY);
    }

    static Sign stays(String session, long at, long day) {
        return new Sign(session, Network.NONE, at, day, Kind.STAYS, List.of(), Judged.NOBODY);
    }

    static Sign turns(String session, long at, long day) {
        return new Sign(session, Network.NONE, at, day, Kind.TURNS, List.of(), Judged.NOBODY);
    }

    /** Whether it may begin the visit of a session that nobody knows. */
    boolean arrives() {
        return kind == Kind.ARRIVES || kind == Kind.ARRIVES_AGAIN;
    }

    /** The same, sent once already. */
    Sign again() {
        return new Sign(session, network, at, day, Kind.ARRIVES_AGAIN, articles, judged);
    }

    /** What is remembered after it, of the visit that began then and has read that. */
    Trace leaves(Trace before, long began, String reads) {
        return new Trace(Math.max(before.last(), at), Math.max(before.day(), day), began, reads);
    }

    /** Whether it begins a visit, given what was before it. {@link VisitLedger}'s script says the same in Lua. */
    boolean beginsAfter(Trace before) {
        return switch (kind) {
            case REMINDS -> false;
            case ARRIVES, ARRIVES_AGAIN -> at - before.last() >= GAP_MILLIS || day > before.day();
            case STAYS -> before.known() && day > before.day();
            case TURNS -> day > before.day();
        };
    }
}
