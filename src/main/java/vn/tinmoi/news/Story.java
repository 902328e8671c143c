package vn.tinmoi.news;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A story on its way in from outside: a feed, a ninjs file, the samples. Its words are as they came: not yet cleaned.
 *
 * @param guid names it at its source for ever; a second arrival of it finds the first
 * @param sourceUrl where its original stands; null: nowhere to link to
 * @param category a category's slug, or null for the default one
 * @param picture null: none
 */
public record Story(
        String guid,
        @Nullable String sourceUrl,
        String title,
        String lead,
        String bodyHtml,
        String byline,
        @Nullable String category,
        boolean featured,
        @Nullable Picture picture,
        Instant publishedAt) {

    /** What became of it. */
    public enum Outcome {
        NEW,
        CHANGED,
        UNCHANGED
    }
}
