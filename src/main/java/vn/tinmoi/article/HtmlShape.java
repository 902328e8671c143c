package vn.tinmoi.article;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a body, before the sanitiser has its say: blocks of any name become paragraphs, so that no two words are
 * glued; headings fit under the story's own; what pages here cannot show becomes something that they can. Any thread.
 */
final class HtmlShape {
    private final Document document;
    private final Set<String> names = new HashSet<>(); // of elements, so that nothing is looked for that is not there

    private HtmlShape(String html) {
        document = Jsoup.parseBodyFragment(html);
        document.outputSettings().prettyPrint(false).escapeMode(Entities.EscapeMode.xhtml);
        document.getAllElements().forEach(element -> names.add(element.normalName()));
    }

    static String of(String html) {
        if (html.indexOf('<') < 0) return html;
        return new HtmlShape(html).shaped();
    }

    private String shaped() {
        all().stream()
                .filter(element -> HtmlNames.UNSHOWN.contains(element.normalName()))
                .forEach(Element::remove);
        all().forEach(HtmlShape::dropComments);
        all().forEach(HtmlShape::rename);
        all().forEach(HtmlShape::quote);
        if (has(Set.of("noscript", "picture"))) unwrapped("noscript, picture");
        if (has(HtmlNames.MEDIA)) BodyMedia.settle(document);
        if (has(Set.of("td", "th"))) align();
        Footnotes.settle(document);
        if (names.contains("dt")) definitions();
        strays();
        marks();
        divisions();
        wrapLoose(document.body());
        dropEmpty();
        return document.body().html();
    }

    private boolean has(Set<String> any) {
        return !Collections.disjoint(names, any);
    }

    private List<Element> all() {
        return List.copyOf(document.body().getAllElements());
    }

    private static void dropComments(Element element) {
        for (var node : List.copyOf(element.childNodes())) if (node instanceof Comment) node.remove();
    }

    private static void rename(Element element) {
        var name = HtmlNames.RENAMED.get(element.normalName());
        if (name != null) element.tagName(name);
    }

    /** Marks of quotation that browsers would draw, and what is read beside its characters. */
    private static void quote(Element element) {
        if (element.normalName().equals("q")) {
            element.prependChild(new TextNode("“")).appendChild(new TextNode("”"));
            element.unwrap();
        } else if (element.normalName().equals("rt")) {
            element.prependChild(new TextNode(" (")).appendChild(new TextNode(")"));
        } else if (element.normalName().equals("rp")) {
            element.remove();
        }
    }

    private void unwrapped(String selector) {
        document.select(selector).forEach(element -> element.select("> source").remove());
        document.select(selector).forEach(Element::unwrap);
    }

    /** A column of figures stays to the right, in words that the style sheet knows. */
    private void align() {
        for (var cell : document.select("td, th")) {
            var style = cell.attr("style").replaceAll("\\s", "").toLowerCase(java.util.Locale.ROOT);
            var side = style.contains("text-align:")
                    ? style.replaceFirst(".*text-align:([a-z]+).*", "$1")
                    : cell.attr("align");
            var classes = cell.classNames();
            if (side.equalsIgnoreCase("right") || side.equalsIgnoreCase("end") || classes.contains("phai"))
                cell.attr("class", "phai");
            else if (side.equalsIgnoreCase("center") || classes.contains("giua")) cell.attr("class", "giua");
            else cell.removeAttr("class");
        }
    }

    private void definitions() {
        for (var term : document.select("dt")) {
            if (!term.select("div, p, ul, ol, table, strong, b").isEmpty()) continue;
            var strong = new Element("strong");
            List.copyOf(term.childNodes()).forEach(strong::appendChild);
            term.appendChild(strong);
        }
    }

    /** A part that lost what it belongs to is a division like others. */
    private void strays() {
        for (var element : all()) {
            var home = HtmlNames.HOMES.get(element.normalName());
            if (home != null && element.closest(home) == null) element.tagName("div");
        }
    }

    /** Words that are marked together stay marked when they are several blocks. */
    private void marks() {
        for (var element : all()) {
            boolean mark = HtmlNames.MARKS.contains(element.normalName()) && element.parent() != null;
            if (mark
                    && element.getAllElements().stream()
                            .anyMatch(inside -> inside != element && HtmlNames.isBlock(inside))) {
                marked(element);
            }
        }
    }

