package vn.tinmoi.site;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinmoi.metric.Metrics;
import vn.tinmoi.news.VisitCounts;
import vn.tinmoi.page.LiveLists;
import vn.tinmoi.page.Moment;
import vn.tinmoi.page.PageTexts;
import vn.tinmoi.page.Rails;
import vn.tinmoi.portal.Portal;
import vn.tinmoi.portal.Site;
import vn.tinmoi.web.ErrorPages;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Representation;

/**
 * Error pages in the site's frame, with its lists, so that a reader can go on. Whoever likes can ask for them as often as
 * they like, so each is written once and kept. A kept one that has grown old is given all the same, and written again behind
 * it, on a worker; only one that is a minute old, of another portal, or that shows a story which is no longer among the lists,
 * is written at once, about 1 ms. Its cursor is the one that its lists were read at, so what happened since reaches it by the stream.
 * Any thread.
 */
final class SiteErrorPages implements ErrorPages {
    private static final Logger LOG = LoggerFactory.getLogger(SiteErrorPages.class);

    private static final int KEPT =
            200; // pages of 30 KB: one for each sentence and language, and for withdrawn stories
    private static final Duration YOUNG = Duration.ofSeconds(2);
    private static final Duration OLDEST = Duration.ofMinutes(1);
    private static final String TYPE = "text/html; charset=utf-8";

    private final Vertx vertx;
    private final LiveLists lists;
    private final Site site;
    private final PageTexts frames;
    private final Metrics metrics;
    private final InstantSource clock;
    private final Templates templates = new Templates();
    private final Cache<Kind, Kept> kept =
            Caffeine.newBuilder().maximumSize(KEPT).executor(Runnable::run).build();

    SiteErrorPages(Vertx vertx, LiveLists lists, Site site, PageTexts frames, Metrics metrics, InstantSource clock) {
        this.vertx = vertx;
        this.lists = lists;
        this.site = site;
        this.frames = frames;
        this.metrics = metrics;
        this.clock = clock;
    }

    private record Kind(Language language, int status, String title, String detail) {}

    /** {@code rails}, {@code counts}, {@code portal}: what it was written with. */
    private record Kept(
            Representation page,
            Rails rails,
            VisitCounts counts,
            Portal portal,
            Instant writtenAt,
            AtomicBoolean rewriting) {}

    @Override
    public Representation page(Language language, int status, String title, String detail, @Nullable String requestId) {
        var kind = new Kind(language, status, title, detail);
        return requestId == null ? page(kind) : represented(kind, requestId, lists.lastRails(), lists.counts());
    }

    private Representation page(Kind kind) {
        var one = kept.getIfPresent(kind);
        if (one == null || !isUsable(one)) {
            metrics.pageServed("error", "miss");
            return write(kind).page;
        }
        metrics.pageServed("error", "hit");
        if (!isGood(one) && one.rewriting.compareAndSet(false, true)) rewrite(kind, one);
        return one.page;
    }

    private boolean isUsable(Kept one) {
        var now = clock.instant();
        if (!now.isBefore(one.writtenAt.plus(OLDEST))) return false;
        if (one.portal != site.portal().get() || !one.portal.isTheSameAt(one.writtenAt, now)) return false;
        var last = lists.lastRails();
        return one.rails == last || last.shows().containsAll(one.rails.shows());
    }

    private boolean isGood(Kept one) {
        if (clock.instant().isBefore(one.writtenAt.plus(YOUNG))) return true;
        return one.rails == lists.keptRails() && one.counts.saysTheSameAs(lists.counts());
    }

    /** With the lists as they are now, or as they were read last when they cannot be read. */
    private void rewrite(Kind kind, Kept old) {
        lists.rails()
                .transform(read -> vertx.executeBlocking(() -> write(kind), false))
                .onFailure(failure -> {
                    LOG.error("an error page was not written again status={}", kind.status, failure);
                    old.rewriting.set(false);
                });
    }

    private Kept write(Kind kind) {
        var rails = lists.lastRails();
        var counts = lists.counts();
        var portal = site.portal().get(); // one that changes while it is written is found to be another then
        var at = clock.instant();
        var page = represented(kind, null, rails, counts);
        var fresh = new Kept(page, rails, counts, portal, at, new AtomicBoolean());
        metrics.pageWritten("error");
        kept.put(kind, fresh);
        return fresh;
    }

    private Representation represented(Kind kind, @Nullable String requestId, Rails rails, VisitCounts counts) {
        var heading = new PageTexts.Heading(kind.title, kind.detail, "/", null);
        var frame = frames.frame(kind.language, heading).apply(Moment.of(rails, counts));
        var html = templates.error(new ErrorPage(frame, kind.status, kind.title, kind.detail, requestId));
        var headers = Map.of("Cache-Control", "no-store", "Content-Language", kind.language.tag());
        return Representation.refusal(kind.status, TYPE, html, headers);
    }
}
