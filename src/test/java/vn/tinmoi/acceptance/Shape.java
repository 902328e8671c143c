package vn.tinmoi.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.util.List;

/** Compares values with the schemas of a description, by JSON Schema 2020-12; a format that is named must be kept, too. */
public final class Shape {
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig STRICT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final JsonNode document;

    /** {@code document}: what {@code $ref} points into. */
    public Shape(JsonNode document) {
        this.document = document;
    }

    /** What {@code #/…} points at; fails when there is nothing. */
    public JsonNode at(String reference) {
        if (!reference.startsWith("#/")) throw new AssertionError("not a reference within the document: " + reference);
        var found = document.at(reference.substring(1));
        if (found.isMissingNode()) throw new AssertionError("leads nowhere: " + reference);
        return found;
    }

    /** What is wrong with the value; empty when it is as described. */
    public List<String> complaints(JsonNode schema, JsonNode value, String where) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.get("components"));
        return FACTORY.getSchema(whole, STRICT).validate(value).stream()
                .map(complaint -> where + " " + complaint.getMessage())
                .toList();
    }
}
