package vn.tinmoi.news;

import java.time.Instant;

/**
 * The four numbers of "Thống kê truy cập". {@code online}: sessions reading now; {@code today}, {@code week},
 * {@code total}: visits begun since local midnight, since Monday, ever; {@code at}: as of when, the last moment that they were known to be right; {@code
 * changedAt}: when one of them last became another, never after {@code at}; {@code stale}: a store was away, so that they
 * may be behind. Always {@code today <= week <= total}.
 */
public record VisitCounts(
        long online, long today, long week, long total, Instant at, Instant changedAt, boolean stale) {
    /** Zeros, not to be trusted: before anything was counted. */
    public static VisitCounts none(Instant at) {
        return new VisitCounts(0, 0, 0, 0, at, at, true);
    }

    /** The next snapshot; it keeps {@code at} while it is stale, and {@code changedAt} while the numbers stay. */
    public VisitCounts then(long online, long today, long week, long total, Instant now, boolean stale) {
        boolean same = online == this.online && today == this.today && week == this.week && total == this.total;
        var asOf = stale ? at : now;
        return new VisitCounts(online, today, week, total, asOf, same ? changedAt : asOf, stale);
    }

    /** Whether a reader would see the same: the numbers, and whether they may be behind. */
    public boolean saysTheSameAs(VisitCounts other) {
        return online == other.online
                && today == other.today
                && week == other.week
                && total == other.total
                && stale == other.stale;
    }
}
