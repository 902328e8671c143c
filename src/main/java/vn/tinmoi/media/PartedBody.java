package vn.tinmoi.media;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request's body in parts of about {@value #PART} bytes, each written before more is read; what was read when a
 * connection breaks is the last part. On the request's event loop.
 */
final class PartedBody {
    static final int PART = 256 << 10;

    private final HttpServerRequest request;
    private final Context loop = Objects.requireNonNull(Vertx.currentContext());
    private final Promise<Void> all = Promise.promise();
    private Buffer held = Buffer.buffer();
    private int at;
    private boolean writing = true; // until each is called
    private boolean ended;
    private @Nullable Throwable broken;
    private Function<Part, Future<Void>> write = part -> Future.succeededFuture();

    /** Bytes and where they begin in the body. */
    record Part(int at, Buffer bytes) {}

    PartedBody(HttpServerRequest request) {
        this.request = request;
        request.pause();
        request.handler(bytes -> {
            held.appendBuffer(bytes);
            if (held.length() >= PART) next();
        });
        request.endHandler(end -> {
            ended = true;
            next();
        });
        request.exceptionHandler(failure -> {
            broken = UploadForm.named(failure);
            next();
        });
    }

    /** The answer of a store, on the request's loop. */
    <T> Future<T> onLoop(Future<T> answer) {
        Promise<T> here = Promise.promise();
        answer.onComplete(done -> loop.runOnContext(on -> here.handle(done)));
        return here.future();
    }

    /** Lets the body come; succeeds when every part is written. Fails where one is not, or the connection broke. */
    Future<Void> each(Function<Part, Future<Void>> write) {
        this.write = write;
        writing = false;
        if (ended || broken != null) next();
        else request.resume();
        return all.future();
    }

    /** What still comes is for nobody; the caller hears the answer when it has sent all. */
    void drain() {
        loop.runOnContext(on -> {
            write = part -> Future.succeededFuture();
            request.handler(bytes -> {});
            request.resume();
        });
    }

    private void next() {
        if (writing) return;
        if (held.length() == 0) {
            if (broken != null) all.tryFail(broken);
            else if (ended) all.tryComplete();
            return;
        }
        writing = true;
        request.pause();
        var part = new Part(at, held);
        at += held.length();
        held = Buffer.buffer();
        onLoop(write.apply(part)).onComplete(done -> {
            writing = false;
            if (done.failed()) all.tryFail(done.cause());
            else if (ended || broken != null || held.length() >= PART) next();
            else request.resume();
        });
    }
}
