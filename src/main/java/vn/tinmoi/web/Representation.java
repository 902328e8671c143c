package vn.tinmoi.web;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import vn.tinmoi.text.Sha256;

/**
 * Bytes that are the same for everyone: kept plain and compressed, each form under its own strong entity tag and perhaps
 * with the date of its last change, answered whole or with 304; or what a refusal says, which has no tag and is always
 * whole (RFC 9110, 13.2.1). HEAD is answered like GET; Vert.x leaves the body out. Any thread.
 */
public final class Representation {
    /** RFC 9110, section 5.6.7: two digits of the day, GMT by its name. */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final int WORTH_COMPRESSING = 200; // below, gzip's head and tail eat what it saves

    private static final int OK = 200;

    private final int status;
    private final String contentType;
    private final Form plain;
    private final @Nullable Form gzip;
    private final @Nullable Instant since; // whoever has it from this second on has it as it is

    private record Form(Buffer body, String tag, Map<String, String> headers, Heads heads) {}

    /** The heads of its answers over HTTP/1.1, made when they are first needed; twice at the same time does no harm. */
    private static final class Heads {
        private volatile @Nullable Head whole;
        private volatile @Nullable Head unchanged;
    }

    /**
     * {@code more}: what it says beyond the form's own headers, because one refusal answers at many addresses. Compared by
     * identity: these maps are constants.
     */
    private record Head(Map<String, String> more, byte[] bytes) {}

    /**
     * A response of HTTP/1.1 on a connection that stays open, as it goes over the wire.
     *
     * @param head without the empty line that ends it
     * @param body empty for 304
     */
    record Answer(int status, byte[] head, Buffer body) {
        private static final byte[] ID = (RequestIds.HEADER + ": ").getBytes(StandardCharsets.US_ASCII);
        private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

        /** Bytes in all, for a request of that name. */
        int size(String id) {
            return head.length + ID.length + id.length() + END.length + body.length();
        }

        void writeTo(ByteBuf out, String id) {
            out.writeBytes(head).writeBytes(ID);
            out.writeCharSequence(id, StandardCharsets.US_ASCII);
            out.writeBytes(END).writeBytes(((BufferInternal) body).getByteBuf());
        }
    }

    private Representation(int status, String contentType, Form plain, @Nullable Form gzip, @Nullable Instant since) {
        this.status = status;
        this.contentType = contentType;
        this.plain = plain;
        this.gzip = gzip;
        this.since = since;
    }

    /**
     * Keeps those bytes; texts are compressed too, where that makes them smaller (about 1 ms for 60 KB).
     *
     * @param headers sent with 200 and 304 alike, such as Cache-Control
     */
    public static Representation of(String contentType, byte[] body, Map<String, String> headers) {
        return of(contentType, body, headers, (Instant) null);
    }

    /** What is said to whoever asks for what they cannot have; {@code status}: 400 to 599. */
    public static Representation refusal(int status, String contentType, byte[] body, Map<String, String> headers) {
        return of(status, contentType, body, headers, null);
    }

    /**
     * The same with its {@code Last-Modified}. What was read within the second of its change carries the second before, and
     * is sent whole to who names that date: another change may have followed in the same second (RFC 9110, 8.8.2.2).
     *
     * @param modified when it may have changed last
     * @param readAt when it was read, by the same clock
     */
    public static Representation of(
            String contentType, byte[] body, Map<String, String> headers, Instant modified, Instant readAt) {
        var second = modified.truncatedTo(ChronoUnit.SECONDS);
        boolean settled = !readAt.isBefore(second.plusSeconds(1));
        var all = new HashMap<>(headers);
        all.put("Last-Modified", HTTP_DATE.format(settled ? second : second.minusSeconds(1)));
        return of(contentType, body, all, settled ? second : null);
    }

    private static Representation of(
            String contentType, byte[] body, Map<String, String> headers, @Nullable Instant since) {
        return of(OK, contentType, body, headers, since);
    }

    private static Representation of(
            int status, String contentType, byte[] body, Map<String, String> headers, @Nullable Instant since) {
        var tag = status == OK ? Sha256.hex(body).substring(0, 32) : "";
        var compressed = isText(contentType) && body.length >= WORTH_COMPRESSING ? compress(body) : body;
        var all = new HashMap<>(headers);
        if (isText(contentType)) all.put("Vary", "Accept-Encoding");
        var plain = form(body, tag, all);
        if (compressed.length >= body.length) return new Representation(status, contentType, plain, null, since);
        all.put("Content-Encoding", "gzip");
        var gzip = form(compressed, tag.isEmpty() ? tag : tag + "-gzip", all);
        return new Representation(status, contentType, plain, gzip, since);
    }

