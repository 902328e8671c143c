package vn.tinmoi.text;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a byline names: who wrote the story and where it stood first. {@code Theo QUỐC TUẤN/BÁO THỦY LAM} names both,
 * {@code Theo TTXVN} a source alone, {@code An Nhiên} an author alone. Several authors in one byline are one name.
 *
 * @param before what stands in front of the names, perhaps with a space: {@code "Theo "}
 */
public record Credit(
        String before, @Nullable Name author, @Nullable Name source) {
    private static final Pattern FROM = Pattern.compile(
            "((?:theo|nguồn)\\s*:?\\s+)(?:(.*\\S)\\s*/\\s*)?([^/]*[^/\\s])\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** {@code slug}: the same for every spelling that folds alike; null where nothing of the name can stand in an address. */
    public record Name(String text, @Nullable String slug) {
        private static Name of(String text) {
            return new Name(text, Slugs.ofName(text));
        }
    }

    /** Any cleaned line; of an empty one, nobody. Any thread. */
    public static Credit of(String byline) {
        var from = FROM.matcher(byline);
        if (!from.matches()) return new Credit("", byline.isEmpty() ? null : Name.of(byline), null);
        return new Credit(from.group(1), from.group(2) == null ? null : Name.of(from.group(2)), Name.of(from.group(3)));
    }

    /** The author's slug as it is stored; empty: there is none. */
    public String authorSlug() {
        return slug(author);
    }

    /** The source's slug as it is stored; empty: there is none. */
    public String sourceSlug() {
        return slug(source);
    }

    private static String slug(@Nullable Name name) {
        return name == null || name.slug() == null ? "" : name.slug();
    }
}
