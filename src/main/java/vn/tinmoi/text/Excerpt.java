package vn.tinmoi.text;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of an article's body without its markup. */
public final class Excerpt {
    private static final char ELLIPSIS = '…';
    private static final Pattern ENTITY = Pattern.compile("&(?:#[xX]([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-z]{2,4}));");
    private static final Map<String, String> NAMED =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", "\u00A0");

    /** Tags that stand inside a word or a line; every other one, and its end, parts words. */
    private static final Pattern INLINE = Pattern.compile(
            "<(?:!--|/?(?:a|abbr|b|cite|code|del|em|i|ins|mark|q|s|small|span|strong|sub|sup|time|u)[\\s/>])",
            Pattern.CASE_INSENSITIVE);

    private Excerpt() {}

    /**
     * The text of sanitised HTML on one line, cleaned, at most {@code max} long as {@link VnText#length} counts; a longer one
     * is cut at the end of a word and ends with {@code …}. {@code max}: 1 or more. Empty where the HTML shows no words.
     */
    public static String plain(String html, int max) {
        if (max < 1) throw new IllegalArgumentException("max must be 1 or more, was " + max);
        return cut(VnText.cleanLine(decoded(withoutTags(html))), max);
    }

    private static String withoutTags(String html) {
        var words = new StringBuilder(html.length());
        for (int i = 0, tag; i < html.length(); i = Markup.afterTag(html, tag)) {
            tag = Markup.nextTag(html, i);
            words.append(html, i, tag);
            if (tag < html.length() && !inline(html, tag)) words.append(' ');
        }
        return words.toString();
    }

    private static boolean inline(String html, int tag) {
        return INLINE.matcher(html).region(tag, html.length()).lookingAt();
    }

    private static String decoded(String text) {
        if (text.indexOf('&') < 0) return text;
        return ENTITY.matcher(text).replaceAll(entity -> Matcher.quoteReplacement(character(entity)));
    }

    private static String character(MatchResult entity) {
        if (entity.group(1) != null) return character(Integer.parseInt(entity.group(1), 16));
        if (entity.group(2) != null) return character(Integer.parseInt(entity.group(2)));
        return NAMED.getOrDefault(entity.group(3), entity.group());
    }

    private static String character(int codePoint) {
        return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : "\uFFFD";
    }

    private static String cut(String text, int max) {
        if (text.length() <= max || VnText.length(text) <= max) return text;
        int end = max == 1 ? 0 : VnText.clusters(text).next(max - 1);
        int wordEnd = text.charAt(end) == ' ' ? end : text.lastIndexOf(' ', end);
        return trimmed(text.substring(0, wordEnd > 0 ? wordEnd : end)) + ELLIPSIS;
    }

    /** Without the comma or full stop that would stand before the ellipsis. */
    private static String trimmed(String text) {
        int end = text.length();
        while (end > 0 && " ,;:.–-".indexOf(text.charAt(end - 1)) >= 0) end--;
        return text.substring(0, end);
    }
}
