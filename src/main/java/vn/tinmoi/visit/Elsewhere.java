package vn.tinmoi.visit;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells the requests that pages of other sites make: a partner's board, a pixel hidden on a busy page. A browser says where
 * its page is from in {@code Sec-Fetch-Site}, which no script can set, and in {@code Origin}; what says nothing is not
 * foreign. The site is what {@code site.url} names and whatever host was asked. Any thread.
 */
final class Elsewhere {
    private static final int LONGEST = 2_048; // characters of a list of topics that are looked at

    private final Supplier<String> siteUrl;

    /** {@code siteUrl}: absolute, asked when it is needed. */
    Elsewhere(Supplier<String> siteUrl) {
        this.siteUrl = siteUrl;
    }

    /**
     * Whether a page of another site asks. A neighbour under the same domain ({@code same-site}) is judged by its origin:
     * one province's departments share a domain and are portals of their own, while {@code www.} or another port of the
     * site is the site. A {@code same-origin} request is the site's also where a proxy has put another host in its place.
     */
    boolean isForeign(HttpServerRequest request) {
        var from = request.getHeader("Sec-Fetch-Site");
        var origin = request.getHeader("Origin");
        return switch (from == null ? "" : from.toLowerCase(Locale.ROOT)) {
            case "same-origin" -> false;
            case "cross-site" -> true;
            case "same-site" -> !isSite(request, origin == null ? request.getHeader("Referer") : origin);
            default -> origin != null && !isSite(request, origin);
        };
    }

    private boolean isSite(HttpServerRequest request, @Nullable String address) {
        var page = authority(address);
        var asked = request.authority();
        return page != null
                && (page.equals(authority(siteUrl.get())) || (asked != null && page.equals(authority("//" + asked))));
    }

    /** {@code tin.example.vn:8443}, without the port that a scheme has anyway; null where there is none. */
    private static @Nullable String authority(@Nullable String address) {
        if (address == null) return null;
        try {
            var authority = new URI(address).getRawAuthority();
            return authority == null ? null : authority.toLowerCase(Locale.ROOT).replaceFirst(":(80|443)$", "");
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** Whether a stream wants the figures and no news: a board, not a page that someone reads. */
    static boolean wantsFiguresAlone(HttpServerRequest request) {
        var topics = topics(request);
        return topics.length() <= LONGEST
                && topics.contains("stats")
                && Stream.of(topics.split(","))
                        .map(String::strip)
                        .allMatch(one -> one.isEmpty() || one.equals("stats"));
    }

    private static String topics(HttpServerRequest request) {
        try {
            var topics = request.getParam("topics");
            return topics == null ? "" : topics;
        } catch (IllegalArgumentException malformed) {
            return ""; // whoever cannot be understood gets the usual ones
        }
    }
}
