package vn.tinmoi.site;

import io.vertx.core.buffer.Buffer;
import vn.tinmoi.web.ErrorPages;
import vn.tinmoi.web.Language;

/** Error pages in the site's frame, with its lists, so that a reader can go on. Any thread. */
public final class SiteErrorPages implements ErrorPages {
    private static final int NOT_FOUND = 404;

    private final ArticlePages pages;

    public SiteErrorPages(ArticlePages pages) {
        this.pages = pages;
    }

    @Override
    public Buffer render(Language language, int status, String title, String detail, String path, String requestId) {
        var words = status == NOT_FOUND ? AddressWords.of(path) : null;
        return Buffer.buffer(pages.error(language, status, title, detail, requestId, words));
    }
}
