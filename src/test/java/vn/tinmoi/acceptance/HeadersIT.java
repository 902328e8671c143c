package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** What every answer of the real program tells browsers never to do, whatever kind of route gave it. */
@Served
final class HeadersIT {
    /** Kinds of routes that are no pages; a page's kinds are in {@link Edition#kinds}. */
    private static final List<String> OTHERS = List.of(
            "/rss.xml",
            "/atom.xml",
            "/feed.json",
            "/chuyen-muc/kinh-te/rss.xml",
            "/sitemap.xml",
            "/sitemap-pages.xml",
            "/sitemap-news.xml",
            "/sitemap-1.xml",
            "/robots.txt",
            "/site.webmanifest",
            "/favicon.ico",
            "/sw.js",
            "/apple-touch-icon.png",
            "/openapi.json",
            "/asyncapi.json",
            "/qr.svg",
            "/a/1",
            "/a/1/qr.svg",
            "/a/1/qr.png",
            "/a/999999999",
            "/chuyen-muc/kinh-te/",
            "/bai-viet/ten-khac-1",
            "/api/v1/front",
            "/api/v1/articles?limit=1",
            "/api/v1/articles/1",
            "/api/v1/articles/x",
            "/api/v1/search?q=sen",
            "/api/v1/search/suggestions?q=sen",
            "/api/v1/events?after=garbage",
            "/api/v1/stats",
            "/api/v1/stats/hours.csv",
            "/api/v1/most-read",
            "/api/v1/nothing",
            "/static/tinmoi-live.js",
            "/static/nothing.css",
            "/visit.gif",
            "/%00",
            "/ws");

    private static final Map<String, List<String>> POLICY = Map.of(
            "default-src", List.of("'none'"),
            "script-src", List.of("'self'"),
            "style-src", List.of("'self'"),
            "connect-src", List.of("'self'"),
            "require-trusted-types-for", List.of("'script'"),
            "form-action", List.of("'self'"),
            "base-uri", List.of("'none'"),
            "frame-ancestors", List.of("'none'"));

    @Test
    void everyAnswerForbidsWhatThisSiteNeverDoesAndSetsNoCookie(Edition edition) {
        for (var path : paths(edition)) {
            var headers = edition.client.get(path).headers();
            var policy = policy(headers);

            assertThat(policy).as(path).containsAllEntriesOf(POLICY);
            assertThat(policy.toString()).as(path).doesNotContain("unsafe", "*", "http:", "nonce-", "strict-dynamic");
            assertThat(one(headers, "X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(one(headers, "Referrer-Policy")).as(path).isEqualTo("strict-origin-when-cross-origin");
            assertThat(one(headers, "Cross-Origin-Opener-Policy")).as(path).isEqualTo("same-origin");
            assertThat(one(headers, "Permissions-Policy"))
                    .as(path)
                    .contains("camera=()", "geolocation=()", "microphone=()", "payment=()", "browsing-topics=()");
            assertThat(headers.allValues("Set-Cookie")).as(path).isEmpty();
            assertThat(headers.allValues("Strict-Transport-Security"))
                    .as("this site's address is http")
                    .isEmpty();
            assertThat(headers.allValues("Server")).as(path).isEmpty();
        }
    }

    @Test
    void onlyWhatIsForOtherSitesMayBeUsedByThem(Edition edition) {
        for (var path : paths(edition)) {
            var headers = edition.client.get(path).headers();
            boolean open = path.startsWith("/api/")
                    || path.matches(
                            "/stream|/static/tinmoi-live\\.js|/(open|async)api\\.json|.*(rss|atom)\\.xml|.*/feed\\.json");

            boolean shown = open || path.matches("(/a/1)?/qr\\.(svg|png)|/static/sample/.*");

            assertThat(one(headers, "Cross-Origin-Resource-Policy"))
                    .as(path)
                    .isEqualTo(shown ? "cross-origin" : "same-origin");
            assertThat(headers.allValues("Access-Control-Allow-Origin"))
                    .as(path)
                    .isEqualTo(open ? List.of("*") : List.of());
            assertThat(headers.allValues("Access-Control-Allow-Credentials"))
                    .as(path)
                    .isEmpty();
        }
    }

    /** A stream's head is written for programs and costs each reader memory: it says only what they need. */
    @Test
    void aStreamSetsNoCookieEither(Edition edition) {
        try (var stream = SseClient.open(edition.program.site(), "/stream", "")) {
            var headers = stream.response().headers();
            assertThat(one(headers, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(one(headers, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
            assertThat(headers.allValues("Set-Cookie")).isEmpty();
            assertThat(one(headers, "Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(headers.allValues("Access-Control-Allow-Credentials")).isEmpty();
        }
    }

    @Test
    void behindTlsNobodyComesBackWithoutIt(Edition edition) {
        for (var path : List.of("/", "/tim-kiem?q=sen", "/khong-co", "/robots.txt", "/api/v1/stats", "/favicon.ico")) {
            var headers = edition.withoutDatabase().get(path).headers();
            assertThat(one(headers, "Strict-Transport-Security")).as(path).isEqualTo("max-age=63072000");
            assertThat(headers.allValues("Set-Cookie")).as(path).isEmpty();
        }
    }

    /** Every file that a page names, too: they carry what the page's own answer does. */
    private static List<String> paths(Edition edition) {
        var pages = edition.kinds().stream()
                .filter(kind -> kind.site().equals(edition.program.site()))
                .map(PageKind::path)
                .toList();
        var files = Jsoup.parse(edition.client.get("/").body()).select("[src^=/], link[href^=/]").stream()
                .map(named -> named.hasAttr("src") ? named.attr("src") : named.attr("href"))
                .distinct();
        return Stream.of(pages.stream(), files, OTHERS.stream())
                .flatMap(one -> one)
                .toList();
    }

    private static String one(HttpHeaders headers, String name) {
        var values = headers.allValues(name);
        return values.size() == 1 ? values.getFirst() : name + " " + values;
    }

    private static Map<String, List<String>> policy(HttpHeaders headers) {
        return Arrays.stream(one(headers, "Content-Security-Policy").split(";"))
                .map(directive -> List.of(directive.strip().split("\\s+")))
                .collect(Collectors.toMap(List::getFirst, words -> words.subList(1, words.size())));
    }
}
