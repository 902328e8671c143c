package vn.tinmoi.search;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import vn.tinmoi.text.Word;
import vn.tinmoi.text.WordSplitter;

/**
 * Which words a reader may have meant who typed no accents: {@code co the} is {@code có thể} or {@code cơ thể}. The reading
 * that more of the titles have comes first, because it is the likelier one; within a reading the order stays.
 */
final class LikelyAccents {
    private static final int LAST = 100; // words; a title has 300 characters

    private LikelyAccents() {}

    private record Read(SearchReads.Found found, String reading) {}

    static List<SearchReads.Found> likelyFirst(SearchQuery query, List<SearchReads.Found> found) {
        var wanted = query.words().stream().map(Word::folded).toList();
        var read = found.stream()
                .map(one -> new Read(one, reading(wanted, one.title())))
                .toList();
        var counts = read.stream().collect(Collectors.groupingBy(Read::reading, Collectors.counting()));
        return read.stream()
                .sorted(Comparator.comparing((Read one) -> counts.getOrDefault(one.reading, 0L))
                        .reversed())
                .map(Read::found)
                .toList();
    }

    private static String reading(List<String> wanted, String title) {
        var words = WordSplitter.words(title, LAST).stream()
                .filter(word -> word.span() == 1)
                .toList();
        for (int i = 0; i + wanted.size() <= words.size(); i++) {
            var window = words.subList(i, i + wanted.size());
            if (window.stream().map(Word::folded).toList().equals(wanted))
                return window.stream().map(Word::accented).collect(Collectors.joining(" "));
        }
        return "";
    }
}
