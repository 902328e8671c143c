package vn.tinmoi.portal;

import java.net.URI;
import java.net.URISyntaxException;
import vn.tinmoi.article.Fields;
import vn.tinmoi.news.Problem;

/** Where an entry of the document may lead. */
final class LinkAddress {
    private LinkAddress() {}

    /** The text, which may be empty; {@code ours}: whether a path of this site will do. INVALID at the field for no address. */
    static String require(String text, String field, boolean ours) {
        if (text.isEmpty() || (ours && isPath(text)) || isWeb(text)) return text;
        throw Problem.invalid(field, ours ? "site.to" : "site.url", Fields.quoted(text));
    }

    private static boolean isPath(String text) {
        return text.startsWith("/") && !text.startsWith("//") && !text.contains("\\") && !text.contains("/../");
    }

    private static boolean isWeb(String text) {
        try {
            var address = new URI(text);
            return ("http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme()))
                    && address.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
