package vn.tinmoi.log;

import io.vertx.core.json.JsonObject;
import vn.tinmoi.article.ArticleJson;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.Headline;
import vn.tinmoi.news.NewsEvent;

/** Durable events as the log and the wire know them: a name and one line of JSON. */
public final class EventText {
    public static final String PUBLISHED = "article.published";
    public static final String REVISED = "article.revised";
    public static final String WITHDRAWN = "article.withdrawn";
    public static final String FEATURED = "article.featured";
    public static final String PORTAL = "portal.changed";

    private EventText() {}

    public static boolean isWithdrawal(LoggedEvent event) {
        return event.kind().equals(WITHDRAWN);
    }

    /** The event's name on the wire. */
    public static String kind(NewsEvent.Durable event) {
        return switch (event) {
            case NewsEvent.Published published -> PUBLISHED;
            case NewsEvent.Revised revised -> REVISED;
            case NewsEvent.Withdrawn withdrawn -> WITHDRAWN;
            case NewsEvent.Featured featured -> FEATURED;
        };
    }

    /**
     * The event's data, one line of JSON. A withdrawn story's says nothing of its words, its address neither. Of a story that
     * left a category or "Tin nổi bật" it says so, because who follows only that place has to take it away:
     * {@code previousCategory}, {@code previouslyFeatured}, absent where nothing changed. {@code correction}: the note that a
     * revision came with.
     */
    public static String payload(NewsEvent.Durable event) {
        return switch (event) {
            case NewsEvent.Published(var headline) ->
                words(headline, headline.category(), false).encode();
            case NewsEvent.Revised revised -> revised(revised);
            case NewsEvent.Featured(var headline) ->
                words(headline, headline.category(), !headline.featured()).encode();
            case NewsEvent.Withdrawn(var article, var category, var featured) -> withdrawn(article);
        };
    }

    /** All that is left to say of a withdrawn story. */
    public static String withdrawn(ArticleId article) {
        return new JsonObject()
                .put("id", article.value())
                .put("url", Headline.permalink(article))
                .encode();
    }

    private static String revised(NewsEvent.Revised event) {
        var words = words(event.headline(), event.previousCategory(), event.previouslyFeatured());
        if (event.correction() != null) words.put("correction", event.correction());
        return words.encode();
    }

    private static JsonObject words(Headline headline, String previousCategory, boolean previouslyFeatured) {
        var words = ArticleJson.headline(headline);
        if (!previousCategory.equals(headline.category())) words.put("previousCategory", previousCategory);
        if (previouslyFeatured && !headline.featured()) words.put("previouslyFeatured", true);
        return words;
    }
}
