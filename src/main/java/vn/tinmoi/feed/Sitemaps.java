package vn.tinmoi.feed;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import vn.tinmoi.article.ArticleReads;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Headline;
import vn.tinmoi.page.Content;
import vn.tinmoi.portal.Site;
import vn.tinmoi.text.VnDates;

/**
 * The sitemaps that are kept like pages (sitemaps.org, and Google's for news). Stories are listed by spans of their ids, so
 * that a story never moves from one sitemap to another. A {@code lastmod} is when the words changed, never when the sitemap
 * was made. Any thread.
 */
final class Sitemaps {
    static final String TYPE = "application/xml; charset=utf-8";
    static final String NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";
    static final long SPAN = 50_000; // ids, and so at most as many addresses as a sitemap may have

    private static final int NEWS = 1_000; // addresses that a news sitemap may have
    private static final Duration NEW = Duration.ofDays(2);

    private final ArticleReads reads;
    private final SitemapReads addresses;
    private final Site site;
    private final InstantSource clock;
    private final VnDates dates;

    Sitemaps(ArticleReads reads, SitemapReads addresses, Site site, InstantSource clock) {
        this.reads = reads;
        this.addresses = addresses;
        this.site = site;
        this.clock = clock;
        this.dates = new VnDates(site::zone);
    }

    /** Every other sitemap. */
    Future<Content> index() {
        var now = clock.instant();
        return addresses.spans(SPAN).map(spans -> content("/sitemap.xml", Set.of(), now, () -> index(spans)));
    }

    private Xml index(List<SitemapReads.Span> spans) {
        var xml = new Xml().open("sitemapindex", "xmlns", NAMESPACE);
        xml = xml.open("sitemap").element("loc", address("/sitemap-pages.xml")).close();
        for (var span : spans) {
            xml = xml.open("sitemap")
                    .element("loc", address("/sitemap-" + (span.part() + 1) + ".xml"))
                    .element("lastmod", dates.iso(span.changedAt()))
                    .close();
        }
        return xml;
    }

    /** The front page and the categories, each with the time of its newest story. */
    Future<Content> pages() {
        var now = clock.instant();
        return reads.bands(1).map(newest -> content("/sitemap-pages.xml", Set.of(), now, () -> pages(newest)));
    }

    private Xml pages(Map<String, List<Headline>> newest) {
        var times = newest.values().stream().map(List::getFirst).map(Headline::publishedAt);
        var xml = new Xml().open("urlset", "xmlns", NAMESPACE);
        xml = page(xml, "/", times.sorted().toList());
        for (var category : site.portal().get().visible()) {
            var own = newest.getOrDefault(category.slug(), List.of());
            xml = page(
                    xml,
                    "/chuyen-muc/" + category.slug(),
                    own.stream().map(Headline::publishedAt).toList());
        }
        for (var page : site.portal().get().pages()) xml = page(xml, "/trang/" + page.slug(), List.of());
        return xml;
    }

    private Xml page(Xml xml, String path, List<Instant> times) {
        var open = xml.open("url").element("loc", address(path));
        if (!times.isEmpty()) open = open.element("lastmod", dates.iso(times.getLast()));
        return open.close();
    }

    /** What was published within two days. */
    Future<Content> news() {
        var now = clock.instant();
        return reads.since(now.minus(NEW), NEWS).map(stories -> {
            var shows = stories.stream().map(Headline::id).collect(Collectors.toSet());
            return content("/sitemap-news.xml", Set.copyOf(shows), now, () -> news(stories));
        });
    }

    private Xml news(List<Headline> stories) {
        var xml = new Xml()
                .open("urlset", "xmlns", NAMESPACE, "xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9");
        for (var story : stories) {
            xml = xml.open("url")
                    .element("loc", address(story.url()))
                    .element("lastmod", dates.iso(story.updatedAt()))
                    .open("news:news")
                    .open("news:publication")
                    .element("news:name", site.name())
                    .element("news:language", Feed.LANGUAGE)
                    .close()
                    .element("news:publication_date", dates.iso(story.publishedAt()))
                    .element("news:title", story.title())
                    .close()
                    .close();
        }
        return xml;
    }

    private String address(String path) {
        return site.url().get() + path;
    }

    private Content content(String path, Set<ArticleId> shows, Instant readAt, Supplier<Xml> xml) {
        var slugs = site.categories().stream().map(Category::slug).collect(Collectors.toSet());
        return new Content(
                path,
                shows,
                slugs,
                readAt,
                new Content.Form(TYPE, false, null),
                counts -> xml.get().end());
    }
}
