package vn.tinmoi.bench.gatling;

import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.ws;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/** Readers who open a WebSocket, are told where they begin, and stay. */
public final class WebSocketReaders extends Simulation {
    public WebSocketReaders() {
        var load = Load.asked();
        setUp(reader(load.hold()).injectOpen(load.arrivals()))
                .protocols(load.protocol())
                .assertions(load.assertion());
    }

    static ScenarioBuilder reader(Duration stay) {
        var sync = ws.checkTextMessage("sync")
                .matching(jsonPath("$.event").is("sync"))
                .check(jsonPath("$.id").exists());
        return scenario("WebSocket")
                .exec(ws("open").connect("/ws?topics=news,stats").await(10).on(sync))
                .exitHereIfFailed()
                .pause(stay)
                .exec(ws("close").close());
    }
}
