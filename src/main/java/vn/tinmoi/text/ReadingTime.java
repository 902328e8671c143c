package vn.tinmoi.text;

/** How long a text takes to read. */
public final class ReadingTime {
    /**
     * Readers of English take 238 words of non-fiction a minute and 260 of fiction, silently (Brysbaert 2019, "How many words
     * do we read per minute?", 190 studies). What spaces part is a syllable in Vietnamese, and its words have one or two, so
     * 250 promises no more haste than that.
     */
    private static final int A_MINUTE = 250;

    private ReadingTime() {}

    /** Whole minutes for the words of sanitised HTML, 1 or more; 0 where it shows none. Tags part words. Any thread. */
    public static int minutes(String html) {
        int words = words(html);
        return words == 0 ? 0 : Math.max(1, Math.round(words / (float) A_MINUTE));
    }

    private static int words(String html) {
        int words = 0;
        for (int i = 0, tag; i < html.length(); i = Markup.afterTag(html, tag)) {
            tag = Markup.nextTag(html, i);
            words += words(html, i, tag);
        }
        return words;
    }

    /** Runs without a space that have a letter or a digit. */
    private static int words(String html, int from, int to) {
        int words = 0;
        boolean inWord = false;
        for (int i = from; i < to; i++) {
            char c = html.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                inWord = false;
            } else if (!inWord && (Character.isLetterOrDigit(c) || Character.isSurrogate(c))) {
                inWord = true;
                words++;
            }
        }
        return words;
    }
}
