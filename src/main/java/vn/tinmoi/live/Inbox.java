package vn.tinmoi.live;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a WebSocket client may say: {@code {"subscribe":["…"]}} and {@code {"unsubscribe":["…"]}}, answered by an event
 * {@code topics} that names what could not be served. Anything else closes the socket and says why. Owned by the loop.
 */
final class Inbox {
    private static final int LONGEST = 4096; // bytes
    private static final int MOST_A_MINUTE = 100;
    private static final short UNSUPPORTED = 1003;
    private static final short UNREADABLE = 1007;
    private static final short POLICY = 1008;
    private static final short TOO_BIG = 1009;

    private final Hub hub;
    private final WebSocketWire wire;
    private final Subscriber subscriber;
    private int minuteBegan;
    private int messages;

    Inbox(Hub hub, WebSocketWire wire, Subscriber subscriber) {
        this.hub = hub;
        this.wire = wire;
        this.subscriber = subscriber;
        this.minuteBegan = hub.now();
    }

    void text(String message) {
        if (tooMany()) wire.close(POLICY, "more than 100 messages a minute");
        else if (message.getBytes(StandardCharsets.UTF_8).length > LONGEST) wire.close(TOO_BIG, "more than 4096 bytes");
        else obey(message);
    }

    void binary() {
        wire.close(UNSUPPORTED, "text messages only");
    }

    private boolean tooMany() {
        if (hub.now() - minuteBegan >= 60) {
            minuteBegan = hub.now();
            messages = 0;
        }
        return ++messages > MOST_A_MINUTE;
    }

    private void obey(String message) {
        try {
            var wish = new JsonObject(message);
            var subscribe = names(wish, "subscribe");
            var unsubscribe = names(wish, "unsubscribe");
            if (wish.isEmpty() || !known(wish)) throw new DecodeException("unknown");
            apply(hub.topics().wanted(subscribe), hub.topics().wanted(unsubscribe));
        } catch (DecodeException | ClassCastException e) {
            wire.close(UNREADABLE, "expected {\"subscribe\":[\"…\"]} or {\"unsubscribe\":[\"…\"]}");
        }
    }

    private static boolean known(JsonObject wish) {
        return List.of("subscribe", "unsubscribe").containsAll(wish.fieldNames());
    }

    private static List<String> names(JsonObject wish, String field) {
        return wish.getJsonArray(field, new JsonArray()).stream()
                .map(String.class::cast)
                .toList();
    }

    private void apply(Topics.Wanted more, Topics.Wanted less) {
        var now = subscriber.interest().without(less.interest()).and(more.interest());
        boolean tooMany = more.tooMany() || now.size() > Topics.MOST;
        var notes = Hub.notes(new Topics.Wanted(now, more.unknown(), tooMany));
        subscriber.want(now.size() > Topics.MOST ? subscriber.interest() : now, notes);
    }
}
