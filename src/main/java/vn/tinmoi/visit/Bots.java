package vn.tinmoi.visit;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells readers from machines by what a user agent says of itself. Any thread. */
final class Bots {
    /** Crawlers and previewers, by the words they use for themselves. "cubot" is a make of telephones. */
    private static final Pattern CRAWLER =
            Pattern.compile("(?<!cu)bot\\b|bot[/_-]|crawl|spider|slurp|fetcher|scrapy|archiver"
                    + "|facebookexternalhit|facebookcatalog|meta-external|mediapartners-google|google-inspectiontool|apis-google"
                    + "|google-read-aloud|bingpreview|yandex(?!search|browser)|baidu(spider|duspider)|whatsapp/|skypeuripreview"
                    + "|zalo-?preview|embedly|quora link|pinterest/0|outbrain|lighthouse|pagespeed|gtmetrix|pingdom|uptime|statuscake"
                    + "|site24x7|datadog|zabbix|nagios|nuclei|zgrab|masscan|nmap|sqlmap|nikto|censys|validator|://");

    /** Programs and libraries: nobody reads there, unless the program makes itself a session as a page does. */
    private static final Pattern PROGRAM =
            Pattern.compile("headless|phantomjs|electron|^curl|^wget|libcurl|libwww|python|^java|java/"
                    + "|apache-httpclient|okhttp|go-http|node|undici|axios|^got |superagent|postman|insomnia|httpie|^ruby|^php"
                    + "|guzzle|^perl|lwp|^rust|reqwest|aiohttp|httpx|vert\\.x|gatling|jmeter|^k6|^wrk|^ab/|^hey/|siege|h2load"
                    + "|autocannon|apachebench");

    private static final int SHORTEST = 12; // "Mozilla/5.0" alone says nothing

    private Bots() {}

    /** Why nobody reads there: {@code bot} or {@code program}; null for a reader. {@code session}: a well-formed one came. */
    static @Nullable String reason(@Nullable String userAgent, boolean session) {
        var agent = userAgent == null ? "" : userAgent.toLowerCase(Locale.ROOT);
        if (CRAWLER.matcher(agent).find()) return "bot";
        if (session) return null;
        return agent.length() < SHORTEST || PROGRAM.matcher(agent).find() ? "program" : null;
    }
}
