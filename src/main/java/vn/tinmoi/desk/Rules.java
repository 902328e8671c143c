package vn.tinmoi.desk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Correction;
import vn.tinmoi.news.NewsEvent;
import vn.tinmoi.news.Problem;

/**
 * What may become of an article, and what readers are told of it: functions of the article as it stands, what is asked and the
 * time. What the state does not allow is a {@link Problem}.
 */
final class Rules {
    private Rules() {}

    /** From draft, scheduled or withdrawn to published. Its first publication fixes its time and its address. */
    static Revision publish(Article was, Instant now) {
        if (was.status() == ArticleStatus.PUBLISHED) throw Problem.conflict("article.already-published", was.id());
        var is = NextVersion.of(was).published(now).article();
        return new Revision(
                is, "publish", new JsonObject(), new NewsEvent.Published(is.headline()), is.featured(), null);
    }

    /** As {@link #publish}, for what is scheduled and due; null: it is not, or no longer. */
    static @Nullable Revision publishDue(Article was, Instant now) {
        boolean due = was.status() == ArticleStatus.SCHEDULED
                && was.publishAt() != null
                && !was.publishAt().isAfter(now)
                && (was.embargoedUntil() == null || !was.embargoedUntil().isAfter(now));
        return due ? publish(was, now) : null;
    }

    /** From published to withdrawn. {@code reason} may be empty; readers do not see it. */
    static Revision withdraw(Article was, String reason, Instant now) {
        if (was.status() == ArticleStatus.WITHDRAWN) throw Problem.conflict("article.already-withdrawn", was.id());
        requirePublished(was);
        var is = NextVersion.of(was).withdrawn(reason, now).article();
        return new Revision(
                is,
                "withdraw",
                new JsonObject().put("reason", reason),
                new NewsEvent.Withdrawn(is.id(), is.category(), is.featured()),
                is.featured(),
                null);
    }

    /** Takes a published story into "Tin nổi bật" or out of it; null: it is as wished already. */
    static @Nullable Revision feature(Article was, boolean featured) {
        requirePublished(was);
        if (was.featured() == featured) return null;
        var next = NextVersion.of(was);
        next.featured = featured;
        var is = next.article();
        return new Revision(
                is,
                featured ? "feature" : "unfeature",
                new JsonObject(),
                new NewsEvent.Featured(is.headline()),
                true,
                null);
    }

    /** What {@link NextVersion} made of an article, with what follows from it; null: nothing is different. */
    static @Nullable Revision change(
            Article was, NextVersion next, String action, Instant now, Revision.@Nullable Source source) {
        var changed = next.changedFields(was);
        if (changed.isEmpty()) return null;
        boolean nowPublished = was.status() != ArticleStatus.PUBLISHED && next.status == ArticleStatus.PUBLISHED;
        if (!nowPublished) Embargo.requireUsable(next.texts, next.status, next.publishAt, was.texts(), now);
        next.updatedAt = now;
        var is = (nowPublished ? next.published(now) : next).article();
        return new Revision(
                is,
                action,
                new JsonObject().put("changed", new JsonArray(changed)),
                event(was, is),
                was.featured() || is.featured(),
                source);
    }

    /** Only what readers have seen can be corrected before their eyes. */
    static Correction correction(Article was, String note, Instant now) {
        if (was.publishedAt() == null) throw Problem.invalid("correction", "correction.unpublished");
        return new Correction(note, now);
    }

    private static NewsEvent.@Nullable Durable event(Article was, Article is) {
        return switch (is.status()) {
            case DRAFT, SCHEDULED, WITHDRAWN -> null;
            case PUBLISHED ->
                was.status() == ArticleStatus.PUBLISHED
                        ? new NewsEvent.Revised(is.headline(), was.category(), was.featured(), newNote(was, is))
                        : new NewsEvent.Published(is.headline());
        };
    }

    private static @Nullable String newNote(Article was, Article is) {
        var correction = is.correction();
        return correction == null || correction.equals(was.correction()) ? null : correction.note();
    }

    /** A change of state that a PATCH may ask for; withdrawing and coming back from it have calls of their own. */
    static void requireReachable(ArticleStatus from, ArticleStatus to) {
        boolean unseen = from == ArticleStatus.DRAFT || from == ArticleStatus.SCHEDULED;
        boolean allowed = from == to || (unseen && to != ArticleStatus.WITHDRAWN);
        if (!allowed) throw Problem.invalid("status", "article.status-change", from.wire(), to.wire());
    }

    /** That an article has a due time exactly when it is scheduled, and that it lies ahead when it is new. */
    static void requireDueTime(
            ArticleStatus status, @Nullable Instant publishAt, @Nullable Instant before, Instant now) {
        boolean scheduled = status == ArticleStatus.SCHEDULED;
        if (scheduled && publishAt == null) throw Problem.invalid("publishAt", "publish-at.missing");
        if (!scheduled && publishAt != null) throw Problem.invalid("publishAt", "publish-at.not-scheduled");
        if (publishAt != null && !Objects.equals(publishAt, before) && !publishAt.isAfter(now)) {
            throw Problem.invalid("publishAt", "publish-at.past", now);
        }
    }

    private static void requirePublished(Article article) {
        if (article.status() != ArticleStatus.PUBLISHED) {
            throw Problem.conflict(
                    "article.not-published", article.id(), article.status().wire());
        }
    }
}
