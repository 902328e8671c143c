package vn.tinmoi.page;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.news.Article;
import vn.tinmoi.news.Category;
import vn.tinmoi.news.Correction;
import vn.tinmoi.news.Picture;
import vn.tinmoi.portal.Site;
import vn.tinmoi.text.Credit;
import vn.tinmoi.text.VnDates;
import vn.tinmoi.web.Language;
import vn.tinmoi.web.Messages;

/**
 * What pages are in schema.org's words (JSON-LD 1.1), for search engines. It stands in script elements whose type makes them
 * data: browsers never run them, so the strict policy holds. Any thread.
 */
public final class LinkedData {
    /** Pixels: search engines and cards show nothing narrower large. Also change article.jte. */
    public static final int CARD = 1200;

    private static final String STORIES = "vi"; // the language of every story, whatever the page's

    private final Site site;
    private final Messages messages;
    private final Function<String, String> asset;
    private final VnDates dates;

    public LinkedData(Site site, Messages messages, Function<String, String> asset) {
        this.site = site;
        this.messages = messages;
        this.asset = asset;
        this.dates = new VnDates(site::zone);
    }

    /** JSON that can neither end the script element that it stands in nor begin a comment there. */
    public static String text(JsonObject thing) {
        return thing.encode()
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    /** The site and how to search it. */
    public List<JsonObject> front(Language language) {
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

    public List<JsonObject> category(Language language, PageFrame.CategoryLink category) {
        return way(upTo(language, category));
    }

    private List<Crumb> upTo(Language language, PageFrame.CategoryLink category) {
        var portal = site.portal().get();
        var parent = portal.category(category.slug()).map(Category::parent).flatMap(portal::category);
        var way = new ArrayList<>(List.of(home(language)));
        parent.ifPresent(one -> way.add(crumb(PageFrame.CategoryLink.of(language, one))));
        way.add(crumb(category));
        return way;
    }

    /** The way to a page, itself its last step. */
    public List<JsonObject> way(List<Crumb> way) {
        return List.of(breadcrumbs(way));
    }

    /** {@code revised}: when readers' words last changed; null: never. */
    public List<JsonObject> story(
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
                .put("inLanguage", STORIES)
                .put("isAccessibleForFree", true)
                .put("author", authors(language, Credit.of(article.byline())))
                .put("publisher", publisher());
        if (article.correction() != null) story.put("correction", correction(article.correction()));
        if (article.picture() != null)
            story.put("image", new JsonArray().add(image(article.picture().atLeast(CARD))));
        return List.of(
                story,
                breadcrumbs(Stream.concat(
                                upTo(language, category).stream(),
                                Stream.of(new Crumb(article.title(), PageFrame.link(language, headline.url()))))
                        .toList()));
    }

    private JsonArray authors(Language language, Credit credit) {
        var authors = new JsonArray();
        if (credit.author() != null) authors.add(named(language, "Person", Bylines.AUTHOR, credit.author()));
        if (credit.source() != null) authors.add(named(language, "Organization", Bylines.SOURCE, credit.source()));
        return authors.isEmpty() ? authors.add(publisher()) : authors;
    }

    private JsonObject named(Language language, String type, Bylines kind, Credit.Name name) {
        var named = new JsonObject().put("@type", type).put("name", name.text());
        return name.slug() == null ? named : named.put("url", address(language, kind.path(name.slug())));
    }

    private JsonObject publisher() {
        var portal = site.portal().get();
        var pictures = portal.document().pictures();
        var logo = portal.picture(pictures.logo() == null ? pictures.icon() : pictures.logo());
        var address = logo == null ? asset.apply("icon-512.png") : logo.url();
        var publisher = new JsonObject()
                .put("@type", "NewsMediaOrganization")
                .put("name", portal.name())
                .put("url", site.url().get() + "/")
                .put(
                        "logo",
                        new JsonObject()
                                .put("@type", "ImageObject")
                                .put("url", site.url().get() + address));
        var imprint = portal.document().imprint();
        put(publisher, "alternateName", portal.document().shortName());
        put(publisher, "slogan", portal.document().motto());
        put(publisher, "address", imprint.address());
        put(publisher, "telephone", imprint.phone());
        put(publisher, "email", imprint.email());
        if (!imprint.governingBody().isEmpty()) {
            publisher.put(
                    "parentOrganization",
                    new JsonObject().put("@type", "Organization").put("name", imprint.governingBody()));
        }
        return publisher;
    }

    private static void put(JsonObject thing, String name, String text) {
        if (!text.isEmpty()) thing.put(name, text);
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

    private JsonObject correction(Correction correction) {
        return new JsonObject()
                .put("@type", "CorrectionComment")
                .put("text", correction.note())
                .put("inLanguage", STORIES)
                .put("datePublished", dates.iso(correction.at()));
    }

    public Crumb home(Language language) {
        return new Crumb(messages.say(language, "site.home"), PageFrame.link(language, "/"));
    }

    public static Crumb crumb(PageFrame.CategoryLink category) {
        return new Crumb(category.name(), category.url());
    }

    private JsonObject breadcrumbs(List<Crumb> way) {
        var items = new JsonArray();
        for (var crumb : way) {
            items.add(new JsonObject()
                    .put("@type", "ListItem")
                    .put("position", items.size() + 1)
                    .put("name", crumb.name())
                    .put("item", site.url().get() + crumb.url()));
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
