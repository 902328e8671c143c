package vn.tinmoi.acceptance;

import java.net.URI;
import java.util.stream.Stream;

/**
 * A kind of page that readers meet, and one of it to look at. A new kind is one line in {@link Edition}: every check of
 * validity, accessibility, reflow and keyboard then looks at it, too.
 *
 * @param site the server that has it; {@code path}: with its query
 */
record PageKind(String name, URI site, String path, int status) {
    /** The same page with English words. */
    PageKind english() {
        return new PageKind(name + ", English", site, path.equals("/") ? "/en" : "/en" + path, status);
    }

    Stream<PageKind> inBothLanguages() {
        return Stream.of(this, english());
    }

    boolean isEnglish() {
        return path.startsWith("/en");
    }

    String address() {
        return site + path;
    }

    @Override
    public String toString() {
        return name;
    }
}
