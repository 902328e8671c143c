package vn.tinmoi.text;

import java.text.BreakIterator;
import java.util.Locale;

/**
 * Vietnamese text, repaired at the door and folded for search. Every text from people, programs and feeds passes one of
 * the {@code clean} methods before it is stored, so that what is stored is NFC. No method depends on the default locale;
 * all are for any thread.
 */
public final class VnText {
    private static final char FIRST_COMBINING = 0x300;

    private VnText() {}

    /**
     * A plain text of several lines as it should be stored: NFC, Đ for its look-alikes in Vietnamese words, no invisible
     * and no control characters, one space between words and none at the ends of lines. Line breaks (all as {@code \n}) and
     * tabs stay, and a no-break space between a number and its unit. Half a surrogate pair becomes U+FFFD; a letter keeps 30
     * marks at most. HTML entities are not decoded. May be empty. Cleaning twice changes nothing more.
     */
    public static String clean(String text) {
        return Spaces.collapse(repaired(text), true);
    }

    /** As {@link #clean}, on one line: for titles, bylines, names. */
    public static String cleanLine(String text) {
        return Spaces.collapse(repaired(text), false);
    }

    /**
     * The part of {@link #clean} that is safe on HTML: words lose invisible characters, are composed and get their Đ; white
     * space stays, tags stay to the letter. Best on what the sanitiser wrote, where entities have become characters.
     */
    public static String cleanHtml(String html) {
        return Markup.mapText(html, VnText::repaired);
    }

    /**
     * The form that search and slugs compare: lower case, without accents, {@code Đ} as {@code d}; other Latin letters lose
     * their marks too. One UTF-16 unit of the text in NFC gives one unit, so an offset into the folded text is the same
     * offset into a cleaned one. Folding twice changes nothing more.
     */
    public static String fold(String text) {
        var units = Nfc.of(text).toCharArray();
        for (int i = 0; i < units.length; i++) units[i] = Letters.fold(units[i]);
        return new String(units);
    }

    /**
     * The form that accented search compares: lower case with accents, and the tone mark where the press puts it, so that
     * {@code Hoà} and {@code Hòa} are equal. One unit of the text in NFC gives one unit.
     */
    public static String equalTones(String text) {
        var units = Letters.lower(Nfc.of(text)).toCharArray();
        Tones.settle(units);
        return new String(units);
    }

    /** What a reader would count as characters: grapheme clusters, an emoji with its modifiers as one (UAX #29). */
    public static int length(String text) {
        if (text.chars().allMatch(c -> c < FIRST_COMBINING && c != '\r')) return text.length();
        var clusters = clusters(text);
        int length = 0;
        while (clusters.next() != BreakIterator.DONE) length++;
        return length;
    }

    static BreakIterator clusters(String text) {
        var clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
        clusters.setText(text);
        return clusters;
    }

    private static String repaired(String text) {
        return BarredD.repair(Nfc.of(Invisible.drop(text)));
    }
}
