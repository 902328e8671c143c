package vn.tinmoi.feed;

import java.time.format.DateTimeFormatter;
import vn.tinmoi.news.Picture;

/** RSS 2.0 (rssboard.org), with the whole text in {@code content:encoded} and the byline where it need be no e-mail address. */
final class RssFeed {
    private static final DateTimeFormatter RFC_822 = DateTimeFormatter.RFC_1123_DATE_TIME; // with years of four digits

    private RssFeed() {}

    static byte[] write(Feed feed) {
        var xml = new Xml()
                .open(
                        "rss",
                        "version",
                        "2.0",
                        "xmlns:atom",
                        "http://www.w3.org/2005/Atom",
                        "xmlns:content",
                        "http://purl.org/rss/1.0/modules/content/",
                        "xmlns:dc",
                        "http://purl.org/dc/elements/1.1/",
                        "xmlns:media",
                        "http://search.yahoo.com/mrss/")
                .open("channel")
                .element("title", feed.title())
                .element("link", feed.home())
                .element("description", feed.description())
                .element("language", Feed.LANGUAGE)
                .element("generator", Feed.GENERATOR)
                .element("lastBuildDate", RFC_822.format(feed.updated()))
                .element("atom:link", "", "rel", "self", "href", feed.self(), "type", Feed.Format.RSS.type());
        if (feed.hub() != null) xml = xml.element("atom:link", "", "rel", "hub", "href", feed.hub());
        for (var entry : feed.entries()) xml = item(xml, entry);
        return xml.end();
    }

    private static Xml item(Xml xml, Feed.Entry entry) {
        var item = xml.open("item")
                .element("title", entry.title())
                .element("link", entry.url())
                .element("guid", entry.id(), "isPermaLink", "true")
                .element("pubDate", RFC_822.format(entry.published()))
                .element("atom:updated", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(entry.updated()))
                .element("category", entry.categoryName());
        if (!entry.byline().isEmpty()) item = item.element("dc:creator", entry.byline());
        if (!entry.lead().isEmpty()) item = item.element("description", Xml.escaped(entry.lead())); // is read as HTML
        item = item.element("content:encoded", entry.html());
        if (entry.picture() != null) item = picture(item, entry.picture(), entry.pictureBytes());
        return item.close();
    }

    /** A size that is not known is 0, as the RSS Advisory Board's profile has it. */
    private static Xml picture(Xml item, Picture picture, int bytes) {
        var type = Feed.typeOf(picture);
        if (type.isEmpty()) return item;
        var enclosed = item.element(
                "enclosure", "", "url", picture.url(), "length", String.valueOf(bytes), "type", type.get());
        return content(enclosed, picture, type.get());
    }

    /** Media RSS says the rest: the size, what is seen, who made it. */
    static Xml content(Xml item, Picture picture, String type) {
        var open = item.open(
                "media:content",
                "url",
                picture.url(),
                "medium",
                "image",
                "type",
                type,
                "width",
                String.valueOf(picture.width()),
                "height",
                String.valueOf(picture.height()));
        if (!picture.alt().isEmpty()) open = open.element("media:description", picture.alt());
        if (!picture.caption().isEmpty()) open = open.element("media:title", picture.caption());
        if (!picture.credit().isEmpty()) open = open.element("media:credit", picture.credit());
        return open.close();
    }
}
