package vn.tinmoi.desk;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Problem;

/**
 * Publishes what is due and withdraws what has expired, by PostgreSQL's clock. Nothing is kept in memory: every node asks each second for what is due and
 * publishes it by the statement that any publication is, whose version guard lets one node win. What fell due while no
 * node ran is published at the next start. Any thread.
 */
public final class Scheduler {
    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
    private static final long EACH = 1_000; // ms
    private static final Duration LATE = Duration.ofSeconds(2);
    private static final String EXPIRED = "Hết hạn";
    private static final int AT_ONCE = 50; // articles of one question

    private final Vertx vertx;
    private final Desk desk;
    private final Metrics metrics;
    private boolean reading = true;
    private long timer = -1;
    private long housekeeping = -1;
    private Future<Void> look = Future.succeededFuture();

    public Scheduler(Vertx vertx, Desk desk, Metrics metrics) {
        this.vertx = vertx;
        this.desk = desk;
        this.metrics = metrics;
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
        return publishFrom(DeskReads.Due.FIRST)
                .compose(published -> desk.reads().expired(AT_ONCE))
                .compose(expired -> each(expired, this::expire));
    }

    /** However many have the same hour, and also where some of them cannot be published. */
    private Future<Void> publishFrom(DeskReads.Due last) {
        return desk.reads().due(last, AT_ONCE).compose(due -> {
            var all = each(due, this::publish);
            return due.size() < AT_ONCE ? all : all.compose(done -> publishFrom(due.getLast()));
        });
    }

    private static <T> Future<Void> each(List<T> all, Function<T, Future<Void>> step) {
        Future<Void> done = Future.succeededFuture();
        for (var one : all) done = done.compose(before -> step.apply(one));
        return done;
    }

    private Future<Void> publish(DeskReads.Due due) {
        var article = due.article();
        return alone(
                article,
                desk.publishDue(article)
                        .compose(saved -> saved.event() == null
                                ? Future.succeededFuture()
                                : published(saved.article(), due.publishAt())));
    }

    /** One that cannot be published or withdrawn must not keep the others waiting. */
    private static Future<Void> alone(ArticleId article, Future<Void> step) {
        return step.recover(failure -> {
            if (Problem.isAway(failure)) return Future.failedFuture(failure);
            LOG.error("scheduled step not taken article={}", article, failure);
            return Future.succeededFuture();
        });
    }

    /** Its editor finds on the story how late it was, where readers may have noticed. */
    private Future<Void> published(Article article, Instant publishAt) {
        var late = Duration.between(publishAt, article.updatedAt());
        metrics.scheduleLate(late);
        if (late.compareTo(LATE) <= 0) return Future.succeededFuture();
        LOG.warn("scheduled article published late article={} seconds={}", article.id(), late.toSeconds());
        return desk.writes().noteLate(article, late.toSeconds());
    }

    private Future<Void> expire(ArticleId article) {
        return alone(
                article,
                desk.withdraw(article, EXPIRED, null, Desk.SCHEDULER, null).mapEmpty());
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
