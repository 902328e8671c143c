package vn.tinmoi.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import vn.tinmoi.text.Word;
import vn.tinmoi.text.WordSplitter;

/**
 * Shows where a text has the words that were looked for: the text itself, with its accents and capitals, as HTML with
 * {@code <mark>}. Who typed accents sees the words with those accents; where the text has none of them, those without.
 * Any thread.
 */
final class Highlight {
    private static final int LAST = 4_000; // words that are looked at
    private static final int BEFORE = 40; // characters kept ahead of the first mark
    private static final String ELLIPSIS = "…";

    private final Set<String> accented;
    private final Set<String> folded;
    private final boolean strict;

    Highlight(SearchQuery query) {
        accented = query.words().stream().map(Word::accented).collect(Collectors.toSet());
        folded = query.words().stream().map(Word::folded).collect(Collectors.toSet());
        strict = query.isAccented();
    }

    /** A piece of a text. {@code score}: how much of what was looked for it has; 0: nothing. */
    record Snippet(String html, int score) {}

    private record Piece(int start, int end) {}

    /** The whole of a text in NFC. */
    String whole(String text) {
        return html(text, new Piece(0, text.length()), matches(text));
    }

    /** The piece of a text in NFC that has most of the words, about {@code length} characters. */
    Snippet snippet(String text, int length) {
        var matches = matches(text);
        int best = 0;
        int score = 0;
        for (int i = 0; i < matches.size(); i++) {
            int here = score(text, matches, i, length - BEFORE);
            if (here > score) {
                best = i;
                score = here;
            }
        }
        int around = matches.isEmpty() ? 0 : matches.get(best).start();
        return new Snippet(html(text, piece(text, around, length), matches), score);
    }

    private List<Word> matches(String text) {
        var words = WordSplitter.words(text, LAST).stream()
                .filter(word -> word.span() == 1)
                .toList();
        var there = words.stream()
                .filter(word -> accented.contains(word.accented()))
                .map(Word::folded)
                .collect(Collectors.toSet());
        return words.stream().filter(word -> isMatch(word, there)).toList();
    }

    /** {@code there}: the folded forms of what the text has exactly as it was typed. */
    private boolean isMatch(Word word, Set<String> there) {
        if (!folded.contains(word.folded())) return false;
        return !strict || accented.contains(word.accented()) || !there.contains(word.folded());
    }

    /** Different words count most, then words that stand together. */
    private static int score(String text, List<Word> matches, int first, int length) {
        var different = new HashSet<String>();
        int together = 0;
        for (int i = first; i < matches.size(); i++) {
            var word = matches.get(i);
            if (word.end() - matches.get(first).start() > length) break;
            different.add(word.folded());
            if (i > first && joined(text, matches.get(i - 1), word)) together++;
        }
        return 4 * different.size() + Math.min(together, 3);
    }

    private static Piece piece(String text, int around, int length) {
        int start = around <= BEFORE ? 0 : text.indexOf(' ', around - BEFORE) + 1;
        if (start > around || (start == 0 && around > BEFORE)) start = around;
        int end = start + length >= text.length() ? text.length() : text.lastIndexOf(' ', start + length);
        if (end <= around) end = wholeCharacter(text, Math.min(text.length(), start + length));
        return new Piece(start, end);
    }

    private static int wholeCharacter(String text, int end) {
        return end < text.length() && Character.isLowSurrogate(text.charAt(end)) ? end + 1 : end;
    }

    private static String html(String text, Piece piece, List<Word> matches) {
        var html = new StringBuilder(piece.start == 0 ? "" : ELLIPSIS);
        int at = piece.start;
        for (var mark : marks(text, piece, matches)) {
            escape(text, at, mark.start, html);
            html.append("<mark>");
            escape(text, mark.start, mark.end, html);
            html.append("</mark>");
            at = mark.end;
        }
        escape(text, at, piece.end, html);
        return html.append(piece.end == text.length() ? "" : ELLIPSIS).toString();
    }

    /** Words that stand together have one mark. */
    private static List<Piece> marks(String text, Piece piece, List<Word> matches) {
        var marks = new ArrayList<Piece>();
        Word last = null;
        for (var word : matches) {
            if (word.start() < piece.start || word.end() > piece.end) continue;
            boolean goesOn = last != null && joined(text, last, word);
            int start = goesOn ? marks.removeLast().start : word.start();
            marks.add(new Piece(start, word.end()));
            last = word;
        }
        return marks;
    }

    private static boolean joined(String text, Word one, Word next) {
        return next.position() == one.position() + 1
                && next.start() - one.end() == 1
                && " -/.".indexOf(text.charAt(one.end())) >= 0;
    }

    private static void escape(String text, int start, int end, StringBuilder html) {
        for (int i = start; i < end; i++) {
            switch (text.charAt(i)) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(text.charAt(i));
            }
        }
    }
}
