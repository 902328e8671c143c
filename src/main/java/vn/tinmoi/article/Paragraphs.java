package vn.tinmoi.article;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.text.Excerpt;

/**
 * The words of a body, block by block, so that something said of one of them finds it again in a later version. Any thread; some
 * milliseconds for a long text.
 *
 * @param words of the outermost blocks in their order, at most 4,000 characters of each; empty for one without words
 */
public record Paragraphs(List<String> words) {
    private static final int LONGEST = 4_000; // characters

    public static Paragraphs of(String bodyHtml) {
        return new Paragraphs(BodyMerge.blocks(bodyHtml).stream()
                .map(block -> Excerpt.plain(block, LONGEST))
                .toList());
    }

    /** Where those words stand, of several places the nearest to {@code near}; null: nowhere. */
    public @Nullable Integer find(String wanted, int near) {
        return IntStream.range(0, words.size())
                .filter(i -> words.get(i).equals(wanted))
                .boxed()
                .min((one, other) -> Integer.compare(Math.abs(one - near), Math.abs(other - near)))
                .orElse(null);
    }

    /** Where the block {@code at} of {@code before} stands here: by its words, or else by its place among as many. */
    public int after(Paragraphs before, int at) {
        var same = find(before.words().get(at), at);
        if (same != null) return same;
        return words.size() == before.words().size() ? at : -1;
    }
}
