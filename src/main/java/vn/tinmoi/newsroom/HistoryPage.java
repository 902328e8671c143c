package vn.tinmoi.newsroom;

import java.util.List;
import vn.tinmoi.text.WordDiff;

/** What became of a story. {@code shown}: the version whose changes {@code diffs} are; {@code now}: the one that stands. */
public record HistoryPage(Frame frame, long id, String title, int shown, int now, List<Line> lines, List<Diff> diffs) {
    /** {@code what}: a sentence's key. */
    public record Line(int number, String what, String who, String when, String iso) {}

    /** {@code field}: its name's key. */
    public record Diff(String field, List<WordDiff.Run> runs) {}
}
