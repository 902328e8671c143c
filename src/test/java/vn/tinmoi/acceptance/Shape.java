package vn.tinmoi.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Compares values with the schemas of a description, for the words of JSON Schema 2020-12 that the descriptions use; a word
 * that it does not know fails, so that nothing passes unchecked.
 */
public final class Shape {
    private static final Set<String> SAID_ELSEWHERE =
            Set.of("description", "examples", "default", "properties", "unevaluatedProperties", "additionalProperties");

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
        var complaints = new ArrayList<String>();
        var known = known(schema, value, where, complaints);
        boolean closed = isFalse(schema, "unevaluatedProperties") || isFalse(schema, "additionalProperties");
        if (closed)
            value.fieldNames().forEachRemaining(name -> {
                if (!known.contains(name)) complaints.add(where + "." + name + " is not described");
            });
        return complaints;
    }

    private static boolean isFalse(JsonNode schema, String word) {
        return schema.has(word) && !schema.get(word).booleanValue();
    }

    /** The properties that the schema speaks of. */
    private Set<String> known(JsonNode schema, JsonNode value, String where, List<String> complaints) {
        var known = new HashSet<String>();
        for (var word : schema.properties()) {
            var says = word.getValue();
            if (SAID_ELSEWHERE.contains(word.getKey())) continue;
            boolean right = switch (word.getKey()) {
                case "$ref" -> {
                    var there = at(says.textValue());
                    complaints.addAll(complaints(there, value, where));
                    yield true;
                }
                case "allOf" -> {
                    for (var part : says) known.addAll(known(resolved(part), value, where, complaints));
                    yield true;
                }
                case "oneOf" ->
                    stream(says)
                                    .filter(one -> complaints(one, value, where).isEmpty())
                                    .count()
                            == 1;
                case "type" -> says.isArray() ? stream(says).anyMatch(one -> isOf(one, value)) : isOf(says, value);
                case "enum" -> stream(says).anyMatch(one -> one.equals(value));
                case "const" -> says.equals(value);
                case "required" -> stream(says).allMatch(name -> value.has(name.textValue()));
                case "minimum" -> !value.isNumber() || value.decimalValue().compareTo(says.decimalValue()) >= 0;
                case "maximum" -> !value.isNumber() || value.decimalValue().compareTo(says.decimalValue()) <= 0;
                case "minLength" -> !value.isTextual() || value.textValue().length() >= says.intValue();
                case "maxLength" -> !value.isTextual() || value.textValue().length() <= says.intValue();
                case "maxItems" -> value.size() <= says.intValue();
                case "minProperties" -> value.size() >= says.intValue();
                case "maxProperties" -> value.size() <= says.intValue();
                case "pattern" ->
                    !value.isTextual()
                            || Pattern.compile(says.textValue())
                                    .matcher(value.textValue())
                                    .find();
                case "format" -> hasFormat(says.textValue(), value);
                case "items" -> {
                    for (int i = 0; i < value.size(); i++) {
                        complaints.addAll(complaints(says, value.get(i), where + "[" + i + "]"));
                    }
                    yield true;
                }
                default -> throw new AssertionError("a word that this test does not know: " + word.getKey());
            };
            if (!right) complaints.add(where + " is not of " + word.getKey() + " " + says + ": " + value);
        }
        for (var property : schema.path("properties").properties()) {
            known.add(property.getKey());
            var there = value.get(property.getKey());
            if (there != null)
                complaints.addAll(complaints(property.getValue(), there, where + "." + property.getKey()));
        }
        return known;
    }

    private JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? at(schema.get("$ref").textValue()) : schema;
    }

    private static boolean isOf(JsonNode type, JsonNode value) {
        return switch (type.textValue()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new AssertionError("no type of JSON: " + type);
        };
    }

    private static boolean hasFormat(String format, JsonNode value) {
        if (value.isNull()) return true;
        return switch (format) {
            case "date" -> java.time.LocalDate.parse(value.textValue()).getYear() > 0;
            case "date-time" -> OffsetDateTime.parse(value.textValue()).getYear() > 0;
            case "int64" -> value.canConvertToLong();
            case "uri" -> java.net.URI.create(value.textValue()).isAbsolute();
            case "uri-reference" -> java.net.URI.create(value.textValue()) != null;
            default -> throw new AssertionError("a format that this test does not know: " + format);
        };
    }

    private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
