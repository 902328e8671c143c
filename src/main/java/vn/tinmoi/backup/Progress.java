package vn.tinmoi.backup;

/** How far it is. {@code rows}: of that table, so far. */
public record Progress(String table, long rows) {}
