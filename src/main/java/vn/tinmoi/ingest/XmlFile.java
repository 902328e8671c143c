package vn.tinmoi.ingest;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;
import vn.tinmoi.news.Problem;

/**
 * Reads the XML of feeds, an item at a time. Its limits are our own: JDK 25 counts the entity of {@code <} as an expanded entity and
 * refuses 100,001 of them, though nothing can be expanded here. Blocks; any thread.
 */
final class XmlFile extends DefaultHandler {
    private static final int DEEPEST = 300; // elements inside one another
    private static final Map<String, String> PREFIXES = Map.ofEntries(
            Map.entry("http://www.w3.org/2005/Atom", "atom"),
            Map.entry("http://purl.org/atom/ns#", "atom"),
            Map.entry("http://purl.org/dc/elements/1.1/", "dc"),
            Map.entry("http://purl.org/dc/terms/", "dcterms"),
            Map.entry("http://purl.org/rss/1.0/modules/content/", "content"),
            Map.entry("http://search.yahoo.com/mrss/", "media"),
            Map.entry("http://search.yahoo.com/mrss", "media"),
            Map.entry("http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"),
            Map.entry("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"),
            Map.entry("http://www.w3.org/1999/xhtml", "xhtml"),
            Map.entry("http://www.w3.org/XML/1998/namespace", "xml"));

    private final BiConsumer<XmlElement, XmlElement> items;
    private final Deque<XmlElement> open = new ArrayDeque<>();
    private final Deque<Map<String, String>> namespaces = new ArrayDeque<>();
    private @Nullable Locator place;
    private @Nullable XmlElement root;

    private XmlFile(BiConsumer<XmlElement, XmlElement> items) {
        this.items = items;
        namespaces.push(Map.of());
    }

    /**
     * The root, without the items: each goes to {@code items} when it ends, together with what it stands in.
     *
     * @throws Problem MALFORMED when it is no well-formed XML or exceeds a limit
     */
    static XmlElement read(String xml, BiConsumer<XmlElement, XmlElement> items) throws IOException {
        var file = new XmlFile(items);
        try {
            parser().parse(new InputSource(new StringReader(XmlRepair.repaired(xml))), file);
        } catch (SAXParseException e) {
            throw broken(e.getLineNumber(), e.getColumnNumber(), e);
        } catch (SAXException | ParserConfigurationException e) {
            throw broken(0, 0, e);
        }
        if (file.root == null) throw new Problem(Problem.Kind.MALFORMED, "ingest.no-feed", null);
        return file.root;
    }

    private static Problem broken(int line, int column, Exception e) {
        return new Problem(
                Problem.Kind.MALFORMED, "ingest.broken-xml", null, line, column, String.valueOf(e.getMessage()));
    }

    private static javax.xml.parsers.SAXParser parser() throws ParserConfigurationException, SAXException {
        var factory = SAXParserFactory.newDefaultInstance();
        factory.setNamespaceAware(false);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
        factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
        var parser = factory.newSAXParser();
        for (var limit : java.util.List.of(
                "entityExpansionLimit",
                "totalEntitySizeLimit",
                "maxGeneralEntitySizeLimit",
                "maxElementDepth",
                "elementAttributeLimit",
                "maxXMLNameLimit")) {
            parser.setProperty("jdk.xml." + limit, "0"); // none: see above
        }
        return parser;
    }

    @Override
    public void setDocumentLocator(Locator locator) {
        place = locator;
    }

    @Override
    public InputSource resolveEntity(@Nullable String publicId, @Nullable String systemId) {
        return new InputSource(new StringReader("")); // never from anywhere
    }

    @Override
    public void startElement(String uri, String local, String written, Attributes attributes) {
        if (open.size() >= DEEPEST) throw new Problem(Problem.Kind.MALFORMED, "ingest.too-deep", null, DEEPEST, line());
        var own = new HashMap<String, String>();
        for (int i = 0; i < attributes.getLength(); i++) own.put(attributes.getQName(i), attributes.getValue(i));
        namespaces.push(declared(own));
        var element = new XmlElement(name(written), own);
        if (!open.isEmpty()) open.peek().add(element);
        else root = element;
        open.push(element);
    }

    private int line() {
        return place == null ? 0 : place.getLineNumber();
    }

    private Map<String, String> declared(Map<String, String> attributes) {
        var outer = namespaces.peek();
        if (attributes.keySet().stream().noneMatch(name -> name.startsWith("xmlns")))
            return outer == null ? Map.of() : outer;
        var inner = new HashMap<>(outer == null ? Map.<String, String>of() : outer);
        attributes.forEach((name, value) -> {
            if (name.equals("xmlns")) inner.put("", value.strip());
            else if (name.startsWith("xmlns:")) inner.put(name.substring(6), value.strip());
        });
        return inner;
    }

    private String name(String written) {
        int colon = written.indexOf(':');
        var prefix = colon < 0 ? "" : written.substring(0, colon);
        var local = written.substring(colon + 1);
        var here = namespaces.peek();
        var uri = here == null ? "" : here.getOrDefault(prefix, "");
        var usual = usual(uri, prefix);
        if (usual.isEmpty() && (root == null ? local.equals("feed") : root.name.equals("atom:feed"))) usual = "atom";
        return usual.isEmpty() ? local : usual + ":" + local;
    }

    /** RSS knows no namespace, and programs that give it one make one up. */
    private static String usual(String uri, String prefix) {
        if (uri.startsWith("http://wordpress.org/export/")) return uri.contains("excerpt") ? "excerpt" : "wp";
        if ((uri.contains("purl.org/rss/1.0/") && !uri.contains("modules")) || uri.contains("my.netscape.com"))
            return "";
        return PREFIXES.getOrDefault(uri, prefix);
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        if (!open.isEmpty()) open.peek().add(characters, start, length);
    }

    @Override
    public void endElement(String uri, String local, String written) {
        namespaces.pop();
        var element = open.pop();
        var around = open.peek();
        if (around == null || !isItem(element, around)) return;
        items.accept(element, around);
        around.drop(element);
    }

    private static boolean isItem(XmlElement element, XmlElement around) {
        return switch (element.name) {
            case "item" -> around.name.equals("channel") || around.name.equals("rdf:RDF") || around.name.equals("rss");
            case "atom:entry" -> around.name.equals("atom:feed");
            default -> false;
        };
    }
}
