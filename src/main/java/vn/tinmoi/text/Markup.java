package vn.tinmoi.text;

import java.util.function.UnaryOperator;

/**
 * Tells the tags of an HTML text from its words. Enough for HTML that a sanitiser wrote or will read; it decides nothing
 * about safety.
 */
final class Markup {
    private static final String COMMENT = "<!--";

    private Markup() {}

    /**
     * {@code html} with {@code change} applied to what stands between tags. Piece by piece, because in the whole NFC would
     * make one character of a tag's {@code >} and a combining solidus after it.
     */
    static String mapText(String html, UnaryOperator<String> change) {
        var mapped = new StringBuilder(html.length());
        for (int i = 0, tag; i < html.length(); i = tagEnd(html, tag, mapped)) {
            tag = nextTag(html, i);
            mapped.append(change.apply(html.substring(i, tag)));
        }
        return mapped.toString();
    }

    private static int tagEnd(String html, int tag, StringBuilder mapped) {
        int end = afterTag(html, tag);
        mapped.append(html, tag, end);
        return end;
    }

    /** Where the next tag or comment begins at or after {@code from}; the length where none does. */
    static int nextTag(String html, int from) {
        int tag = html.indexOf('<', from);
        while (tag >= 0 && !opens(html, tag)) tag = html.indexOf('<', tag + 1);
        return tag < 0 ? html.length() : tag;
    }

    /** A lone {@code <} before a space or a digit is a sign of comparison. */
    private static boolean opens(String html, int tag) {
        if (tag + 1 == html.length()) return false;
        char next = html.charAt(tag + 1);
        return next == '/' || next == '!' || next == '?' || (Letters.fold(next) >= 'a' && Letters.fold(next) <= 'z');
    }

    /** The end of the tag or comment at {@code tag}; of the text, where it is never closed. */
    static int afterTag(String html, int tag) {
        var close = html.startsWith(COMMENT, tag) ? "-->" : ">";
        int end = tag < html.length() ? html.indexOf(close, tag) : -1;
        return end < 0 ? html.length() : end + close.length();
    }
}
