package vn.tinmoi.site;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.ArticleReads;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Problem;
import vn.tinmoi.store.LastGood;
import vn.tinmoi.web.Language;

/**
 * The numbers of stories that nobody may read, so that PostgreSQL is not asked for whatever number anyone invents: those far
 * above the highest there is, and those that were asked for and were not there or withdrawn, until the log names them or
 * this node writes. A story that was just published is below or little above the highest and is asked for, so it is never
 * taken for missing by its number alone. Any thread.
 */
final class Unreadable {
    private static final int KEPT = 10_000; // answers; about 3 MB

    /** Drafts take numbers without an event, and another node's stories are known a moment later. */
    private static final int ABOVE = 1_000;

    private static final Duration AGE = Duration.ofSeconds(10);

    private final LastGood<Long> highest;
    private final Cache<Asked, Problem> known =
            Caffeine.newBuilder().maximumSize(KEPT).executor(Runnable::run).build();
    private long touches;

    private record Asked(Language language, ArticleId id) {}

    Unreadable(ArticleReads reads, InstantSource clock) {
        this.highest = new LastGood<>(reads::highest, AGE, clock);
    }

    /** What is said of the story; null: it has to be asked for. */
    @Nullable
    Problem of(Language language, ArticleId id) {
        var last = highest.kept();
        if (last != null && id.value() > last + ABOVE) return Problem.notFound("article.unknown", id);
        return known.getIfPresent(new Asked(language, id));
    }

    /** The story, or what {@code reading} fails with, which is remembered if it is that nobody may read it. */
    Future<Article> read(Language language, ArticleId id, Supplier<Future<Article>> reading) {
        var problem = of(language, id);
        if (problem != null) return Future.failedFuture(problem);
        long began = touches();
        return reading.get()
                .recover(failure -> failure instanceof Problem said && isLasting(said)
                        ? remembered(new Asked(language, id), said, began)
                        : Future.failedFuture(failure));
    }

    private static boolean isLasting(Problem said) {
        return said.kind() == Problem.Kind.NOT_FOUND || said.kind() == Problem.Kind.GONE;
    }

    /** Said when the highest number is known too, so that the next who invents one need not ask. */
    private Future<Article> remembered(Asked asked, Problem said, long began) {
        synchronized (this) {
            if (touches == began) known.put(asked, said);
        }
        return highest.get().transform(read -> Future.failedFuture(said));
    }

    private synchronized long touches() {
        return touches;
    }

    /** The stories that the log names are asked for again. */
    void touch(List<LoggedEvent> events) {
        for (var event : events) {
            forget(event.article());
            highest.touch(kept -> event.article().value() > kept);
        }
    }

    private synchronized void forget(ArticleId id) {
        touches++;
        for (var language : Language.values()) known.invalidate(new Asked(language, id));
    }

    /** All are asked for again. */
    void touch() {
        synchronized (this) {
            touches++;
            known.invalidateAll();
        }
        highest.touch(kept -> true);
    }
}
