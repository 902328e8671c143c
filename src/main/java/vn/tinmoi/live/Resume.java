package vn.tinmoi.live;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.log.Cursor;
import vn.tinmoi.metric.Metrics;

/**
 * Finds what a client missed: in the ring, else in PostgreSQL, else nowhere. All or reset, never a part, and a reset has a
 * reason that holds: the cursor is garbage, of another epoch, beyond the log's end (of all nodes, not only of this one) or
 * too old. Owned by one loop; what it gives completes there, and is right only in that moment.
 */
final class Resume {
    private final ReplayRing ring;
    private final Replays replays;
    private final Executor loop;
    private final Metrics metrics;
    private String epoch = "";

    Resume(ReplayRing ring, Replays replays, Executor loop, Metrics metrics) {
        this.ring = ring;
        this.replays = replays;
        this.loop = loop;
        this.metrics = metrics;
    }

    void epoch(String now) {
        epoch = now;
    }

    /** {@code asked}: the client's cursor as it came; null when it named none. Never fails. */
    Future<Resumption> resume(@Nullable String asked) {
        if (asked == null) return Future.succeededFuture(new Resumption.Fresh(head()));
        Optional<Cursor> cursor = Cursor.parse(asked);
        return cursor.isEmpty() ? reset("garbage") : resume(cursor.get());
    }

    private Future<Resumption> resume(Cursor cursor) {
        if (!cursor.epoch().equals(epoch)) return reset("epoch");
        if (cursor.seq() > ring.head()) return askTheLog(cursor);
        if (cursor.seq() < ring.floor()) return readThePast(cursor);
        if (cursor.seq() < ring.head()) metrics.replayed("ring");
        return Future.succeededFuture(new Resumption.FromRing(cursor));
    }

    /** Another node may be ahead of this one; then what follows the cursor will come here, too. */
    private Future<Resumption> askTheLog(Cursor cursor) {
        return onLoop(replays.head())
                .compose(
                        end -> {
                            boolean known = end.epoch().equals(cursor.epoch()) && cursor.seq() <= end.seq();
                            if (!cursor.epoch().equals(epoch)) return reset("epoch");
                            if (cursor.seq() <= ring.head()) return resume(cursor);
                            return known ? Future.succeededFuture(new Resumption.FromRing(cursor)) : reset("beyond");
                        },
                        failure -> reset("away"));
    }

    private Future<Resumption> readThePast(Cursor cursor) {
        return onLoop(replays.after(cursor.epoch(), cursor.seq(), ring.floor(), ring.head()))
                .compose(past -> join(cursor, past), failure -> reset("away"));
    }

    private Future<Resumption> join(Cursor cursor, Past past) {
        if (!cursor.epoch().equals(epoch)) return reset("epoch");
        if (past.asOf() < ring.floor()) return readThePast(cursor); // the ring forgot what was withdrawn meanwhile
        if (!past.reaches(cursor.seq(), ring.floor())) return reset("old");
        metrics.replayed("database");
        return Future.succeededFuture(new Resumption.FromPast(cursor, past.without(ring.withdrawnAfter(past.asOf()))));
    }

    private Future<Resumption> reset(String reason) {
        return Future.succeededFuture(new Resumption.Reset(head(), reason));
    }

    private Cursor head() {
        return new Cursor(epoch, ring.head());
    }

    private <T> Future<T> onLoop(Future<T> elsewhere) {
        Promise<T> here = Promise.promise();
        elsewhere.onComplete(result -> loop.execute(() -> {
            if (result.succeeded()) here.complete(result.result());
            else here.fail(result.cause());
        }));
        return here.future();
    }
}
