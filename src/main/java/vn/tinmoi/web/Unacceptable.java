package vn.tinmoi.web;

import io.netty.handler.codec.DecoderException;
import vn.tinmoi.news.Problem;

/**
 * A request that breaks the rules of HTTP/1.1 so that nobody can be sure where it ends or what it means: it is answered, and
 * nothing behind it on its connection is read. Its cause is what a handler answers that waited for the body.
 */
final class Unacceptable extends DecoderException {
    private static final long serialVersionUID = 1;

    /** What is wrong: the status that says it, and its name in metrics and messages. */
    enum Kind {
        HOST(400),
        TARGET(400),
        METHOD(400),
        HEADER(400),
        FRAMING(400),
        SLOW(408),
        LINE(414),
        HEADERS(431),
        CODING(501),
        VERSION(505);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }

        String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final Kind kind;

    Unacceptable(Kind kind) {
        super(kind.label(), new Problem(Problem.Kind.MALFORMED, "request." + kind.label(), null));
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** Thousands a second may be sent; what is wrong stands in the kind. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
