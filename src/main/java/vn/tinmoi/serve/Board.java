package vn.tinmoi.serve;

import java.time.Instant;
import vn.tinmoi.news.VisitCounts;

/** What is newest of the things that pages and health ask for. Any thread. */
final class Board {
    private volatile VisitCounts counts = VisitCounts.none(Instant.EPOCH);
    private volatile boolean following;

    VisitCounts counts() {
        return counts;
    }

    void counts(VisitCounts newest) {
        counts = newest;
    }

    /** Whether readers may come. */
    boolean following() {
        return following;
    }

    void open() {
        following = true;
    }
}
