package vn.tinmoi.desk;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.TextField;
import vn.tinmoi.news.Texts;
import vn.tinmoi.people.Actor;

/**
 * The instant before which nobody publishes an article, by no path: its own action, a new article, the clock, many at once, a
 * pending version, an import. Whoever writes may set it or put it off; to bring it nearer or lift it is for who publishes.
 */
public final class Embargo {
    private static final String FIELD = TextField.EMBARGOED_UNTIL.json();

    private Embargo() {}

    private static @Nullable Instant of(Texts texts) {
        var until = texts.get(TextField.EMBARGOED_UNTIL);
        return until == null || until.isEmpty() ? null : Instant.parse(until);
    }

    /** CONFLICT {@code article.embargoed} names the field and the time. */
    public static void requireOver(Texts texts, Instant now) {
        var until = of(texts);
        if (until != null && until.isAfter(now)) {
            throw new Problem(Problem.Kind.CONFLICT, "article.embargoed", FIELD, until);
        }
    }

    static Texts gone(Texts texts) {
        return texts.without(TextField.EMBARGOED_UNTIL);
    }

    /** FORBIDDEN for who may not publish and wants it sooner. */
    static void requireAllowed(Texts change, Article article, Actor actor) {
        var was = article.embargoedUntil();
        if (change.get(TextField.EMBARGOED_UNTIL) == null || was == null || actor.mayPublish()) return;
        var wished = of(change);
        if (wished == null || wished.isBefore(was)) throw new Problem(Problem.Kind.FORBIDDEN, "right.embargo", FIELD);
    }

    /**
     * That it lies ahead when it is new, that readers do not see the article yet, and that it is not due before. {@code before}:
     * its texts until now.
     */
    static void requireUsable(
            Texts texts, ArticleStatus status, @Nullable Instant publishAt, Texts before, Instant now) {
        var until = of(texts);
        if (until == null) return;
        if (!Objects.equals(until, of(before)) && !until.isAfter(now)) {
            throw Problem.invalid(FIELD, "embargo.past", now);
        }
        if (status == ArticleStatus.PUBLISHED) throw Problem.invalid(FIELD, "embargo.published");
        if (publishAt != null && publishAt.isBefore(until)) throw Problem.invalid("publishAt", "embargo.due", until);
    }
}
