package vn.tinmoi.ingest;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import vn.tinmoi.news.Problem;

/** The stories of an XML file: RSS, Atom, or WordPress' export, which is RSS with more to it. Any thread. */
final class FeedFile {
    /** Our own feeds say so: what they carry comes back as it was. */
    private static final String OURS = "tinmoi";

    private final Subeditor subeditor;

    FeedFile(Subeditor subeditor) {
        this.subeditor = subeditor;
    }

    /**
     * In the order of the file. {@code otherwise}: the time of those that carry none.
     *
     * @throws Problem MALFORMED when it is no feed
     */
    List<Found> read(String xml, Instant otherwise) throws IOException {
        var found = new ArrayList<Found>();
        var export = new WxrReader(subeditor, otherwise);
        var root = XmlFile.read(xml, (item, around) -> {
            if (item.has("wp:post_type")) export.add(item, around);
            else found.add(Found.of(() -> subeditor.found(clipping(item, around), time(around, otherwise))));
        });
        if (root.name.equals("atom:entry"))
            found.add(Found.of(() -> subeditor.found(AtomReader.clipping(root, root), otherwise)));
        found.addAll(export.found());
        if (found.isEmpty()) requireFeed(root);
        return Subeditor.settled(found);
    }

    private static Clipping clipping(XmlElement item, XmlElement around) {
        boolean atom = item.name.equals("atom:entry");
        var clipping = atom ? AtomReader.clipping(item, around) : RssReader.clipping(item, around);
        if (!around.text("generator", "atom:generator").equals(OURS)) return clipping;
        clipping.source = "";
        if (atom && !item.has("atom:author")) clipping.authors.clear();
        if (!atom) clipping.title = HtmlText.escape(clipping.title); // plain text, as ours are
        return clipping;
    }

    /** When the feed was written, for the items that say nothing of their own time. */
    private Instant time(XmlElement around, Instant otherwise) {
        return subeditor
                .date(around.text("pubDate", "lastBuildDate", "dc:date", "atom:updated", "atom:modified"))
                .orElse(otherwise);
    }

    private static void requireFeed(XmlElement root) {
        switch (root.name) {
            case "atom:feed", "rdf:RDF" -> {}
            case "rss" -> {
                if (!root.has("channel")) throw new Problem(Problem.Kind.MALFORMED, "ingest.no-channel", null);
            }
            default -> throw new Problem(Problem.Kind.MALFORMED, "ingest.no-feed", null);
        }
    }
}
