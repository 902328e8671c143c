package vn.tinmoi.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import vn.tinmoi.news.Problem;

/**
 * A request body that must be one JSON object. Whatever else it is becomes a {@link Problem} that says where: UNSUPPORTED_MEDIA
 * for another type, MALFORMED for what cannot be read, with line and column. Any thread.
 */
public final class JsonBody {
    /** Largest body, bytes (contract). */
    public static final int LIMIT = 1 << 20;

    private static final int DEPTH = 64; // levels of nesting (contract)

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxStringLength(LIMIT)
                    .build())
            .build());

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

    /** The object that the body is. */
    public static ObjectNode read(RoutingContext ctx) {
        var buffer = ctx.body().buffer();
        return read(buffer == null ? Buffer.buffer() : buffer);
    }

    static ObjectNode read(Buffer body) {
        if (body.length() == 0) throw malformed("body.empty");
        requireUtf8(body.getBytes());
        try (var parser = MAPPER.createParser(body.getBytes())) {
            JsonNode read = MAPPER.readTree(parser);
            if (!(read instanceof ObjectNode object)) throw malformed("body.not-object");
            requireEnd(parser);
            return object;
        } catch (StreamConstraintsException e) {
            throw malformed("body.too-deep", DEPTH);
        } catch (JsonProcessingException e) {
            throw malformed("body.syntax", line(e), column(e), reason(e));
        } catch (IOException e) {
            throw malformed("body.syntax", 1, 1, "I/O");
        }
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

    /** What the parser says, without its source listing; quotes what was sent, so it is kept short. */
    private static String reason(JsonProcessingException e) {
        var words = e instanceof JsonParseException
                ? e.getOriginalMessage()
                : e.getClass().getSimpleName();
        return words.length() <= 120 ? words : words.substring(0, 120) + "…";
    }

    private static Problem malformed(String code, Object... arguments) {
        return new Problem(Problem.Kind.MALFORMED, code, null, arguments);
    }
}
