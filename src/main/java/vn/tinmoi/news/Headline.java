package vn.tinmoi.news;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A published story without its body: what lists, events and cards show. {@code slug}: folded title, never changes after
 * the first publication; {@code category}: its slug; {@code version}: 1 or more, grows with every change.
 */
public record Headline(
        ArticleId id,
        int version,
        String slug,
        String title,
        String lead,
        String category,
        boolean featured,
        Instant publishedAt,
        Instant updatedAt,
        @Nullable Picture picture) {

    /** The next version of the same story in another category. */
    public Headline movedTo(String other) {
        return new Headline(id, version + 1, slug, title, lead, other, featured, publishedAt, updatedAt, picture);
    }

    /** The story's address on this site, a path. */
    public String url() {
        return url(slug, id);
    }

    /** The address of the story with that slug and number. */
    public static String url(String slug, ArticleId id) {
        return "/bai-viet/" + slug + "-" + id;
    }

    /** The short address for QR codes and print; the only one a withdrawn story is named by. */
    public static String permalink(ArticleId id) {
        return "/a/" + id;
    }
}
