package vn.tinmoi.desk;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Problem;

/**
 * Publishes what is due, by PostgreSQL's clock. Nothing is kept in memory: every node asks each second for what is due and
 * publishes it by the statement that any publication is, whose version guard lets one node win. What fell due while no
 * node ran is published at the next start. Any thread.
 */
public final class Scheduler {
    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
    private static final long EACH = 1_000; // ms
    private static final int AT_ONCE = 50; // articles of one look; the next look takes the rest

    private final Vertx vertx;
    private final Desk desk;
    private boolean reading = true;
    private long timer = -1;
    private long housekeeping = -1;
    private Future<Void> look = Future.succeededFuture();

    public Scheduler(Vertx vertx, Desk desk) {
        this.vertx = vertx;
        this.desk = desk;
    }

    /** Looks at once and then each second. Succeeds also when PostgreSQL is away: the next look finds what is due. */
    public synchronized Future<Void> start() {
        timer = vertx.setPeriodic(EACH, tick -> tick());
        housekeeping = vertx.setPeriodic(TimeUnit.HOURS.toMillis(1), hour -> forgetOldKeys());
        return tick();
    }

    /** Ends after the look in hand. */
    public synchronized Future<Void> stop() {
        vertx.cancelTimer(timer);
        vertx.cancelTimer(housekeeping);
        return look;
    }

    /** One look at a time. Never fails: a look that does is reported and the next one finds the same. */
    @CanIgnoreReturnValue
    private synchronized Future<Void> tick() {
        if (look.isComplete()) look = look().onSuccess(done -> reads(true, "")).recover(this::failed);
        return look;
    }

    Future<Void> look() {
        return desk.reads().due(AT_ONCE).compose(this::publish);
    }

    private Future<Void> publish(List<ArticleId> due) {
        Future<Void> done = Future.succeededFuture();
        for (var article : due) done = done.compose(before -> publish(article));
        return done;
    }

    /** One that cannot be published must not keep the others waiting. */
    private Future<Void> publish(ArticleId article) {
        return desk.publishDue(article)
                .recover(failure -> {
                    if (Problem.isAway(failure)) return Future.failedFuture(failure);
                    LOG.error("scheduled article not published article={}", article, failure);
                    return Future.succeededFuture();
                })
                .mapEmpty();
    }

    private Future<Void> failed(Throwable failure) {
        reads(false, failure.toString());
        return Future.succeededFuture();
    }

    /** Says each change once: an outage lasts many seconds. */
    private synchronized void reads(boolean now, String why) {
        if (reading == now) return;
        reading = now;
        if (now) LOG.info("due articles are read again");
        else LOG.warn("due articles not read, each second tries again why={}", why);
    }

    private void forgetOldKeys() {
        desk.writes()
                .forgetOldKeys()
                .onFailure(
                        e -> LOG.warn("old idempotency keys not dropped, the next hour tries again: {}", e.toString()));
    }
}
