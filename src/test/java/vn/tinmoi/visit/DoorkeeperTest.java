package vn.tinmoi.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinmoi.visit.Doorkeeper.Verdict;

final class DoorkeeperTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final String SESSION = "AbCdEfGhIjKlMnOpQr_-09";

    private final DayKeys keys = new DayKeys(
            (script, all, arguments) -> Future.failedFuture(new IOException("away")),
            new SiteCalendar(Site.ZONE),
            new TestClock("2026-11-23T05:00:00Z"));
    private String address = "203.0.113.7";
    private final Doorkeeper doorkeeper = new Doorkeeper(
            new Bots(CrawlerList.read()),
            new Elsewhere(() -> "https://www.tin.example.vn"),
            keys,
            request -> address,
            nobody -> false);

    @Test
    void aWellFormedCookieIsTheSession() {
        assertThat(session(Requests.of(SESSION))).isEqualTo(SESSION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AbCdEfGhIjKlMnOpQr_-0",
                "AbCdEfGhIjKlMnOpQr_-091",
                "AbCdEfGhIjKlMnOpQr_-0=",
                "AbCdEfGhIjKlMnOpQrđ-09"
            })
    void anythingElseCountsByAddressAndUserAgent(String cookie) {
        var hashed = session(Requests.of(cookie));

        assertThat(hashed).matches("h[A-Za-z0-9_-]{22}").isEqualTo(session(Requests.of("")));
        address = "203.0.113.8";
        assertThat(session(Requests.of(cookie))).isNotEqualTo(hashed);
    }

    @Test
    void theHashIsAnotherEachDay() {
        var request = Requests.of("");

        assertThat(session(request))
                .isNotEqualTo(
                        reader(doorkeeper.look(request, TODAY.plusDays(1))).session());
    }

    @Test
    void aStreamThatStaysOpenKnowsItsNameOfTomorrow() {
        var today = reader(doorkeeper.look(Requests.of(""), TODAY));

        assertThat(today.tomorrow())
                .isEqualTo(reader(doorkeeper.look(Requests.of(""), TODAY.plusDays(1)))
                        .session());
        assertThat(reader(doorkeeper.look(Requests.of(SESSION), TODAY)).tomorrow())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DNT", "Sec-GPC"})
    void whoDoesNotWantToBeFollowedIsNot(String header) {
        assertThat(session(Requests.withHeaders(SESSION, Map.of(header, "1")))).startsWith("h");
        assertThat(session(Requests.withHeaders(SESSION, Map.of(header, "0")))).isEqualTo(SESSION);
    }

    @Test
    void prefetchesAreNotReaders() {
        assertThat(reason(Requests.withHeaders(SESSION, Map.of("Sec-Purpose", "prefetch;prerender"))))
                .isEqualTo("prefetch");
        assertThat(reason(Requests.withHeaders(SESSION, Map.of("Purpose", "prefetch"))))
                .isEqualTo("prefetch");
        assertThat(reason(Requests.withHeaders(SESSION, Map.of("X-Moz", "prefetch"))))
                .isEqualTo("prefetch");
    }

    @Test
    void headIsNoSignOfLife() {
        var head = new Requests(HttpMethod.HEAD, Map.of("User-Agent", Requests.BROWSER), SESSION);

        assertThat(reason(head.request())).isEqualTo("head");
    }

    @Test
    void aDeclaredLoadTestIsSetAside() {
        assertThat(reason(Requests.withHeaders(SESSION, Map.of(Doorkeeper.LOAD_TEST, "release 1.2"))))
                .isEqualTo("load-test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0",
                "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
                "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
                "Mozilla/5.0 (compatible; YandexBot/3.0)",
                "TelegramBot (like TwitterBot)",
                "WhatsApp/2.23.20.0",
                "GPTBot/1.2",
                "Mozilla/5.0 (compatible; AhrefsBot/7.0)"
            })
    void crawlersAreSetAsideWhateverCookieTheySend(String agent) {
        assertThat(reason(Requests.withHeaders(SESSION, Map.of("User-Agent", agent))))
                .isEqualTo("bot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl/8.5.0", "python-requests/2.32", "Go-http-client/1.1", "Wget/1.21", "okhttp/4.12.0"})
    void programsOfTheListAreSetAsideWhateverCookieTheySend(String agent) {
        assertThat(reason(Requests.withHeaders(SESSION, Map.of("User-Agent", agent))))
                .isEqualTo("program");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Java-http-client/25", "node"})
    void otherProgramsAreReadersOnlyWhenTheyMakeThemselvesASession(String agent) {
        assertThat(reason(Requests.withHeaders("", Map.of("User-Agent", agent))))
                .isEqualTo("program");
        assertThat(session(Requests.withHeaders(SESSION, Map.of("User-Agent", agent))))
                .isEqualTo(SESSION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/22B83 [FBAN/FBIOS;FBAV/488.0.0.62.110;FBLC/vi_VN]",
                "Mozilla/5.0 (Linux; Android 14; SM-A546E; wv) AppleWebKit/537.36 Version/4.0 Chrome/130.0 Mobile Safari/537.36 Zalo android/12110724 ZaloTheme/light",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/130.0.146 Chrome/124.0 Safari/537.36",
                "Mozilla/5.0 (Linux; Android 13; CUBOT NOTE 50) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0 Mobile Safari/537.36",
                "Mozilla/5.0 (Linux; arm_64; Android 12) AppleWebKit/537.36 Chrome/126.0 YaBrowser/24.7 Mobile Safari/537.36",
                "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
                "Opera/9.80 (J2ME/MIDP; Opera Mini/9.80/191.340; U; vi) Presto/2.5.25 Version/10.54"
            })
    void peoplesBrowsersAreReadersAlsoInsideOtherApps(String agent) {
        assertThat(session(Requests.withHeaders("", Map.of("User-Agent", agent))))
                .startsWith("h");
    }

    @ParameterizedTest
    @CsvSource({
        // Sec-Fetch-Site, Origin, Referer
        "cross-site, , ",
        "cross-site, https://tin.example.vn, ",
        ", https://partner.example, ",
        ", null, ",
        ", https://tin.example.vn.evil.example, ",
        ", https://tin.example.vn:8443, ",
        "none, https://partner.example, ",
        "same-site, https://soyte.example.vn, ",
        "same-site, , https://soyte.example.vn/trang",
        "same-site, , "
    })
    void pagesElsewhereAreNotReadersOfOurs(String site, String origin, String referer) {
        assertThat(reason(from(site, origin, referer))).isEqualTo("elsewhere");
    }

    @ParameterizedTest
    @CsvSource({
        ", , ",
        ", , https://partner.example/",
        "none, , ",
        "same-origin, , ",
        "same-origin, null, ",
        "same-origin, https://behind-a-proxy.example, ",
        ", https://tin.example.vn, ",
        ", http://TIN.example.vn:80, ",
        ", https://www.tin.example.vn, ",
        "same-site, https://www.tin.example.vn, ",
        "same-site, , https://www.tin.example.vn/bai-viet/tin-7"
    })
    void theSitesOwnPagesAre(String site, String origin, String referer) {
        assertThat(session(from(site, origin, referer))).isEqualTo(SESSION);
    }

    private static HttpServerRequest from(String site, String origin, String referer) {
        var headers = new HashMap<String, String>();
        if (site != null) headers.put("Sec-Fetch-Site", site);
        if (origin != null) headers.put("Origin", origin);
        if (referer != null) headers.put("Referer", referer);
        return Requests.withHeaders(SESSION, headers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stats", "stats,", " stats ,stats"})
    void aBoardThatWantsTheFiguresAloneIsNoReader(String topics) {
        assertThat(reason(wanting(topics))).isEqualTo("elsewhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"news,stats", "news,featured,stats", "news", "", "article/7,stats", "statistics"})
    void whoeverWantsNewsIs(String topics) {
        assertThat(session(wanting(topics))).isEqualTo(SESSION);
    }

    private static HttpServerRequest wanting(String topics) {
        var browser = Map.of("User-Agent", Requests.BROWSER);
        return new Requests(HttpMethod.GET, browser, SESSION, Map.of("topics", topics)).request();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Telegraf/1.30",
                "my-dashboard/1.0",
                "ESP32HTTPClient",
                "Dalvik/2.1.0 (Linux; U; Android 13)",
                "TinMoiWidget/2.0 CFNetwork/1568 Darwin/24.0"
            })
    void whatIsNoKnownBrowserAndHasNoSessionIsAProgram(String agent) {
        assertThat(reason(Requests.withHeaders("", Map.of("User-Agent", agent))))
                .isEqualTo("program");
        assertThat(session(Requests.withHeaders(SESSION, Map.of("User-Agent", agent))))
                .isEqualTo(SESSION);
    }

    @Test
    void whereAPageIsFromSaysMoreThanAnUnknownAgent() {
        var board = Map.of("User-Agent", "my-board/1.0 (display)", "Origin", "https://partner.example");

        assertThat(reason(Requests.withHeaders("", board))).isEqualTo("elsewhere");
        assertThat(reason(Requests.withHeaders(
                        "", Map.of("User-Agent", "Googlebot/2.1", "Origin", "https://partner.example"))))
                .isEqualTo("bot");
    }

    @Test
    void aBrowserWhosePageSaysThatItIsDrivenIsSetAside() {
        var driven = new Requests(
                HttpMethod.GET,
                Map.of("User-Agent", Requests.BROWSER),
                Map.of(Doorkeeper.COOKIE, SESSION, Doorkeeper.DRIVEN, "1"),
                Map.of());

        assertThat(reason(driven.request())).isEqualTo("automated");
    }

    @Test
    void neighboursShareANetwork() {
        assertThat(Network.of("203.0.113.7"))
                .isEqualTo(Network.of("203.0.113.200"))
                .isEqualTo(Network.of("::ffff:203.0.113.9"));
        assertThat(Network.of("203.0.114.7")).isNotEqualTo(Network.of("203.0.113.7"));
        assertThat(Network.of("2001:db8:1:2::3")).isEqualTo(Network.of("2001:db8:1:2:ffff::1"));
        assertThat(Network.of("2001:db8:1:3::3")).isNotEqualTo(Network.of("2001:db8:1:2::3"));
        assertThat(Network.of("2001:db8:1:3::3").wide())
                .isEqualTo(Network.of("2001:db8:1:2::3").wide())
                .isNotEqualTo(Network.of("2001:db8:2:2::3").wide());
        assertThat(Network.of("2001:0db8:0001:0002::1%eth0")).isEqualTo(Network.of("2001:db8:1:2::3"));
    }

    private String session(HttpServerRequest request) {
        return reader(doorkeeper.look(request, TODAY)).session();
    }

    private String reason(HttpServerRequest request) {
        return ((Verdict.Ignored) doorkeeper.look(request, TODAY)).reason();
    }

    private static Verdict.Reader reader(Verdict verdict) {
        return (Verdict.Reader) verdict;
    }
}
