package vn.tinmoi.redirect;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.portal.Site;
import vn.tinmoi.web.Language;

/** The addresses that this site itself serves, so that an old one of the same name would never be asked for. */
public final class OwnAddresses {
    private static final Set<String> PAGES = Set.of(
            "", "/", "/tim-kiem", "/bang-theo-doi", "/cach-dem", "/tai-lieu", "/luu-tru", "/da-luu", "/ngoai-tuyen");
    private static final Set<String> FILES = Set.of(
            "/rss.xml",
            "/atom.xml",
            "/feed.json",
            "/sitemap.xml",
            "/sitemap-news.xml",
            "/sitemap-pages.xml",
            "/robots.txt",
            "/sw.js",
            "/site.webmanifest",
            "/favicon.ico",
            "/apple-touch-icon.png",
            "/qr.svg",
            "/giao-dien.css",
            "/openapi.json",
            "/asyncapi.json",
            "/stream",
            "/ws",
            "/visit",
            "/visit.gif",
            "/health/live",
            "/health/ready",
            "/toa-soan");
    private static final Pattern FOLDERS = Pattern.compile("/(?:api|static|media|bieu-tuong|toa-soan)/.*");
    private static final Pattern DAY = Pattern.compile("/luu-tru/[0-9]{4}(?:-[0-9]{2}-[0-9]{2})?");
    private static final Pattern CATEGORY =
            Pattern.compile("/chuyen-muc/([^/]+)(?:/(?:rss\\.xml|atom\\.xml|feed\\.json))?");
    private static final Pattern STORY =
            Pattern.compile("/(?:bai-viet/(?:[^/]*-)?|[aA]/)([1-9][0-9]{0,17})(?:/qr\\.(?:svg|png))?");

    private final Site site;

    public OwnAddresses(Site site) {
        this.site = site;
    }

    /** Whether the site answers at that path, stories left aside. */
    public boolean has(String path) {
        var page = withoutLanguage(path);
        var category = CATEGORY.matcher(page);
        return PAGES.contains(page)
                || FILES.contains(path)
                || DAY.matcher(page).matches()
                || isOwnPage(page)
                || FOLDERS.matcher(path).matches()
                || (category.matches()
                        && site.category(site.portal().get().current(category.group(1)))
                                .isPresent());
    }

    private boolean isOwnPage(String path) {
        return site.portal().get().pages().stream().anyMatch(page -> path.equals("/trang/" + page.slug()));
    }

    /** The story that a path names, whether there is one or not. */
    static Optional<ArticleId> story(String path) {
        var story = STORY.matcher(withoutLanguage(path));
        return story.matches() ? Optional.of(ArticleId.parse(story.group(1))) : Optional.empty();
    }

    private static String withoutLanguage(String path) {
        var english = Language.EN.prefix();
        return path.equals(english) || path.startsWith(english + "/") ? path.substring(english.length()) : path;
    }
}
