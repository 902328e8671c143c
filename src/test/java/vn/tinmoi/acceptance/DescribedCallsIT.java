package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every call of {@code /openapi.json} is made as its own examples say, and is refused for what it says that it refuses; each
 * answer is as described. What the rights (403) and the pace (429) of a token and a store's absence (503) bring is met by
 * {@link DescribedRefusalsIT}, a merged category (301) and a withdrawn story (410) by the tests of those.
 */
@Served(value = "TINMOI_MAX_WRITES_PER_SECOND=0", alone = true)
final class DescribedCallsIT {
    private final DescribedApi api;

    DescribedCallsIT(Program program, Client client) {
        this.api = new DescribedApi(program, client);
    }

    @TestFactory
    List<DynamicTest> everyCallAnswersAsItIsDescribed() {
        return api.calls().stream()
                .map(call -> DynamicTest.dynamicTest(call.id(), () -> check(call)))
                .toList();
    }

    private void check(DescribedApi.Call call) {
        var answers = call.operation().get("responses");
        if (call.writes() && answers.has("401"))
            api.told(call, 401, api.send(call, api.address(call), api.body(call), "", Map.of()));
        if (answers.has("415"))
            api.told(
                    call,
                    415,
                    api.send(
                            call,
                            api.address(call),
                            "x".getBytes(StandardCharsets.UTF_8),
                            "text/x-none",
                            DescribedApi.auth()));
        var json = call.operation().path("requestBody").path("content").has("application/json");
        if (json) {
            api.told(
                    call,
                    400,
                    api.send(
                            call,
                            api.address(call),
                            "{".getBytes(StandardCharsets.UTF_8),
                            "application/json",
                            DescribedApi.auth()));
            api.told(
                    call,
                    422,
                    api.send(
                            call,
                            api.address(call),
                            "{\"khong-co\":1}".getBytes(StandardCharsets.UTF_8),
                            "application/json",
                            DescribedApi.auth()));
            api.told(
                    call,
                    413,
                    api.send(
                            call,
                            api.address(call),
                            ("{\"title\":\"" + "x".repeat(1_100_000) + "\"}").getBytes(StandardCharsets.UTF_8),
                            "application/json",
                            DescribedApi.auth()));
        }
        if (answers.has("404") && call.path().contains("{"))
            api.told(
                    call,
                    404,
                    api.send(
                            call,
                            call.path()
                                    .replace("{id}", "999999999")
                                    .replace("{slug}", "khong-co")
                                    .replace("{category}", "khong-co")
                                    .replace("{version}", "999999"),
                            api.body(call),
                            DescribedApi.type(call),
                            DescribedApi.auth()));
        if (answers.has("409") && api.header(call, "If-Match"))
            api.told(
                    call,
                    409,
                    api.send(
                            call,
                            api.address(call),
                            api.body(call),
                            DescribedApi.type(call),
                            Map.of("Authorization", "Bearer " + Program.TOKEN, "If-Match", "\"999999\"")));
        var address = api.address(call);
        var done = api.send(
                call, address, api.body(call), DescribedApi.type(call), call.writes() ? DescribedApi.auth() : Map.of());
        assertThat(done.statusCode()).as(done.body()).isBetween(200, 204);
        api.told(call, done.statusCode(), done);
        var tag = done.headers().firstValue("etag");
        if (answers.has("304") && tag.isPresent())
            assertThat(api.send(call, address, null, "", Map.of("If-None-Match", tag.get()))
                            .statusCode())
                    .isEqualTo(304);
    }
}
