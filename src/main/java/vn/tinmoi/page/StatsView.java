package vn.tinmoi.page;

/**
 * "Thống kê truy cập" with numbers in the page's form (1.234.567). {@code at}: as of when, ISO 8601; {@code changedAt}: when
 * one last became another; {@code time}: as {@code at}, "14:05" today, "22/11/2026 14:05" on other days.
 */
public record StatsView(
        String online,
        String today,
        String week,
        String total,
        String at,
        String changedAt,
        String time,
        boolean stale) {}
