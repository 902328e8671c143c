package vn.tinmoi.text;

import java.util.ArrayList;
import java.util.List;

/** Finds the words of one text in NFC. Used once, by one thread. */
public final class WordSplitter {
    private static final int LONGEST = 64; // units; PostgreSQL's limit is 2 KB, no number of a document comes near
    private static final int MOST_PARTS = 8;
    private static final String JOINERS = "/-.\u2010\u2011\u2013";

    private final String text;
    private final String accented;
    private final String folded;
    private final List<Word> words = new ArrayList<>();
    private int position = 1;

    private record Part(int start, int end) {}

    /** The words of {@code text} up to that position, in their order. Any text, any thread. */
    public static List<Word> words(String text, int lastPosition) {
        return new WordSplitter(Nfc.of(text)).split(lastPosition);
    }

    private WordSplitter(String text) {
        this.text = text;
        this.accented = VnText.equalTones(text);
        this.folded = VnText.fold(text);
    }

    private List<Word> split(int lastPosition) {
        for (int i = 0; i < text.length() && position <= lastPosition; ) {
            i = begins(i) ? takeChain(i) : i + Character.charCount(text.codePointAt(i));
        }
        return words;
    }

    /** The parts from {@code start} that single signs join; gives where they end. */
    private int takeChain(int start) {
        var parts = new ArrayList<Part>();
        parts.add(part(start));
        while (parts.size() < MOST_PARTS && goesOn(parts.getLast().end)) parts.add(part(parts.getLast().end + 1));
        int end = parts.getLast().end;
        if (isNumber(parts)) words.add(word(start, end, parts.size()));
        for (var part : parts) {
            words.add(word(part.start, part.end, 1));
            position++;
        }
        return end;
    }

    private boolean isNumber(List<Part> parts) {
        int start = parts.getFirst().start;
        int end = parts.getLast().end;
        if (parts.size() == 1 || end - start > LONGEST || goesOn(end)) return false;
        return text.substring(start, end).codePoints().anyMatch(Character::isDigit);
    }

    private boolean goesOn(int end) {
        return end + 1 < text.length() && JOINERS.indexOf(text.charAt(end)) >= 0 && begins(end + 1);
    }

    private boolean begins(int i) {
        return Character.isLetterOrDigit(text.codePointAt(i));
    }

    private Part part(int start) {
        int end = start;
        while (end < text.length() && partOfWord(text.codePointAt(end)))
            end += Character.charCount(text.codePointAt(end));
        return new Part(start, end);
    }

    /** Marks that composed with nothing belong to the letter before them. */
    private static boolean partOfWord(int c) {
        return Character.isLetterOrDigit(c)
                || switch (Character.getType(c)) {
                    case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
                    default -> false;
                };
    }

    private Word word(int start, int end, int span) {
        return new Word(
                start, end, position, span, form(accented.substring(start, end)), form(folded.substring(start, end)));
    }

    /** What an invisible sign kept apart may compose once that is gone. */
    private static String form(String written) {
        var form = new StringBuilder(Math.min(written.length(), LONGEST));
        for (int i = 0, c; i < written.length(); i += Character.charCount(c)) {
            c = written.codePointAt(i);
            if (form.length() + Character.charCount(c) > LONGEST) break;
            if (c != Letters.LOST_ACCENT) form.appendCodePoint(JOINERS.indexOf(c) > 2 ? '-' : c);
        }
        return Nfc.of(form.toString());
    }
}