    /** {@code tag}: without its quotes; empty: none. */
    private static Form form(byte[] body, String tag, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        var quoted = "\"" + tag + "\"";
        if (!tag.isEmpty()) all.put("ETag", quoted);
        return new Form(Buffer.buffer(body), quoted, Map.copyOf(all), new Heads());
    }

    /** HTTP's status of what it answers whole. */
    public int status() {
        return status;
    }

    /** Its status with the form that the caller takes, or 304 when the caller has it. */
    public Reply reply(HttpServerRequest request) {
        return reply(request, Map.of());
    }

    /** The same with more headers. */
    public Reply reply(HttpServerRequest request, Map<String, String> more) {
        var form = form(request::getHeader);
        var headers = form.headers;
        if (!more.isEmpty()) {
            headers = new HashMap<>(headers);
            headers.putAll(more);
        }
        if (isKnown(request::getHeader, form)) return new Reply.Empty(304, headers);
        return new Reply.Bytes(status, contentType, form.body, headers);
    }

    /**
     * The same as it goes over the wire.
     *
     * @param asked a header of the request, null when it has none of that name
     * @param more what every answer at this address says: one of a few constants
     */
    Answer answer(Function<CharSequence, @Nullable String> asked, Map<String, String> more) {
        var form = form(asked);
        return isKnown(asked, form) ? unchanged(form, more) : whole(form, more);
    }

    private Answer whole(Form form, Map<String, String> more) {
        var head = form.heads.whole;
        if (head == null || head.more != more) {
            var length = Map.of("content-type", contentType, "content-length", String.valueOf(form.body.length()));
            form.heads.whole = head =
                    new Head(more, head(HttpResponseStatus.valueOf(status).toString(), length, form.headers, more));
        }
        return new Answer(status, head.bytes, form.body);
    }

    private static Answer unchanged(Form form, Map<String, String> more) {
        var head = form.heads.unchanged;
        if (head == null || head.more != more) {
            form.heads.unchanged = head = new Head(more, head("304 Not Modified", Map.of(), form.headers, more));
        }
        return new Answer(304, head.bytes, Buffer.buffer());
    }

    private static byte[] head(
            String status, Map<String, String> length, Map<String, String> own, Map<String, String> more) {
        var head = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
        for (var headers : List.of(more, length, own)) {
            headers.forEach((name, value) ->
                    head.append(name).append(": ").append(value).append("\r\n"));
        }
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private Form form(Function<CharSequence, @Nullable String> asked) {
        return gzip != null && takesGzip(asked.apply(HttpHeaders.ACCEPT_ENCODING)) ? gzip : plain;
    }

    /** A date counts only where no tag is named (RFC 9110, 13.2.2). */
    private boolean isKnown(Function<CharSequence, @Nullable String> asked, Form form) {
        if (status != OK) return false;
        var tags = asked.apply(HttpHeaders.IF_NONE_MATCH);
        if (tags != null) return has(tags, form.tag);
        var date = asked.apply(HttpHeaders.IF_MODIFIED_SINCE);
        return since != null && date != null && !parsed(date).isBefore(since);
    }

    /** Long ago for what is no date. */
    private static Instant parsed(String date) {
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
        } catch (DateTimeException e) {
            return Instant.MIN;
        }
    }

    /** The bytes as they were given, uncompressed. */
    public byte[] body() {
        return plain.body.getBytes();
    }

    /** What it takes in memory, in bytes. */
    public int size() {
        return plain.body.length() + (gzip == null ? 0 : gzip.body.length());
    }

    /** Whether the caller takes gzip by RFC 9110, section 12.5.3: named, or meant by *, and not with q=0. */
    static boolean takesGzip(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) return false;
        boolean any = false;
        for (var coding : acceptEncoding.toLowerCase(Locale.ROOT).split(",")) {
            var parts = coding.split(";", 2);
            var name = parts[0].strip();
            boolean wanted = parts.length == 1 || !parts[1].strip().matches("q\\s*=\\s*0(\\.0*)?");
            if (name.equals("gzip") || name.equals("x-gzip")) return wanted;
            if (name.equals("*")) any = wanted;
        }
        return any;
    }

    /** Whether an If-None-Match names the tag; the comparison is the weak one (RFC 9110, section 13.1.2). */
    public static boolean has(@Nullable String ifNoneMatch, String tag) {
        if (ifNoneMatch == null) return false;
        for (var known : ifNoneMatch.split(",")) {
            var stripped = known.strip();
            if (stripped.equals("*") || stripped.equals(tag) || stripped.equals("W/" + tag)) return true;
        }
        return false;
    }

    private static boolean isText(String contentType) {
        return contentType.contains("charset=") || contentType.startsWith("application/json");
    }

    private static byte[] compress(byte[] bytes) {
        var out = new ByteArrayOutputStream(bytes.length / 3);
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
