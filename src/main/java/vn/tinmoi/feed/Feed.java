package vn.tinmoi.feed;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Picture;

/**
 * What a feed says, in whichever format. All addresses are absolute.
 *
 * @param siteName the author of what names none
 * @param home the page that it follows; {@code self}: its own address
 * @param updated when a story of it changed last
 * @param hub the WebSub hub to subscribe at; null: none
 */
record Feed(
        String title,
        String description,
        String siteName,
        String home,
        String self,
        ZonedDateTime updated,
        @Nullable String hub,
        List<Entry> entries) {

    /** Stories are Vietnamese, also for readers of the English pages. */
    static final String LANGUAGE = "vi";

    /** What made it: an import of another tinmoi takes its stories as they are. */
    static final String GENERATOR = "tinmoi";

    private static final Map<String, String> PICTURES = Map.of(
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "png", "image/png",
            "gif", "image/gif",
            "webp", "image/webp",
            "avif", "image/avif",
            "svg", "image/svg+xml");

    /**
     * A story.
     *
     * @param id the permalink: it goes by the number alone, so it stays when the story gets other words
     * @param html its lead and body
     * @param byline may be empty
     * @param pictureBytes how long the picture's file is; 0: unknown
     */
    record Entry(
            String id,
            String url,
            String title,
            String lead,
            String html,
            String byline,
            String category,
            String categoryName,
            ZonedDateTime published,
            ZonedDateTime updated,
            @Nullable Picture picture,
            int pictureBytes) {}

    enum Format {
        RSS("rss.xml", "application/rss+xml"),
        ATOM("atom.xml", "application/atom+xml"),
        JSON("feed.json", "application/feed+json");

        private final String file;
        private final String type;

        Format(String file, String type) {
            this.file = file;
            this.type = type;
        }

        /** The last part of its address. */
        String file() {
            return file;
        }

        String type() {
            return type;
        }
    }

    /** UTF-8. */
    byte[] write(Format format) {
        return switch (format) {
            case RSS -> RssFeed.write(this);
            case ATOM -> AtomFeed.write(this);
            case JSON -> JsonFeed.write(this);
        };
    }

    /** The media type of a picture by its address; empty for one that says nothing. */
    static Optional<String> typeOf(Picture picture) {
        var ending = picture.url().substring(picture.url().lastIndexOf('.') + 1);
        return Optional.ofNullable(PICTURES.get(ending.toLowerCase(Locale.ROOT)));
    }
}
