package vn.tinmoi.feed;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A story's body as it leaves the site: the addresses of its links and pictures are absolute. For HTML as the sanitiser
 * writes it, with attributes in double quotes and no bare {@code >} inside a tag.
 */
final class AbsoluteLinks {
    private static final Pattern TAG = Pattern.compile("<(?:a|img)\\s[^>]*>");
    private static final Pattern ADDRESS = Pattern.compile("\\s(href|src)=\"([^\"]*)\"");
    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);

    private final String site;
    private final String page;

    private AbsoluteLinks(String site, String page) {
        this.site = site;
        this.page = page;
    }

    /** {@code site}: absolute, without a trailing slash; {@code page}: the absolute address that the body stands at. */
    static String in(String html, String site, String page) {
        var links = new AbsoluteLinks(site, page);
        return TAG.matcher(html).replaceAll(tag -> Matcher.quoteReplacement(links.tag(tag.group())));
    }

    private String tag(String tag) {
        return ADDRESS.matcher(tag).replaceAll(address -> Matcher.quoteReplacement(attribute(address)));
    }

    private String attribute(MatchResult address) {
        return " " + address.group(1) + "=\"" + absolute(address.group(2)) + "\"";
    }

    /** RFC 3986, section 5.2, for the forms that a body can have. */
    private String absolute(String address) {
        if (ABSOLUTE.matcher(address).matches()) return address;
        if (address.startsWith("//")) return site.substring(0, site.indexOf(':') + 1) + address;
        if (address.startsWith("/")) return site + address;
        if (address.isEmpty() || address.startsWith("#") || address.startsWith("?")) return page + address;
        return page.substring(0, page.lastIndexOf('/') + 1) + address;
    }
}
