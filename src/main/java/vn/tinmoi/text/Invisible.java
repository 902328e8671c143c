package vn.tinmoi.text;

/**
 * Takes out what nobody sees: zero-width characters, soft hyphens, control characters, overrides of the writing direction.
 * Every kind of line end becomes {@code \n}. Half a surrogate pair, which no database can store, becomes U+FFFD. The
 * joiner inside an emoji stays: without it a family falls apart into its members.
 */
final class Invisible {
    private static final char JOINER = 0x200D;

    private Invisible() {}

    static String drop(String text) {
        int i = 0;
        while (i < text.length() && plain(text.charAt(i))) i++;
        return i == text.length() ? text : dropFrom(text, i);
    }

    private static String dropFrom(String text, int start) {
        var kept = new StringBuilder(text.length()).append(text, 0, start);
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (plain(c)) kept.append(c);
            else if (lineEnd(c)) lineEnd(text, i, kept);
            else if (Character.isSurrogate(c)) i += surrogate(text, i, kept);
            else if (c == JOINER && joinsEmoji(kept, text, i)) kept.append(c);
        }
        return kept.toString();
    }

    /** Nothing to do, which is nearly always. */
    private static boolean plain(char c) {
        if (c < 0x7F) return c >= ' ' || c == '\n' || c == '\t';
        if (c < 0x200B) return c > 0x9F && c != 0xAD && c != 0x34F;
        if (c <= 0x2069) return !(c <= 0x200D || (c >= 0x2028 && c <= 0x202E) || c == 0x2060 || c >= 0x2066);
        return c != 0xFEFF && !Character.isSurrogate(c);
    }

    /** Return, vertical tab, form feed, next line, and Unicode's own line and paragraph separators. */
    private static boolean lineEnd(char c) {
        return c == '\r' || c == 0x0B || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    private static void lineEnd(String text, int i, StringBuilder kept) {
        boolean firstOfTwo = text.charAt(i) == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
        if (!firstOfTwo) kept.append('\n');
    }

    /** How many units beyond the one at {@code i} were used. */
    private static int surrogate(String text, int i, StringBuilder kept) {
        int codePoint = text.codePointAt(i);
        boolean pair = Character.isSupplementaryCodePoint(codePoint);
        kept.appendCodePoint(pair ? codePoint : 0xFFFD);
        return pair ? 1 : 0;
    }

    private static boolean joinsEmoji(StringBuilder before, String text, int i) {
        if (before.isEmpty() || i + 1 == text.length()) return false;
        int left = before.codePointBefore(before.length());
        boolean emojiLeft = left == 0xFE0F || Character.isEmojiModifier(left) || Character.isExtendedPictographic(left);
        return emojiLeft && Character.isExtendedPictographic(text.codePointAt(i + 1));
    }
}
