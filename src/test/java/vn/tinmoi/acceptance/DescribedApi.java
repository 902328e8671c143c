package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The calls of {@code /openapi.json} of a program that runs, made with their own examples. Blocks. */
final class DescribedApi {
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI site;
    private final Client client;
    private final JsonNode api;
    private final Shape shape;

    DescribedApi(Program program, Client client) {
        this.site = program.site();
        this.client = client;
        this.api = parsed(client.get("/openapi.json").body());
        this.shape = new Shape(api);
    }

    record Call(String path, String method, JsonNode operation, JsonNode item) {
        String id() {
            return operation.get("operationId").textValue();
        }

        boolean answers(String status) {
            return operation.get("responses").has(status);
        }

        boolean writes() {
            return operation.path("security").size() > 0
                    && operation.path("security").get(0).size() > 0;
        }
    }

    List<Call> calls() {
        var calls = new ArrayList<Call>();
        for (var item : api.get("paths").properties())
            for (var method : METHODS)
                if (item.getValue().has(method))
                    calls.add(new Call(item.getKey(), method, item.getValue().get(method), item.getValue()));
        return calls;
    }

    boolean header(Call call, String name) {
        return parameters(call).stream()
                .anyMatch(one -> one.get("name").textValue().equals(name));
    }

    private List<JsonNode> parameters(Call call) {
        var found = new ArrayList<JsonNode>();
        for (var from : List.of(call.item, call.operation))
            from.path("parameters").forEach(one -> found.add(resolved(one)));
        return found;
    }

    /** With the examples of the description, but for what must be there: a story, a category and a page of its own each time. */
    String address(Call call) {
        var path = call.path;
        if (path.contains("{id}")) {
            var published = !call.id().equals("publishArticle");
            var made = client.write(
                    "POST",
                    "/api/v1/articles",
                    new JsonObject()
                            .put("title", "Tin cho " + call.id())
                            .put("status", published ? "published" : "draft"));
            path = path.replace(
                    "{id}", new JsonObject(made.body()).getLong("id").toString());
        }
        if (path.contains("/categories/{slug}"))
            client.write(
                    "POST",
                    "/api/v1/categories",
                    new JsonObject().put("slug", "nong-nghiep").put("name", new JsonObject().put("vi", "Nông nghiệp")));
        if (path.contains("/pages/{slug}") && !call.method.equals("put"))
            client.write(
                    "PUT",
                    "/api/v1/pages/gioi-thieu",
                    new JsonObject()
                            .put("title", new JsonObject().put("vi", "Giới thiệu"))
                            .put("bodyHtml", new JsonObject().put("vi", "<p>Xã</p>"))
                            .put("status", "published"));
        if (path.contains("{version}")) client.write("PUT", "/api/v1/site", new JsonObject().put("name", "Tin mới"));
        return filled(call, path);
    }

    /** With the examples of the description, of whatever is or is not there. */
    String bareAddress(Call call) {
        return filled(call, call.path.replace("{id}", "1"));
    }

    private String filled(Call call, String with) {
        var path = with;
        var query = new ArrayList<String>();
        for (var one : parameters(call)) {
            if (!one.has("example")) continue;
            if (one.get("in").textValue().equals("path"))
                path = path.replace(
                        "{" + one.get("name").textValue() + "}",
                        one.get("example").asText());
            if (one.get("in").textValue().equals("query"))
                query.add(one.get("name").textValue() + "="
                        + URLEncoder.encode(one.get("example").asText(), StandardCharsets.UTF_8));
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    byte[] body(Call call) {
        var content = call.operation.path("requestBody").path("content");
        if (content.has("application/json"))
            return content.get("application/json").get("example").toString().getBytes(StandardCharsets.UTF_8);
        return content.has("multipart/form-data") ? form(call) : null;
    }

    static String type(Call call) {
        var content = call.operation.path("requestBody").path("content");
        if (content.has("application/json")) return "application/json";
        return content.has("multipart/form-data") ? "multipart/form-data; boundary=grenze" : "";
    }

    private static byte[] form(Call call) {
        var icon = call.id().equals("putIcon");
        var out = new java.io.ByteArrayOutputStream();
        out.writeBytes(
                "--grenze\r\nContent-Disposition: form-data; name=\"alt\"\r\n\r\nCây cầu\r\n--grenze\r\nContent-Disposition: form-data; name=\"file\"; filename=\"anh.png\"\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8));
        try {
            javax.imageio.ImageIO.write(
                    new java.awt.image.BufferedImage(
                            icon ? 256 : 1200, icon ? 256 : 240, java.awt.image.BufferedImage.TYPE_INT_RGB),
                    "png",
                    out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.writeBytes("\r\n--grenze--\r\n".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    static Map<String, String> auth() {
        return Map.of("Authorization", "Bearer " + Program.TOKEN);
    }

    HttpResponse<String> send(Call call, String address, byte[] body, String type, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(site.resolve(address))
                .method(
                        call.method.toUpperCase(Locale.ROOT),
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        if (body != null && !type.isEmpty()) request.header("Content-Type", type);
        headers.forEach(request::header);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(call.id() + " " + address, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** It has that status, the description knows it, and its content is of the described form. */
    void told(Call call, int status, HttpResponse<String> response) {
        var as = call.method + " " + response.uri() + ": " + response.body();
        assertThat(response.statusCode()).as(as).isEqualTo(status);
        assertThat(call.operation.get("responses").has(String.valueOf(status)))
                .as(as)
                .isTrue();
        var answer = resolved(call.operation.get("responses").get(String.valueOf(status)));
        if (status == 429 || status == 503)
            assertThat(response.headers().firstValue("retry-after")).as(as).isPresent();
        if (response.body().isEmpty()) return;
        var type = response.headers().firstValue("content-type").orElse("").replaceFirst(";.*", "");
        assertThat(answer.path("content").has(type)).as(as).isTrue();
        if (type.endsWith("json"))
            assertThat(shape.complaints(answer.get("content").get(type).get("schema"), parsed(response.body()), as))
                    .isEmpty();
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? shape.at(node.get("$ref").textValue()) : node;
    }

    private static JsonNode parsed(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
