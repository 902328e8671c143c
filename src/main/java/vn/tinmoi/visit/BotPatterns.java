package vn.tinmoi.visit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Many expressions that are looked for in one walk over a text: at each place its next three characters tell which few
 * literals may begin there. An automaton after Aho and Corasick takes some megabytes for the same; one large regular
 * expression tries every alternative at every place. Any thread.
 */
final class BotPatterns {
    private static final int BUCKETS = 1 << 13; // several for each of 1,500 signatures, so most places find none
    private static final int LONGEST =
            1024; // characters looked at; longer than any browser's, and a bound for the loop

    private record Entry(BotPattern signature, String reason) {}

    private final Entry[][] buckets = new Entry[BUCKETS][];
    private final String weakest;

    /** {@code expressions}: by the reason that a find is; {@code weakest}: the reason that yields to every other. */
    BotPatterns(Map<String, List<String>> expressions, String weakest) {
        this.weakest = weakest;
        var lists = new ArrayList<List<Entry>>(BUCKETS);
        for (int i = 0; i < BUCKETS; i++) lists.add(new ArrayList<>());
        expressions.forEach((reason, sources) -> sources.stream()
                .flatMap(source -> BotPattern.of(source).stream())
                .forEach(each -> lists.get(bucket(each.literal(), 0)).add(new Entry(each, reason))));
        for (int i = 0; i < BUCKETS; i++) buckets[i] = lists.get(i).toArray(Entry[]::new);
    }

    /** The reason of an expression that is found in the text; null when none is. */
    @Nullable
    String reason(String text) {
        String found = null;
        int end = Math.min(text.length(), LONGEST) - 2;
        for (int at = 0; at < end; at++) {
            for (var entry : buckets[bucket(text, at)]) {
                if (!entry.signature().in(text, at)) continue;
                if (!entry.reason().equals(weakest)) return entry.reason();
                found = weakest;
            }
        }
        return found;
    }

    private static int bucket(String text, int at) {
        int three = (text.charAt(at) << 16) ^ (text.charAt(at + 1) << 8) ^ text.charAt(at + 2);
        return (three * 0x9E3779B1) >>> (32 - 13); // Fibonacci hashing: Knuth, volume 3, 6.4
    }
}
