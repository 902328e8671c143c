package vn.tinmoi.bench.gatling;

import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.regex;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.sse;

import io.gatling.javaapi.core.Simulation;

/** Readers who open the stream of Server-Sent Events, are told where they begin, and stay. */
public final class SseReaders extends Simulation {
    public SseReaders() {
        var load = Load.asked();
        var first = sse.checkMessage("sync")
                .matching(regex("\"event\":\"(sync|refused)\""))
                .check(
                        regex("max\\.streams[a-z.]*").notExists().name(Load.LIMIT),
                        jsonPath("$.id").exists());
        var reader = scenario("SSE")
                .exec(sse("open").get("/stream?topics=news,stats").await(10).on(first))
                .exitHereIfFailed()
                .pause(load.hold())
                .exec(sse("close").close());
        setUp(reader.injectOpen(load.arrivals())).protocols(load.protocol()).assertions(load.assertion());
    }
}
