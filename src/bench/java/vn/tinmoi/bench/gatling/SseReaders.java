package vn.tinmoi.bench.gatling;

import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.regex;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.sse;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/** Readers who open the stream of Server-Sent Events, are told where they begin, and stay. */
public final class SseReaders extends Simulation {
    public SseReaders() {
        var load = Load.asked();
        setUp(reader(load.hold()).injectOpen(load.arrivals()))
                .protocols(load.protocol())
                .assertions(load.assertion());
    }

    static ScenarioBuilder reader(Duration stay) {
        var first = sse.checkMessage("sync")
                .matching(regex("\"event\":\"(sync|refused)\""))
                .check(
                        regex("max\\.streams[a-z.]*").notExists().name(Load.LIMIT),
                        jsonPath("$.id").exists());
        return scenario("SSE")
                .exec(sse("open").get("/stream?topics=news,stats").await(10).on(first))
                .exitHereIfFailed()
                .pause(stay)
                .exec(sse("close").close());
    }
}
