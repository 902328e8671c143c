package vn.tinmoi.newsroom;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Picture;

/**
 * The pictures of the house.
 *
 * @param search what was looked for
 * @param next where the list goes on; null: it ends here
 * @param values what was typed in the form that brings one
 */
public record GalleryPage(
        Frame frame,
        ListSearch search,
        List<Entry> entries,
        @Nullable String next,
        Map<String, String> values) {

    /**
     * {@code small}: for a list; {@code when}: in words; {@code stories}: how many show it, or did; {@code goes}: when it goes
     * for good, in words; empty: it stays.
     */
    public record Entry(Picture picture, Picture small, String when, String who, int stories, String goes) {}

    public String value(String field) {
        return values.getOrDefault(field, "");
    }
}