    private static void marked(Element mark) {
        for (var inside : List.copyOf(mark.getAllElements())) {
            boolean words = inside.normalName().matches("p|h[2-4]|div|dt|dd|li|td|th|figcaption");
            if (!words || inside.getAllElements().stream().anyMatch(one -> one != inside && HtmlNames.isBlock(one)))
                continue;
            var again = mark.shallowClone().removeAttr("id");
            List.copyOf(inside.childNodes()).forEach(again::appendChild);
            inside.appendChild(again);
        }
        for (var node : List.copyOf(mark.childNodes())) {
            boolean loose = !HtmlNames.isBlock(node)
                    && !HtmlNames.isPart(node)
                    && !(node instanceof TextNode text && text.isBlank());
            if (!loose) continue;
            var again = mark.shallowClone().removeAttr("id");
            node.replaceWith(again);
            again.appendChild(node);
        }
        mark.unwrap();
    }

    /** Inner ones first: each is a paragraph, or gives way to the blocks in it. */
    private void divisions() {
        for (var element : all().reversed()) {
            if (HtmlNames.DIVISIONS.contains(element.normalName())) division(element);
        }
    }

    private static void division(Element element) {
        var around = element.parent();
        if (around == null) return;
        if (holdsBlocks(element)) {
            wrapLoose(element);
            if (element.hasAttr("id")) handOn(element);
            element.unwrap();
        } else if (HtmlNames.FLOWS.contains(around.normalName()) || HtmlNames.DIVISIONS.contains(around.normalName())) {
            boolean alone = HtmlNames.PARTS.contains(around.normalName()) && isAlone(element, around);
            if (alone) element.unwrap();
            else if (around.normalName().equals("figure")) part(element);
            else element.tagName("p").removeAttr("class");
        } else {
            part(element);
        }
    }

    private static void handOn(Element element) {
        var first = element.firstElementChild();
        if (first != null && !first.hasAttr("id")) first.attr("id", element.attr("id"));
    }

    private static boolean isAlone(Element element, Element around) {
        return around.childNodes().stream()
                .allMatch(node -> node == element || (node instanceof TextNode text && text.isBlank()));
    }

    /** Where no paragraph may stand a line break parts the words. */
    private static void part(Element element) {
        boolean heading = element.closest("h2, h3, h4, a, caption") != null;
        Node before = heading ? new TextNode(" ") : new Element("br");
        if (hasBeside(element, Node::previousSibling)) element.before(before.clone());
        if (hasBeside(element, Node::nextSibling)) element.after(before);
        element.unwrap();
    }

    /** Also beside the marks that it stands in alone. */
    private static boolean hasBeside(Element element, UnaryOperator<@Nullable Node> beside) {
        if (beside.apply(element) != null) return true;
        var around = element.parent();
        return around != null && HtmlNames.MARKS.contains(around.normalName()) && hasBeside(around, beside);
    }

    private static boolean holdsBlocks(Element element) {
        return element.childNodes().stream().anyMatch(HtmlNames::isBlock);
    }

    /** Words beside blocks become paragraphs of their own. */
    private static void wrapLoose(Element element) {
        if (!holdsBlocks(element)) return;
        Element paragraph = null;
        for (var node : new ArrayList<>(element.childNodes())) {
            if (HtmlNames.isBlock(node) || HtmlNames.isPart(node)) {
                paragraph = null;
            } else if (paragraph != null) {
                paragraph.appendChild(node);
            } else if (!(node instanceof TextNode text && text.isBlank())) {
                paragraph = new Element("p");
                node.replaceWith(paragraph);
                paragraph.appendChild(node);
            }
        }
    }

    private void dropEmpty() {
        for (var element : all().reversed()) {
            if (!HtmlNames.WORTHLESS_EMPTY.contains(element.normalName()) || !isEmpty(element)) continue;
            if (partsWords(element)) element.replaceWith(new TextNode(" "));
            else element.remove();
        }
    }

    /** Whether an empty block stands between words of one line. */
    private static boolean partsWords(Element element) {
        if (!HtmlNames.isBlock(element) && !HtmlNames.isPart(element)) return false;
        return mayBeWords(element, element.previousSibling()) && mayBeWords(element, element.nextSibling());
    }

    private static boolean mayBeWords(Element element, @Nullable Node beside) {
        var around = element.parent();
        return beside == null
                ? around != null && HtmlNames.MARKS.contains(around.normalName())
                : !HtmlNames.isBlock(beside)
                        && !HtmlNames.isPart(beside)
                        && !(beside instanceof TextNode text && text.isBlank());
    }

    private static boolean isEmpty(Element element) {
        if (element.hasAttr("id") || HtmlNames.SHOWN.contains(element.normalName())) return false;
        for (var node : element.childNodes()) {
            boolean empty = node instanceof TextNode text
                    ? text.getWholeText().chars().allMatch(HtmlShape::isUnseen)
                    : !(node instanceof Element inside) || isEmpty(inside);
            if (!empty) return false;
        }
        return true;
    }

    static boolean isUnseen(int c) {
        return Character.isWhitespace(c) || c == 0xA0 || c == 0xAD || c == 0x200B;
    }
}
