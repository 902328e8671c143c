package vn.tinmoi.newsroom;

import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Picture;

/**
 * How a story looks to those who find it: on its own page, in a search result, where it is shared.
 *
 * @param story its address in the newsroom
 * @param shown what follows the address of each of its pages: the key of one that has no number, the version that is asked for
 * @param host of the portal, as such cards name it
 * @param address of the story as search results show it
 * @param typed when what is shown was typed, in words; empty: it is as it was saved
 * @param other of what it is a preview as well, by its address; empty: of nothing
 * @param minutes that reading takes; 0: less than one
 * @param picture of the card; null: none
 */
public record StoryPreviewPage(
        Frame frame,
        String story,
        String shown,
        String title,
        String lead,
        String host,
        String address,
        String typed,
        String other,
        int minutes,
        @Nullable Picture picture) {
    /** Whether it was never saved. */
    public boolean isFresh() {
        return shown.startsWith("?khoa=");
    }
}
