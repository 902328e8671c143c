package vn.tinmoi.text;

/**
 * Where the tone mark of a syllable stands. Two schools write {@code hòa, khỏe, thủy} and {@code hoà, khoẻ, thuỷ}; the
 * first, which the press prefers (183 to 0 in a sample of 33,000 words), is the one that texts are compared in. The schools
 * differ only where the syllable ends with oa, oe or uy; after q the u belongs to the consonant ({@code quý}).
 */
final class Tones {
    private Tones() {}

    /** Moves the tones of {@code text}, lower case NFC, in place. */
    static void settle(char[] text) {
        for (int i = 1; i < text.length; i++) if (open(text, i)) settle(text, i);
    }

    private static boolean open(char[] text, int i) {
        boolean last = i + 1 == text.length || !partOfWord(text[i + 1]);
        return last && text[i] > 'z' && !(i > 1 && text[i - 2] == 'q');
    }

    private static boolean partOfWord(char c) {
        return Character.isLetter(c) || c == Letters.LOST_ACCENT;
    }

    private static void settle(char[] text, int i) {
        if (text[i - 1] == 'o') move(text, i, 'a', 'e');
        else if (text[i - 1] == 'u') move(text, i, 'y', 'y');
    }

    private static void move(char[] text, int i, char one, char other) {
        char vowel = Letters.fold(text[i]) == one ? one : other;
        int tone = Letters.tone(vowel, text[i]);
        if (tone < 0) return;
        text[i - 1] = Letters.withTone(text[i - 1], tone);
        text[i] = vowel;
    }
}
