package vn.tinmoi.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a WebSocket client may say: {@code {"subscribe":["…"]}} and {@code {"unsubscribe":["…"]}}, answered by an event
 * {@code topics} that names what could not be served. Anything else closes the socket and says why. It puts messages together
 * by itself, because Vert.x lets bad UTF-8 pass, drops a message that is too long without a word, and counts no frames.
 * Owned by the loop.
 */
final class Inbox {
    private static final int LONGEST = 4096; // bytes of a message
    private static final int MOST_A_MINUTE = 100;
    private static final int MOST_FRAMES_A_MINUTE =
            3 * MOST_A_MINUTE; // messages in pieces, and pings, which are answered
    private static final short UNSUPPORTED = 1003;
    private static final short UNREADABLE = 1007;
    private static final short POLICY = 1008;
    private static final short TOO_BIG = 1009;

    private final Hub hub;
    private final SocketWire wire;
    private final Subscriber subscriber;
    private int minuteBegan;
    private int messages;
    private int frames;
    private @Nullable Buffer begun;
    private @Nullable List<byte[]> early =
            new ArrayList<>(); // messages before the stream's first event; null behind it

    /** The stream of {@code wire} begins; {@code left}: run once when it is over. */
    Inbox(Hub hub, SocketWire wire, Asked asked, Runnable left) {
        this.hub = hub;
        this.wire = wire;
        this.minuteBegan = hub.now();
        this.subscriber = hub.subscribe(wire, "websocket", asked, left, this::hearEarly);
    }

    /** An answer never comes before {@code sync}. */
    private void hearEarly() {
        var waiting = early == null ? List.<byte[]>of() : early;
        early = null;
        waiting.forEach(this::obey);
    }

    /** The next frame but a close; those of a message come in their order. {@code opcode}: as {@link WebSocketBytes} has them. */
    void frame(int opcode, boolean last, Buffer payload) {
        if (wire.hungUp()) return;
        count();
        if (++frames > MOST_FRAMES_A_MINUTE) {
            wire.hangUp(POLICY, "more than " + MOST_FRAMES_A_MINUTE + " frames a minute");
        } else if (opcode == WebSocketBytes.BINARY) {
            wire.hangUp(UNSUPPORTED, "text messages only");
        } else if (opcode == WebSocketBytes.TEXT || opcode == WebSocketBytes.CONTINUATION) {
            piece(payload, last);
        }
    }

    private void count() {
        if (hub.now() - minuteBegan < 60) return;
        minuteBegan = hub.now();
        messages = 0;
        frames = 0;
    }

    private void piece(Buffer piece, boolean last) {
        var message = begun == null ? Buffer.buffer().appendBuffer(piece) : begun.appendBuffer(piece);
        begun = null;
        if (message.length() > LONGEST) wire.hangUp(TOO_BIG, "more than " + LONGEST + " bytes");
        else if (last) message(message.getBytes());
        else begun = message;
    }

    private void message(byte[] bytes) {
        if (++messages > MOST_A_MINUTE) {
            wire.hangUp(POLICY, "more than " + MOST_A_MINUTE + " messages a minute");
        } else if (early != null) {
            early.add(bytes);
        } else {
            obey(bytes);
        }
    }

    private void obey(byte[] bytes) {
        if (wire.hungUp()) return;
        try {
            obey(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            wire.hangUp(UNREADABLE, "not UTF-8");
        } catch (DecodeException e) {
            wire.hangUp(UNREADABLE, "expected {\"subscribe\":[\"…\"]} or {\"unsubscribe\":[\"…\"]}");
        }
    }

    private void obey(String message) {
        if (!(Json.decodeValue(message) instanceof JsonObject wish) || wish.isEmpty() || !known(wish)) {
            throw new DecodeException("unknown");
        }
        apply(hub.topics().wanted(names(wish, "subscribe")), hub.topics().wanted(names(wish, "unsubscribe")));
    }

    private static boolean known(JsonObject wish) {
        return List.of("subscribe", "unsubscribe").containsAll(wish.fieldNames());
    }

    private static List<String> names(JsonObject wish, String field) {
        if (!wish.containsKey(field)) return List.of();
        if (!(wish.getValue(field) instanceof JsonArray names)) throw new DecodeException(field);
        return names.stream().map(Inbox::name).toList();
    }

    private static String name(@Nullable Object value) {
        if (value instanceof String name) return name;
        throw new DecodeException("name");
    }

    private void apply(Topics.Wanted more, Topics.Wanted less) {
        var now = subscriber.interest().without(less.interest()).and(more.interest());
        boolean tooMany = more.tooMany() || now.size() > Topics.MOST;
        var notes = new Topics.Wanted(now, more.unknown(), tooMany).notes();
        subscriber.want(now.size() > Topics.MOST ? subscriber.interest() : now, notes);
    }
}
