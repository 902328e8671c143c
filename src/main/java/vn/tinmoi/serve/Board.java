package vn.tinmoi.serve;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.log.Cursor;
import vn.tinmoi.news.VisitCounts;

/** What is newest of the things that pages and health ask for. Any thread. */
final class Board {
    private volatile VisitCounts counts = VisitCounts.none(Instant.EPOCH);
    private volatile boolean following;
    private volatile @Nullable Cursor told;

    VisitCounts counts() {
        return counts;
    }

    void counts(VisitCounts newest) {
        counts = newest;
    }

    /** The event up to which the pages were told of all; the log may be followed further already. Once there is one. */
    Cursor told() {
        return Objects.requireNonNull(told, "the log is not followed yet");
    }

    void told(Cursor newest) {
        told = newest;
    }

    /** Whether readers may come. */
    boolean following() {
        return following;
    }

    void open() {
        following = true;
    }
}
