package vn.tinmoi.desk;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Problem;
import vn.tinmoi.people.Actor;
import vn.tinmoi.people.Right;

/** What may be done with a story, from where to where and by whom: the newsroom's flow, in one table. */
public enum Move {
    SAVE(Right.WRITE, EnumSet.allOf(Stage.class), null),
    SUBMIT(Right.WRITE, EnumSet.of(Stage.DRAFT, Stage.RETURNED), Stage.WAITING),
    TAKE(Right.REVIEW, EnumSet.of(Stage.WAITING), Stage.REVIEWING),
    RETURN(Right.REVIEW, EnumSet.of(Stage.REVIEWING, Stage.APPROVED), Stage.RETURNED),
    APPROVE(Right.REVIEW, EnumSet.of(Stage.REVIEWING), Stage.APPROVED),
    PUBLISH(
            Right.PUBLISH,
            EnumSet.of(
                    Stage.DRAFT,
                    Stage.WAITING,
                    Stage.REVIEWING,
                    Stage.RETURNED,
                    Stage.APPROVED,
                    Stage.SCHEDULED,
                    Stage.WITHDRAWN),
            Stage.PUBLISHED),
    SCHEDULE(
            Right.PUBLISH,
            EnumSet.of(Stage.DRAFT, Stage.WAITING, Stage.REVIEWING, Stage.RETURNED, Stage.APPROVED, Stage.SCHEDULED),
            Stage.SCHEDULED),
    UNSCHEDULE(Right.PUBLISH, EnumSet.of(Stage.SCHEDULED), Stage.DRAFT),
    CORRECT(Right.PUBLISH, EnumSet.of(Stage.PUBLISHED), Stage.PUBLISHED),
    WITHDRAW(Right.PUBLISH, EnumSet.of(Stage.PUBLISHED), Stage.WITHDRAWN);

    private final Right right;

    @SuppressWarnings("ImmutableEnumChecker") // nobody gets it to change it
    private final Set<Stage> from;

    private final @Nullable Stage to;

    Move(Right right, Set<Stage> from, @Nullable Stage to) {
        this.right = right;
        this.from = from;
        this.to = to;
    }

    /**
     * Whether this actor may do it there. What readers see, or wait for, only who may publish saves; what was approved, only who
     * may review, so that it is published as it was read. While it is under review its author saves too: no story is locked.
     */
    public boolean isOpenTo(Actor actor, Stage stage) {
        return from.contains(stage) && actor.may(needed(stage));
    }

    private Right needed(Stage stage) {
        if (stage.status() != ArticleStatus.DRAFT) return Right.PUBLISH;
        return this == SAVE && stage == Stage.APPROVED ? Right.REVIEW : right;
    }

    /** FORBIDDEN for who may do it nowhere; CONFLICT {@code story.stage}, or {@code story.approved}, where it is not done there. */
    public void requireOpenTo(Actor actor, Stage stage) {
        if (isOpenTo(actor, stage)) return;
        if (!isOpenToSomeStage(actor)) throw Actor.forbidden();
        throw this == SAVE && stage == Stage.APPROVED
                ? Problem.conflict("story.approved")
                : Problem.conflict("story.stage", stage.wire());
    }

    /** Whether there is any stage where this actor may do it. */
    public boolean isOpenToSomeStage(Actor actor) {
        return Arrays.stream(Stage.values()).anyMatch(stage -> isOpenTo(actor, stage));
    }

    /** All that this actor may do there, in the order of the table. */
    public static List<Move> open(Actor actor, Stage stage) {
        return Arrays.stream(values())
                .filter(move -> move.isOpenTo(actor, stage))
                .toList();
    }

    Set<Stage> from() {
        return from;
    }

    /** Where the story is afterwards; SAVE leaves it where it is. */
    public Stage to(Stage now) {
        return to == null ? now : to;
    }

    /** Whether what it leaves is read, waits for its time to be, or is called fit for that. */
    public boolean isForReaders(Stage now) {
        var status = to(now).status();
        return this == APPROVE || status == ArticleStatus.SCHEDULED || status == ArticleStatus.PUBLISHED;
    }

    /** Its name in forms, notes and the audit: lower case. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
