package vn.tinmoi.site;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.Picture;
import vn.tinmoi.text.VnDates;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;

/**
 * What pages are in schema.org's words (JSON-LD 1.1), for search engines. It stands in script elements whose type makes them
 * data: browsers never run them, so the strict policy holds. Any thread.
 */
final class LinkedData {
    /** How a byline names where a story comes from rather than who wrote it. */
    private static final String FROM = "Theo ";

    private final Site site;
    private final Messages messages;
    private final Function<String, String> asset;
    private final VnDates dates;

    LinkedData(Site site, Messages messages, Function<String, String> asset) {
        this.site = site;
        this.messages = messages;
        this.asset = asset;
        this.dates = new VnDates(site.zone());
    }

    /** JSON that can neither end the script element that it stands in nor begin a comment there. */
    static String text(JsonObject thing) {
        return thing.encode()
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    /** The site and how to search it. */
    List<JsonObject> front(Language language) {
        var search = new JsonObject()
                .put("@type", "SearchAction")
                .put(
                        "target",
                        new JsonObject()
                                .put("@type", "EntryPoint")
                                .put("urlTemplate", address(language, "/tim-kiem?q={search_term_string}")))
                .put("query-input", "required name=search_term_string");
        return List.of(thing("WebSite")
                .put("name", site.name())
                .put("url", address(language, "/"))
                .put("inLanguage", language.tag())
                .put("publisher", publisher())
                .put("potentialAction", search));
    }

    List<JsonObject> category(Language language, PageFrame.CategoryLink category) {
        return List.of(breadcrumbs(home(language), crumb(category)));
    }

    /** {@code revised}: when readers' words last changed; null: never. */
    List<JsonObject> story(
            Language language,
            Article article,
            String description,
            @Nullable Instant revised,
            PageFrame.CategoryLink category) {
        var headline = article.headline();
        var page = address(language, headline.url());
        var story = thing("NewsArticle")
                .put("headline", article.title())
                .put("description", description)
                .put("url", page)
                .put(
                        "mainEntityOfPage",
                        new JsonObject().put("@type", "WebPage").put("@id", page))
                .put("datePublished", dates.iso(headline.publishedAt()))
                .put("dateModified", dates.iso(revised == null ? headline.publishedAt() : revised))
                .put("articleSection", category.name())
                .put("inLanguage", Feed.LANGUAGE)
                .put("isAccessibleForFree", true)
                .put("author", new JsonArray().add(author(article.byline())))
                .put("publisher", publisher());
        if (article.picture() != null) story.put("image", new JsonArray().add(image(article.picture())));
        return List.of(story, breadcrumbs(home(language), crumb(category), new Crumb(article.title(), page)));
    }

    private JsonObject author(String byline) {
        if (byline.isEmpty()) return publisher();
        boolean source = byline.startsWith(FROM) && byline.length() > FROM.length();
        return new JsonObject()
                .put("@type", source ? "Organization" : "Person")
                .put("name", source ? byline.substring(FROM.length()) : byline);
    }

    private JsonObject publisher() {
        return new JsonObject()
                .put("@type", "NewsMediaOrganization")
                .put("name", site.name())
                .put("url", site.url().get() + "/")
                .put(
                        "logo",
                        new JsonObject()
                                .put("@type", "ImageObject")
                                .put("url", site.url().get() + asset.apply("icon-512.png")));
    }

    private JsonObject image(Picture picture) {
        var url = picture.url().startsWith("/") ? site.url().get() + picture.url() : picture.url();
        var image = new JsonObject()
                .put("@type", "ImageObject")
                .put("url", url)
                .put("width", picture.width())
                .put("height", picture.height());
        if (!picture.caption().isEmpty()) image.put("caption", picture.caption());
        if (!picture.credit().isEmpty()) image.put("creditText", picture.credit());
        return image;
    }

    private record Crumb(String name, String address) {}

    private Crumb home(Language language) {
        return new Crumb(messages.say(language, "site.home"), address(language, "/"));
    }

    private Crumb crumb(PageFrame.CategoryLink category) {
        return new Crumb(category.name(), site.url().get() + category.url());
    }

    private static JsonObject breadcrumbs(Crumb... way) {
        var items = new JsonArray();
        for (var crumb : way) {
            items.add(new JsonObject()
                    .put("@type", "ListItem")
                    .put("position", items.size() + 1)
                    .put("name", crumb.name())
                    .put("item", crumb.address()));
        }
        return thing("BreadcrumbList").put("itemListElement", items);
    }

    private static JsonObject thing(String type) {
        return new JsonObject().put("@context", "https://schema.org").put("@type", type);
    }

    private String address(Language language, String path) {
        return site.url().get() + PageFrame.link(language, path);
    }
}
