package vn.tinmoi.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** JSON Feed 1.0 and 1.1 (jsonfeed.org). Any thread. */
final class JsonFeedReader {
    private JsonFeedReader() {}

    static boolean reads(JsonNode root) {
        return root.path("version").asText("").contains("jsonfeed.org/version/")
                || root.path("items").isArray();
    }

    static Stream<Clipping> clippings(JsonNode feed) {
        return stream(feed.path("items")).map(item -> clipping(item, feed));
    }

    private static Clipping clipping(JsonNode item, JsonNode feed) {
        var clipping = new Clipping();
        clipping.feed = text(feed, "home_page_url", "feed_url");
        clipping.guid = text(item, "id");
        clipping.link = FeedAddresses.resolved(text(item, "url"), clipping.feed);
        clipping.base = clipping.link.isEmpty() ? clipping.feed : clipping.link;
        clipping.title = HtmlText.escape(text(item, "title"));
        clipping.summary = HtmlText.escape(text(item, "summary"));
        var html = text(item, "content_html");
        clipping.body = html.isEmpty() ? HtmlText.paragraphs(text(item, "content_text")) : html;
        boolean ours = feed.path("_tinmoi").path("generator").asText("").equals("tinmoi");
        clipping.authors.addAll(named(item));
        if (clipping.authors.isEmpty() && !ours) clipping.authors.addAll(named(feed));
        clipping.source = ours ? "" : text(feed, "title");
        stream(item.path("tags")).forEach(tag -> clipping.categories.add(tag.asText("")));
        clipping.published = either(item, "date_published", "date_modified");
        clipping.updated = either(item, "date_modified", "date_modified");
        media(item, clipping);
        return clipping;
    }

    private static void media(JsonNode item, Clipping clipping) {
        var image = text(item, "image", "banner_image");
        var about = item.path("_tinmoi").path("image");
        if (!image.isEmpty()) {
            var media = new Clipping.Media(
                    FeedAddresses.resolved(image, clipping.base),
                    "image",
                    HtmlText.escape(text(about, "alt")),
                    HtmlText.escape(text(about, "caption")),
                    HtmlText.escape(text(about, "credit")));
            clipping.media.add(media.sized(text(about, "width"), text(about, "height")));
        }
        stream(item.path("attachments"))
                .map(file -> new Clipping.Media(
                        FeedAddresses.resolved(text(file, "url"), clipping.base),
                        text(file, "mime_type"),
                        text(file, "title"),
                        "",
                        ""))
                .forEach(clipping.media::add);
    }

    /** {@code authors} of 1.1, {@code author} of 1.0. */
    private static List<String> named(JsonNode of) {
        var many =
                stream(of.path("authors")).map(author -> text(author, "name")).toList();
        return (many.isEmpty() ? Stream.of(text(of.path("author"), "name")) : many.stream())
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static @Nullable String either(JsonNode item, String name, String other) {
        if (item.hasNonNull(name)) return item.path(name).asText("");
        return item.hasNonNull(other) ? item.path(other).asText("") : null;
    }

    static String text(JsonNode of, String... names) {
        return Stream.of(names)
                .map(name -> of.path(name).asText("").strip())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
