package vn.tinmoi.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.article.ArticleJson;
import vn.tinmoi.log.Cursor;
import vn.tinmoi.log.EventText;
import vn.tinmoi.log.LoggedEvent;
import vn.tinmoi.news.ArticleId;
import vn.tinmoi.news.VisitCounts;

/**
 * An event as it travels, encoded once per node and protocol and shared by every subscriber of every loop: nobody may
 * change the bytes. Any thread.
 */
final class Frame {
    private static final int END_OF_LINE = 2; // bytes
    private static final int FORMS = 2; // for HTTP/1.1 and for WebSockets
    private static final int OBJECTS = 300; // bytes beside the text: this, its string, the buffers

    private static final String AT = "at";

    private final @Nullable Cursor id;
    private final String event;
    private final String data;
    private final long article;
    private final long bits;
    private final long category; // key of the category that it stands in; 0: none
    private final long previous; // of the one that it stood in
    private final Encoded chunk; // the form for HTTP/1.1: its length, the event, an end of line
    private final int length; // of the event
    private final AtomicInteger loopsToGo = new AtomicInteger();
    private final @Nullable Instant at;
    private final Function<byte[], Encoded> form;
    private volatile @Nullable Encoded message;

    private Frame(
            @Nullable Cursor id,
            String event,
            String data,
            long article,
            long bits,
            long category,
            long previous,
            @Nullable Instant at,
            String retryLine,
            Function<byte[], Encoded> form) {
        this.id = id;
        this.event = event;
        this.data = data;
        this.article = article;
        this.bits = bits;
        this.category = category;
        this.previous = previous;
        this.at = at;
        this.form = form;
        var name = event.equals(AT) ? ":\n\n" : "event: " + event + "\ndata: " + data + "\n\n";
        var bytes = ((id == null ? "" : "id: " + id + "\n") + retryLine + name).getBytes(StandardCharsets.UTF_8);
        this.length = bytes.length;
        this.chunk = form.apply(chunkOf(bytes));
    }

    /** RFC 9112, 7.1. */
    private static byte[] chunkOf(byte[] bytes) {
        var size = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        var chunk = Arrays.copyOf(size, size.length + bytes.length + END_OF_LINE);
        System.arraycopy(bytes, 0, chunk, size.length, bytes.length);
        chunk[chunk.length - 2] = '\r';
        chunk[chunk.length - 1] = '\n';
        return chunk;
    }

    /** Whether a subscriber who wants that gets it. */
    boolean isFor(Interest interest) {
        return (bits & interest.bits()) != 0
                || (interest.keys().length > 0
                        && (interest.has(article) || interest.has(category) || interest.has(previous)));
    }

    /** A durable event. */
    static Frame of(LoggedEvent event, Topics topics) {
        return new Frame(
                event.id(),
                event.kind(),
                event.payload(),
                event.article().value(),
                topics.bits(event),
                topics.key(event.category()),
                topics.key(event.previousCategory()),
                event.at(),
                "",
                Encoded::shared);
    }

    /** A passing event for one subscriber: no id, so that it never moves a client's cursor. */
    static Frame passing(String event, JsonObject data) {
        return new Frame(null, event, data.encode(), 0, 0, 0, 0, null, "", Encoded::own);
    }

    /** That a category is no topic any more, for all who follow it. {@code now}: what took its place; empty: nothing. */
    static Frame gone(String slug, String now) {
        var data = new JsonObject().put("goneTopics", new JsonArray().add("news/" + slug));
        if (!now.isEmpty()) data.put("instead", new JsonArray().add("news/" + now));
        return new Frame(null, "topics", data.encode(), 0, 0, 0, 0, null, "", Encoded::shared);
    }

    static Frame stats(VisitCounts counts) {
        var data = ArticleJson.counts(counts).encode();
        return new Frame(null, "stats", data, 0, 0, 0, 0, null, "", Encoded::shared);
    }

    /**
     * Moves a client's cursor and nothing else, for streams whose topics were quiet while the log went on. As an event of
     * Server-Sent Events it has no data: the browser keeps its id and tells nobody (WHATWG HTML, 9.2.6).
     */
    static Frame at(Cursor cursor) {
        return new Frame(cursor, AT, "{}", 0, 0, 0, 0, null, "", Encoded::shared);
    }

    /** The event that opens a stream or tells it to start over. {@code retryMillis}: when the client may come back. */
    static Frame sync(Cursor cursor, JsonObject data, int retryMillis) {
        return new Frame(cursor, "sync", data.encode(), 0, 0, 0, 0, null, "retry: " + retryMillis + "\n", Encoded::own);
    }

    /** What is left of this event once its story is withdrawn: the same place in the log, to the same topics, no words. */
    Frame withdrawn() {
        return new Frame(
                id,
                EventText.WITHDRAWN,
                EventText.withdrawn(new ArticleId(article)),
                article,
                bits,
                category,
                previous,
                null,
                "",
                Encoded::shared);
    }

    boolean isWithdrawal() {
        return event.equals(EventText.WITHDRAWN);
    }

    /** Its number in the log; 0 for a passing event. */
    long seq() {
        return id == null ? 0 : id.seq();
    }

    /** Whether its id is this cursor. */
    boolean is(Cursor cursor) {
        return cursor.equals(id);
    }

    long article() {
        return article;
    }

    long category() {
        return category;
    }

    long previous() {
        return previous;
    }

    long bits() {
        return bits;
    }

    /** Bytes of memory, about. */
    int size() {
        return FORMS * chunk.size() + OBJECTS;
    }

    /** The Server-Sent Events form, one whole event. */
    Buffer sse() {
        return BufferInternal.buffer(chunk.bytes().slice(chunk.size() - END_OF_LINE - length, length));
    }

    /** The same as one chunk of HTTP/1.1. */
    Encoded chunk() {
        return chunk;
    }

    /** {@code {"id"?,"event","data"}}, as polls and WebSockets get it. */
    String text() {
        return (id == null ? "{" : "{\"id\":\"" + id + "\",") + "\"event\":\"" + event + "\",\"data\":" + data + "}";
    }

    /** The same as one frame of a WebSocket. Made when the first WebSocket needs it. */
    Encoded message() {
        var made = message;
        if (made == null) message = made = form.apply(WebSocketBytes.text(text().getBytes(StandardCharsets.UTF_8)));
        return made;
    }

    /** Before it is handed to the loops. */
    void goesTo(int loops) {
        loopsToGo.set(loops);
    }

    /** One loop is through with it; gives when it was published if that was the last loop. */
    @Nullable
    Instant sentByOneLoop() {
        return loopsToGo.decrementAndGet() == 0 ? at : null;
    }

    @Override
    public String toString() {
        return text();
    }
}
