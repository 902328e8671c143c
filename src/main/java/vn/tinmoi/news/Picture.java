package vn.tinmoi.news;

/**
 * A picture of a story. {@code id}: its media id; {@code url}: where it is served, a path of this site; {@code width},
 * {@code height}: pixels; {@code alt}: what is seen; {@code caption}, {@code credit}: may be empty.
 */
public record Picture(String id, String url, int width, int height, String alt, String caption, String credit) {}
