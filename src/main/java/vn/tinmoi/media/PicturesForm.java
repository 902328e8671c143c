package vn.tinmoi.media;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import vn.tinmoi.news.Problem;

/**
 * A form of {@code multipart/form-data} with many fields, some of which may bring a picture each: read into memory as it
 * arrives. A picture that is too large is dropped and named, so that what was typed beside it is not lost. On the request's
 * event loop.
 */
final class PicturesForm {
    static final int PICTURE_BYTES = 5 << 20;
    private static final int KEPT_BYTES = 20 << 20; // of all pictures
    private static final long MOST_BYTES = 200L << 20; // of the form, that is listened to at all

    private final HttpServerRequest request;
    private final Promise<Void> whole = Promise.promise();
    private final Map<String, Buffer> files = new LinkedHashMap<>();
    private final Set<String> tooLarge = new HashSet<>();
    private int kept;

    private PicturesForm(HttpServerRequest request) {
        this.request = request;
    }

    /** {@code files}: by their fields; {@code tooLarge}: the fields of those that were dropped. */
    record Sent(Map<String, Buffer> files, Set<String> tooLarge) {}

    /** Fails as {@link UploadForm#read} does. */
    static Future<Sent> read(HttpServerRequest request) {
        var form = new PicturesForm(request);
        form.listen();
        return form.whole
                .future()
                .recover(failure -> Future.failedFuture(UploadForm.named(failure)))
                .map(all -> new Sent(form.files, form.tooLarge));
    }

    private void listen() {
        UploadForm.expectForm(request);
        request.uploadHandler(this::part);
        request.handler(bytes -> {
            if (request.bytesRead() > MOST_BYTES) refuse(UploadForm.tooLarge());
        });
        request.exceptionHandler(this::refuse);
        request.endHandler(end -> whole.tryComplete());
    }

    private void part(HttpServerFileUpload part) {
        part.exceptionHandler(this::refuse);
        part.handler(bytes -> take(part.name(), bytes));
    }

    private void take(String field, Buffer bytes) {
        if (bytes.length() == 0 || whole.future().isComplete() || tooLarge.contains(field)) return;
        var file = files.computeIfAbsent(field, first -> Buffer.buffer());
        kept += bytes.length();
        if (file.length() + bytes.length() > PICTURE_BYTES || kept > KEPT_BYTES) {
            kept -= bytes.length() + file.length();
            files.remove(field);
            tooLarge.add(field);
        } else {
            file.appendBuffer(bytes);
        }
    }

    private void refuse(Throwable why) {
        if (whole.tryFail(why)) files.clear();
    }

    static Problem tooLarge(String field) {
        return new Problem(Problem.Kind.TOO_LARGE, "media.too-large", field, PICTURE_BYTES >> 20);
    }
}
