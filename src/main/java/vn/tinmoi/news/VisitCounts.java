package vn.tinmoi.news;

import java.time.Instant;

/**
 * The four numbers of "Thống kê truy cập". {@code online}: sessions reading now; {@code today}, {@code week},
 * {@code total}: visits begun since local midnight, since Monday, ever; {@code at}: when they were right; {@code stale}:
 * a store was away, so that they may be behind. Always {@code today <= week <= total}.
 */
public record VisitCounts(long online, long today, long week, long total, Instant at, boolean stale) {}
