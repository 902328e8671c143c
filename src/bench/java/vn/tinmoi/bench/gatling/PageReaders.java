package vn.tinmoi.bench.gatling;

import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.regex;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/** Readers who go from the front page to one of its stories and to a category, with a breath between, for as long as they stay. */
public final class PageReaders extends Simulation {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(3);

    public PageReaders() {
        var load = Load.asked();
        var reader = scenario("pages")
                .during(load.hold())
                .on(exec(front())
                        .pause(SHORTEST, LONGEST)
                        .exec(visit("story"))
                        .pause(SHORTEST, LONGEST)
                        .exec(visit("category"))
                        .pause(SHORTEST, LONGEST));
        setUp(reader.injectOpen(load.arrivals())).protocols(load.protocol()).assertions(load.assertion());
    }

    /** Who looks at the front page and one of its stories, and goes. */
    static ScenarioBuilder passer() {
        return scenario("pages").exec(front()).exec(visit("story"));
    }

    private static ChainBuilder front() {
        return exec(http("front page")
                .get("/")
                .check(
                        status().in(200, 304),
                        regex("href=\"(/bai-viet/[^\"?#]+)")
                                .findRandom()
                                .optional()
                                .saveAs("story"),
                        regex("href=\"(/chuyen-muc/[^\"?#]+)")
                                .findRandom()
                                .optional()
                                .saveAs("category")));
    }

    /** An empty site has neither. */
    private static ChainBuilder visit(String page) {
        return doIf(session -> session.contains(page))
                .then(exec(http(page).get("#{" + page + "}").check(status().in(200, 304))));
    }
}
