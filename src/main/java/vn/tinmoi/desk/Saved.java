package vn.tinmoi.desk;

import org.jspecify.annotations.Nullable;
import vn.tinmoi.log.Cursor;
import vn.tinmoi.news.Article;

/**
 * What a write left behind, committed on disk.
 *
 * @param article as this write left it; a retry gets it as the first try left it
 * @param event where the event that tells everyone stands in the log; null: readers need not know
 */
public record Saved(Article article, @Nullable Cursor event) {}
