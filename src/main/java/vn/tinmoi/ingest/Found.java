package vn.tinmoi.ingest;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Problem;
import vn.tinmoi.news.Story;

/** What a reader found at one place of a file. */
sealed interface Found {
    /** What the reading gives; one story's fault is that story's. */
    static Found of(Supplier<Found> reading) {
        try {
            return reading.get();
        } catch (Problem why) {
            return new Bad(why);
        } catch (RuntimeException | StackOverflowError e) {
            return new Bad(Problem.invalid("item", "ingest.strange-item", String.valueOf(e)));
        }
    }

    /**
     * @param unreadableDate what stands where its date should, and is none; null: there is no such thing
     * @param unknownCategories the categories that it names, when none of them is ours
     */
    record Item(Story story, @Nullable String unreadableDate, List<String> unknownCategories) implements Found {
        /** When its source last touched it, long ago where it does not say; of two with one guid the later counts. */
        Instant changed() {
            var changed = story.origin().changed();
            return changed == null ? Instant.MIN : changed;
        }
    }

    /** {@code why}: in words for whoever brings the file. */
    record Bad(Problem why) implements Found {}

    /** What is there is no story, and need not be one; {@code what}: the message's key. */
    record Aside(String what, String name) implements Found {}
}
