package vn.tinmoi.media;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import vn.tinmoi.news.Problem;

/** A picture that is the whole body of a request, as {@code curl --upload-file} sends it. On the request's event loop. */
final class PlainUpload {
    private PlainUpload() {}

    /** Whether the request says that it is one. */
    static boolean isOne(HttpServerRequest request) {
        var type = String.valueOf(request.getHeader("Content-Type")).toLowerCase(Locale.ROOT);
        return type.startsWith("image/") || type.startsWith("application/octet-stream");
    }

    /** The bytes; TOO_LARGE as soon as that is known, INVALID when there are none. */
    static Future<byte[]> read(HttpServerRequest request) {
        var whole = Promise.<byte[]>promise();
        var bytes = Buffer.buffer();
        request.exceptionHandler(whole::tryFail);
        request.handler(more -> {
            if (bytes.length() + more.length() > UploadForm.FILE_BYTES) whole.tryFail(UploadForm.tooLarge());
            else if (!whole.future().isComplete()) bytes.appendBuffer(more);
        });
        request.endHandler(end -> {
            if (bytes.length() == 0) whole.tryFail(Problem.invalid("file", "field.missing"));
            else whole.tryComplete(bytes.getBytes());
        });
        return whole.future();
    }
}
