package vn.tinmoi.site;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import vn.tinmoi.web.Language;

/**
 * The sentences of the descriptions in the page's language. They are written in English; {@code vi.json} has the Vietnamese
 * of each that the page shows, by the English one, so that who changes a sentence is reminded of the other by a test.
 */
final class ApiText {
    private final JsonObject translated;

    ApiText(Language language) {
        translated = switch (language) {
            case VI -> ApiFiles.json("vi.json");
            case EN -> new JsonObject();
        };
    }

    /** The sentence of that name; empty where there is none. */
    String of(JsonObject described, String name) {
        var english = described.getString(name, "");
        return translated.getString(english, english);
    }

    /** What values a schema allows, in signs that need no language: {@code integer · 1–100 · = 20}. */
    static String kind(JsonObject schema) {
        var parts = new ArrayList<String>();
        if (schema.getValue("type") instanceof JsonArray several) {
            parts.add(String.join(" | ", several.stream().map(Object::toString).toList()));
        } else if (schema.containsKey("type")) parts.add(schema.getString("type"));
        if (schema.containsKey("enum"))
            parts.add(String.join(
                    " | ",
                    schema.getJsonArray("enum").stream().map(Object::toString).toList()));
        range(schema, "minimum", "maximum", parts);
        range(schema, "minLength", "maxLength", parts);
        if (schema.containsKey("format")) parts.add(schema.getString("format"));
        if (schema.containsKey("default")) parts.add("= " + schema.getValue("default"));
        return String.join(" · ", parts);
    }

    private static void range(JsonObject schema, String least, String most, List<String> parts) {
        var from = schema.getValue(least);
        var to = schema.getValue(most);
        if (from != null && to != null) parts.add(from + "–" + to);
        else if (from != null) parts.add("≥ " + from);
        else if (to != null) parts.add("≤ " + to);
    }
}
