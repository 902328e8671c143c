package vn.tinmoi.site;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.page.Crumb;
import vn.tinmoi.page.HeadlineView;
import vn.tinmoi.page.PageFrame;

/**
 * A story.
 *
 * @param way from the front page to the story's category
 * @param bodyHtml sanitised
 * @param byline "Theo …" in its pieces, may be empty
 * @param sourceUrl where an imported story's original stands
 * @param permalink absolute short address, as it stands in the QR code and in print
 * @param qr path of the QR code without its ending: {@code .svg} and {@code .png} follow
 */
public record ArticlePage(
        PageFrame frame,
        List<Crumb> way,
        HeadlineView story,
        String bodyHtml,
        List<Piece> byline,
        Times times,
        @Nullable String sourceUrl,
        String permalink,
        String qr,
        Around around) {

    /** {@code url}: of the page of who is named; null: plain words. */
    public record Piece(String text, @Nullable String url) {}

    /**
     * @param published "Thứ Hai, 23/11/2026, 14:05"; {@code updated}: the same form, null when never revised
     * @param day address of all stories of the day
     * @param minutes that reading takes; 0: there is nothing to read
     */
    public record Times(
            String published,
            String day,
            @Nullable String updated,
            @Nullable String updatedIso,
            int minutes,
            @Nullable CorrectionView correction) {}

    /** {@code moment}, {@code iso}: since when it stands. */
    public record CorrectionView(String note, String moment, String iso) {}

    /** {@code related}: up to 4; {@code older}, {@code newer}: the stories beside it in its category. */
    public record Around(
            List<HeadlineView> related,
            @Nullable HeadlineView older,
            @Nullable HeadlineView newer) {}

    /** Where Facebook offers to share the story; a plain link, which needs no script and no key. */
    public String onFacebook() {
        return "https://www.facebook.com/sharer/sharer.php?u=" + URLEncoder.encode(permalink, StandardCharsets.UTF_8);
    }

    /** The same with Zalo: the address that its own button opens. Zalo describes only that button, a script of theirs. */
    public String onZalo() {
        var address = ("{\"url\":\"" + permalink + "\"}").getBytes(StandardCharsets.UTF_8);
        var text = Base64.getEncoder().encodeToString(address);
        return "https://button-share.zalo.me/share_external?d=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
