package vn.tinmoi.newsroom;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.desk.BulkReport;
import vn.tinmoi.desk.Move;
import vn.tinmoi.desk.Stage;
import vn.tinmoi.news.Category;
import vn.tinmoi.web.Language;

/**
 * The stories of the house.
 *
 * @param samples how many sample stories readers see
 * @param stage which are shown; null: all
 * @param search the words, the person and the days that are asked for
 * @param counts of those that readers do not see
 * @param next where the list goes on: a query; null: it ends here
 * @param done what this person just did with many of them; null: nothing
 */
public record StoriesPage(
        Frame frame,
        int samples,
        @Nullable Stage stage,
        String category,
        ListSearch search,
        List<Category> categories,
        Map<Stage, Integer> counts,
        List<Line> waiting,
        List<Line> lines,
        @Nullable String next,
        Many many,
        @Nullable Done done) {

    /** {@code when}: of its last change, in words, {@code iso} by the clock. {@code due}: when it will be published; empty: it is not. {@code embargo}: until when nobody publishes it; empty: it may be. {@code pending}: a change of a published one. {@code reviewer}: who has it under review, or approved it; empty: nobody; {@code mine}: that is who looks; {@code since}: how often others saved it after that. {@code choice}: its number and version; {@code acts}: what this person may do with it and others at once. */
    public record Line(
            long id,
            String choice,
            String title,
            String category,
            Stage stage,
            String when,
            String iso,
            String due,
            String embargo,
            String who,
            boolean pending,
            String reviewer,
            boolean mine,
            int since,
            List<String> acts) {
        /** What is said of its review, as a key. */
        public String review() {
            return "newsroom.review." + stage.wire() + (mine ? ".mine" : "") + (since > 0 ? ".changed" : "");
        }
    }

    /**
     * What may be done with many stories at once.
     *
     * @param key of the form
     * @param here the list's own query
     * @param chosen the stories that are chosen already, by their choice
     * @param values what stands in the fields already
     */
    public record Many(String key, String here, List<Move> acts, Set<String> chosen, Map<String, String> values) {
        public String value(String field) {
            return values.getOrDefault(field, "");
        }
    }

    /** What was done, by the act's name, with how many; {@code left}: and why not, or why it was not undone; {@code until}: it can be undone, in words; empty: it cannot. */
    public record Done(
            String key,
            String act,
            boolean over,
            boolean undone,
            int stories,
            int rest,
            List<Left> left,
            String until) {

        /** {@code why}: a sentence's key. */
        public record Left(long id, String title, String why, List<String> arguments) {
            /** Whether it names a stage. */
            public boolean isElsewhere() {
                return why.startsWith(STAGE);
            }
        }

        private static final String STAGE = "newsroom.stage.";

        /** {@code said}: an argument of a sentence in words. */
        static Done of(BulkReport report, String until, UnaryOperator<String> said) {
            var all = report.items();
            int stories = (int) all.stream()
                    .filter(one -> report.undone() ? one.undone() : one.was() != null)
                    .count();
            var left = all.stream()
                    .filter(one -> one.problem() != null)
                    .map(one -> new Left(
                            one.article().value(),
                            one.title(),
                            why(one),
                            one.arguments().stream().map(said).toList()))
                    .toList();
            int rest = (int) all.stream()
                    .filter(one -> report.undone() ? one.canGoBack() : one.was() == null && one.problem() == null)
                    .count();
            return new Done(
                    report.key(), report.act().wire(), report.over(), report.undone(), stories, rest, left, until);
        }

        /** The sentence's key that says what was done. */
        public String sentence() {
            if (!over) return "newsroom.many.running";
            if (undone) return "newsroom.many.undone";
            return stories == 0 ? "newsroom.many.nothing" : "newsroom.many.done." + act;
        }

        /** In the words of a list. */
        private static String why(BulkReport.Item item) {
            return switch (item.problem()) {
                case "article.version" -> item.was() == null ? "newsroom.many.changed" : "newsroom.many.went-on";
                case "story.stage" -> STAGE + item.arguments().getFirst();
                case null, default -> "problem." + item.problem();
            };
        }
    }

    public Stage[] stages() {
        return Stage.values();
    }

    public String name(Category one) {
        return frame.language() == Language.EN ? one.nameEn() : one.nameVi();
    }

    /** Whether anything narrows the list. */
    public boolean isNarrowed() {
        return stage != null || !category.isEmpty() || !search.isAll();
    }

    /** " (3)"; empty where readers see them, or there are none. */
    public String count(Stage one) {
        var count = counts.get(one);
        return count == null ? "" : " (" + count + ")";
    }
}
