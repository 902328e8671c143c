package vn.tinmoi.text;

import java.util.regex.Pattern;

/**
 * Writes Đ where an eth (Ð, ð) or an African D (Ɖ, ɖ) was typed for it: they look alike, and old Vietnamese keyboards gave
 * one for the other. A word with such a letter is Vietnamese
 *
 * <ul>
 *   <li>if it has a letter that Icelandic and Faroese lack: {@code Ðắk}, {@code BCÐTƯ};
 *   <li>or if it has no vowel, as abbreviations do: {@code NÐ}, {@code QÐ}, {@code HÐND}, the {@code ð} of "điểm ð";
 *   <li>or if it is a syllable that begins with the letter: {@code Ði}, {@code ðá}, {@code Ðinh}. No Icelandic word begins
 *       with eth.
 * </ul>
 *
 * {@code Seðlabanki}, {@code með} and {@code SEÐLABANKI} stay. So do, wrongly, abbreviations with a plain vowel such as
 * {@code HÐBA}; and an Old English {@code ða} changes, wrongly.
 */
final class BarredD {
    private static final String LOOK_ALIKES = "ÐðƉɖ";
    private static final Pattern SYLLABLE = Pattern.compile(
            "[ðɖ][aeiouyáéíóúý]{1,3}(?:ch?|k|m|n|ng|nh|p|t)?", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern ABBREVIATION = Pattern.compile("[b-df-hj-np-tv-xzđðɖ]+");

    private BarredD() {}

    /** {@code text} in NFC. */
    static String repair(String text) {
        for (int i = 0; i < text.length(); i++) if (lookAlike(text.charAt(i))) return repairWords(text);
        return text;
    }

    private static String repairWords(String text) {
        var repaired = new StringBuilder(text.length());
        for (int start = 0, end; start < text.length(); start = end) {
            end = runEnd(text, start);
            var run = text.substring(start, end);
            repaired.append(run.chars().anyMatch(BarredD::lookAlike) && vietnamese(run) ? repairWord(run) : run);
        }
        return repaired.toString();
    }

    /** The end of the run of letters, or of others, that begins at {@code start}. */
    private static int runEnd(String text, int start) {
        boolean word = letter(text.charAt(start));
        int end = start + 1;
        while (end < text.length() && letter(text.charAt(end)) == word) end++;
        return end;
    }

    private static boolean letter(char c) {
        return Character.isLetter(c) || Letters.accent(c);
    }

    private static boolean vietnamese(String word) {
        return word.chars().anyMatch(c -> Letters.onlyVietnamese((char) c))
                || SYLLABLE.matcher(word).matches()
                || ABBREVIATION.matcher(Letters.lower(word)).matches();
    }

    private static String repairWord(String word) {
        return word.replace('Ð', 'Đ').replace('Ɖ', 'Đ').replace('ð', 'đ').replace('ɖ', 'đ');
    }

    private static boolean lookAlike(int c) {
        return c >= 0xD0 && LOOK_ALIKES.indexOf(c) >= 0;
    }
}
