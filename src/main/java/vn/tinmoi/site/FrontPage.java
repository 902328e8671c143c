package vn.tinmoi.site;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Picture;
import vn.tinmoi.page.HeadlineView;
import vn.tinmoi.page.PageFrame;
import vn.tinmoi.page.RankedView;

/**
 * The front page. {@code lead}: null on an empty site; {@code seconds}: up to 2; {@code bands}: one for each category with
 * stories; {@code ranked}: "Đọc nhiều", up to 10; {@code links}: up to
 * 40; {@code poster}: null: none now.
 */
public record FrontPage(
        PageFrame frame,
        @Nullable HeadlineView lead,
        List<HeadlineView> seconds,
        List<CategoryBand> bands,
        List<RankedView> ranked,
        List<Link> links,
        @Nullable Poster poster) {

    /** A site that this one points to; {@code logo}: null: its name alone. */
    public record Link(String title, String url, @Nullable Picture logo) {}

    /** A picture that leads somewhere. */
    public record Poster(Picture picture, String alt, String url) {}

    /**
     * {@code categories}: of its stories, by their slugs; {@code stories}: up to {@code most}, 8 at most; the first, as a card,
     * is the newest with a picture, if one has.
     */
    public record CategoryBand(
            PageFrame.CategoryLink category, List<String> categories, int most, List<HeadlineView> stories) {}
}
