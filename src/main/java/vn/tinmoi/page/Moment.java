package vn.tinmoi.page;

import vn.tinmoi.log.Cursor;
import vn.tinmoi.news.VisitCounts;

/**
 * What stands beside every page as it is when the page is written.
 *
 * @param from where a stream begins that misses nothing of what is not on the page
 */
public record Moment(Cursor from, Rails rails, VisitCounts counts) {
    /** Of a page of which nothing else was read before the lists. */
    public static Moment of(Rails rails, VisitCounts counts) {
        return new Moment(rails.cursor(), rails, counts);
    }
}
