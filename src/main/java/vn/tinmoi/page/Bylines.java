package vn.tinmoi.page;

import org.jspecify.annotations.Nullable;
import vn.tinmoi.text.Credit;

/** The two kinds of whom a byline names, each with pages of its own. */
public enum Bylines {
    AUTHOR("tac-gia", "author_slug", "byline.author"),
    SOURCE("nguon", "source_slug", "byline.source");

    private final String folder;
    private final String column;
    private final String words;

    Bylines(String folder, String column, String words) {
        this.folder = folder;
        this.column = column;
        this.words = words;
    }

    /** The address of a name's stories, a path without the language's prefix. */
    public String path(String slug) {
        return "/" + folder + "/" + slug;
    }

    /** Of {@code article}. */
    public String column() {
        return column;
    }

    /** The key of what it is called. */
    public String words() {
        return words;
    }

    /** Whom of this kind the byline names. */
    public Credit.@Nullable Name of(Credit credit) {
        return switch (this) {
            case AUTHOR -> credit.author();
            case SOURCE -> credit.source();
        };
    }
}
