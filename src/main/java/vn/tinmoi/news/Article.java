package vn.tinmoi.news;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An article in whatever state. {@code publishAt}: when a scheduled one is due. {@code publishedAt}: first publication;
 * {@code updatedAt}: last change of what readers see. {@code correction}: the newest one with a note for readers.
 */
public record Article(
        ArticleId id,
        int version,
        ArticleStatus status,
        String slug,
        Texts texts,
        String category,
        boolean featured,
        @Nullable Picture picture,
        @Nullable Instant publishAt,
        @Nullable Instant publishedAt,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant withdrawnAt,
        @Nullable String withdrawnReason,
        @Nullable Correction correction) {

    public String title() {
        return texts.text(TextField.TITLE);
    }

    public String lead() {
        return texts.text(TextField.LEAD);
    }

    /** Sanitised. */
    public String bodyHtml() {
        return texts.text(TextField.BODY_HTML);
    }

    public String byline() {
        return texts.text(TextField.BYLINE);
    }

    /** Where an imported one came from; null: it was written here. */
    public @Nullable String sourceUrl() {
        return texts.get(TextField.SOURCE_URL);
    }

    /** Before that nobody publishes it; null: it may be published. */
    public @Nullable Instant embargoedUntil() {
        var until = texts.get(TextField.EMBARGOED_UNTIL);
        return until == null ? null : Instant.parse(until);
    }

    /** The same, first published then. */
    public Article firstPublished(Instant at) {
        return new Article(
                id,
                version,
                status,
                slug,
                texts,
                category,
                featured,
                picture,
                publishAt,
                at,
                createdAt,
                at,
                withdrawnAt,
                withdrawnReason,
                correction);
    }

    /** The same with other words, category and picture. */
    public Article saying(String newSlug, Texts words, String newCategory, @Nullable Picture newPicture) {
        return new Article(
                id,
                version,
                status,
                newSlug,
                words,
                newCategory,
                featured,
                newPicture,
                publishAt,
                publishedAt,
                createdAt,
                updatedAt,
                withdrawnAt,
                withdrawnReason,
                correction);
    }

    /** What lists and events show of it. Only for an article that was published: {@code publishedAt} must be set. */
    public Headline headline() {
        if (publishedAt == null) throw new IllegalStateException("article " + id + " was never published");
        return new Headline(id, version, slug, title(), lead(), category, featured, publishedAt, updatedAt, picture);
    }
}
