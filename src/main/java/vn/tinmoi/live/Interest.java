package vn.tinmoi.live;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * What a subscriber wants. The common topics are bits, so that the decision for one frame and one subscriber is an AND;
 * single stories and categories are a short list of keys, usually empty: a story's is its id, a category's is negative
 * ({@link Topics} deals them out).
 */
record Interest(long bits, long[] keys) {
    static final long NEWS = 1;
    static final long FEATURED = 1 << 1;
    static final long STATS = 1 << 2;
    static final long PORTAL = 1 << 3;
    static final Interest NOTHING = new Interest(0, new long[0]);

    boolean wantsStats() {
        return (bits & STATS) != 0;
    }

    /** Whether it is the counts and nothing beside them. */
    boolean isStatsAlone() {
        return bits == STATS && keys.length == 0;
    }

    /** How many topics these are. */
    int size() {
        return Long.bitCount(bits) + keys.length;
    }

    Interest and(Interest more) {
        var both = LongStream.concat(Arrays.stream(keys), Arrays.stream(more.keys));
        return new Interest(bits | more.bits, both.distinct().toArray());
    }

    Interest without(Interest less) {
        var rest = Arrays.stream(keys).filter(key -> !less.has(key));
        return new Interest(bits & ~less.bits, rest.toArray());
    }

    /** Whether a key is among those it names. */
    boolean has(long key) {
        if (key == 0) return false;
        for (long one : keys) if (one == key) return true;
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Interest that && bits == that.bits && Arrays.equals(keys, that.keys);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(bits) * 31 + Arrays.hashCode(keys);
    }
}
