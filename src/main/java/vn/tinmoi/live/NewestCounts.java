package vn.tinmoi.live;

import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.VisitCounts;

/** The node's newest counts, encoded once for all its loops, and only when somebody is to get them. Any thread. */
final class NewestCounts {
    private volatile @Nullable VisitCounts newest;
    private volatile @Nullable Made made;

    private record Made(VisitCounts counts, Frame frame) {}

    /** Whether they say something else than those before. */
    boolean offer(VisitCounts counts) {
        var before = newest;
        newest = counts;
        return before == null || !counts.saysTheSameAs(before);
    }

    /** Null before the first. */
    @Nullable
    VisitCounts get() {
        return newest;
    }

    /** What a loop has been told, as of the newest snapshot that says the same. */
    Frame frame(VisitCounts told) {
        var latest = newest;
        var counts = latest != null && latest.saysTheSameAs(told) ? latest : told;
        var kept = made;
        if (kept != null && kept.counts.equals(counts)) return kept.frame;
        var frame = Frame.stats(counts);
        made = new Made(counts, frame);
        return frame;
    }
}
