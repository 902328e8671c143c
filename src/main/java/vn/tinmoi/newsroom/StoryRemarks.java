package vn.tinmoi.newsroom;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.Fields;
import vn.tinmoi.article.Paragraphs;
import vn.tinmoi.desk.Comments;
import vn.tinmoi.people.Actor;
import vn.tinmoi.text.VnDates;
import vn.tinmoi.web.Language;

/**
 * What is said of single paragraphs of a story, and of which this person may say something.
 *
 * @param options empty: they may not
 */
public record StoryRemarks(List<Remark> remarks, List<Option> options) {
    static final StoryRemarks NONE = new StoryRemarks(List.of(), List.of());

    /** How many can be said at once; more of them after these are saved. */
    public static final List<Integer> ROWS = List.of(1, 2, 3, 4, 5, 6, 7, 8);

    private static final int SHOWN = 160; // characters of a paragraph that tell which it is
    private static final int NAMED = 60;

    /** {@code words}: of the paragraph then; {@code place}: from 1, where it stands now; null: it has changed. */
    public record Remark(
            long id,
            String who,
            String text,
            String words,
            @Nullable Integer place,
            String when,
            String iso,
            boolean done) {
        /** So much of it that one knows which it is. */
        public String start() {
            return Fields.cut(words, SHOWN);
        }
    }

    /** A paragraph by its place, from 0, and its first words. */
    public record Option(int at, String start) {}

    /** How many wait. */
    public long open() {
        return remarks.stream().filter(one -> !one.done()).count();
    }

    static StoryRemarks of(
            Paragraphs now, List<Comments.Comment> said, boolean mayRemark, VnDates dates, Language language) {
        var remarks =
                said.stream().map(one -> remark(one, now, dates, language)).toList();
        return new StoryRemarks(remarks, mayRemark ? options(now) : List.of());
    }

    private static Remark remark(Comments.Comment one, Paragraphs now, VnDates dates, Language language) {
        var place = one.place(now);
        return new Remark(
                one.id(),
                Actor.shown(one.actor()),
                one.text(),
                one.words(),
                place == null ? null : place + 1,
                dates.moment(one.said(), language.locale()),
                dates.iso(one.said()),
                one.done());
    }

    private static List<Option> options(Paragraphs now) {
        var options = new ArrayList<Option>();
        for (int at = 0; at < now.words().size(); at++) {
            var words = now.words().get(at);
            if (!words.isEmpty()) options.add(new Option(at, Fields.cut(words, NAMED)));
        }
        return options;
    }
}
