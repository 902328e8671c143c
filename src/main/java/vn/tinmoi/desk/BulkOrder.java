package vn.tinmoi.desk;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import vn.tinmoi.article.Fields;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;

/**
 * One step with many stories, as a person asks for it.
 *
 * @param key of the form: a second press has the same
 * @param said why stories are withdrawn, or the category that they are put into
 */
public record BulkOrder(String key, Move act, String said, List<Wish> stories) {
    /** What makes sense for many at once; SAVE puts them into a category. */
    public static final Set<Move> ACTS =
            Set.copyOf(EnumSet.of(Move.SAVE, Move.SUBMIT, Move.TAKE, Move.APPROVE, Move.PUBLISH, Move.WITHDRAW));

    private static final int MOST = 100; // stories: two pages of the list

    /** A story, and the version that the person saw. */
    public record Wish(ArticleId article, int seen) {}

    /** Of {@link #ACTS}; INVALID {@code nut} for another name. */
    public static Move act(String wire) {
        return ACTS.stream()
                .filter(one -> one.wire().equals(wire))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("nut", "bulk.act"));
    }

    /** Whether this person may do it with a story that stands there. A change of a published story is published on its own page. */
    public static boolean isOpen(Move act, Actor actor, Stage stage, String category, boolean pending) {
        return act.isOpenTo(actor, stage) && actor.isFor(category) && !(pending && act == Move.PUBLISH);
    }

    /** The same, its words repaired; INVALID names what is missing. */
    BulkOrder checked() {
        if (stories.isEmpty()) throw Problem.invalid("chon", "bulk.none");
        if (stories.size() > MOST) throw Problem.invalid("chon", "bulk.many", MOST);
        if (act == Move.SAVE && said.isEmpty()) throw Problem.invalid("category", "bulk.category");
        if (act != Move.WITHDRAW) return this;
        var reason = Fields.reason(said);
        if (reason.isEmpty()) throw Problem.invalid("reason", "bulk.reason");
        return new BulkOrder(key, act, reason, stories);
    }
}
