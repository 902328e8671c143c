package vn.tinmoi.newsroom;

import java.util.List;
import vn.tinmoi.desk.Flow;
import vn.tinmoi.desk.Move;
import vn.tinmoi.desk.Stage;
import vn.tinmoi.people.Actor;
import vn.tinmoi.people.Right;

/** The buttons that a person has on a story's page, and why there are none. */
final class StoryMoves {
    private StoryMoves() {}

    /** Of a section that is not theirs none; a pending version is published into its story, and not for a time to come. */
    static List<Move> of(Flow.Standing standing, Actor actor) {
        if (!isTheirs(standing, actor)) return List.of();
        return Move.open(actor, standing.stage()).stream()
                .filter(move -> standing.pending() == null || move != Move.SCHEDULE)
                .toList();
    }

    private static boolean isTheirs(Flow.Standing standing, Actor actor) {
        return actor.isFor(standing.article().category());
    }

    /** What is said where there is none, as a key. */
    static String none(Flow.Standing standing, Actor actor) {
        if (!isTheirs(standing, actor)) return "newsroom.story.elsewhere";
        return standing.stage() == Stage.APPROVED ? "newsroom.story.approved" : "newsroom.story.no-moves";
    }

    /** What is said when the step was taken, as a key. */
    static String done(Move move, Stage now, Actor actor) {
        var said = "newsroom.done." + move.wire();
        if (move != Move.SAVE) return said;
        if (now == Stage.PUBLISHED) return said + ".seen";
        return now == Stage.REVIEWING && !actor.may(Right.REVIEW) ? said + ".reviewing" : said;
    }
}
