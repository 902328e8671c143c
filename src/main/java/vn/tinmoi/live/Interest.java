package vn.tinmoi.live;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * What a subscriber wants. The common topics are bits ({@link Topics} deals them out), so that the decision for one frame
 * and one subscriber is an AND; single stories are a short list of ids, usually empty.
 */
record Interest(long bits, long[] articles) {
    static final Interest NOTHING = new Interest(0, new long[0]);

    boolean wants(Frame frame) {
        return (bits & frame.bits()) != 0 || (articles.length > 0 && hasArticle(frame.article()));
    }

    boolean wantsStats() {
        return (bits & Topics.STATS) != 0;
    }

    /** Whether it is the counts and nothing beside them. */
    boolean isStatsAlone() {
        return bits == Topics.STATS && articles.length == 0;
    }

    /** How many topics these are. */
    int size() {
        return Long.bitCount(bits) + articles.length;
    }

    Interest and(Interest more) {
        var both = LongStream.concat(Arrays.stream(articles), Arrays.stream(more.articles));
        return new Interest(bits | more.bits, both.distinct().toArray());
    }

    Interest without(Interest less) {
        var rest = Arrays.stream(articles).filter(article -> !less.hasArticle(article));
        return new Interest(bits & ~less.bits, rest.toArray());
    }

    private boolean hasArticle(long article) {
        for (long one : articles) if (one == article) return true;
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Interest that && bits == that.bits && Arrays.equals(articles, that.articles);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(bits) * 31 + Arrays.hashCode(articles);
    }
}
