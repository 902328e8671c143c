package vn.tinmoi.news;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A story on its way in from outside: a feed, a ninjs file, an export, the samples. Its words are as they came: not yet cleaned.
 *
 * @param guid names it at its source; a second arrival of it finds the first
 * @param sourceUrl where its original stands; null: nowhere to link to
 * @param category a category's slug, or null for the default one
 * @param picture null: none
 * @param publishedAt null: its source gave a time that nobody can read, so that it waits as a draft
 * @param origin what its source says of it besides
 */
public record Story(
        String guid,
        @Nullable String sourceUrl,
        String title,
        String lead,
        String bodyHtml,
        String byline,
        @Nullable String category,
        boolean featured,
        @Nullable Picture picture,
        @Nullable Instant publishedAt,
        Origin origin) {

    /** One that its source publishes, and says nothing else of. */
    public Story(
            String guid,
            @Nullable String sourceUrl,
            String title,
            String lead,
            String bodyHtml,
            String byline,
            @Nullable String category,
            boolean featured,
            @Nullable Picture picture,
            @Nullable Instant publishedAt) {
        this(guid, sourceUrl, title, lead, bodyHtml, byline, category, featured, picture, publishedAt, Origin.PLAIN);
    }

    /** The same with other words and another picture. */
    public Story with(String body, @Nullable Picture other) {
        return new Story(guid, sourceUrl, title, lead, body, byline, category, featured, other, publishedAt, origin);
    }

    /** The same, waiting for somebody who knows its date. */
    public Story undated() {
        var waiting = origin.state() == State.PUBLISHED ? State.DRAFT : origin.state();
        var undated = new Origin(waiting, origin.changed(), false, origin.cover(), origin.formerPaths());
        return new Story(guid, sourceUrl, title, lead, bodyHtml, byline, category, featured, picture, null, undated);
    }

    /**
     * Whether what goes by the same guid elsewhere is this story, moved or renamed: it stands at the same address, however
     * that is spelt, or has the same title or time. Some sources give one guid to all their stories.
     */
    public boolean isSame(@Nullable String otherUrl, String otherTitle, @Nullable Instant otherPublished) {
        if (sourceUrl == null || otherUrl == null) return true;
        return place(sourceUrl).equals(place(otherUrl))
                || title.strip().equalsIgnoreCase(otherTitle.strip())
                || (origin.dated() && publishedAt != null && publishedAt.equals(otherPublished));
    }

    /** An address without what changes when a site moves to TLS. */
    public static String place(String url) {
        return url.replaceFirst("(?i)^https?://(www\\.)?", "")
                .replaceFirst("#.*", "")
                .replaceFirst("/$", "");
    }

    /**
     * @param state what its source wants it to be
     * @param changed when its source touched it last; null: it does not say
     * @param dated whether {@code publishedAt} is its source's word; else it is a guess that a real date corrects
     * @param cover its picture, when that stands elsewhere; null: none
     * @param formerPaths where it stood before, each a path with its query
     */
    public record Origin(
            State state,
            @Nullable Instant changed,
            boolean dated,
            @Nullable Cover cover,
            List<String> formerPaths) {
        static final Origin PLAIN = new Origin(State.PUBLISHED, null, true, null, List.of());
    }

    /** A picture that stands elsewhere, at an absolute address; {@code width}, {@code height}: pixels, 0 where unknown. */
    public record Cover(String url, String alt, String caption, String credit, int width, int height) {}

    /** What its source wants it to be. */
    public enum State {
        DRAFT,
        /** To be published at its time. */
        SCHEDULED,
        PUBLISHED,
        /** Its source took it back. */
        WITHDRAWN
    }

    /** What became of it. */
    public enum Outcome {
        NEW,
        CHANGED,
        UNCHANGED,
        /** What came was older than what is here. */
        OLDER,
        /** All that its source changed was changed here too, and stays as it is here. */
        LEFT_ALONE,
        WITHDRAWN
    }

    /**
     * @param article the one it became; null: none
     * @param kept the API's names of the fields that stay as the newsroom made them
     */
    public record Taken(Outcome outcome, @Nullable ArticleId article, List<String> kept) {}
}
