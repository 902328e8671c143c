package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Real answers and events of the program are as {@code /openapi.json} and {@code /asyncapi.json} describe them. */
@Served
final class DescribedIT {
    private static final List<String> ACTED_ON = List.of("ETag", "Location", "Retry-After", "X-Tinmoi-Stale");

    private final Program program;
    private final Client client;
    private final JsonNode api;
    private final JsonNode streams;

    DescribedIT(Program program, Client client) {
        this.program = program;
        this.client = client;
        api = parsed(client.get("/openapi.json").body());
        streams = parsed(client.get("/asyncapi.json").body());
    }

    @Test
    void theDescriptionsAreServedWithATagToEveryOrigin() {
        for (var path : new String[] {"/openapi.json", "/asyncapi.json"}) {
            var first = client.get(path);
            var tag = first.headers().firstValue("etag").orElseThrow();

            assertThat(first.headers().firstValue("content-type")).contains("application/json");
            assertThat(first.headers().firstValue("access-control-allow-origin"))
                    .contains("*");
            assertThat(client.get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
        }
        assertThat(streams.get("servers").get("socket").get("host").textValue())
                .isEqualTo("localhost:" + program.site().getPort());
    }

    @Test
    void whatReadersGetIsDescribed() {
        var id = client.json("/api/v1/front")
                .getJsonArray("latest")
                .getJsonObject(0)
                .getLong("id");

        check("get", "/api/v1/front", client.get("/api/v1/front"));
        check("get", "/api/v1/articles", client.get("/api/v1/articles?limit=100"));
        check("get", "/api/v1/articles", client.get("/api/v1/articles?limit=3"));
        check("get", "/api/v1/articles", client.get("/api/v1/articles?limit=0"));
        check("get", "/api/v1/articles/{id}", client.get("/api/v1/articles/" + id));
        check("get", "/api/v1/articles/{id}", client.get("/api/v1/articles/999999"));
        check("get", "/api/v1/stats", client.get("/api/v1/stats"));
        check("get", "/api/v1/stats/minutes", client.get("/api/v1/stats/minutes"));
        check("get", "/api/v1/stats/hours", client.get("/api/v1/stats/hours"));
        check("get", "/api/v1/stats/days", client.get("/api/v1/stats/days"));
        check("get", "/api/v1/stats/days", client.get("/api/v1/stats/days?from=x"));
        check("get", "/api/v1/stats/ignored", client.get("/api/v1/stats/ignored"));
        check("get", "/api/v1/stats/ignored", client.get("/api/v1/stats/ignored?to=x"));
        check("get", "/api/v1/most-read", client.get("/api/v1/most-read"));
        check("get", "/api/v1/events", client.get("/api/v1/events"));
        check("get", "/api/v1/events", client.get("/api/v1/events?limit=x"));
    }

    @Test
    void whatHasATagIsAnsweredUnchanged() {
        var id = client.json("/api/v1/front")
                .getJsonArray("latest")
                .getJsonObject(0)
                .getLong("id");

        checkUnchanged("/api/v1/articles/{id}", "/api/v1/articles/" + id);
        checkUnchanged("/api/v1/stats/days", "/api/v1/stats/days");
        checkUnchanged("/api/v1/stats/days.csv", "/api/v1/stats/days.csv?from=2026-01-01&to=2026-01-31");
        checkUnchanged("/api/v1/stats/minutes.csv", "/api/v1/stats/minutes.csv");
        checkUnchanged("/api/v1/stats/hours.csv", "/api/v1/stats/hours.csv");
        checkUnchanged("/api/v1/most-read", "/api/v1/most-read");
    }

    @Test
    void whatWritersGetAndStreamsTellIsDescribed() throws IOException {
        var start = client.json("/api/v1/events").getString("cursor");
        try (var stream = SseClient.open(program.site(), "/stream?topics=news,stats,nonsense&after=" + start, "")) {
            var id = written(
                            "/api/v1/articles",
                            "post",
                            "/api/v1/articles",
                            new JsonObject()
                                    .put("title", "Một tin")
                                    .put("status", "published")
                                    .put("featured", true))
                    .getLong("id");
            var path = "/api/v1/articles/" + id;
            written(
                    path,
                    "patch",
                    "/api/v1/articles/{id}",
                    new JsonObject().put("category", "kinh-te").put("featured", false));
            written(path + "/feature", "post", "/api/v1/articles/{id}/feature", new JsonObject().put("featured", true));
            written(
                    path + "/withdraw",
                    "post",
                    "/api/v1/articles/{id}/withdraw",
                    new JsonObject().put("reason", "sai"));
            check("get", "/api/v1/articles/{id}", client.get(path));
            written(path + "/publish", "post", "/api/v1/articles/{id}/publish", new JsonObject());
            check("post", "/api/v1/articles", client.write("POST", "/api/v1/articles", new JsonObject().put("x", 1)));
            check("post", "/api/v1/articles/{id}/publish", client.write("POST", path + "/publish", new JsonObject()));
            check(
                    "patch",
                    "/api/v1/articles/{id}",
                    client.write("PATCH", path, new JsonObject().put("title", "Khác"), "If-Match", "\"1\""));
            check("get", "/api/v1/events", client.get("/api/v1/events?after=" + start));
            for (int i = 0; i < 6; i++) told(stream.nextOfAnyKind());
        }
    }

    private JsonObject written(String path, String method, String described, JsonObject body) {
        var response = client.write(method.toUpperCase(java.util.Locale.ROOT), path, body);
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 201);
        check(method, described, response);
        return new JsonObject(response.body());
    }

