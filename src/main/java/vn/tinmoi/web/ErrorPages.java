package vn.tinmoi.web;

import io.vertx.core.buffer.Buffer;

/** Makes the page that a reader sees instead of a story. The site's room gives the real one; any thread. */
@FunctionalInterface
public interface ErrorPages {
    /**
     * @param status 400 to 599
     * @param title short, in the reader's language
     * @param detail one or two sentences, in the reader's language
     * @param path what was asked for, without the query
     */
    Buffer render(Language language, int status, String title, String detail, String path, String requestId);
}
