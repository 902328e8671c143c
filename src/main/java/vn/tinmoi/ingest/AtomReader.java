package vn.tinmoi.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import vn.tinmoi.news.Problem;

/** An entry of Atom 1.0 (RFC 4287) or 0.3. Any thread. */
final class AtomReader {
    private AtomReader() {}

    /** @throws Problem INVALID when its content is said to be base64 and is not */
    static Clipping clipping(XmlElement entry, XmlElement feed) {
        var clipping = new Clipping();
        var feedBase = feed.attribute("xml:base");
        var ownBase = entry.attribute("xml:base");
        var entryBase = ownBase.isEmpty() ? feedBase : FeedAddresses.resolved(ownBase, feedBase);
        clipping.feed = FeedAddresses.resolved(alternate(feed), feedBase);
        if (clipping.feed.isEmpty()) clipping.feed = feed.text("atom:id");
        clipping.guid = entry.text("atom:id");
        clipping.link = FeedAddresses.resolved(alternate(entry), entryBase.isEmpty() ? clipping.feed : entryBase);
        clipping.base = entryBase.isEmpty() ? clipping.link : entryBase;
        clipping.title =
                entry.all("atom:title").findFirst().map(AtomReader::html).orElse("");
        clipping.summary =
                entry.all("atom:summary").findFirst().map(AtomReader::html).orElse("");
        entry.all("atom:content").findFirst().ifPresent(content -> content(content, clipping));
        authors(entry, clipping);
        if (clipping.authors.isEmpty()) authors(feed, clipping);
        clipping.source = entry.all("atom:source")
                .findFirst()
                .map(source -> source.text("atom:title"))
                .orElse("");
        if (clipping.source.isEmpty()) clipping.source = plain(feed);
        entry.all("atom:category").forEach(category -> {
            clipping.categories.add(category.attribute("label"));
            clipping.categories.add(category.attribute("term"));
        });
        clipping.published =
                first(entry, "atom:published", "atom:issued", "atom:created", "atom:updated", "atom:modified");
        clipping.updated = first(entry, "atom:updated", "atom:modified");
        media(entry, entryBase, clipping);
        return clipping;
    }

    private static String plain(XmlElement feed) {
        return feed.all("atom:title")
                .findFirst()
                .map(AtomReader::html)
                .map(HtmlText::plain)
                .orElse("");
    }

    private static String alternate(XmlElement of) {
        return of.all("atom:link")
                .filter(link ->
                        link.attribute("rel").isEmpty() || link.attribute("rel").equals("alternate"))
                .map(link -> link.attribute("href"))
                .findFirst()
                .orElse("");
    }

    private static void content(XmlElement content, Clipping clipping) {
        var base = content.attribute("xml:base");
        if (!base.isEmpty()) clipping.base = FeedAddresses.resolved(base, clipping.base);
        var address = content.attribute("src");
        var type = type(content);
        if (!address.isEmpty()) {
            clipping.media.add(new Clipping.Media(FeedAddresses.resolved(address, clipping.base), type, "", "", ""));
        } else {
            clipping.body = html(content);
        }
    }

    private static String type(XmlElement content) {
        return content.attribute("type").toLowerCase(Locale.ROOT);
    }

    /** A text construct as HTML. */
    private static String html(XmlElement text) {
        var type = type(text);
        if (text.attribute("mode").equals("base64")) return decoded(text);
        if (type.equals("xhtml") || type.equals("application/xhtml+xml") || !text.children.isEmpty())
            return inside(text);
        if (type.equals("html")
                || type.equals("text/html")
                || text.attribute("mode").equals("escaped")) {
            return text.text.toString().strip();
        }
        boolean plain = type.isEmpty() || type.equals("text") || type.startsWith("text/");
        if (!plain) throw Problem.invalid("content", "ingest.other-content", type);
        return text.name.equals("atom:content") ? HtmlText.paragraphs(text.text.toString()) : escaped(text);
    }

    private static String escaped(XmlElement text) {
        return HtmlText.escape(text.text.toString().strip());
    }

    /** Of the one div that XHTML has to stand in, or of whatever stands there. */
    private static String inside(XmlElement text) {
        return text.children.size() == 1 && text.children.getFirst().name.endsWith("div")
                ? text.children.getFirst().html()
                : text.html();
    }

    private static String decoded(XmlElement text) {
        try {
            var bytes = Base64.getMimeDecoder().decode(text.text.toString().strip());
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("content", "ingest.broken-base64");
        }
    }

    private static void authors(XmlElement of, Clipping clipping) {
        of.all("atom:author")
                .map(author -> author.text("atom:name"))
                .filter(name -> !name.isEmpty())
                .forEach(clipping.authors::add);
        if (clipping.authors.isEmpty())
            of.all("dc:creator").forEach(name -> clipping.authors.add(name.text.toString()));
    }

    private static @org.jspecify.annotations.Nullable String first(XmlElement entry, String... names) {
        for (var name : names) if (entry.has(name)) return entry.text(name);
        return null;
    }

    private static void media(XmlElement entry, String base, Clipping clipping) {
        entry.all("atom:link")
                .filter(link -> link.attribute("rel").equals("enclosure"))
                .forEach(link -> clipping.media.add(new Clipping.Media(
                        FeedAddresses.resolved(link.attribute("href"), base),
                        type(link),
                        link.attribute("title"),
                        "",
                        "")));
        entry.all("media:content").forEach(content -> picture(content, clipping));
        entry.all("media:thumbnail").forEach(thumb -> picture(thumb, clipping));
        entry.all("media:group")
                .forEach(group -> group.children.stream()
                        .filter(child -> !child.attribute("url").isEmpty())
                        .forEach(child -> picture(child, clipping)));
    }

    private static void picture(XmlElement content, Clipping clipping) {
        var type = content.name.equals("media:thumbnail") ? "image" : type(content);
        if (type.isEmpty()) type = content.attribute("medium");
        var media = new Clipping.Media(
                content.attribute("url"),
                type,
                content.text("media:description"),
                content.text("media:title"),
                content.text("media:credit"));
        clipping.media.add(media.sized(content.attribute("width"), content.attribute("height")));
    }
}
