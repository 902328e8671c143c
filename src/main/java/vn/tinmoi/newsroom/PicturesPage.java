package vn.tinmoi.newsroom;

import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Picture;
import vn.tinmoi.portal.Portal;
import vn.tinmoi.portal.SiteDocument;

/** The pictures that tell the site from others. {@code place}: whose form {@code frame}'s fault is about; empty: none's. */
public record PicturesPage(Frame frame, Portal portal, LocalTimes times, String place) {
    public SiteDocument.Pictures pictures() {
        return portal.document().pictures();
    }

    public @Nullable Picture picture(@Nullable String id) {
        return portal.picture(id);
    }

    /** A time of the poster as its input holds it. */
    public String local(@Nullable String instant) {
        return times.field(instant);
    }

    /** What is wrong in the form of that place; null: nothing. */
    public @Nullable String fault(String one) {
        return one.equals(place) ? frame.faults().getFirst().text() : null;
    }
}
