package vn.tinmoi.article;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.text.OldEncoding;

/**
 * What other programs put on the clipboard, as a body may have it: Word's paragraphs that look like lists become lists, weight and
 * slant of a style become marks, everything else of styles goes. Any thread; some milliseconds for a long text.
 *
 * @param html clean, as much of it as a body may hold
 * @param cut whether that is not all
 * @param pictures that stood in it and could not come along: of a file or of the clipboard itself
 * @param encoding how its words are written where they are not Unicode; null: they are
 * @param repaired the same in Unicode; empty where there is nothing to repair
 */
public record PastedHtml(
        String html, boolean cut, int pictures, @Nullable OldEncoding encoding, String repaired) {
    private static final Pattern LIST = Pattern.compile("mso-list:\\s*\\S+\\s+level([1-9])");
    private static final Pattern NUMBER = Pattern.compile("\\(?(?:[0-9]+|[a-zA-Z]|[ivxIVX]+)[.)]");
    private static final Pattern BOLD = Pattern.compile("font-weight:\\s*(?:bold|[6-9]00)");
    private static final Pattern PLAIN = Pattern.compile("font-weight:\\s*(?:normal|400)");
    private static final Pattern ITALIC = Pattern.compile("font-style:\\s*italic");
    private static final String MARKER = "span[style*=mso-list:Ignore], span[style*=mso-list: Ignore]";
    private static final int MOST_BYTES = 500 << 10; // a body holds 512 KiB, and something stands around

    /** {@code html}: as the clipboard has it. */
    public static PastedHtml of(String html) {
        var page = Jsoup.parse(html);
        page.outputSettings().prettyPrint(false);
        int pictures = dropPictures(page);
        markStyles(page);
        makeLists(page.body());
        var encoding = OldEncoding.of(page.body().wholeText()).orElse(null);
        var clean = fitted(page.body());
        var repaired = encoding == null ? "" : repaired(page, encoding);
        return new PastedHtml(clean.html, clean.cut, pictures, encoding, repaired);
    }

    private record Fitted(String html, boolean cut) {}

    private static int dropPictures(Document page) {
        int dropped = 0;
        for (var picture : page.select("img, v|imagedata")) {
            var source = picture.attr("src");
            if (source.startsWith("https:") || source.startsWith("/media/")) continue;
            picture.remove();
            dropped++;
        }
        return dropped;
    }

    private static void markStyles(Document page) {
        for (var element : page.select("b[style], strong[style]")) {
            if (PLAIN.matcher(element.attr("style")).find()) element.unwrap(); // Google's documents stand in one
        }
        page.select("b").tagName("strong");
        page.select("i").tagName("em");
        for (var span : page.select("span[style]")) {
            var style = span.attr("style");
            if (span.text().isBlank()) continue;
            if (BOLD.matcher(style).find() && span.closest("strong, h1, h2, h3, h4, th") == null)
                inside(span, "strong");
            if (ITALIC.matcher(style).find() && span.closest("em") == null) inside(span, "em");
        }
    }

    private static void inside(Element span, String mark) {
        var marked = new Element(mark);
        List.copyOf(span.childNodes()).forEach(marked::appendChild);
        span.appendChild(marked);
    }

    /** Each run of paragraphs that say they are of a list becomes one, as deep as their levels say. */
    private static void makeLists(Element parent) {
        for (var child : List.copyOf(parent.children())) if (level(child) == 0) makeLists(child);
        var open = new ArrayDeque<Element>(); // the lists from the outermost to the one that is filled
        for (var child : List.copyOf(parent.childNodes())) {
            int level = child instanceof Element element ? level(element) : 0;
            if (level == 0) {
                if (!(child instanceof TextNode text) || !text.isBlank()) open.clear();
                continue;
            }
            var paragraph = (Element) child;
            var kind = kind(paragraph);
            while (open.size() > level) open.removeLast();
            if (open.size() == level && !open.getLast().tagName().equals(kind)) open.removeLast();
            if (open.size() < level) {
                var list = new Element(kind);
                if (open.isEmpty()) paragraph.before(list);
                else last(open.getLast()).appendChild(list);
                while (open.size() < level) open.addLast(list); // a list may begin below its first level
            }
            open.getLast().appendChild(item(paragraph));
        }
    }

    private static Element last(Element list) {
        var item = list.lastElementChild();
        return item == null ? list.appendElement("li") : item;
    }

    private static int level(Element element) {
        if (!element.tagName().equals("p")) return 0;
        var found = LIST.matcher(element.attr("style"));
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    private static String kind(Element paragraph) {
        var marker = paragraph.selectFirst(MARKER);
        var text = marker == null ? "" : marker.text().replace('\u00a0', ' ').strip();
        return NUMBER.matcher(text).matches() ? "ol" : "ul";
    }

    private static Element item(Element paragraph) {
        paragraph.select(MARKER).remove();
        paragraph.remove();
        var item = new Element("li");
        List.copyOf(paragraph.childNodes()).forEach((Node node) -> item.appendChild(node));
        return item;
    }

    /** Block by block, as many as a body holds. */
    private static Fitted fitted(Element body) {
        var all = HtmlCleaner.clean(body.html());
        int left = MOST_BYTES;
        if (bytes(all) <= left) return new Fitted(all, false);
        var some = new StringBuilder();
        for (var block : BodyMerge.blocks(all)) {
            left -= bytes(block);
            if (left < 0) break;
            some.append(block);
        }
        return new Fitted(some.toString(), true);
    }

    private static String repaired(Document page, OldEncoding encoding) {
        for (var element : page.body().getAllElements()) {
            for (var text : element.textNodes()) text.text(encoding.repaired(text.getWholeText()));
        }
        return fitted(page.body()).html;
    }

    /** What a text takes in UTF-8. */
    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
