package vn.tinmoi.bench.gatling;

import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.regex;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/** Readers who go from the front page to one of its stories and to a category, with a breath between, for as long as they stay. */
public final class PageReaders extends Simulation {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(3);

    public PageReaders() {
        var load = Load.asked();
        var front = http("front page")
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
                                .saveAs("category"));
        var reader = scenario("pages")
                .during(load.hold())
                .on(exec(front).pause(SHORTEST, LONGEST).exec(visit("story")).exec(visit("category")));
        setUp(reader.injectOpen(load.arrivals())).protocols(load.protocol()).assertions(load.assertion());
    }

    /** An empty site has neither. */
    private static ChainBuilder visit(String page) {
        return doIf(session -> session.contains(page))
                .then(exec(http(page).get("#{" + page + "}").check(status().in(200, 304)))
                        .pause(SHORTEST, LONGEST));
    }
}
