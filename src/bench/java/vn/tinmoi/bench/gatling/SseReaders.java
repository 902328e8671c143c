package vn.tinmoi.bench.gatling;

import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.substring;
import static io.gatling.javaapi.http.HttpDsl.sse;

import io.gatling.javaapi.core.Simulation;

/** Readers who open the stream of Server-Sent Events, are told where they begin, and stay. */
public final class SseReaders extends Simulation {
    public SseReaders() {
        var load = Load.asked();
        var sync = sse.checkMessage("sync")
                .matching(substring("\"event\":\"sync\""))
                .check(jsonPath("$.id").exists());
        var reader = scenario("SSE")
                .exec(sse("open").get("/stream?topics=news,stats").await(10).on(sync))
                .pause(load.hold())
                .exec(sse("close").close());
        setUp(reader.injectOpen(load.arrivals())).protocols(load.protocol()).assertions(load.assertions());
    }
}
