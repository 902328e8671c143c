package vn.tinmoi.desk;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Story;

/**
 * How stories from outside are taken in.
 *
 * @param overwrite whether what the newsroom changed gives way, and an older copy may replace a newer one
 * @param illustrator fetches a story's pictures, before it is kept; null: they stay where they are
 */
public record Terms(boolean overwrite, @Nullable Illustrator illustrator) {
    public static final Terms USUAL = new Terms(false, null);

    /** Brings a story's pictures along. */
    public interface Illustrator {
        /** The story with pictures of this site in place of others; never fails: one that cannot be had stays a link. */
        Future<Illustrated> illustrate(Story story);
    }

    /** {@code whole}: every picture of it was had, so that the next import need not try again. */
    public record Illustrated(Story story, boolean whole) {}
}
