package vn.tinmoi.article;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;
import vn.tinmoi.text.VnText;

/**
 * Bodies of articles down to what this site's pages may show. The sanitiser has the last word, after {@link HtmlShape} and
 * the repair of Vietnamese text. {@code style} with {@code noscript} is a known hole and neither is ever allowed. Any thread; some
 * milliseconds for 100 KB.
 */
final class HtmlCleaner {
    private static final Pattern PLAYED = Pattern.compile("https://[^\\s\"'<>\\\\]+|/media/[A-Za-z0-9._~-]+");
    private static final Pattern TARGET = Pattern.compile("gc-[A-Za-z0-9_:.-]{1,80}");

    private static final int PASSES = 5; // tags that cross each other settle one level at a time
    private static final Pattern PIXELS = Pattern.compile("[1-9][0-9]{0,4}");
    private static final Pattern CELLS = Pattern.compile("[1-9][0-9]{0,2}");

    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements("p", "br", "h2", "h3", "h4", "blockquote", "ul", "ol", "li", "hr", "code", "pre")
            .allowElements("strong", "b", "em", "i", "u", "s", "sub", "sup", "figure", "figcaption")
            .allowElements("del", "ins", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td")
            .allowElements("a")
            .allowElements(HtmlCleaner::withSource, "img", "audio", "video")
            .allowUrlProtocols("http", "https", "mailto", "tel")
            .allowAttributes("id")
            .matching(TARGET)
            .globally()
            .allowAttributes("class")
            .matching(true, "phai", "giua")
            .onElements("th", "td")
            .allowAttributes("class")
            .matching(true, "phim")
            .onElements("figure")
            .allowAttributes("src")
            .matching(PLAYED)
            .onElements("audio", "video")
            .allowAttributes("controls")
            .matching(true, "controls")
            .onElements("audio", "video")
            .allowAttributes("preload")
            .matching(true, "none")
            .onElements("audio", "video")
            .allowAttributes("poster")
            .matching(BodyMedia.SHOWABLE)
            .onElements("video")
            .allowAttributes("href")
            .onElements("a")
            .requireRelsOnLinks("noopener")
            .allowAttributes("src")
            .matching(BodyMedia.SHOWABLE)
            .onElements("img")
            .allowAttributes("alt")
            .onElements("img")
            .allowAttributes("width", "height")
            .matching(PIXELS)
            .onElements("img")
            .allowAttributes("loading")
            .matching(true, "lazy", "eager")
            .onElements("img")
            .allowAttributes("colspan", "rowspan")
            .matching(CELLS)
            .onElements("th", "td")
            .allowAttributes("scope")
            .matching(true, "row", "col", "rowgroup", "colgroup")
            .onElements("th", "td")
            .toFactory();

    private HtmlCleaner() {}

    /** Safe HTML; empty when nothing of it is. Cleaning twice changes nothing more. */
    static String clean(String html) {
        var clean = once(html);
        for (int i = 0; i < PASSES; i++) {
            if (FairCopy.is(clean) && VnText.cleanHtml(clean).equals(clean)) return clean;
            var again = once(clean);
            if (again.equals(clean)) return clean;
            clean = again;
        }
        return clean;
    }

    /** One pass: what crosses may take another. */
    static String once(String html) {
        return POLICY.sanitize(VnText.cleanHtml(HtmlShape.of(html)));
    }

    /** A picture without an address shows nothing: it goes. */
    private static @Nullable String withSource(String element, List<String> attributes) {
        for (int i = 0; i < attributes.size(); i += 2) if (attributes.get(i).equals("src")) return element;
        return null;
    }
}
