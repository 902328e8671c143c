package vn.tinmoi.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An element of a feed. Its name carries the usual prefix of its namespace whatever the file writes ({@code dc:creator},
 * {@code atom:link}), none for RSS' own; one in no known namespace goes by what the file writes. Owned by the thread that reads.
 */
final class XmlElement {
    final String name;
    final Map<String, String> attributes;
    final List<XmlElement> children = new ArrayList<>();
    final StringBuilder text = new StringBuilder(); // its own characters, those of children left out

    /** Text and elements in their order; null where there is only text. */
    private final List<Object> content = new ArrayList<>();

    XmlElement(String name, Map<String, String> attributes) {
        this.name = name;
        this.attributes = new HashMap<>(attributes);
    }

    void add(char[] characters, int start, int length) {
        text.append(characters, start, length);
        if (!content.isEmpty() && content.getLast() instanceof StringBuilder last)
            last.append(characters, start, length);
        else content.add(new StringBuilder().append(characters, start, length));
    }

    void add(XmlElement child) {
        children.add(child);
        content.add(child);
    }

    /** Drops a child that was used: a file's items would fill the memory. */
    void drop(XmlElement child) {
        if (children.getLast() == child) children.removeLast();
        if (content.getLast() == child) content.removeLast();
    }

    String attribute(String name) {
        return attributes.getOrDefault(name, "").strip();
    }

    Stream<XmlElement> all(String name) {
        return children.stream().filter(child -> child.name.equals(name));
    }

    /** The text of the first child of that name that has any; empty: none has. */
    String text(String... names) {
        return Stream.of(names)
                .flatMap(this::all)
                .map(child -> child.text.toString().strip())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    boolean has(String name) {
        return all(name).findAny().isPresent();
    }

    /** What is in it as HTML: for XHTML inside a feed. */
    String html() {
        var html = new StringBuilder();
        write(html);
        return html.toString();
    }

    private void write(StringBuilder html) {
        for (var part : content) {
            if (part instanceof XmlElement child) child.writeWhole(html);
            else html.append(HtmlText.escape(part.toString()));
        }
    }

    private void writeWhole(StringBuilder html) {
        var tag = name.substring(name.indexOf(':') + 1);
        html.append('<').append(tag);
        attributes.forEach((key, value) -> {
            if (!key.contains(":") && !key.equals("xmlns")) {
                html.append(' ').append(key).append("=\"");
                html.append(HtmlText.escape(value).replace("\"", "&quot;")).append('"');
            }
        });
        html.append('>');
        write(html);
        if (!VOID.contains(tag)) html.append("</").append(tag).append('>');
    }

    private static final java.util.Set<String> VOID = java.util.Set.of(
            "area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr");
}
