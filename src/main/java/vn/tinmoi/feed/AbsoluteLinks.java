package vn.tinmoi.feed;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * A story's body as it leaves the site: the addresses of its links and pictures are absolute. Whatever makes them so is put
 * before them where they stand, and all else stays as the sanitiser wrote it, which must have the last word: a parser that
 * writes the whole anew escapes in its own way.
 */
final class AbsoluteLinks {
    private static final String NOTHING = "=\"\""; // the parser has an empty value stand right behind its name
    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);

    private final String site;
    private final String page;
    /** What goes in at which place, the last place first. */
    private final Map<Integer, String> beginnings = new TreeMap<>(Comparator.reverseOrder());

    private AbsoluteLinks(String site, String page) {
        this.site = site;
        this.page = page;
    }

    /** {@code site}: absolute, without a trailing slash; {@code page}: the absolute address that the body stands at. */
    static String in(String html, String site, String page) {
        var links = new AbsoluteLinks(site, page);
        var parser = Parser.htmlParser().setTrackPosition(true);
        parser.parseInput(html, "").select("a, img").forEach(tag -> links.read(tag, html));
        var absolute = new StringBuilder(html);
        links.beginnings.forEach(absolute::insert);
        return absolute.toString();
    }

    private void read(Element tag, String html) {
        for (var name : List.of("href", "src")) {
            var place = tag.attributes().sourceRange(name).valueRange();
            if (!tag.hasAttr(name) || !place.isTracked()) continue;
            int empty = html.startsWith(NOTHING, place.startPos()) ? NOTHING.length() - 1 : 0;
            beginnings.put(place.startPos() + empty, beginning(tag.attr(name)));
        }
    }

    /** RFC 3986, section 5.2, for the forms that a body can have. */
    private String beginning(String address) {
        if (ABSOLUTE.matcher(address).matches()) return "";
        if (address.startsWith("//")) return site.substring(0, site.indexOf(':') + 1);
        if (address.startsWith("/")) return site;
        if (address.isEmpty() || address.startsWith("#") || address.startsWith("?")) return page;
        return page.substring(0, page.lastIndexOf('/') + 1);
    }
}
