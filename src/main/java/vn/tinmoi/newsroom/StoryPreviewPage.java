package vn.tinmoi.newsroom;

import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Picture;

/**
 * How a story looks to those who find it: on its own page, in a search result, where it is shared.
 *
 * @param id of the story
 * @param host of the portal, as such cards name it
 * @param address of the story as search results show it
 * @param typed when what is shown was typed, in words; empty: it is as it was saved
 * @param minutes that reading takes; 0: less than one
 * @param picture of the card; null: none
 */
public record StoryPreviewPage(
        Frame frame,
        long id,
        String title,
        String lead,
        String host,
        String address,
        String typed,
        int minutes,
        @Nullable Picture picture) {}
