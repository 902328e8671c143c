package vn.tinmoi.web;

import org.jspecify.annotations.Nullable;

/** Gives the page that a reader sees instead of a story. The site's room gives the real one; any thread. */
@FunctionalInterface
public interface ErrorPages {
    /**
     * The page, as a {@link Representation#refusal}, at once: it waits for nothing. Two calls that say the same may get the
     * same one, so what it says must be nothing that a caller can invent.
     *
     * @param status 400 to 599
     * @param title short, in the reader's language
     * @param detail one or two sentences, in the reader's language
     * @param requestId what the failure is logged under; null: it is not logged, and the page is the same for everyone
     */
    Representation page(Language language, int status, String title, String detail, @Nullable String requestId);
}
