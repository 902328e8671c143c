package vn.tinmoi.news;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An article in whatever state. {@code bodyHtml} is sanitised. {@code publishAt}: when a scheduled one is due.
 * {@code publishedAt}: first publication; {@code updatedAt}: last change of what readers see. {@code sourceUrl}: where an
 * imported one came from; {@code correction}: the newest one with a note for readers.
 */
public record Article(
        ArticleId id,
        int version,
        ArticleStatus status,
        String slug,
        String title,
        String lead,
        String bodyHtml,
        String byline,
        String category,
        boolean featured,
        @Nullable Picture picture,
        @Nullable Instant publishAt,
        @Nullable Instant publishedAt,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant withdrawnAt,
        @Nullable String withdrawnReason,
        @Nullable String sourceUrl,
        @Nullable Correction correction) {

    /** What lists and events show of it. Only for an article that was published: {@code publishedAt} must be set. */
    public Headline headline() {
        if (publishedAt == null) throw new IllegalStateException("article " + id + " was never published");
        return new Headline(id, version, slug, title, lead, category, featured, publishedAt, updatedAt, picture);
    }
}
