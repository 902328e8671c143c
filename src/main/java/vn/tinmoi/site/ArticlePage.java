package vn.tinmoi.site;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A story.
 *
 * @param bodyHtml sanitised
 * @param byline "Theo …", may be empty
 * @param published "Thứ Hai, 23/11/2026, 14:05"; {@code updated}: the same form, null when never revised
 * @param sourceUrl where an imported story's original stands
 * @param permalink absolute short address, as it stands in the QR code and in print
 * @param qr path of the QR code without its ending: {@code .svg} and {@code .png} follow
 * @param related more of the category, up to 4
 */
public record ArticlePage(
        PageFrame frame,
        HeadlineView story,
        String bodyHtml,
        String byline,
        String published,
        @Nullable String updated,
        @Nullable String updatedIso,
        @Nullable String sourceUrl,
        String permalink,
        String qr,
        List<HeadlineView> related) {}
