package vn.tinmoi.feed;

import java.io.StringReader;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.namespace.NamespaceContext;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A document that the JDK's parser took, asked by XPath with the prefixes of feeds and sitemaps. */
public final class ParsedXml {
    private static final Map<String, String> PREFIXES = Map.of(
            "a", "http://www.w3.org/2005/Atom",
            "atom", "http://www.w3.org/2005/Atom",
            "content", "http://purl.org/rss/1.0/modules/content/",
            "dc", "http://purl.org/dc/elements/1.1/",
            "media", "http://search.yahoo.com/mrss/",
            "s", "http://www.sitemaps.org/schemas/sitemap/0.9",
            "news", "http://www.google.com/schemas/sitemap-news/0.9");

    private final Document document;
    private final XPath path = XPathFactory.newInstance().newXPath();

    public ParsedXml(String xml) {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        } catch (Exception e) {
            throw new AssertionError("not well-formed: " + xml, e);
        }
        path.setNamespaceContext(new Prefixes());
    }

    /** The text of the first match; empty when there is none. */
    public String text(String expression) {
        try {
            return path.evaluate(expression, document);
        } catch (XPathExpressionException e) {
            throw new AssertionError(e);
        }
    }

    /** The texts of all matches. */
    public List<String> texts(String expression) {
        try {
            var nodes = (NodeList) path.evaluate(expression, document, XPathConstants.NODESET);
            return IntStream.range(0, nodes.getLength())
                    .mapToObj(i -> nodes.item(i).getTextContent())
                    .toList();
        } catch (XPathExpressionException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Prefixes implements NamespaceContext {
        @Override
        public String getNamespaceURI(String prefix) {
            return PREFIXES.getOrDefault(prefix, XMLConstants.NULL_NS_URI);
        }

        @Override
        public String getPrefix(String namespace) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Iterator<String> getPrefixes(String namespace) {
            throw new UnsupportedOperationException();
        }
    }
}
