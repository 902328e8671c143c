package vn.tinmoi.site;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.page.HeadlineView;
import vn.tinmoi.page.PageFrame;
import vn.tinmoi.page.RankedView;

/**
 * The front page. {@code lead}: null on an empty site; {@code seconds}: up to 2; {@code bands}: one for each category with
 * stories; {@code ranked}: "Đọc nhiều", up to 10.
 */
public record FrontPage(
        PageFrame frame,
        @Nullable HeadlineView lead,
        List<HeadlineView> seconds,
        List<CategoryBand> bands,
        List<RankedView> ranked) {

    /** {@code stories}: up to 4; the first, as a card, is the newest with a picture, if one has. */
    public record CategoryBand(PageFrame.CategoryLink category, List<HeadlineView> stories) {}
}
