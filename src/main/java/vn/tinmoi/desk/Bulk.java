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
 * version and audit; one that cannot be done keeps none of the others. Each step leaves a key of its own with what it writes, so
 * that what was done is known whenever a node dies, that a second press, on whichever node, does nothing and finds the same,
 * and that undoing touches only stories that stand as this
 * left them. Any thread; fails with a {@link Problem}.
 */
public final class Bulk {
    private static final String TAKEN_BACK = "Hoàn tác việc đăng nhiều bài";

    private final Desk desk;
    private final Flow flow;
    private final UnsaidPictures unsaid;
    private final BulkLedger ledger;

    public Bulk(Database db, Desk desk, Flow flow, UnsaidPictures unsaid) {
        this.desk = desk;
        this.flow = flow;
        this.unsaid = unsaid;
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
            var said = order.act().isForReaders(standing.stage()) && order.act() != Move.SAVE
                    ? unsaid.requireNone(standing.article())
                    : Future.<Void>succeededFuture();
            return said.compose(fine -> ledger.was(order.key(), standing))
                    .compose(noted -> step(order, standing, actor))
                    .mapEmpty();
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

    private Future<?> step(BulkOrder order, Flow.Standing standing, Actor actor) {
        var id = standing.article().id();
        int seen = standing.article().version();
        var key = BulkLedger.doing(order.key(), id);
        return switch (order.act()) {
            case PUBLISH -> desk.publish(id, seen, actor, key).compose(saved -> flow.arrived(id));
            case WITHDRAW -> desk.withdraw(id, order.said(), seen, actor, key);
            case SAVE -> desk.change(id, into(order.said()), seen, actor, key);
            default -> flow.step(id, order.act(), "", actor, key);
        };
    }

    private static Change into(String category) {
        return new Change(Texts.NONE, category, null, null, null, null, null);
    }

    /** What became of it; empty: this person did nothing of that name. */
    public Future<Optional<BulkReport>> report(String key, Actor actor) {
        return ledger.report(key, actor);
    }

    /**
     * Takes it back with every story that stands as it left it, the last first; the others keep what has become of them. Once,
     * where no node died at it; within 15 minutes, later a CONFLICT {@code bulk.late}. Published stories are withdrawn,
     * withdrawn ones published again.
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
        var was = item.was();
        if (was == null || !item.canGoBack()) return Future.succeededFuture();
        var key = BulkLedger.undoing(report.key(), item.article());
        return tried(
                report.key(),
                item.article(),
                back(report.act(), item.article(), was, actor, key).mapEmpty());
    }

    private Future<?> back(Move act, ArticleId article, BulkReport.Was was, Actor actor, IdempotencyKey key) {
        return switch (act) {
            case PUBLISH -> desk.withdraw(article, TAKEN_BACK, was.version(), actor, key);
            case WITHDRAW -> desk.publish(article, was.version(), actor, key);
            case SAVE -> desk.change(article, into(was.category()), was.version(), actor, key);
            default -> flow.back(article, act, was.stage(), was.version(), actor, key);
        };
    }

    /** Drops what nobody looks at any more. */
    public Future<Void> forget() {
        return ledger.forget();
    }
}
