package vn.tinmoi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every event that {@code /asyncapi.json} describes comes, over Server-Sent Events and over WebSocket, and is as described. */
final class DescribedEventsIT {
    private static final String EVERYTHING = "news,featured,stats,portal,news/le-hoi";

    private final Set<String> streamed = new TreeSet<>();
    private final Set<String> socketed = new TreeSet<>();

    @Test
    void everyEventComesBothWaysAsItIsDescribed() {
        var settings = Program.settings("TINMOI_SAMPLE=false", "TINMOI_MAX_STREAMS_PER_ADDRESS=2");
        try (var program = Program.serve(settings)) {
            var client = new Client(program.site());
            var description = parsed(client.get("/asyncapi.json").body());
            var ofStream = messages(description, "follow");
            var ofSocket = messages(description, "tell");
            client.write(
                    "POST", "/api/v1/categories", new JsonObject().put("name", new JsonObject().put("vi", "Lễ hội")));
            try (var stream = SseClient.open(program.site(), "/stream?topics=" + EVERYTHING, "");
                    var socket = BareSocket.webSocket(program.site(), "127.0.0.1")) {
                var onStream = new Listener(stream::nextOfAnyKind, ofStream, description, streamed);
                var onSocket = new Listener(() -> event(socket), ofSocket, description, socketed);
                onStream.until("sync");
                onSocket.until("sync");
                wish(socket, "subscribe", "portal", "stats", "featured", "news/le-hoi", "khong-co");
                onSocket.until("topics");
                refused(program, ofStream, description);

                happen(client);
                onStream.until("portal.changed"); // the last of it
                onSocket.until("portal.changed");

                wish(socket, "unsubscribe", "news", "featured");
                onSocket.until("topics");
                client.publish("Tin không ai trên ổ cắm này theo dõi");
                onSocket.until("at");

                program.terminate();
                onStream.until("goodbye");
                onSocket.until("goodbye");
                assertThat(program.exitCode(40)).isZero();
            }
            assertThat(streamed).as("over SSE").isEqualTo(ofStream.keySet());
            assertThat(socketed).as("over WebSocket").isEqualTo(ofSocket.keySet());
        }
    }

    /** A story's whole life, and a category's end. */
    private static void happen(Client client) {
        long id = client.publish("Tin đầu tiên").getLong("id");
        var story = "/api/v1/articles/" + id;
        done(client, "PATCH", story, new JsonObject().put("lead", "Khác").put("correction", "Đã sửa sapo."));
        done(client, "POST", story + "/feature", new JsonObject().put("featured", true));
        done(client, "POST", story + "/withdraw", new JsonObject().put("reason", "sai"));
        done(client, "DELETE", "/api/v1/categories/le-hoi?into=van-hoa", new JsonObject());
        done(client, "PUT", "/api/v1/site", new JsonObject().put("name", "Thượng Ngàn"));
    }

    private static void done(Client client, String method, String path, JsonObject body) {
        var answer = client.write(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void refused(Program program, Map<String, JsonNode> messages, JsonNode description) {
        try (var third = SseClient.open(program.site(), "/stream", "")) {
            new Listener(third::nextOfAnyKind, messages, description, streamed).until("refused");
        }
    }

    private static void wish(BareSocket socket, String what, String... topics) {
        var wish = new JsonObject().put(what, new JsonArray(List.of(topics)));
        socket.send(BareSocket.frame(
                BareSocket.LAST | BareSocket.TEXT, wish.encode().getBytes(StandardCharsets.UTF_8)));
    }

    /** The next text message, as an event; its payload is the whole message. */
    private static SseClient.Event event(BareSocket socket) {
        var frame = socket.next();
        while (frame.opcode() != BareSocket.TEXT) frame = socket.next();
        var message = new JsonObject(frame.text());
        return new SseClient.Event(message.getString("id", ""), message.getString("event"), message);
    }

    private interface Source {
        SseClient.Event next();
    }

    /** Hears events, compares each with its description, and notes that it came. */
    private record Listener(Source source, Map<String, JsonNode> messages, JsonNode description, Set<String> heard) {
        void until(String name) {
            SseClient.Event event;
            do {
                event = source.next();
                assertThat(messages).as("described").containsKey(event.name());
                var schema = messages.get(event.name()).get("payload");
                var payload = parsed(event.data().encode());
                assertThat(new Shape(description).complaints(schema, payload, event.name()))
                        .isEmpty();
                heard.add(event.name());
            } while (!event.name().equals(name));
        }
    }

    /** The messages of an operation, by the name that their events have. */
    private static Map<String, JsonNode> messages(JsonNode description, String operation) {
        var shape = new Shape(description);
        var found = new HashMap<String, JsonNode>();
        for (var one : description.get("operations").get(operation).get("messages")) {
            var message =
                    shape.at(shape.at(one.get("$ref").textValue()).get("$ref").textValue());
            found.put(message.get("name").textValue(), message);
        }
        return found;
    }

    private static JsonNode parsed(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
