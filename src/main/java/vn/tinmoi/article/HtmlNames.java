package vn.tinmoi.article;

import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/** The names of HTML's elements, by what a body does with them. */
final class HtmlNames {
    static final Set<String> DIVISIONS = Set.of(
            "div",
            "section",
            "article",
            "center",
            "header",
            "footer",
            "main",
            "aside",
            "nav",
            "address",
            "fieldset",
            "details",
            "summary",
            "dl",
            "dt",
            "dd",
            "form",
            "legend",
            "hgroup",
            "dialog",
            "search",
            "optgroup",
            "option");
    static final Set<String> BLOCKS =
            Set.of("p", "h2", "h3", "h4", "blockquote", "ul", "ol", "hr", "pre", "figure", "table", "li");
    static final Set<String> PARTS =
            Set.of("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "li", "figcaption");
    static final Set<String> FLOWS = Set.of("body", "blockquote", "li", "td", "th", "div", "figure");
    static final Set<String> SHOWN = Set.of("img", "video", "audio", "hr", "iframe", "object", "embed", "table");
    static final Map<String, String> HOMES = Map.of(
            "figcaption",
            "figure",
            "li",
            "ul, ol",
            "caption",
            "table",
            "tr",
            "table",
            "td",
            "table",
            "th",
            "table",
            "tbody",
            "table",
            "thead",
            "table",
            "tfoot",
            "table");
    static final Set<String> MARKS = Set.of(
            "b", "strong", "em", "i", "u", "s", "del", "ins", "sub", "sup", "code", "a", "span", "font", "label", "big",
            "small");
    static final Map<String, String> RENAMED = Map.ofEntries(
            Map.entry("h1", "h2"),
            Map.entry("h5", "h4"),
            Map.entry("h6", "h4"),
            Map.entry("menu", "ul"),
            Map.entry("dir", "ul"),
            Map.entry("strike", "s"),
            Map.entry("kbd", "code"),
            Map.entry("samp", "code"),
            Map.entry("tt", "code"),
            Map.entry("listing", "pre"),
            Map.entry("amp-img", "img"));

    static final Set<String> UNSHOWN = Set.of(
            "script",
            "style",
            "template",
            "head",
            "title",
            "noframes",
            "xmp",
            "plaintext",
            "textarea",
            "select",
            "svg",
            "math");
    static final Set<String> MEDIA = Set.of("img", "amp-img", "video", "audio", "iframe", "embed", "object", "frame");
    static final Set<String> WORTHLESS_EMPTY = Set.of(
            "p",
            "h2",
            "h3",
            "h4",
            "blockquote",
            "figure",
            "figcaption",
            "ul",
            "ol",
            "strong",
            "em",
            "b",
            "i",
            "u",
            "s",
            "sub",
            "sup",
            "a",
            "li");

    private HtmlNames() {}

    static boolean isBlock(Node node) {
        return node instanceof Element element
                && (BLOCKS.contains(element.normalName()) || DIVISIONS.contains(element.normalName()));
    }

    static boolean isPart(Node node) {
        return node instanceof Element element && PARTS.contains(element.normalName());
    }
}
