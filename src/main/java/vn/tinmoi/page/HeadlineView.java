package vn.tinmoi.page;

import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Picture;

/**
 * A headline as a page shows it, every text ready in the page's language and zone.
 *
 * @param url with the language's prefix
 * @param time short: "14:05" today, "22/11" on other days; {@code moment}: whole, "23/11/2026 14:05"; {@code iso}: for
 *     {@code datetime}
 */
public record HeadlineView(
        long id,
        int version,
        String url,
        String title,
        String lead,
        String category,
        String categoryName,
        String categoryUrl,
        boolean featured,
        String time,
        String moment,
        String iso,
        @Nullable Picture picture) {

    private static final int LONG = 110; // characters; also change there: writing.js

    /** Whether its title needs smaller letters. */
    public boolean isLong() {
        return title.length() > LONG;
    }

    /** The same with its time in another form. */
    public HeadlineView at(String time) {
        return new HeadlineView(
                id,
                version,
                url,
                title,
                lead,
                category,
                categoryName,
                categoryUrl,
                featured,
                time,
                moment,
                iso,
                picture);
    }

    /** The mould that the page's script pours new stories into. */
    public static final HeadlineView EMPTY = new HeadlineView(0, 0, "", "", "", "", "", "", false, "", "", "", null);
}
