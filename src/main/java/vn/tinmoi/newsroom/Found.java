package vn.tinmoi.newsroom;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Headline;
import vn.tinmoi.portal.Site;
import vn.tinmoi.text.Excerpt;

/**
 * What those who find a story read beside its title.
 *
 * @param host of the portal, as cards of shared stories name it; empty: unknown
 * @param address of the story; one that has no number yet ends with an ellipsis in its place
 * @param lead of the story, the beginning of its body where it has none
 */
record Found(String host, String address, String lead) {
    private static final int DESCRIPTION = 160; // characters that search engines show

    static Found of(Site site, String slug, @Nullable ArticleId id, String lead, String bodyHtml) {
        var home = site.url().get();
        var path = id == null ? "/bai-viet/" + slug + "-…" : Headline.url(slug, id);
        return new Found(
                Objects.requireNonNullElse(URI.create(home).getHost(), ""),
                home + path,
                lead.isEmpty() ? Excerpt.plain(bodyHtml, DESCRIPTION) : lead);
    }
}
