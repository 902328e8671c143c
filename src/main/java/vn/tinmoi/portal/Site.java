package vn.tinmoi.portal;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import vn.tinmoi.news.Category;

/**
 * Where the site is, and whose it is now. Any thread.
 *
 * @param portal as it is at the moment of asking: who needs two things of one moment takes it once
 * @param url absolute address without a trailing slash; asked for each page, because it is known only after listening when
 *     the port is 0
 * @param counting zone of the visitor day, that of the settings: every node counts by the same until it ends
 */
public record Site(Supplier<Portal> portal, Supplier<String> url, ZoneId counting) {
    /** Of the dates that are shown. */
    public ZoneId zone() {
        var own = portal.get().document().zone();
        return own == null ? counting : ZoneId.of(own);
    }

    public String name() {
        return portal.get().name();
    }

    /** Every category in the order of the navigation, hidden ones among them. */
    public List<Category> categories() {
        return portal.get().categories();
    }

    public Optional<Category> category(String slug) {
        return portal.get().category(slug);
    }
}
