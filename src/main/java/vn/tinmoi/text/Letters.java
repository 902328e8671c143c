package vn.tinmoi.text;

import java.text.Normalizer;

/**
 * What is known of each letter, as tables by UTF-16 unit, so that a pass over a text asks no locale and no regular
 * expression. The 134 letters of Vietnamese are the twelve vowel rows below and đ, in both cases.
 */
final class Letters {
    /** A vowel row: no tone, huyền, sắc, hỏi, ngã, nặng. */
    private static final String[] VOWELS = {
        "aàáảãạ", "ăằắẳẵặ", "âầấẩẫậ", "eèéẻẽẹ", "êềếểễệ", "iìíỉĩị", "oòóỏõọ", "ôồốổỗộ", "ơờớởỡợ", "uùúủũụ", "ưừứửữự",
        "yỳýỷỹỵ"
    };

    private static final String ROW_BASES = "aaaeeiooouuy";

    /** The 67 letters beyond ASCII, lower case. */
    static final String VIETNAMESE = vietnamese();

    private static final String ICELANDIC_TOO = "áéíóúý";

    /** Letters with a stroke or a hook that Unicode does not take apart, one to one; eth stands for đ often enough. */
    private static final String STROKED = "đðɖøłıħŧƀɨɓɗƙ";

    private static final String STROKED_BASES = "dddolihtbibdk";

    // covers Latin, Greek, Cyrillic and the second Latin block that holds the letters of two marks; 31 KB for the two
    private static final int TABLE_SIZE = 0x1F00;
    private static final char NO_BREAK_SPACE = 0xA0;

    /**
     * Stands in a folded text for an accent that its letter has no form with: the combining grapheme joiner is invisible
     * and composes with nothing, so the text stays as long as it was and stays NFC.
     */
    static final char LOST_ACCENT = 0x34F;

    private static final char[] LOWER = lower();
    private static final char[] FOLDED = folded();

    private Letters() {}

    static String lower(String text) {
        var units = text.toCharArray();
        for (int i = 0; i < units.length; i++) units[i] = lower(units[i]);
        return new String(units);
    }

    /** Lower case in every locale alike; an accent of its own becomes {@link #LOST_ACCENT}, NBSP a space. */
    static char lower(char c) {
        return c < TABLE_SIZE ? LOWER[c] : Character.toLowerCase(c);
    }

    /** As {@link #lower}, and a Latin letter loses its marks: {@code ệ} is {@code e}, {@code Đ} is {@code d}. */
    static char fold(char c) {
        return c < TABLE_SIZE ? FOLDED[c] : Character.toLowerCase(c);
    }

    static boolean accent(char c) {
        return c >= 0x300 && c <= 0x36F;
    }

    /** Whether Vietnamese has this letter and Icelandic and Faroese, which write eth, have not. */
    static boolean onlyVietnamese(char c) {
        char lower = lower(c);
        return lower > 'z' && VIETNAMESE.indexOf(lower) >= 0 && ICELANDIC_TOO.indexOf(lower) < 0;
    }

    /** Where {@code c} stands in the row of {@code vowel}: 0 without tone, 1 to 5 with one, -1 in another row. */
    static int tone(char vowel, char c) {
        return VOWELS[row(vowel)].indexOf(c);
    }

    /** {@code vowel}, plain and lower case, with the tone that {@link #tone} gave. */
    static char withTone(char vowel, int tone) {
        return VOWELS[row(vowel)].charAt(tone);
    }

    private static int row(char vowel) {
        return switch (vowel) {
            case 'a' -> 0;
            case 'e' -> 3;
            case 'o' -> 6;
            case 'u' -> 9;
            case 'y' -> 11;
            default -> throw new IllegalArgumentException("a, e, o, u or y, not " + vowel);
        };
    }

    private static String vietnamese() {
        return (String.join("", VOWELS) + "đ").replaceAll("[a-z]", "");
    }

    private static char[] lower() {
        var table = new char[TABLE_SIZE];
        for (char c = 0; c < TABLE_SIZE; c++) table[c] = accent(c) ? LOST_ACCENT : Character.toLowerCase(c);
        table[NO_BREAK_SPACE] = ' ';
        return table;
    }

    private static char[] folded() {
        var table = lower();
        for (char c = 0x80; c < TABLE_SIZE; c++) table[c] = latinBase(table[c]);
        for (int row = 0; row < VOWELS.length; row++)
            for (char c : VOWELS[row].toCharArray()) both(table, c, ROW_BASES.charAt(row));
        for (int i = 0; i < STROKED.length(); i++) both(table, STROKED.charAt(i), STROKED_BASES.charAt(i));
        return table;
    }

    /** The ASCII letter that {@code c} decomposes to, or {@code c}. */
    private static char latinBase(char c) {
        char base = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD).charAt(0);
        return base >= 'a' && base <= 'z' ? base : c;
    }

    private static void both(char[] table, char lower, char base) {
        table[lower] = base;
        if (Character.toUpperCase(lower) < TABLE_SIZE) table[Character.toUpperCase(lower)] = base;
    }
}
