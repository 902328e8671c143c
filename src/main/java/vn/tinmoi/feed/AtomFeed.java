package vn.tinmoi.feed;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import vn.tinmoi.news.Picture;

/** Atom (RFC 4287). */
final class AtomFeed {
    private AtomFeed() {}

    static byte[] write(Feed feed) {
        var xml = new Xml()
                .open(
                        "feed",
                        "xmlns",
                        "http://www.w3.org/2005/Atom",
                        "xmlns:media",
                        "http://search.yahoo.com/mrss/",
                        "xml:lang",
                        Feed.LANGUAGE)
                .element("id", feed.self())
                .element("title", feed.title())
                .element("subtitle", feed.description())
                .element("updated", date(feed.updated()))
                .element("generator", Feed.GENERATOR)
                .element("link", "", "rel", "self", "href", feed.self(), "type", Feed.Format.ATOM.type())
                .element("link", "", "rel", "alternate", "href", feed.home(), "type", "text/html");
        if (feed.hub() != null) xml = xml.element("link", "", "rel", "hub", "href", feed.hub());
        xml = author(xml, feed.siteName());
        for (var entry : feed.entries()) xml = entry(xml, entry);
        return xml.end();
    }

    private static Xml entry(Xml xml, Feed.Entry entry) {
        var open = xml.open("entry")
                .element("id", entry.id())
                .element("title", entry.title())
                .element("link", "", "rel", "alternate", "href", entry.url(), "type", "text/html")
                .element("published", date(entry.published()))
                .element("updated", date(entry.updated()))
                .element("category", "", "term", entry.category(), "label", entry.categoryName());
        if (!entry.byline().isEmpty()) open = author(open, entry.byline());
        if (!entry.lead().isEmpty()) open = open.element("summary", entry.lead());
        if (entry.picture() != null) open = picture(open, entry.picture(), entry.pictureBytes());
        return open.element("content", entry.html(), "type", "html").close();
    }

    private static Xml picture(Xml entry, Picture picture, int bytes) {
        var type = Feed.typeOf(picture).orElse("image/*");
        var linked = bytes == 0
                ? entry.element("link", "", "rel", "enclosure", "href", picture.url(), "type", type)
                : entry.element(
                        "link",
                        "",
                        "rel",
                        "enclosure",
                        "href",
                        picture.url(),
                        "type",
                        type,
                        "length",
                        String.valueOf(bytes));
        return RssFeed.content(linked, picture, type);
    }

    private static Xml author(Xml xml, String name) {
        return xml.open("author").element("name", name).close();
    }

    /** RFC 3339. */
    private static String date(ZonedDateTime at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at);
    }
}
