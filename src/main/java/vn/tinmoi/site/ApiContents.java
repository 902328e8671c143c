package vn.tinmoi.site;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import vn.tinmoi.web.Language;

/** What the descriptions say, in the form and the language of the page. */
final class ApiContents {
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
    private static final List<String> GOALS = List.of("follow", "publish");
    private static final String WRITTEN_FOR =
            "http://localhost:8080"; // what the programs name until the site's address is known

    private final ApiText text;
    private final String siteUrl;
    private final ApiDocument calls = new ApiDocument(ApiFiles.json("openapi.json"));
    private final ApiDocument streams = new ApiDocument(ApiFiles.json("asyncapi.json"));

    /** {@code siteUrl}: without a slash at its end. */
    ApiContents(Language language, String siteUrl) {
        this.text = new ApiText(language);
        this.siteUrl = siteUrl;
    }

    ApiPage.Contents whole() {
        return new ApiPage.Contents(GOALS.stream().map(this::goal).toList(), streams(), topics());
    }

    private ApiPage.Goal goal(String goal) {
        var java = Character.toUpperCase(goal.charAt(0)) + goal.substring(1) + ".java";
        return new ApiPage.Goal(
                goal,
                List.of(
                        program("curl", goal + ".sh"),
                        program("JavaScript", goal + ".mjs"),
                        program("Java", java),
                        program("Python", goal + ".py")));
    }

    private ApiPage.Program program(String language, String file) {
        var source = ApiFiles.text("programs/" + file).replace(WRITTEN_FOR, siteUrl);
        return new ApiPage.Program(file.replace('.', '-'), language, file, source);
    }

    private List<ApiPage.Stream> streams() {
        var found = new ArrayList<ApiPage.Stream>();
        var operations = streams.whole().getJsonObject("operations");
        for (var id : operations.fieldNames()) {
            var operation = operations.getJsonObject(id);
            var channel = streams.resolved(operation.getJsonObject("channel"));
            var events = objects(operation.getJsonArray("messages"))
                    .map(streams::resolved)
                    .map(message -> event(id, message))
                    .toList();
            found.add(new ApiPage.Stream(
                    id,
                    channel.getString("address"),
                    text.of(operation, "summary"),
                    text.of(operation, "description"),
                    events));
        }
        return found;
    }

    private ApiPage.Event event(String stream, JsonObject message) {
        var name = message.getString("name");
        var example = message.getJsonArray("examples").getJsonObject(0).getJsonObject("payload");
        return new ApiPage.Event(
                stream + "-" + name.replace('.', '-'), name, text.of(message, "summary"), example.encodePrettily());
    }

    private List<ApiPage.Topic> topics() {
        var topics = new ArrayList<ApiPage.Topic>();
        for (var tag : objects(calls.whole().getJsonArray("tags")).toList()) {
            var operations = operations(tag.getString("name"));
            if (!operations.isEmpty())
                topics.add(new ApiPage.Topic(tag.getString("name"), text.of(tag, "description"), operations));
        }
        return topics;
    }

    /** Those whose second tag it is; the first says whether they read or write. */
    private List<ApiPage.Operation> operations(String topic) {
        var found = new ArrayList<ApiPage.Operation>();
        var paths = calls.whole().getJsonObject("paths");
        for (var path : paths.fieldNames()) {
            var item = paths.getJsonObject(path);
            for (var method : METHODS) {
                var operation = item.getJsonObject(method);
                if (operation != null
                        && operation.getJsonArray("tags").getString(1).equals(topic))
                    found.add(operation(path, method, item, operation));
            }
        }
        return found;
    }

    private ApiPage.Operation operation(String path, String method, JsonObject item, JsonObject operation) {
        var parameters = Stream.of(item, operation)
                .flatMap(one -> objects(one.getJsonArray("parameters", new JsonArray())))
                .map(calls::resolved)
                .toList();
        return new ApiPage.Operation(
                operation.getString("operationId"),
                method.toUpperCase(java.util.Locale.ROOT),
                path,
                text.of(operation, "summary"),
                text.of(operation, "description"),
                calls.isOpen(operation),
                parameters.stream().map(this::parameter).toList(),
                fields(operation),
                new ApiRequest(calls, siteUrl).curl(path, method, parameters, operation),
                answers(operation),
                calls.answer(operation));
    }

    private ApiPage.Value parameter(JsonObject parameter) {
        var schema = calls.resolved(parameter.getJsonObject("schema"));
        return new ApiPage.Value(
                parameter.getString("name"),
                parameter.getString("in"),
                parameter.getBoolean("required", false),
                ApiText.kind(schema),
                text.of(parameter, "description"));
    }

    private List<ApiPage.Value> fields(JsonObject operation) {
        var schema = calls.bodySchema(operation);
        var required = schema.getJsonArray("required", new JsonArray());
        var properties = schema.getJsonObject("properties", new JsonObject());
        return properties.fieldNames().stream()
                .map(name -> Map.entry(name, calls.resolved(properties.getJsonObject(name))))
                .map(field -> new ApiPage.Value(
                        field.getKey(),
                        "body",
                        required.contains(field.getKey()),
                        ApiText.kind(field.getValue()),
                        text.of(field.getValue(), "description")))
                .toList();
    }

    private List<ApiPage.Answer> answers(JsonObject operation) {
        var responses = operation.getJsonObject("responses");
        return responses.fieldNames().stream()
                .sorted()
                .map(status -> new ApiPage.Answer(
                        status, text.of(calls.resolved(responses.getJsonObject(status)), "description")))
                .toList();
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }
}
