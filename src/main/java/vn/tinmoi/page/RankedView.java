package vn.tinmoi.page;

/** A row of "Đọc nhiều". {@code reads}: in the last 24 hours; {@code readsText}: the same in the page's form (1.234). */
public record RankedView(HeadlineView story, long reads, String readsText) {}