    private void check(String method, String path, HttpResponse<String> response) {
        var shape = new Shape(api);
        var answers = api.get("paths").get(path).get(method).get("responses");
        var answer = answers.get(String.valueOf(response.statusCode()));
        assertThat(answer)
                .as(method + " " + path + " does not name " + response.statusCode())
                .isNotNull();
        if (answer.has("$ref")) answer = shape.at(answer.get("$ref").textValue());
        var type = response.headers().firstValue("content-type").orElse("");
        assertThat(answer.get("content").has(type))
                .as(method + " " + path + ": " + type)
                .isTrue();
        var schema = answer.get("content").get(type).get("schema");
        assertThat(shape.complaints(schema, parsed(response.body()), path)).isEmpty();
        checkHeaders(shape, method + " " + path, answer.path("headers"), response);
    }

    /** Those that are required are there, and those that a client acts on are described. */
    private static void checkHeaders(Shape shape, String as, JsonNode described, HttpResponse<String> response) {
        for (var header : described.properties()) {
            var one = header.getValue();
            if (one.has("$ref")) one = shape.at(one.get("$ref").textValue());
            if (one.path("required").booleanValue())
                assertThat(response.headers().firstValue(header.getKey()))
                        .as(as + " " + header.getKey())
                        .isPresent();
        }
        for (var header : ACTED_ON)
            if (response.headers().firstValue(header).isPresent())
                assertThat(described.has(header)).as(as + " " + header).isTrue();
    }

    /** What the caller has already is answered with 304, wherever the answer has a tag. */
    private void checkUnchanged(String described, String path) {
        var tag = client.get(path).headers().firstValue("etag").orElseThrow();
        var unchanged = client.get(path, "If-None-Match", tag);
        assertThat(unchanged.statusCode()).as(path).isEqualTo(304);
        var shape = new Shape(api);
        var answer = api.get("paths").get(described).get("get").get("responses").get("304");
        if (answer.has("$ref")) answer = shape.at(answer.get("$ref").textValue());
        checkHeaders(shape, "get " + described, answer.path("headers"), unchanged);
    }

    private void told(SseClient.Event event) {
        var shape = new Shape(streams);
        var message = java.util.stream.StreamSupport.stream(
                        streams.get("channels").get("stream").get("messages").spliterator(), false)
                .map(one -> shape.at(one.get("$ref").textValue()))
                .filter(one -> one.get("name").textValue().equals(event.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not described: " + event.name()));
        assertThat(shape.complaints(message.get("payload"), parsed(event.data().encode()), event.name()))
                .isEmpty();
    }

    private static JsonNode parsed(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }
}
