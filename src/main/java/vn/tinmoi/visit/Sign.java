package vn.tinmoi.visit;

/**
 * One sign of life on its way to being judged.
 *
 * @param network keyed hash of the reader's network, for the ceiling
 * @param at milliseconds since 1970; {@code day}: its local day since 1970
 * @param opens false: only keeps alive what an earlier sign began, such as a stream that stays open
 */
record Sign(String session, String network, long at, long day, boolean opens) {
    /** A visit ends when its session gave no sign for so long. */
    static final long GAP_MILLIS = 30 * 60_000L;

    /** Whether it begins a visit, given the last sign before it and the day of that visit. */
    boolean beginsAfter(SessionMemory.Trace before) {
        return opens && (at - before.last() >= GAP_MILLIS || day > before.day());
    }
}
