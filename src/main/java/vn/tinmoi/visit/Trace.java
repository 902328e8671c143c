package vn.tinmoi.visit;

/**
 * One session's visit.
 *
 * @param last the newest sign, milliseconds since 1970; {@code day}: the local day of the newest that could begin a visit
 * @param began when the visit did; tells whether two memories are of the same one
 * @param reads the stories read in it, as in Redis: a comma, then each with a comma behind it
 */
record Trace(long last, long day, long began, String reads) {
    static final int READS_CHARS = 512; // some 60 to 100 stories; what a visit reads beyond them is not counted
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
}
