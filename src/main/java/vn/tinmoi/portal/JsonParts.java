package vn.tinmoi.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.Fields;
import vn.tinmoi.news.Problem;

/**
 * The parts of a nested JSON document; one that cannot be used is a {@link Problem} INVALID that names it by its path. Absent
 * and null are the same. Any thread.
 */
public final class JsonParts {
    private JsonParts() {}

    /** A whole number; null where there is none. */
    public static @Nullable Integer number(@Nullable JsonNode value, String field, int least, int most) {
        if (value == null || value.isNull()) return null;
        boolean fits = value.isIntegralNumber()
                && value.canConvertToInt()
                && value.intValue() >= least
                && value.intValue() <= most;
        if (!fits) throw Problem.invalid(field, "number.between", least, most);
        return value.intValue();
    }

    /** An instant of ISO 8601 with its offset, in UTC. */
    static @Nullable String instant(ObjectNode holder, String name, String field) {
        var text = nullable(holder, name, field);
        if (text == null || text.isEmpty()) return null;
        try {
            return OffsetDateTime.parse(text).toInstant().toString();
        } catch (DateTimeException e) {
            throw Problem.invalid(field, "publish-at.form");
        }
    }

    /** No fields but these; {@code at}: the path of the object, with a dot behind it. */
    public static void requireKnown(ObjectNode object, String at, Set<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (known.contains(name)) return;
            var said = at + Fields.quoted(name);
            throw Problem.invalid(said, "field.unknown", said, String.join(", ", new TreeSet<>(known)));
        });
    }

    /** One line of at most {@code most} characters, repaired; empty where there is none. */
    public static String line(ObjectNode holder, String name, String field, int most) {
        var text = nullable(holder, name, field);
        return text == null ? "" : Fields.line(field, text, most);
    }

    /** A text as it was sent. */
    public static @Nullable String nullable(ObjectNode holder, String name, String field) {
        var value = holder.get(name);
        if (value == null || value.isNull()) return null;
        if (!value.isTextual()) throw Problem.invalid(field, "field.type", "string");
        return value.textValue();
    }

    public static @Nullable ObjectNode object(ObjectNode holder, String name, String field) {
        var value = holder.get(name);
        return value == null || value.isNull() ? null : requireObject(value, field);
    }

    public static ObjectNode requireObject(JsonNode value, String field) {
        if (value instanceof ObjectNode object) return object;
        throw Problem.invalid(field, "field.type", "{…}");
    }

    /** {@code each}: makes one of a value and its path. */
    public static <T> List<T> list(
            ObjectNode holder, String name, String field, int most, BiFunction<JsonNode, String, T> each) {
        var value = holder.get(name);
        if (value == null || value.isNull()) return List.of();
        if (!value.isArray()) throw Problem.invalid(field, "field.type", "[…]");
        if (value.size() > most) throw Problem.invalid(field, "list.too-long", most);
        var list = new ArrayList<T>();
        for (var one : value) list.add(each.apply(one, field + "[" + list.size() + "]"));
        return list;
    }
}
