package vn.tinmoi.ingest;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Story;

/** One story as a reader cut it out of its file, nothing of it judged yet. Owned by the thread that reads. */
final class Clipping {
    String guid = "";
    String link = "";
    String base = ""; // of relative addresses; empty: the link is
    String title = "";
    String summary = ""; // HTML
    String body = ""; // HTML
    String source = "";
    String feed = ""; // the address of the feed: a short guid means something only together with it

    @Nullable
    String published; // null: the file does not speak of it

    @Nullable
    String updated;

    boolean featured;
    Story.State state = Story.State.PUBLISHED;
    final List<String> authors = new ArrayList<>();
    final List<String> categories = new ArrayList<>();
    final List<Media> media = new ArrayList<>();
    final List<String> formerPaths = new ArrayList<>();

    /** What goes with a story: picture, sound, film or any file. {@code type}: a media type, or the medium's name alone. */
    record Media(String url, String type, String alt, String caption, String credit, int width, int height) {
        /** The type of a picture that its source calls the story's own, wherever else it is shown. */
        static final String COVER = "image cover";

        Media(String url, String type, String alt, String caption, String credit) {
            this(url, type, alt, caption, credit, 0, 0);
        }

        /** {@code width}, {@code height}: pixels as the file writes them; what is no number is 0, unknown. */
        Media sized(String width, String height) {
            return new Media(url, type, alt, caption, credit, pixels(width), pixels(height));
        }

        Media at(String other) {
            return new Media(other, type, alt, caption, credit, width, height);
        }

        private static int pixels(String text) {
            return text.matches("[1-9]\\d{0,3}") ? Integer.parseInt(text) : 0;
        }

        boolean isPicture() {
            return type.startsWith("image") || (type.isEmpty() && url.matches("(?i).*\\.(jpe?g|png|gif|webp)(\\?.*)?"));
        }

        boolean isSound() {
            return type.startsWith("audio");
        }

        boolean isFilm() {
            return type.startsWith("video");
        }
    }
}
