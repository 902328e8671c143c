package vn.tinmoi.newsroom;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.BodyMerge;
import vn.tinmoi.desk.Flow;
import vn.tinmoi.desk.Move;
import vn.tinmoi.desk.Stage;
import vn.tinmoi.desk.UnsaidPictures;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Picture;
import vn.tinmoi.people.Actor;
import vn.tinmoi.web.Language;

/**
 * One story on the desk.
 *
 * @param id null: it is new
 * @param version of the article that the fields go on from; 0: none
 * @param key tells this form from others, so that a second press makes no second story
 * @param values what stands in the fields, by their names
 * @param moves what this person may do with it now
 * @param none why there is nothing, as a key
 * @param stored what is stored now of fields that someone else changed otherwise meanwhile
 * @param clashes of the body's blocks that both changed
 * @param notes what was said of it on its way, the newest first
 * @param picture that it shows in lists; null: none
 * @param url where readers find it; null: nowhere
 * @param slug that its address keeps because readers had it; empty: it follows the title
 * @param due when a scheduled one is due, in words; empty: it is not
 * @param zone of the times
 * @param beside what it has to do with another one
 * @param remarks what is said of its paragraphs
 * @param unsaid its pictures of which too little is said for readers
 * @param since what others saved since it was taken for review, or approved
 */
public record StoryPage(
        Frame frame,
        @Nullable Long id,
        int version,
        String key,
        Stage stage,
        Map<String, String> values,
        List<Category> categories,
        List<Move> moves,
        String none,
        Map<String, String> stored,
        List<BodyMerge.Clash> clashes,
        List<Note> notes,
        @Nullable Picture picture,
        @Nullable String url,
        String slug,
        String due,
        String zone,
        Beside beside,
        StoryRemarks remarks,
        List<UnsaidPictures.Unsaid> unsaid,
        List<Flow.Since> since) {

    /**
     * A change that waits beside a published story.
     *
     * @param of number of the published story that this is a change of; null: it is a story of its own
     * @param movedOn whether that story has changed since
     * @param open number of the change that waits beside this one; null: none
     * @param mayBegin whether this person may begin one
     * @param seen version of the published story that is shown beside the fields; 0: none
     */
    public record Beside(
            @Nullable Long of, boolean movedOn, @Nullable Long open, boolean mayBegin, int seen) {
        static final Beside NOTHING = new Beside(null, false, null, false, 0);
    }

    /** {@code what}: a sentence's key. */
    public record Note(String what, String who, String text, String when, String iso) {}

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    /** What is stored of a field that someone else gave another text; null: the same. */
    public @Nullable String theirs(String field) {
        return stored.get(field);
    }

    public String name(Category one) {
        return frame.language() == Language.EN ? one.nameEn() : one.nameVi();
    }

    /** Those that stand in that field. */
    public List<UnsaidPictures.Unsaid> unsaid(String field) {
        return unsaid.stream().filter(one -> one.field().equals(field)).toList();
    }

    public String who(Flow.Since one) {
        return Actor.shown(one.actor());
    }

    /** What is missing, as a key. */
    public String lacks(UnsaidPictures.Unsaid one) {
        if (one.isElsewhere()) return "newsroom.unsaid.elsewhere";
        if (!one.lacksCredit()) return "newsroom.unsaid.alt";
        return one.lacksAlt() ? "newsroom.unsaid.words" : "newsroom.unsaid.credit";
    }

    public boolean may(Move move) {
        return moves.contains(move);
    }

    /** Whether saving shows readers something else at once. */
    public boolean isSeen() {
        return stage == Stage.PUBLISHED;
    }
}
