package vn.tinmoi.news;

/** The number that names an article for ever. {@code value}: 1 or more. */
public record ArticleId(long value) {
    /** The id that a path or body names; a {@link Problem} NOT_FOUND for anything but a positive decimal number. */
    public static ArticleId parse(String text) {
        if (!text.matches("[1-9][0-9]{0,17}")) throw Problem.notFound("article.unknown", text);
        return new ArticleId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
