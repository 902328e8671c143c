package vn.tinmoi.text;

/** White space as it should be stored: one space between words, none at the ends of lines and text. */
final class Spaces {
    private static final char NO_BREAK = 0xA0;

    private Spaces() {}

    /** {@code lines}: whether line breaks and tabs stay; else they are spaces too. */
    static String collapse(String text, boolean lines) {
        var kept = new StringBuilder(text.length());
        for (int i = 0, end; i < text.length(); i = end) {
            end = runEnd(text, i);
            if (end == i) kept.append(text.charAt(end++));
            else if (i > 0 && end < text.length()) gap(text, i, end, lines, kept);
        }
        return kept.toString();
    }

    private static int runEnd(String text, int start) {
        int end = start;
        while (end < text.length() && space(text.charAt(end))) end++;
        return end;
    }

    private static void gap(String text, int start, int end, boolean lines, StringBuilder kept) {
        long breaks = lines ? count(text, start, end, '\n') : 0;
        if (breaks > 0) kept.repeat('\n', (int) breaks);
        else if (lines && count(text, start, end, '\t') > 0) kept.append('\t');
        else kept.append(holdsNumber(text, start, end) ? NO_BREAK : ' ');
    }

    /** A space that cannot break keeps a number and its unit on one line, {@code 22 tỉ}; elsewhere it is an accident. */
    private static boolean holdsNumber(String text, int start, int end) {
        return count(text, start, end, NO_BREAK) + count(text, start, end, (char) 0x202F) == end - start
                && Character.isDigit(text.charAt(start - 1))
                && Character.isLetter(text.codePointAt(end));
    }

    private static long count(String text, int start, int end, char wanted) {
        long count = 0;
        for (int i = start; i < end; i++) if (text.charAt(i) == wanted) count++;
        return count;
    }

    private static boolean space(char c) {
        return c == ' ' || c == '\n' || c == '\t' || (c >= NO_BREAK && Character.isSpaceChar(c));
    }
}
