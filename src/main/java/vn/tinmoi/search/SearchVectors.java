package vn.tinmoi.search;

import vn.tinmoi.text.WordSplitter;

/**
 * A story's words in the text form of PostgreSQL's tsvector, once with their accents and once folded. The words come from
 * our own splitter: PostgreSQL's would break {@code 147/2024/NĐ-CP} apart. Of a long text the first 16,000 words count,
 * beyond which PostgreSQL knows no positions.
 */
final class SearchVectors {
    private static final int LAST_POSITION = 16_000;
    private static final int LONGEST = 250_000; // characters; PostgreSQL takes 1 MB, of which each may be three bytes
    private static final int GAP = 2; // so that no phrase goes from a title into its sapo

    private final StringBuilder accented = new StringBuilder();
    private final StringBuilder folded = new StringBuilder();
    private int last;

    /** {@code weight}: A title, B sapo, C body, D the rest. */
    SearchVectors add(String text, char weight) {
        int before = last;
        for (var word : WordSplitter.words(text, LAST_POSITION - before)) {
            if (accented.length() > LONGEST) break;
            append(accented, word.accented(), before + word.position(), weight);
            append(folded, word.folded(), before + word.position(), weight);
            last = before + word.position();
        }
        last = Math.min(last + GAP, LAST_POSITION);
        return this;
    }

    String accented() {
        return accented.toString();
    }

    String folded() {
        return folded.toString();
    }

    private static void append(StringBuilder vector, String word, int position, char weight) {
        vector.append(SearchQuery.quoted(word))
                .append(':')
                .append(position)
                .append(weight)
                .append(' ');
    }
}
