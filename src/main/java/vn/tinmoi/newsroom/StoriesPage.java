package vn.tinmoi.newsroom;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.desk.Stage;
import vn.tinmoi.news.Category;
import vn.tinmoi.web.Language;

/**
 * The stories of the house.
 *
 * @param samples how many sample stories readers see
 * @param stage which are shown; null: all
 * @param counts of those that readers do not see
 * @param next where the list goes on; null: it ends here
 */
public record StoriesPage(
        Frame frame,
        int samples,
        @Nullable Stage stage,
        String category,
        String words,
        List<Category> categories,
        Map<Stage, Integer> counts,
        List<Line> waiting,
        List<Line> lines,
        @Nullable String next) {

    /** {@code when}: of its last change, in words, {@code iso} by the clock. {@code due}: when it will be published; empty: it is not. {@code pending}: a change of a published one. */
    public record Line(
            long id,
            String title,
            String category,
            Stage stage,
            String when,
            String iso,
            String due,
            String who,
            boolean pending) {}

    public Stage[] stages() {
        return Stage.values();
    }

    public String name(Category one) {
        return frame.language() == Language.EN ? one.nameEn() : one.nameVi();
    }

    /** Whether anything narrows the list. */
    public boolean isNarrowed() {
        return stage != null || !category.isEmpty() || !words.isEmpty();
    }

    /** " (3)"; empty where readers see them, or there are none. */
    public String count(Stage one) {
        var count = counts.get(one);
        return count == null ? "" : " (" + count + ")";
    }
}
