package vn.tinmoi.article;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.TextNode;

/**
 * Joins two versions of a body that were made of the same one, block by block (diff3; Khanna, Kunal and Pierce, 2007): what one
 * side alone changed is taken, what both changed alike is taken once, and what both changed otherwise stays as the first side
 * has it and is told. Any thread; some milliseconds for a long text.
 */
public final class BodyMerge {
    private static final int MOST_CELLS = 4_000_000; // of the table; texts of more blocks clash as a whole

    private final List<String> base;
    private final List<String> mine;
    private final List<String> theirs;
    private final StringBuilder joined = new StringBuilder();
    private final List<Clash> clashes = new ArrayList<>();

    /** Where both sides changed the same blocks; an empty text: took them away. */
    public record Clash(String mine, String theirs) {}

    /** {@code html}: the joined body, of each clash the first side's. */
    public record Merged(String html, List<Clash> clashes) {}

    private BodyMerge(String base, String mine, String theirs) {
        this.base = blocks(base);
        this.mine = blocks(mine);
        this.theirs = blocks(theirs);
    }

    public static Merged of(String base, String mine, String theirs) {
        return new BodyMerge(base, mine, theirs).merged();
    }

    /** The outermost elements and the words between them. */
    static List<String> blocks(String html) {
        var document = Jsoup.parseBodyFragment(html);
        document.outputSettings().prettyPrint(false);
        var blocks = new ArrayList<String>();
        for (var node : document.body().childNodes()) {
            if (!(node instanceof TextNode text) || !text.isBlank()) blocks.add(node.outerHtml());
        }
        return blocks;
    }

    private Merged merged() {
        var inMine = matches(base, mine);
        var inTheirs = matches(base, theirs);
        int b = 0;
        int m = 0;
        int t = 0;
        for (int i = 0; i <= base.size(); i++) {
            boolean end = i == base.size();
            if (!end && (inMine[i] < 0 || inTheirs[i] < 0)) continue;
            int mineTo = end ? mine.size() : inMine[i];
            int theirsTo = end ? theirs.size() : inTheirs[i];
            between(base.subList(b, i), mine.subList(m, mineTo), theirs.subList(t, theirsTo));
            if (end) break;
            joined.append(base.get(i));
            b = i + 1;
            m = mineTo + 1;
            t = theirsTo + 1;
        }
        return new Merged(joined.toString(), List.copyOf(clashes));
    }

    /** What stands between two blocks that all three have. */
    private void between(List<String> before, List<String> here, List<String> there) {
        if (here.equals(before)) {
            there.forEach(joined::append);
            return;
        }
        here.forEach(joined::append);
        if (!there.equals(before) && !there.equals(here)) {
            clashes.add(new Clash(String.join("", here), String.join("", there)));
        }
    }

    /** Where each of the first stands in the second, in order, as many as possible; -1: nowhere. */
    private static int[] matches(List<String> from, List<String> to) {
        var matches = new int[from.size()];
        Arrays.fill(matches, -1);
        if ((long) from.size() * to.size() > MOST_CELLS) return matches;
        var longest = new int[from.size() + 1][to.size() + 1];
        for (int i = from.size() - 1; i >= 0; i--) {
            for (int j = to.size() - 1; j >= 0; j--) {
                longest[i][j] = from.get(i).equals(to.get(j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        int j = 0;
        for (int i = 0; i < from.size(); i++) {
            while (j < to.size() && !from.get(i).equals(to.get(j)) && longest[i][j] == longest[i][j + 1]) j++;
            if (j < to.size() && from.get(i).equals(to.get(j))) matches[i] = j++;
        }
        return matches;
    }
}
