package vn.tinmoi.news;

import java.util.regex.Pattern;

/** The number that names an article for ever. {@code value}: 1 or more. */
public record ArticleId(long value) {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    /** The id that a path or body names; a {@link Problem} NOT_FOUND for anything but a positive decimal number. */
    public static ArticleId parse(String text) {
        if (!isOne(text)) throw Problem.notFound("article.unknown", text);
        return new ArticleId(Long.parseLong(text));
    }

    /** Whether {@link #parse} takes it: whether it can be the number of an article at all. */
    public static boolean isOne(String text) {
        return NUMBER.matcher(text).matches();
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
