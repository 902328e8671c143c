package vn.tinmoi.newsroom;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;
import vn.tinmoi.text.VnText;

/**
 * Bodies of articles down to what this site's pages may show. The sanitiser has the last word, after the repair of
 * Vietnamese text. {@code style} with {@code noscript} is a known hole and neither is ever allowed. Any thread; some
 * milliseconds for 100 KB.
 */
final class HtmlCleaner {
    /** Pictures come from this site or over TLS; dots never climb. */
    private static final Pattern PICTURE =
            Pattern.compile("https://[^\\s\"'<>\\\\]+|/(?:static|media)/(?!.*\\.\\.)[A-Za-z0-9._~%/-]+");

    private static final Pattern PIXELS = Pattern.compile("[1-9][0-9]{0,4}");
    private static final Pattern CELLS = Pattern.compile("[1-9][0-9]{0,2}");

    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements("p", "br", "h2", "h3", "h4", "blockquote", "ul", "ol", "li", "hr", "code", "pre")
            .allowElements("strong", "b", "em", "i", "u", "s", "sub", "sup", "figure", "figcaption")
            .allowElements("table", "thead", "tbody", "tr", "th", "td")
            .allowElements("a")
            .allowElements(HtmlCleaner::withSource, "img")
            .allowUrlProtocols("http", "https", "mailto")
            .allowAttributes("href")
            .onElements("a")
            .requireRelsOnLinks("noopener")
            .allowAttributes("src")
            .matching(PICTURE)
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
        return POLICY.sanitize(VnText.cleanHtml(html));
    }

    /** A picture without an address shows nothing: it goes. */
    private static @Nullable String withSource(String element, List<String> attributes) {
        for (int i = 0; i < attributes.size(); i += 2) if (attributes.get(i).equals("src")) return element;
        return null;
    }
}
