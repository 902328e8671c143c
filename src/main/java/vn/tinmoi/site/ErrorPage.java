package vn.tinmoi.site;

/** What a reader sees instead of a story. {@code status}: 400 to 599. */
public record ErrorPage(PageFrame frame, int status, String heading, String detail, String requestId) {}
