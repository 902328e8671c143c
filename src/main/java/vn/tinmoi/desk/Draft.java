package vn.tinmoi.desk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.ArticleStatus;
import vn.tinmoi.news.Texts;

/**
 * An article as its author hands it in; {@link Desk} cleans and checks it.
 *
 * @param texts with a title
 * @param category a category's slug; null: the default one
 * @param status what it is to be at once: draft, scheduled or published
 * @param publishAt when a scheduled one is due; null for the others
 * @param image a media id; null or empty: none
 */
public record Draft(
        Texts texts,
        @Nullable String category,
        boolean featured,
        ArticleStatus status,
        @Nullable Instant publishAt,
        @Nullable String image) {}
