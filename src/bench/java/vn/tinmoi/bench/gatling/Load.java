package vn.tinmoi.bench.gatling;

import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.time.Duration;

/**
 * What all simulations share, from the system properties {@code tinmoi.url}, {@code tinmoi.users} and so on.
 *
 * @param users who come within {@code ramp}; each stays for {@code hold}
 * @param token what stories are published with; empty: none
 * @param sockets users of WebSockets, beside those of Server-Sent Events
 * @param pages asked for each second, beside streams
 * @param publishes stories each second, beside streams
 */
record Load(String url, int users, Duration ramp, Duration hold, String token, int sockets, int pages, int publishes) {
    /** How a refusal is told: the server names the setting that it met. */
    static final String LIMIT = "a limit of the server, no failure of it: its setting";

    /** Says what it is, so that nobody counts it as a visit. */
    private static final String AGENT = "Gatling (load test of tinmoi)";

    static Load asked() {
        int users = Integer.getInteger("tinmoi.users", 100);
        return new Load(
                System.getProperty("tinmoi.url", "http://localhost:8080"),
                users,
                Duration.ofSeconds(Integer.getInteger("tinmoi.ramp", 10)),
                Duration.ofSeconds(Integer.getInteger("tinmoi.hold", 30)),
                System.getProperty("tinmoi.token", ""),
                Integer.getInteger("tinmoi.sockets", users / 10),
                Integer.getInteger("tinmoi.pages", 20),
                Integer.getInteger("tinmoi.publishes", 1));
    }

    HttpProtocolBuilder protocol() {
        return http.baseUrl(url)
                .wsBaseUrl(url.replaceFirst("^http", "ws"))
                .userAgentHeader(AGENT)
                .disableAutoOrigin() // a program sends none; as a page's it would have to be the site's
                .acceptEncodingHeader("gzip");
    }

    OpenInjectionStep arrivals() {
        return rampUsers(users).during(ramp);
    }

    /** That nothing fails. */
    Assertion assertion() {
        return global().failedRequests().count().is(0L);
    }
}
