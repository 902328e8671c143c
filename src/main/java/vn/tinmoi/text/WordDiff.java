package vn.tinmoi.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What became of a text, word by word: the fewest words that went and came. Any text, any thread; milliseconds for a long one. */
public final class WordDiff {
    private static final int MOST_CELLS =
            4_000_000; // of the table; texts that differ by more are shown as wholly other

    private WordDiff() {}

    /** What a run of words is. */
    public enum Kind {
        SAME,
        GONE,
        NEW
    }

    public record Run(Kind kind, String text) {}

    /** Joined, all but the gone are {@code now}, and all but the new are {@code before}. */
    public static List<Run> of(String before, String now) {
        var old = words(before);
        var next = words(now);
        int head = common(old, next);
        int tail = common(
                old.subList(head, old.size()).reversed(),
                next.subList(head, next.size()).reversed());
        var runs = new Runs();
        old.subList(0, head).forEach(word -> runs.add(Kind.SAME, word));
        middle(old.subList(head, old.size() - tail), next.subList(head, next.size() - tail), runs);
        old.subList(old.size() - tail, old.size()).forEach(word -> runs.add(Kind.SAME, word));
        return runs.ended();
    }

    /** Words with the space behind them; line ends are words of their own. */
    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split("(?<=\\s)(?=\\S)|(?<=\\S)(?=\\n)"));
    }

    private static int common(List<String> one, List<String> other) {
        int length = 0;
        int most = Math.min(one.size(), other.size());
        while (length < most && one.get(length).equals(other.get(length))) length++;
        return length;
    }

    private static void middle(List<String> old, List<String> next, Runs runs) {
        if ((long) old.size() * next.size() > MOST_CELLS) {
            old.forEach(word -> runs.add(Kind.GONE, word));
            next.forEach(word -> runs.add(Kind.NEW, word));
            return;
        }
        var longest = longest(old, next);
        int i = 0;
        int j = 0;
        while (i < old.size() || j < next.size()) {
            boolean both = i < old.size() && j < next.size();
            if (both && old.get(i).equals(next.get(j))) {
                runs.add(Kind.SAME, old.get(i++));
                j++;
            } else if (j == next.size() || (both && longest[i + 1][j] >= longest[i][j + 1])) {
                runs.add(Kind.GONE, old.get(i++));
            } else {
                runs.add(Kind.NEW, next.get(j++));
            }
        }
    }

    private static int[][] longest(List<String> old, List<String> next) {
        var longest = new int[old.size() + 1][next.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = next.size() - 1; j >= 0; j--) {
                longest[i][j] = old.get(i).equals(next.get(j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        return longest;
    }

    /** Words of one kind one after the other are one run. */
    private static final class Runs {
        private final List<Run> all = new ArrayList<>();
        private final StringBuilder run = new StringBuilder();
        private Kind kind = Kind.SAME;

        void add(Kind next, String word) {
            if (next != kind) end();
            kind = next;
            run.append(word);
        }

        private void end() {
            if (!run.isEmpty()) all.add(new Run(kind, run.toString()));
            run.setLength(0);
        }

        List<Run> ended() {
            end();
            return List.copyOf(all);
        }
    }
}
