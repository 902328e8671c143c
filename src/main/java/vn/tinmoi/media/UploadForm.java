package vn.tinmoi.media;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import vn.tinmoi.article.Fields;
import vn.tinmoi.news.Problem;

/**
 * A picture and its words as they come in: {@code multipart/form-data}, read into memory as it arrives. A form, because
 * every HTTP library and browser sends files so, with words of any length and alphabet beside them; in an address 500
 * Vietnamese characters take 4 KB, and stand in the logs of every proxy. On the request's event loop.
 */
final class UploadForm {
    static final int FILE_BYTES = 20 << 20;

    private static final int REST = 64 << 10; // bytes for the words and the form itself
    private static final Set<String> WORDS = Set.of("alt", "caption", "credit");
    private static final String FILE = "file";
    private static final Pattern FORM = Pattern.compile("(?i)multipart/form-data\\s*;.*\\bboundary=.+");

    private final HttpServerRequest request;
    private final Set<String> known;
    private final Promise<Void> whole = Promise.promise();
    private Buffer file = Buffer.buffer();
    private final Set<String> unknown = new TreeSet<>();
    private int files;

    private UploadForm(HttpServerRequest request, Set<String> more) {
        this.request = request;
        known = new TreeSet<>(WORDS);
        known.addAll(more);
    }

    /** What was sent, its words cleaned. */
    record Upload(byte[] file, String alt, String caption, String credit) {}

    /**
     * A {@link Problem} UNSUPPORTED_MEDIA for what is no form, TOO_LARGE as soon as that is known, MALFORMED for a broken
     * one; the listener ends a slow one, INVALID with the field for the rest.
     */
    static Future<Upload> read(HttpServerRequest request) {
        return read(request, "", Set.of());
    }

    /** {@code alt}: what a picture shows whose sender does not say; {@code more}: other fields that the form may have. */
    static Future<Upload> read(HttpServerRequest request, String alt, Set<String> more) {
        var length = request.getHeader("Content-Length");
        if (length != null && Long.parseLong(length) > FILE_BYTES + REST) return Future.failedFuture(tooLarge());
        var form = new UploadForm(request, more);
        form.listen();
        return form.whole
                .future()
                .recover(failure -> Future.failedFuture(named(failure)))
                .map(all -> form.upload(request.formAttributes(), alt));
    }

    private void listen() {
        expectForm(request);
        request.uploadHandler(this::part);
        request.handler(bytes -> {
            if (request.bytesRead() > FILE_BYTES + REST) refuse(tooLarge());
        });
        request.exceptionHandler(this::refuse);
        request.endHandler(end -> whole.tryComplete());
    }

    static void expectForm(HttpServerRequest request) {
        if (!FORM.matcher(String.valueOf(request.getHeader("Content-Type"))).matches()) throw notAForm();
        try {
            request.setExpectMultipart(true);
        } catch (RuntimeException e) { // a boundary that Netty cannot use
            throw notAForm();
        }
    }

    private static Problem notAForm() {
        return new Problem(Problem.Kind.UNSUPPORTED_MEDIA, "media.not-a-form", null);
    }

    private void part(HttpServerFileUpload part) {
        if (!part.name().equals(FILE)) unknown.add(part.name());
        else files++;
        part.exceptionHandler(this::refuse);
        part.handler(this::take);
    }

    private void take(Buffer bytes) {
        if (whole.future().isComplete()) return; // refused: what still comes is dropped
        if (file.length() + bytes.length() > FILE_BYTES) refuse(tooLarge());
        else file.appendBuffer(bytes);
    }

    @CanIgnoreReturnValue
    private boolean refuse(Throwable why) {
        return whole.tryFail(why);
    }

    private Upload upload(MultiMap words, String alt) {
        for (var name : words.names()) if (!known.contains(name)) unknown.add(name);
        if (unknown.remove(FILE) || files > 1) throw Problem.invalid(FILE, "media.one-file");
        for (var name : unknown) {
            throw Problem.invalid(
                    Fields.quoted(name), "field.unknown", Fields.quoted(name), "alt, caption, credit, file");
        }
        if (files == 0 || file.length() == 0) throw Problem.invalid(FILE, "field.missing");
        var bytes = file.getBytes();
        file = Buffer.buffer(); // the request keeps the form until it is answered
        return new Upload(
                bytes,
                Fields.alt(words.contains("alt") ? word(words, "alt") : alt),
                Fields.caption(word(words, "caption")),
                Fields.credit(word(words, "credit")));
    }

    private static String word(MultiMap words, String name) {
        return Objects.requireNonNullElse(words.get(name), "");
    }

    static Throwable named(Throwable failure) {
        if (failure instanceof Problem) return failure;
        if (failure.getCause() instanceof Problem named) return named; // the listener says what broke on its way
        return new Problem(Problem.Kind.MALFORMED, "media.form", null);
    }

    static Problem tooLarge() {
        return new Problem(Problem.Kind.TOO_LARGE, "media.too-large", FILE, FILE_BYTES >> 20);
    }
}
