package vn.tinmoi.desk;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.Texts;
import vn.tinmoi.people.Actor;
import vn.tinmoi.store.Database;

/**
 * One step with many stories, and back. Each is taken by the {@link Desk} and the {@link Flow} as if alone, with its rights,
 * version and audit; one that cannot be done keeps none of the others. What was done is written down story by story, so that a
 * second press, on whichever node, does nothing and finds the same, and that undoing touches only stories that stand as this
 * left them. Any thread; fails with a {@link Problem}.
 */
public final class Bulk {
    private static final String TAKEN_BACK = "Hoàn tác việc đăng nhiều bài";

    private final Desk desk;
    private final Flow flow;
    private final BulkLedger ledger;

    public Bulk(Database db, Desk desk, Flow flow) {
        this.desk = desk;
        this.flow = flow;
        this.ledger = new BulkLedger(db);
    }

    /** Does it, the stories in their order; INVALID where the order is not whole. What stood in the way of some says {@link #report}. */
    public Future<Void> run(BulkOrder order, Actor actor) {
        return Future.succeededFuture(order).map(BulkOrder::checked).compose(checked -> {
            if (!order.act().isOpenToSomeStage(actor)) throw Actor.forbidden();
            return ledger.begin(checked, actor)
                    .compose(first -> first ? all(checked, actor) : Future.succeededFuture());
        });
    }

    private Future<Void> all(BulkOrder order, Actor actor) {
        return each(order.stories(), one -> tried(order.key(), one.article(), one(order, one, actor)))
                .compose(done -> ledger.finish(order.key()));
    }

    private static <T> Future<Void> each(List<T> all, Function<T, Future<Void>> step) {
        Future<Void> done = Future.succeededFuture();
        for (var one : all) done = done.compose(before -> step.apply(one));
        return done;
    }

    /** One that cannot be done keeps none of the others; with the store away none of them can. */
    private Future<Void> tried(String key, ArticleId article, Future<Void> step) {
        return step.recover(failure -> failure instanceof Problem problem && !Problem.isAway(problem)
                ? ledger.left(key, article, problem)
                : Future.failedFuture(failure));
    }

    private Future<Void> one(BulkOrder order, BulkOrder.Wish wish, Actor actor) {
        return flow.standing(wish.article()).compose(found -> {
            var standing = found.orElseThrow(() -> Problem.notFound("article.unknown", wish.article()));
            requireOpen(order.act(), standing, wish.seen(), actor);
            return step(order, standing, actor).compose(version -> ledger.done(order.key(), standing, version));
        });
    }

    private static void requireOpen(Move act, Flow.Standing standing, int seen, Actor actor) {
        var article = standing.article();
        actor.requireFor(article.category());
        if (article.version() != seen) throw Problem.conflict("article.version", article.version());
        if (!act.isOpenTo(actor, standing.stage())) {
            throw Problem.conflict("story.stage", standing.stage().wire());
        }
        if (standing.pending() != null && act == Move.PUBLISH) throw Problem.conflict("bulk.pending");
    }

    /** Gives the version that the story has then. */
    private Future<Integer> step(BulkOrder order, Flow.Standing standing, Actor actor) {
        var id = standing.article().id();
        int seen = standing.article().version();
        return switch (order.act()) {
            case PUBLISH ->
                desk.publish(id, seen, actor, null)
                        .compose(saved -> flow.arrived(id).map(saved.article().version()));
            case WITHDRAW -> version(desk.withdraw(id, order.said(), seen, actor, null));
            case SAVE -> version(desk.change(id, into(order.said()), seen, actor, null));
            default -> flow.step(id, order.act(), "", actor).map(seen);
        };
    }

    private static Change into(String category) {
        return new Change(Texts.NONE, category, null, null, null, null, null);
    }

    private static Future<Integer> version(Future<Saved> saving) {
        return saving.map(saved -> saved.article().version());
    }

    /** What became of it; empty: this person did nothing of that name. */
    public Future<Optional<BulkReport>> report(String key, Actor actor) {
        return ledger.report(key, actor);
    }

    /**
     * Takes it back with every story that stands as it left it, the last first; the others keep what has become of them. Once;
     * within 15 minutes, later a CONFLICT {@code bulk.late}. Published stories are withdrawn, withdrawn ones published again.
     */
    public Future<Void> undo(String key, Actor actor) {
        return ledger.report(key, actor).compose(found -> {
            var report = found.orElseThrow(() -> Problem.notFound("bulk.unknown"));
            return ledger.claimUndo(key, actor).compose(first -> {
                if (first) return each(report.items().reversed(), item -> back(report, item, actor));
                return report.undone() || report.undoUntil() != null // by another press of the same button
                        ? Future.succeededFuture()
                        : Future.failedFuture(Problem.conflict("bulk.late"));
            });
        });
    }

    private Future<Void> back(BulkReport report, BulkReport.Item item, Actor actor) {
        if (item.was() == null) return Future.succeededFuture();
        return tried(
                report.key(),
                item.article(),
                back(report.act(), item.article(), item.was(), actor)
                        .compose(done -> ledger.undone(report.key(), item.article())));
    }

    private Future<?> back(Move act, ArticleId article, BulkReport.Was was, Actor actor) {
        return switch (act) {
            case PUBLISH -> desk.withdraw(article, TAKEN_BACK, was.version(), actor, null);
            case WITHDRAW -> desk.publish(article, was.version(), actor, null);
            case SAVE -> desk.change(article, into(was.category()), was.version(), actor, null);
            default -> flow.back(article, act, was.stage(), was.version(), actor);
        };
    }

    /** Drops what nobody looks at any more. */
    public Future<Void> forget() {
        return ledger.forget();
    }
}
