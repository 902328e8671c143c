package vn.tinmoi.text;

import java.text.Normalizer;

/**
 * Unicode normalisation form C. Most texts are in it already and need one look at each unit. A letter keeps at most 30
 * marks, as in the Stream-Safe Text Format of UAX #15: sorting the marks of one letter takes the JDK quadratic time, and
 * half a million in the wrong order held a thread for 220 s (two busy cores, November 2026).
 */
final class Nfc {
    private static final int MOST_MARKS = 30;

    private Nfc() {}

    static String of(String text) {
        if (composed(text)) return text;
        var bounded = bounded(text);
        return Normalizer.isNormalized(bounded, Normalizer.Form.NFC)
                ? bounded
                : Normalizer.normalize(bounded, Normalizer.Form.NFC);
    }

    private static boolean composed(String text) {
        int i = 0;
        while (i < text.length() && alwaysComposed(text.charAt(i))) i++;
        return i == text.length();
    }

    /** Latin with its additions, which hold all of Vietnamese, and the usual punctuation: these never change in NFC. */
    static boolean alwaysComposed(char c) {
        return c < 0x300 || (c >= 0x1E00 && c < 0x1F00) || (c >= 0x2002 && c < 0x2070);
    }

    private static String bounded(String text) {
        var kept = new StringBuilder(text.length());
        int marks = 0;
        for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            marks = mark(c) ? marks + 1 : 0;
            if (marks <= MOST_MARKS) kept.appendCodePoint(c);
        }
        return kept.length() == text.length() ? text : kept.toString();
    }

    private static boolean mark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }
}
