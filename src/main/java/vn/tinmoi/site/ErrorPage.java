package vn.tinmoi.site;

import org.jspecify.annotations.Nullable;
import vn.tinmoi.page.PageFrame;

/**
 * What a reader sees instead of a story.
 *
 * @param status 400 to 599
 * @param requestId what the failure is logged under; null: it is not logged
 */
public record ErrorPage(
        PageFrame frame,
        int status,
        String heading,
        String detail,
        @Nullable String requestId) {
    /** Whether the address may mean something that can be searched for. */
    public boolean lost() {
        return status == 404;
    }

    /** Where the words of the address that the reader comes from are searched for. */
    public String search() {
        return frame.link(SearchRoutes.PATH) + "?" + SearchRoutes.BY_ADDRESS;
    }
}
