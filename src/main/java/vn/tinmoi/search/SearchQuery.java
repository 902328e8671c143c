package vn.tinmoi.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.text.VnText;
import vn.tinmoi.text.Word;
import vn.tinmoi.text.WordSplitter;

/**
 * What a reader looks for, and its forms as PostgreSQL's tsquery. Nothing that is typed is an operator.
 *
 * @param text cleaned, 200 characters at most
 * @param units its words, 16 at most; a document's number is one
 * @param exact whether a document's number must stand there as a whole; else its parts in their order are enough
 */
public record SearchQuery(String text, List<Unit> units, boolean exact) {
    static final int LONGEST = 200;
    static final int MOST_WORDS = 16;

    /** One word, or a number: {@code whole} and its parts. */
    record Unit(@Nullable Word whole, List<Word> parts) {}

    /** Which of a word's forms is compared. */
    enum Form {
        ACCENTED,
        FOLDED;

        String of(Word word) {
            return this == ACCENTED ? word.accented() : word.folded();
        }
    }

    public static SearchQuery of(String typed) {
        var text = cut(VnText.cleanLine(cut(typed, 4 * LONGEST)), LONGEST);
        return new SearchQuery(text, units(WordSplitter.words(text, MOST_WORDS)), true);
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) return text;
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end);
    }

    private static List<Unit> units(List<Word> words) {
        var units = new ArrayList<Unit>();
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (word.span() == 1) {
                units.add(new Unit(null, List.of(word)));
                continue;
            }
            units.add(new Unit(word, List.copyOf(words.subList(i + 1, i + 1 + word.span()))));
            i += word.span();
        }
        return List.copyOf(units);
    }

    public boolean isEmpty() {
        return units.isEmpty();
    }

    boolean isAccented() {
        return words().stream().anyMatch(Word::hasAccent);
    }

    /** Its words, numbers in their parts. */
    List<Word> words() {
        return units.stream().flatMap(unit -> unit.parts.stream()).toList();
    }

    /** The same with numbers that may stand in a longer one; null where that changes nothing. */
    @Nullable
    SearchQuery loosened() {
        boolean numbers = exact && units.stream().anyMatch(unit -> unit.whole != null);
        return numbers ? new SearchQuery(text, units, false) : null;
    }

    /** Every word, anywhere; {@code places}: only in parts of those weights, such as {@code AB}; empty: in all. */
    String all(Form form, String places) {
        return units.stream().map(unit -> term(unit, form, places)).collect(Collectors.joining(" & "));
    }

    private String term(Unit unit, Form form, String places) {
        if (exact && unit.whole != null) return lexeme(unit.whole, form, places);
        return unit.parts.stream()
                .map(part -> lexeme(part, form, places))
                .collect(Collectors.joining(" <-> ", "(", ")"));
    }

    private List<Word> sequence() {
        return units.stream()
                .flatMap(unit -> exact && unit.whole != null ? Stream.of(unit.whole) : unit.parts.stream())
                .toList();
    }

    /** The words as they stand, one after the other. */
    String phrase(Form form, String places) {
        return sideBySide(sequence(), form, places);
    }

    /** Each two neighbours as they stand, each once, 15 at most; none where they are the whole phrase. */
    String[] pairs(Form form, String places) {
        var words = sequence();
        return IntStream.range(1, words.size() < 3 ? 1 : Math.min(words.size(), MOST_WORDS))
                .mapToObj(i -> sideBySide(words.subList(i - 1, i + 1), form, places))
                .distinct()
                .toArray(String[]::new);
    }

    private static String sideBySide(List<Word> words, Form form, String places) {
        var phrase = new StringBuilder();
        int distance = 0;
        for (var word : words) {
            if (distance > 0) phrase.append(" <").append(distance).append("> ");
            phrase.append(lexeme(word, form, places));
            distance = word.span();
        }
        return phrase.toString();
    }

    /** The words that were typed with accents; null: none. */
    @Nullable
    String accents() {
        var accented = words().stream()
                .filter(Word::hasAccent)
                .map(word -> lexeme(word, Form.ACCENTED, ""))
                .collect(Collectors.joining(" & "));
        return accented.isEmpty() ? null : accented;
    }

    /** Every word, the last one perhaps not typed to its end. */
    String beginning(Form form) {
        Function<Word, String> whole = word -> lexeme(word, form, "");
        var words = words();
        return words.subList(0, words.size() - 1).stream()
                .map(word -> whole.apply(word) + " & ")
                .collect(Collectors.joining("", "", whole.apply(words.getLast()) + ":*"));
    }

    /** Folded, one space between words. */
    public String folded() {
        return words().stream().map(Word::folded).collect(Collectors.joining(" "));
    }

    private static String lexeme(Word word, Form form, String places) {
        return quoted(form.of(word)) + (places.isEmpty() ? "" : ":" + places);
    }

    /** As tsvector and tsquery take any word. */
    static String quoted(String word) {
        return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
