package vn.tinmoi.site;

/** "Thống kê truy cập" with numbers in the page's form (1.234.567). {@code at}: ISO 8601. */
public record StatsView(String online, String today, String week, String total, String at, boolean stale) {}
