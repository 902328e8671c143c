package vn.tinmoi.page;

/** A step of the way from the front page to here. {@code url}: a path with the language's prefix. */
public record Crumb(String name, String url) {}
