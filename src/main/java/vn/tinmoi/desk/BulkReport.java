package vn.tinmoi.desk;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.ArticleId;

/**
 * What became of a step with many stories.
 *
 * @param said why stories were withdrawn, or the category that they were put into
 * @param over false: it is being done
 * @param undone whether someone took it back; a node that died at it may have left some
 * @param undoUntil null: it cannot be taken back, or not any more
 */
public record BulkReport(
        String key,
        Move act,
        String said,
        boolean over,
        boolean undone,
        @Nullable Instant undoUntil,
        List<Item> items) {

    /** How a story was before, and the version that it has since. */
    public record Was(Stage stage, String category, int version) {}

    /**
     * What became of one.
     *
     * @param was null: nothing was done with it
     * @param problem why nothing was done, or undone: its code; null: nothing stood in the way
     */
    public record Item(
            ArticleId article,
            String title,
            @Nullable Was was,
            @Nullable String problem,
            List<String> arguments,
            boolean undone) {
        /** Whether it was done, and nobody has tried yet to take it back. */
        public boolean canGoBack() {
            return was != null && !undone && problem == null;
        }
    }
}
