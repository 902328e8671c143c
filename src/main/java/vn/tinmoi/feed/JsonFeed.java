package vn.tinmoi.feed;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import vn.tinmoi.news.Picture;

/** JSON Feed 1.1 (jsonfeed.org). */
final class JsonFeed {
    private JsonFeed() {}

    static byte[] write(Feed feed) {
        var json = new JsonObject()
                .put("version", "https://jsonfeed.org/version/1.1")
                .put("title", feed.title())
                .put("home_page_url", feed.home())
                .put("feed_url", feed.self())
                .put("description", feed.description())
                .put("language", Feed.LANGUAGE)
                .put("authors", authors(feed.siteName()))
                .put("_tinmoi", new JsonObject().put("generator", Feed.GENERATOR));
        if (feed.hub() != null) json.put("hubs", new JsonArray().add(hub(feed.hub())));
        json.put(
                "items",
                new JsonArray(feed.entries().stream().map(JsonFeed::item).toList()));
        return json.encode().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonObject hub(String address) {
        return new JsonObject().put("type", "WebSub").put("url", address);
    }

    private static JsonObject item(Feed.Entry entry) {
        var json = new JsonObject()
                .put("id", entry.id())
                .put("url", entry.url())
                .put("title", entry.title())
                .put("content_html", entry.html())
                .put("date_published", date(entry.published()))
                .put("date_modified", date(entry.updated()))
                .put("tags", new JsonArray().add(entry.categoryName()))
                .put("language", Feed.LANGUAGE);
        if (!entry.lead().isEmpty()) json.put("summary", entry.lead());
        if (!entry.byline().isEmpty()) json.put("authors", authors(entry.byline()));
        var picture = entry.picture();
        if (picture != null)
            json.put("image", picture.url()).put("_tinmoi", new JsonObject().put("image", about(picture)));
        return json;
    }

    /** What JSON Feed has no words for. */
    private static JsonObject about(Picture picture) {
        return new JsonObject()
                .put("width", picture.width())
                .put("height", picture.height())
                .put("alt", picture.alt())
                .put("caption", picture.caption())
                .put("credit", picture.credit());
    }

    private static JsonArray authors(String name) {
        return new JsonArray().add(new JsonObject().put("name", name));
    }

    /** RFC 3339. */
    private static String date(ZonedDateTime at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at);
    }
}
