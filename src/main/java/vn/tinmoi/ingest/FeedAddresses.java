package vn.tinmoi.ingest;

import java.util.Locale;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.internal.StringUtil;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Addresses of feeds and of the HTML in them, made absolute. Any thread. */
final class FeedAddresses {
    /** Where programs keep the picture that comes only when it is scrolled to, the best first. */
    private static final String[] LAZY = {
        "data-src", "data-original", "data-lazy-src", "data-orig-file", "data-full-url", "data-url", "data-lazy"
    };

    private static final String[] ADDRESSES = {"href", "src", "poster", "data"};

    private FeedAddresses() {}

    /** RFC 3986, section 5; the address itself where there is no base or it is unusable. */
    static String resolved(String address, String base) {
        var whole = address.strip().replace(" ", "%20");
        if (whole.startsWith("//")) return (base.startsWith("http:") ? "http:" : "https:") + whole;
        if (whole.isEmpty() || base.isEmpty() || whole.matches("(?i)[a-z][a-z0-9+.-]*:.*")) return whole;
        var resolved = StringUtil.resolve(base, whole);
        return resolved.isEmpty() ? whole : resolved;
    }

    /** The HTML with absolute addresses, and with lazy pictures where they are shown. Addresses inside the page stay. */
    static String in(String html, String base) {
        return html.indexOf('<') < 0 ? html : page(html, base).body().html();
    }

    /** The same, to be worked on. */
    static Document page(String html, String base) {
        var document = Jsoup.parseBodyFragment(html);
        document.outputSettings().prettyPrint(false);
        document.select("noscript").stream().filter(FeedAddresses::isDouble).forEach(Element::remove);
        document.select("img").forEach(FeedAddresses::awake);
        for (var element : document.body().getAllElements()) {
            for (var name : ADDRESSES) if (element.hasAttr(name)) resolve(element, name, base);
        }
        return document;
    }

    private static void resolve(Element element, String name, String base) {
        var address = element.attr(name).strip();
        boolean local = address.startsWith("#")
                || address.isEmpty()
                || (name.equals("data") && !element.normalName().equals("object"));
        if (!local) element.attr(name, resolved(address, base));
    }

    /** What is shown where no script runs, after the lazy one that needs it. */
    private static boolean isDouble(Element without) {
        var before = without.previousElementSibling();
        return before != null
                && (before.normalName().equals("img") || !before.select("img").isEmpty());
    }

    private static void awake(Element picture) {
        Stream.of(LAZY)
                .map(picture::attr)
                .filter(address -> !address.isBlank())
                .findFirst()
                .ifPresentOrElse(address -> picture.attr("src", address), () -> fromSet(picture));
        for (var name : LAZY) picture.removeAttr(name);
        picture.removeAttr("srcset").removeAttr("data-srcset");
    }

    private static void fromSet(Element picture) {
        var source = picture.attr("src").strip();
        if (!source.isEmpty() && !source.startsWith("data:")) return;
        var set = picture.attr("srcset").isBlank() ? picture.attr("data-srcset") : picture.attr("srcset");
        widest(set).ifPresent(address -> picture.attr("src", address));
    }

    private static java.util.Optional<String> widest(String set) {
        return Stream.of(set.split(",\\s+|,(?=https?:)"))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .max(java.util.Comparator.comparingDouble(FeedAddresses::width))
                .map(one -> one.split("\\s+")[0]);
    }

    private static double width(String candidate) {
        var parts = candidate.split("\\s+");
        var size = parts.length < 2 ? "1x" : parts[1].toLowerCase(Locale.ROOT);
        return size.matches("\\d{1,6}(\\.\\d{1,4})?[wx]")
                ? Double.parseDouble(size.substring(0, size.length() - 1))
                : 0;
    }
}
