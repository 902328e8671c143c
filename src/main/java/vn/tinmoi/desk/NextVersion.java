package vn.tinmoi.desk;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Correction;
import vn.tinmoi.news.Picture;
import vn.tinmoi.news.TextField;
import vn.tinmoi.news.Texts;
import vn.tinmoi.text.Slugs;

/** The next version of an article while it is being made: one call changes it, then {@link #article()} is written. */
final class NextVersion {
    final ArticleId id;
    final int version;
    final Instant createdAt;
    Texts texts = Texts.BLANK;
    String category = Category.DEFAULT;
    boolean featured;
    ArticleStatus status = ArticleStatus.DRAFT;

    @Nullable
    Picture picture;

    @Nullable
    Instant publishAt;

    @Nullable
    Instant publishedAt;

    @Nullable
    Correction correction;

    Instant updatedAt;
    private @Nullable String fixedSlug;
    private @Nullable Instant withdrawnAt;
    private @Nullable String withdrawnReason;

    private NextVersion(ArticleId id, int version, Instant createdAt) {
        this.id = id;
        this.version = version;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
    }

    /** For a new article. */
    static NextVersion blank(ArticleId id, Instant now) {
        return new NextVersion(id, 1, now);
    }

    /** For the version after this one. */
    static NextVersion of(Article article) {
        var next = new NextVersion(article.id(), article.version() + 1, article.createdAt());
        next.texts = article.texts();
        next.category = article.category();
        next.featured = article.featured();
        next.status = article.status();
        next.picture = article.picture();
        next.publishAt = article.publishAt();
        next.publishedAt = article.publishedAt();
        next.correction = article.correction();
        next.updatedAt = article.updatedAt();
        next.fixedSlug = article.publishedAt() == null ? null : article.slug();
        next.withdrawnAt = article.withdrawnAt();
        next.withdrawnReason = article.withdrawnReason();
        return next;
    }

    /** What the story said of another picture it does not say of this one; of the same, said anew, it does. */
    void show(@Nullable Picture now) {
        boolean same = now != null && picture != null && now.id().equals(picture.id());
        if (!same) texts = texts.without(TextField.IMAGE_CAPTION);
        picture = now == null ? null : now.captioned(texts.get(TextField.IMAGE_CAPTION));
    }

    /**
     * Readable from now on; what it was due, embargoed or withdrawn for is past. Whatever publishes an article does it here:
     * CONFLICT {@code article.embargoed} before its time.
     */
    @CanIgnoreReturnValue
    NextVersion published(Instant now) {
        Embargo.requireOver(texts, now);
        texts = Embargo.gone(texts);
        status = ArticleStatus.PUBLISHED;
        if (publishedAt == null) publishedAt = now;
        publishAt = null;
        withdrawnAt = null;
        withdrawnReason = null;
        updatedAt = now;
        return this;
    }

    NextVersion withdrawn(String reason, Instant now) {
        status = ArticleStatus.WITHDRAWN;
        withdrawnAt = now;
        withdrawnReason = reason;
        updatedAt = now;
        return this;
    }

    /** The API's names of what is different. */
    List<String> changedFields(Article was) {
        var changed = new ArrayList<String>();
        for (var field : TextField.values())
            note(changed, field.json(), texts.get(field), was.texts().get(field));
        note(changed, "category", category, was.category());
        note(changed, "featured", featured, was.featured());
        note(changed, "status", status, was.status());
        note(changed, "image", picture, was.picture());
        note(changed, "publishAt", publishAt, was.publishAt());
        note(changed, "publishedAt", publishedAt, was.publishedAt());
        note(changed, "correction", words(correction), words(was.correction()));
        return changed;
    }

    /** Its time alone is no change: who sends the same again finds it said. */
    private static @Nullable String words(@Nullable Correction correction) {
        return correction == null ? null : correction.note();
    }

    private static void note(List<String> changed, String field, @Nullable Object is, @Nullable Object was) {
        if (!Objects.equals(is, was)) changed.add(field);
    }

    Article article() {
        return new Article(
                id,
                version,
                status,
                fixedSlug == null ? Slugs.of(texts.text(TextField.TITLE)) : fixedSlug,
                texts,
                category,
                featured,
                picture,
                publishAt,
                publishedAt,
                createdAt,
                updatedAt,
                withdrawnAt,
                withdrawnReason,
                correction);
    }
}
