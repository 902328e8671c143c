package vn.tinmoi.feed;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An XML document being written. Every text is escaped, every element closed, and characters that XML cannot say (XML 1.0,
 * section 2.2: control characters, U+FFFE, U+FFFF, halves of surrogate pairs) are left out: one of them would cost a reader
 * the whole document.
 */
public final class Xml {
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter writer;

    Xml() {
        try {
            writer = FACTORY.createXMLStreamWriter(text);
            writer.writeStartDocument("utf-8", "1.0");
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a string takes every document", e);
        }
    }

    /** Opens an element. {@code attributes}: names and values in turn; namespaces are declared as {@code xmlns:…}. */
    Xml open(String name, String... attributes) {
        return write(() -> {
            writer.writeStartElement(name);
            for (int i = 0; i < attributes.length; i += 2) {
                writer.writeAttribute(attributes[i], legal(attributes[i + 1]));
            }
        });
    }

    /** A whole element with nothing but text in it. */
    Xml element(String name, String value, String... attributes) {
        return open(name, attributes)
                .write(() -> writer.writeCharacters(legal(value)))
                .close();
    }

    /** Closes the element that was opened last. */
    Xml close() {
        return write(writer::writeEndElement);
    }

    /** Closes what is open; the document in UTF-8. */
    byte[] end() {
        write(writer::writeEndDocument);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private interface Step {
        void run() throws XMLStreamException;
    }

    @com.google.errorprone.annotations.CanIgnoreReturnValue
    private Xml write(Step step) {
        try {
            step.run();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a string takes every document", e);
        }
    }

    /** Plain text as the content of an XML or HTML element. */
    public static String escaped(String text) {
        return legal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    static String legal(String text) {
        if (text.codePoints().allMatch(Xml::isLegal)) return text;
        return text.codePoints()
                .filter(Xml::isLegal)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isLegal(int c) {
        if (c < ' ') return c == '\t' || c == '\n' || c == '\r';
        return c <= 0xD7FF || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }
}
