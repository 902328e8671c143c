package vn.tinmoi.text;

import java.text.Normalizer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of an address: {@code Phong trào Toàn dân} is {@code phong-trao-toan-dan}. */
public final class Slugs {
    /** Characters of the longest slug. */
    public static final int MAX_LENGTH = 80;

    private static final String WITHOUT_WORDS = "bai";

    /** Letters that are two in ASCII; those that are one are folded already. */
    private static final Map<Character, String> TWO_LETTERS =
            Map.of('ß', "ss", 'æ', "ae", 'œ', "oe", 'þ', "th", 'ŋ', "ng");

    private Slugs() {}

    /**
     * The slug of a title: 1 to {@link #MAX_LENGTH} characters, {@code [a-z0-9]+(-[a-z0-9]+)*}, cut at the end of a word where
     * there is one, {@code bai} where nothing of the title is left. Different titles may have one slug. Any thread.
     */
    public static String of(String title) {
        var slug = slug(title);
        return slug.isEmpty() ? WITHOUT_WORDS : slug;
    }

    /** As {@link #of}; null where nothing of the name is left. */
    static @Nullable String ofName(String name) {
        var slug = slug(name);
        return slug.isEmpty() ? null : slug;
    }

    private static String slug(String text) {
        return cut(dashed(Normalizer.normalize(VnText.fold(VnText.cleanLine(text)), Normalizer.Form.NFKD)));
    }

    private static String dashed(String folded) {
        var slug = new StringBuilder(folded.length());
        for (int i = 0; i < folded.length(); i++) append(Character.toLowerCase(folded.charAt(i)), slug);
        int end = slug.length();
        return slug.substring(0, end > 0 && slug.charAt(end - 1) == '-' ? end - 1 : end);
    }

    private static void append(char c, StringBuilder slug) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) slug.append(c);
        else if (TWO_LETTERS.containsKey(c)) slug.append(TWO_LETTERS.get(c));
        else if (!Letters.accent(c) && !slug.isEmpty() && slug.charAt(slug.length() - 1) != '-') slug.append('-');
    }

    private static String cut(String slug) {
        if (slug.length() <= MAX_LENGTH) return slug;
        int wordEnd = slug.lastIndexOf('-', MAX_LENGTH);
        return slug.substring(0, wordEnd > 0 ? wordEnd : MAX_LENGTH);
    }
}
