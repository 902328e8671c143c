package vn.tinmoi.desk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Texts;

/**
 * What is to become different about an article; null leaves a value as it is.
 *
 * @param status draft or scheduled (for what readers do not see), or published, which publishes in the same step
 * @param publishAt when it is due; needs a scheduled article
 * @param image a media id; empty: no picture any more
 * @param correction a sentence that tells readers what was wrong; only for a story that was published before
 */
public record Change(
        Texts texts,
        @Nullable String category,
        @Nullable Boolean featured,
        @Nullable ArticleStatus status,
        @Nullable Instant publishAt,
        @Nullable String image,
        @Nullable String correction) {}
