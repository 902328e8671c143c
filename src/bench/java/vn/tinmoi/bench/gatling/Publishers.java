package vn.tinmoi.bench.gatling;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.UUID;

/**
 * Programs that publish a story, correct it and withdraw it, a second apart, for as long as they stay. What is left in the
 * end is a site without them and a longer log.
 */
public final class Publishers extends Simulation {
    private static final Duration BREATH = Duration.ofSeconds(1);
    private static final String STORY = """
            {"title": "Thử tải #{key}", "lead": "Tin đo tải, sẽ được gỡ.", "bodyHtml": "<p>Nội dung của tin đo tải.</p>",
             "status": "published"}""";
    private static final String CORRECTION = "{\"lead\": \"Tin đo tải, đã sửa.\", \"correction\": \"Đã sửa một câu.\"}";
    private static final String REASON = "{\"reason\": \"Hết thử tải\"}";

    public Publishers() {
        var load = Load.asked();
        var program = scenario("publish")
                .during(load.hold())
                .on(exec(publish(load))
                        .pause(BREATH)
                        .exec(by(load, http("correct").patch("/api/v1/articles/#{id}"))
                                .header("If-Match", "\"#{version}\"")
                                .body(StringBody(CORRECTION))
                                .check(status().is(200)))
                        .pause(BREATH)
                        .exec(by(load, http("withdraw").post("/api/v1/articles/#{id}/withdraw"))
                                .body(StringBody(REASON))
                                .check(status().is(200)))
                        .exitHereIfFailed()
                        .pause(BREATH));
        setUp(program.injectOpen(load.arrivals())).protocols(load.protocol()).assertions(load.assertion());
    }

    /** One who publishes a story that stays, and goes. */
    static ScenarioBuilder oneStory(Load load) {
        return scenario("publish").exec(publish(load));
    }

    private static ChainBuilder publish(Load load) {
        return exec(session -> session.set("key", UUID.randomUUID().toString()))
                .exec(by(load, http("publish").post("/api/v1/articles"))
                        .header("Idempotency-Key", "#{key}")
                        .body(StringBody(STORY))
                        .check(
                                status().is(201),
                                jsonPath("$.eventId").exists(),
                                jsonPath("$.id").saveAs("id"),
                                jsonPath("$.version").saveAs("version")))
                .exitHereIfFailed();
    }

    private static HttpRequestActionBuilder by(Load load, HttpRequestActionBuilder call) {
        return call.header("Authorization", "Bearer " + load.token()).header("Content-Type", "application/json");
    }
}
