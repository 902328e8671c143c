package vn.tinmoi.site;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.util.Objects;

/** A description, with its references followed. It is not to be changed. */
record ApiDocument(JsonObject whole) {
    private static final String JSON = "application/json";

    /** The object itself, or what it refers to. */
    JsonObject resolved(JsonObject object) {
        var reference = object.getString("$ref");
        if (reference == null) return object;
        var found = JsonPointer.from(reference.substring(1)).queryJson(whole);
        return resolved((JsonObject) Objects.requireNonNull(found, reference));
    }

    /** Whether it answers without a token. */
    boolean isOpen(JsonObject operation) {
        var security = operation.getJsonArray("security", new JsonArray());
        return security.isEmpty() || security.getJsonObject(0).isEmpty();
    }

    /** Of what is sent as JSON or as a form; empty where nothing is. */
    JsonObject bodySchema(JsonObject operation) {
        var content = body(operation);
        var described = content.getJsonObject(JSON, content.getJsonObject("multipart/form-data", new JsonObject()));
        return resolved(described.getJsonObject("schema", new JsonObject()));
    }

    /** What may be sent, by media type. */
    JsonObject body(JsonObject operation) {
        var body = resolved(operation.getJsonObject("requestBody", new JsonObject()));
        return body.getJsonObject("content", new JsonObject());
    }

    /** An example of what the first 2xx answer holds; empty when it holds nothing. */
    String answer(JsonObject operation) {
        var responses = operation.getJsonObject("responses");
        var first = responses.fieldNames().stream()
                .filter(status -> status.startsWith("2"))
                .sorted()
                .findFirst();
        return first.map(status -> resolved(responses.getJsonObject(status)))
                .map(response -> response.getJsonObject("content"))
                .flatMap(content -> content.fieldNames().stream().findFirst().map(content::getJsonObject))
                .map(content -> content.getValue("example"))
                .map(example -> example instanceof JsonObject json ? json.encodePrettily() : example.toString())
                .orElse("");
    }
}
