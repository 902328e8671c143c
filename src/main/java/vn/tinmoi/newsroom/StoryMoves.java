package vn.tinmoi.newsroom;

import java.util.List;
import vn.tinmoi.desk.Flow;
import vn.tinmoi.desk.Move;
import vn.tinmoi.people.Actor;

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
        return isTheirs(standing, actor) ? "newsroom.story.no-moves" : "newsroom.story.elsewhere";
    }
}
