package vn.tinmoi.news;

import org.jspecify.annotations.Nullable;

/** Something that happened. Its type says how it may travel. */
public sealed interface NewsEvent {
    /** Committed with the change it reports; has a place in the event log; replayable. */
    sealed interface Durable extends NewsEvent {
        ArticleId article();
    }

    /** A story became readable, for the first time or again. */
    record Published(Headline headline) implements Durable {
        @Override
        public ArticleId article() {
            return headline.id();
        }
    }

    /**
     * A readable story changed. {@code previousCategory}, {@code previouslyFeatured}: where it stood before, usually the
     * same; {@code correction}: what readers are told of this change; null: nothing.
     */
    record Revised(
            Headline headline,
            String previousCategory,
            boolean previouslyFeatured,
            @Nullable String correction) implements Durable {
        @Override
        public ArticleId article() {
            return headline.id();
        }
    }

    /** A story was taken into "Tin nổi bật" or out of it; {@code headline.featured()} says which. */
    record Featured(Headline headline) implements Durable {
        @Override
        public ArticleId article() {
            return headline.id();
        }
    }

    /** A story is no longer to be read. Its words do not travel. {@code category}, {@code featured}: where it stood. */
    record Withdrawn(ArticleId article, String category, boolean featured) implements Durable {}
}
