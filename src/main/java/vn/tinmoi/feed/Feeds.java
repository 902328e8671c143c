package vn.tinmoi.feed;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.ArticleReads;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Headline;
import vn.tinmoi.news.Picture;
import vn.tinmoi.page.Content;
import vn.tinmoi.page.LinkedData;
import vn.tinmoi.portal.Site;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;

/** Reads feeds: the newest stories whole. Any thread. */
public final class Feeds {
    private static final int ENTRIES = 30;
    private static final long BODIES = 1L << 20; // bytes; a feed of long stories has fewer of them, but one at least

    private final ArticleReads reads;
    private final Site site;
    private final Messages messages;
    private final InstantSource clock;
    private final @Nullable String hub;

    /** {@code hub}: the WebSub hub that the feeds name; null: none. */
    public Feeds(ArticleReads reads, Site site, Messages messages, InstantSource clock, @Nullable String hub) {
        this.reads = reads;
        this.site = site;
        this.messages = messages;
        this.clock = clock;
        this.hub = hub;
    }

    boolean has(String category) {
        return site.category(category).isPresent();
    }

    /** What a category is called now. */
    String current(String category) {
        return site.portal().get().current(category);
    }

    /** The address of a category's feed, or of the site's when it is null: a path. */
    static String path(Feed.Format format, @Nullable String category) {
        return (category == null ? "/" : "/chuyen-muc/" + category + "/") + format.file();
    }

    Future<Content> read(Feed.Format format, @Nullable String category) {
        var now = clock.instant();
        return reads.newest(category, ENTRIES, BODIES)
                .compose(newest ->
                        reads.bytes(pictures(newest)).map(bytes -> content(format, category, newest, bytes, now)));
    }

    private static Set<String> pictures(ArticleReads.Newest newest) {
        return newest.articles().stream()
                .map(Article::picture)
                .filter(Objects::nonNull)
                .map(Picture::id)
                .collect(Collectors.toSet());
    }

    private Content content(
            Feed.Format format,
            @Nullable String category,
            ArticleReads.Newest newest,
            Map<String, Integer> bytes,
            Instant readAt) {
        return new Content(
                path(format, category),
                newest.articles().stream().map(Article::id).collect(Collectors.toSet()),
                category == null ? slugs() : Set.of(category),
                readAt,
                new Content.Form(format.type() + "; charset=utf-8", false, newest.changedAt()),
                counts -> feed(format, category, newest, bytes).write(format));
    }

    private Set<String> slugs() {
        return site.categories().stream().map(Category::slug).collect(Collectors.toSet());
    }

    private String description(@Nullable String category) {
        if (category != null) {
            return messages.say(Language.VI, "site.category.description", name(category), site.name());
        }
        var motto = site.portal().get().document().motto();
        return motto.isEmpty() ? messages.say(Language.VI, "site.front.description", site.name()) : motto;
    }

    private Feed feed(
            Feed.Format format, @Nullable String category, ArticleReads.Newest newest, Map<String, Integer> bytes) {
        var url = site.url().get();
        var updated = newest.articles().stream()
                .map(Article::updatedAt)
                .max(Instant::compareTo)
                .orElse(newest.changedAt());
        return new Feed(
                category == null ? site.name() : name(category) + " – " + site.name(),
                description(category),
                site.name(),
                url + (category == null ? "/" : "/chuyen-muc/" + category),
                url + path(format, category),
                local(updated),
                hub,
                newest.articles().stream()
                        .map(article -> entry(url, article, bytes))
                        .toList());
    }

    private Feed.Entry entry(String url, Article article, Map<String, Integer> bytes) {
        var headline = article.headline();
        var page = url + headline.url();
        var picture = picture(url, article.picture());
        return new Feed.Entry(
                url + Headline.permalink(article.id()),
                page,
                article.title(),
                article.lead(),
                html(article, url, page),
                article.byline(),
                article.category(),
                name(article.category()),
                local(headline.publishedAt()),
                local(headline.updatedAt()),
                picture,
                picture == null ? 0 : bytes.getOrDefault(picture.id() + "-" + picture.width(), 0));
    }

    /** A reader that shows the text shows no summary, so the lead stands in both. */
    private static String html(Article article, String url, String page) {
        var body = AbsoluteLinks.in(article.bodyHtml(), url, page);
        return article.lead().isEmpty() ? body : "<p><strong>" + Xml.escaped(article.lead()) + "</strong></p>" + body;
    }

    private static @Nullable Picture picture(String url, @Nullable Picture picture) {
        if (picture == null || !picture.url().startsWith("/")) return picture;
        var one = picture.atLeast(LinkedData.CARD);
        return new Picture(
                one.id(), url + one.url(), one.width(), one.height(), one.alt(), one.caption(), one.credit());
    }

    private String name(String category) {
        return site.category(category).map(Category::nameVi).orElse(category);
    }

    private ZonedDateTime local(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).atZone(site.zone());
    }
}
