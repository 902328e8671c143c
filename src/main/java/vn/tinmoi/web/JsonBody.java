package vn.tinmoi.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import vn.tinmoi.news.Problem;

/**
 * A request body that must be one JSON object. Whatever else it is becomes a {@link Problem} that says where: UNSUPPORTED_MEDIA
 * for another type, MALFORMED for what cannot be read, with line and column. Any thread.
 */
public final class JsonBody {
    /** Largest body, bytes (contract). */
    public static final int LIMIT = 1 << 20;

    private static final int DEPTH = 64; // levels of nesting (contract)

    private static final int NAME = 1_000; // characters of a field's name; the longest known has 10
    private static final int NUMBER = 1_000; // digits
    private static final int ON_THE_LOOP = 64 << 10; // bytes that are read in well under a millisecond

    /**
     * Names are not kept in a table: it is shared by all bodies, its places can be aimed at, and nobody asks for a name that
     * no call has.
     */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxStringLength(LIMIT)
                    .maxNameLength(NAME)
                    .maxNumberLength(NUMBER)
                    .build())
            .build();

    private JsonBody() {}

    /** Reads the body whole, up to {@link #LIMIT}; longer ones are answered with 413. Mount it on routes that write only. */
    public static BodyHandler handler() {
        return BodyHandler.create(false).setBodyLimit(LIMIT);
    }

    /** That the request says it carries JSON, as it must before its body is read. */
    public static void requireJson(RoutingContext ctx) {
        var type = ctx.request().getHeader(HttpHeaders.CONTENT_TYPE);
        var parts = (type == null ? "" : type).toLowerCase(Locale.ROOT).split(";", 2);
        boolean json = parts[0].strip().equals("application/json");
        boolean utf8 = parts.length == 1
                || parts[1].strip().isEmpty()
                || parts[1].strip().replace("\"", "").equals("charset=utf-8");
        if (!json || !utf8) {
            throw new Problem(Problem.Kind.UNSUPPORTED_MEDIA, "body.not-json", null, type == null ? "-" : type);
        }
    }

    /**
     * The object that the body is, of these fields; the first other one ends the reading, whatever follows it. What a field
     * holds in brackets or braces is looked at and not kept: no call takes such a value. A large body is read by a worker.
     * Completes on the request's loop.
     *
     * @param unknown what is wrong with a field of that name
     */
    public static Future<ObjectNode> read(RoutingContext ctx, Set<String> known, Function<String, Problem> unknown) {
        var buffer = ctx.body().buffer();
        var body = buffer == null ? Buffer.buffer() : buffer;
        if (body.length() > ON_THE_LOOP) return ctx.vertx().executeBlocking(() -> read(body, known, unknown), false);
        return Future.succeededFuture(read(body, known, unknown));
    }

    /** The object that the body is, with all that it holds. As {@link #read(RoutingContext, Set, Function)} else. */
    public static Future<ObjectNode> tree(RoutingContext ctx) {
        var buffer = ctx.body().buffer();
        var body = buffer == null ? Buffer.buffer() : buffer;
        if (body.length() > ON_THE_LOOP) return ctx.vertx().executeBlocking(() -> tree(body), false);
        return Future.succeededFuture(tree(body));
    }

    static ObjectNode tree(Buffer body) {
        return read(body, JsonBody::whole);
    }

    static ObjectNode read(Buffer body, Set<String> known, Function<String, Problem> unknown) {
        return read(body, parser -> fields(parser, known, unknown));
    }

    @FunctionalInterface
    private interface Reading {
        ObjectNode of(JsonParser parser) throws IOException;
    }

    private static ObjectNode read(Buffer body, Reading reading) {
        if (body.length() == 0) throw malformed("body.empty");
        requireUtf8(body.getBytes());
        try (var parser = FACTORY.createParser(body.getBytes())) {
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            if (!object) parser.skipChildren();
            if (!object) throw malformed("body.not-object");
            var read = reading.of(parser);
            requireEnd(parser);
            return read;
        } catch (StreamConstraintsException e) {
            throw malformed("body.too-deep", DEPTH);
        } catch (JsonProcessingException e) {
            throw malformed("body.syntax", line(e), column(e), reason(e));
        } catch (IOException e) {
            throw malformed("body.syntax", 1, 1, "I/O");
        }
    }

    private static ObjectNode fields(JsonParser parser, Set<String> known, Function<String, Problem> unknown)
            throws IOException {
        var object = JsonNodeFactory.instance.objectNode();
        for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (object.has(name)) throw new JsonParseException(parser, "Duplicate field '" + name + "'");
            var value = value(parser); // of an unknown field, too: what is nested too deeply is that first of all
            if (!known.contains(name)) throw unknown.apply(name);
            object.set(name, value);
        }
        return object;
    }

    /** The rest of an object that was begun. */
    private static ObjectNode whole(JsonParser parser) throws IOException {
        var object = JsonNodeFactory.instance.objectNode();
        for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (object.has(name)) throw new JsonParseException(parser, "Duplicate field '" + name + "'");
            parser.nextToken();
            object.set(name, wholeValue(parser));
        }
        return object;
    }

    private static JsonNode wholeValue(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) return whole(parser);
        if (parser.currentToken() != JsonToken.START_ARRAY) return plain(parser);
        var array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) array.add(wholeValue(parser));
        return array;
    }

    private static JsonNode value(JsonParser parser) throws IOException {
        var values = JsonNodeFactory.instance;
        return switch (parser.nextToken()) {
            case START_OBJECT -> skipped(parser, values.objectNode());
            case START_ARRAY -> skipped(parser, values.arrayNode());
            default -> plain(parser);
        };
    }

    private static JsonNode plain(JsonParser parser) throws IOException {
        var values = JsonNodeFactory.instance;
        return switch (parser.currentToken()) {
            case VALUE_STRING -> values.textNode(parser.getText());
            case VALUE_TRUE -> values.booleanNode(true);
            case VALUE_FALSE -> values.booleanNode(false);
            case VALUE_NULL -> values.nullNode();
            case VALUE_NUMBER_INT -> values.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> values.numberNode(parser.getDecimalValue());
            default -> throw new JsonParseException(parser, "Unexpected token"); // the parser refuses these itself
        };
    }

    private static JsonNode skipped(JsonParser parser, JsonNode stead) throws IOException {
        parser.skipChildren();
        return stead;
    }

    private static void requireUtf8(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            if (text.charAt(0) == '\uFEFF') throw malformed("body.byte-order-mark");
        } catch (CharacterCodingException e) {
            throw malformed("body.not-utf-8");
        }
    }

    private static void requireEnd(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) return;
        var place = parser.currentTokenLocation();
        throw malformed("body.trailing", place.getLineNr(), place.getColumnNr());
    }

    private static int line(JsonProcessingException e) {
        return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    }

    private static int column(JsonProcessingException e) {
        return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr());
    }

    /** What the parser says, without its source listing and its own settings; quotes what was sent, so it is kept short. */
    private static String reason(JsonProcessingException e) {
        var words = e instanceof JsonParseException
                ? e.getOriginalMessage().replaceFirst(" \\((?:start marker|for Object).*", "")
                : e.getClass().getSimpleName();
        return words.length() <= 120 ? words : words.substring(0, 120) + "…";
    }

    private static Problem malformed(String code, Object... arguments) {
        return new Problem(Problem.Kind.MALFORMED, code, null, arguments);
    }
}
