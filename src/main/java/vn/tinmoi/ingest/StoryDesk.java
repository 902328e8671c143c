package vn.tinmoi.ingest;

import io.vertx.core.Future;
import java.util.List;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Story;

/** Where stories from outside go. */
public interface StoryDesk {
    /** Keeps one story and says what became of it; a failing {@code Problem} refuses that story. */
    Future<Story.Taken> keep(Story story);

    /** Lets former addresses lead to a story; how many do now. May block. */
    default int lead(List<String> formerPaths, ArticleId story) {
        return 0;
    }

    /** Whether pictures that stand elsewhere are fetched and kept. */
    default boolean bringsPictures() {
        return false;
    }

    default int picturesKept() {
        return 0;
    }

    /** Those that were not fetched, a sentence each. */
    default List<String> pictureFailures() {
        return List.of();
    }
}
