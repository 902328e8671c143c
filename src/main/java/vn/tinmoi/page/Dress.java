package vn.tinmoi.page;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Picture;
import vn.tinmoi.text.Sha256;

/**
 * What every page shows of whose site it is, in the page's language.
 *
 * @param suffix what document titles end with: the short name where there is one
 * @param motto may be empty
 * @param banner {@code drawn}, {@code picture} or {@code none}; {@code light}, {@code dark}: its picture in each theme
 * @param icon null: the house's own
 * @param stylesheet address of what this site's look adds to the house's; null: nothing
 * @param menu the navigation behind the front page; {@code all}: the same with its second level; empty: it has none
 * @param imprint who answers for the site; empty: nobody says
 * @param notice a line above everything; empty: none
 * @param englishFirst whether English is offered before Vietnamese
 * @param mark another one when any of this is; {@code frontMark}: or what the front page shows besides
 */
public record Dress(
        String suffix,
        String motto,
        String banner,
        @Nullable Picture light,
        @Nullable Picture dark,
        @Nullable Picture logo,
        @Nullable Picture icon,
        @Nullable String stylesheet,
        List<Entry> menu,
        List<Entry> all,
        List<Line> imprint,
        String notice,
        boolean englishFirst,
        String mark,
        String frontMark) {

    /**
     * {@code section}: the slug of the category that it leads to; null: to none; {@code outside}: to another site; {@code
     * lang}: the name's, where it is not the page's; null: it is.
     */
    public record Entry(
            String name,
            String url,
            @Nullable String section,
            boolean outside,
            @Nullable String lang,
            List<Entry> children) {}

    /** A part of the imprint; {@code href}: what it leads to, such as {@code tel:…}; null: nothing. */
    public record Line(String label, String text, @Nullable String href) {}

    /** Tells the notice from another one, 12 characters; empty: there is none. */
    public String noticeMark() {
        return notice.isEmpty()
                ? ""
                : Sha256.hex(notice.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    }

    /** Whether it needs more style than a site that nobody has touched. */
    public boolean isDressed() {
        return !all.isEmpty()
                || !imprint.isEmpty()
                || !notice.isEmpty()
                || !motto.isEmpty()
                || logo != null
                || !banner.equals("drawn");
    }
}
