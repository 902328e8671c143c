package vn.tinmoi.ingest;

import java.util.ArrayList;
import java.util.List;

/** An item of RSS 0.9x, 1.0 or 2.0, with what its usual extensions say. Any thread. */
final class RssReader {
    private RssReader() {}

    /** {@code around}: the channel; in RSS 0.90 and 1.0 what the channel stands beside. */
    static Clipping clipping(XmlElement item, XmlElement around) {
        var channel = around.all("channel").findFirst().orElse(around);
        var clipping = new Clipping();
        clipping.feed = channel.text("link");
        clipping.guid = item.text("guid");
        if (clipping.guid.isEmpty()) clipping.guid = item.attribute("rdf:about");
        clipping.link = link(item, clipping.guid);
        clipping.base = base(item, around, clipping);
        clipping.title = item.text("title", "media:title", "dc:title");
        clipping.summary = item.text("description", "media:description", "dc:description", "itunes:summary");
        clipping.body = item.text("content:encoded");
        if (clipping.body.isEmpty()) clipping.body = xhtml(item);
        clipping.authors.addAll(authors(item));
        clipping.source = source(item, channel);
        item.all("category").forEach(category -> clipping.categories.add(category.text.toString()));
        item.all("dc:subject").forEach(subject -> clipping.categories.add(subject.text.toString()));
        clipping.published = first(item, "pubDate", "dc:date", "dcterms:created", "dcterms:issued", "atom:published");
        clipping.updated = first(item, "atom:updated", "dcterms:modified");
        media(item, clipping);
        return clipping;
    }

    private static String xhtml(XmlElement item) {
        return item.all("xhtml:body").findFirst().map(XmlElement::html).orElse("");
    }

    private static String link(XmlElement item, String guid) {
        var link = item.text("link");
        if (!link.isEmpty()) return link;
        boolean permanent =
                item.all("guid").noneMatch(id -> id.attribute("isPermaLink").equalsIgnoreCase("false"));
        return permanent && guid.matches("(?i)https?://\\S+") ? guid : "";
    }

    private static String base(XmlElement item, XmlElement around, Clipping clipping) {
        var own = item.attribute("xml:base");
        if (own.isEmpty()) own = around.attribute("xml:base");
        return own.isEmpty() ? FeedAddresses.resolved(clipping.link, clipping.feed) : own;
    }

    private static List<String> authors(XmlElement item) {
        var authors = new ArrayList<String>();
        for (var name : List.of("dc:creator", "author", "atom:author", "itunes:author")) {
            item.all(name)
                    .map(RssReader::name)
                    .filter(author -> !author.isBlank())
                    .forEach(authors::add);
            if (!authors.isEmpty()) return authors;
        }
        return authors;
    }

    private static String name(XmlElement author) {
        return author.name.equals("atom:author") ? author.text("atom:name") : author.text.toString();
    }

    private static String source(XmlElement item, XmlElement channel) {
        var source = item.text("source", "dc:source");
        return source.isEmpty() ? channel.text("title") : source;
    }

    private static @org.jspecify.annotations.Nullable String first(XmlElement item, String... names) {
        for (var name : names) if (item.has(name)) return item.text(name);
        return null;
    }

    private static void media(XmlElement item, Clipping clipping) {
        item.all("enclosure")
                .forEach(file -> clipping.media.add(new Clipping.Media(
                        file.attribute("url"), file.attribute("type").toLowerCase(java.util.Locale.ROOT), "", "", "")));
        media(item, item, clipping);
        item.all("media:group").forEach(group -> media(group, item, clipping));
        item.all("itunes:image")
                .forEach(image -> clipping.media.add(new Clipping.Media(image.attribute("href"), "image", "", "", "")));
    }

    private static void media(XmlElement in, XmlElement item, Clipping clipping) {
        in.all("media:content").forEach(content -> {
            clipping.media.add(media(content, in, item));
            content.all("media:thumbnail").forEach(thumb -> clipping.media.add(media(thumb, content, item)));
        });
        in.all("media:thumbnail").forEach(thumb -> clipping.media.add(media(thumb, in, item)));
    }

    private static Clipping.Media media(XmlElement content, XmlElement around, XmlElement item) {
        var type = content.attribute("type").isEmpty() ? content.attribute("medium") : content.attribute("type");
        if (content.name.equals("media:thumbnail")) type = "image";
        var from = content.has("media:description") || content.has("media:title") || around == item ? content : around;
        var seen = from.text("media:description", "media:title");
        var caption = from.has("media:description") ? from.text("media:title") : "";
        return new Clipping.Media(content.attribute("url"), type, seen, caption, content.text("media:credit"))
                .sized(content.attribute("width"), content.attribute("height"));
    }
}
